import { EngineError } from '../errors/index.js'
import type { Page, PageRequest } from './port.js'

/** Largest page that is answered. */
const largestPage = 1000

/** Place of a row in a list: its sort values, where the order has any, and a number or id that breaks ties. */
export type CursorPlace = readonly [key: number, ...keysAndTie: (number | string)[]]

/** Where a page begins, and in which direction it is read. */
export interface Place {
  /** The row it is beside; absent at the beginning of the list. */
  readonly at?: readonly (number | string)[]
  /** The page lies before that row. */
  readonly backwards: boolean
}

/** Writes a cursor. `list` names the list and its order, so that a cursor is not used on another one. */
export function toCursor(list: string, place: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url')
}

/**
 * Reads the cursor of a page request, with as many sort values as the order has. Throws `usage-wrong` for a cursor or a
 * limit that this store did not offer, and for a page before another: such a list only goes forward.
 */
export function fromCursor(
  list: string,
  page: PageRequest,
  tie: 'number' | 'string',
  keys = 1,
): CursorPlace | undefined {
  if (page.before !== undefined)
    throw new EngineError(
      'usage-wrong',
      "Expected a list that goes back where 'before' is given, but this one only goes forward. Ask with 'cursor'.",
    )
  const { at } = placeOf(list, page, tie, keys)
  return at && ([...at] as unknown as CursorPlace)
}

/** The same for lists that go both ways. */
export function placeOf(list: string, page: PageRequest, tie: 'number' | 'string', keys: number): Place {
  const { limit, cursor, before } = page
  if (!Number.isInteger(limit) || limit < 1 || limit > largestPage)
    throw new EngineError(
      'usage-wrong',
      `Expected a page of 1 to ${largestPage} rows, but the limit is ${String(limit)}.`,
    )
  if (cursor !== undefined && before !== undefined)
    throw new EngineError(
      'usage-wrong',
      "Expected 'cursor' or 'before', but found both. Leave one of them out.",
    )
  const given = cursor ?? before
  if (given === undefined) return { backwards: false }
  const parts = parse(given)
  if (
    !Array.isArray(parts) ||
    parts[0] !== list ||
    parts.length !== keys + 2 ||
    !parts.slice(1, -1).every(Number.isSafeInteger) ||
    typeof parts.at(-1) !== tie
  )
    throw new EngineError(
      'usage-wrong',
      cursor === undefined
        ? "Expected the 'prev' of the page behind as 'before', with the same order, but it is something else."
        : "Expected the 'next' of the page before as cursor, with the same order, but it is something else.",
    )
  return { at: parts.slice(1) as (number | string)[], backwards: before !== undefined }
}

/** Splits what was read (one row more than asked for) into the page and the cursor of the next one. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  how: { readonly item: (row: R) => T; readonly cursor: (row: R) => string },
): { readonly items: readonly T[]; readonly next?: string } {
  const items = rows.slice(0, limit)
  const last = items[items.length - 1]
  return {
    items: items.map((row) => how.item(row)),
    ...(rows.length > limit && last !== undefined ? { next: how.cursor(last) } : {}),
  }
}

/**
 * The same for lists that go both ways; what was read before a row comes with the nearest first. The first page has no
 * `prev`: whether there is something before another one is not looked up, since the page it was reached from was there.
 */
export function toPageBothWays<R, T>(
  rows: readonly R[],
  { limit, cursor, before }: PageRequest,
  how: { readonly item: (row: R) => T; readonly cursor: (row: R) => string },
): Page<T> {
  const kept = rows.slice(0, limit)
  const isMore = rows.length > limit
  const items = before === undefined ? kept : kept.reverse()
  const [first, last] = [items[0], items.at(-1)]
  const goesOn = before === undefined ? isMore : true
  const goesBack = before === undefined ? cursor !== undefined : isMore
  return {
    items: items.map((row) => how.item(row)),
    ...(goesOn && last !== undefined ? { next: how.cursor(last) } : {}),
    ...(goesBack && first !== undefined ? { prev: how.cursor(first) } : {}),
  }
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
