import type { Text } from '../../errors/json.js'

/** Prices of one list that hold from one day to another. */
export interface PriceTable {
  /** SHA-256, in hex, of what the table says. */
  readonly hash: string
  /** First day, `yyyy-mm-dd`. */
  readonly validFrom: string
  /** Last day; absent where no later table of the list is known. */
  readonly validUntil?: string
  /** Unit prices in yuan. */
  readonly items: { readonly [item: string]: number }
  /** What people call them, and what they count in. */
  readonly described: { readonly [item: string]: { readonly title: Text; readonly unit?: Text } }
}

/** Price lists by id; the tables of each follow one another in time. */
export type PriceLists = ReadonlyMap<string, readonly PriceTable[]>
