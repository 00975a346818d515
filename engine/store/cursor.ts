import { EngineError } from '../errors/index.js'
import type { PageRequest } from './port.js'

/** Largest page that is answered. */
const largestPage = 1000

/** Place of the last row of a page: its sort values and a number or id that breaks ties. */
export type CursorPlace = readonly [key: number, ...keysAndTie: (number | string)[]]

/** Writes a cursor. `list` names the list and its order, so that a cursor is not used on another one. */
export function toCursor(list: string, place: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url')
}

/**
 * Reads the cursor of a page request, with as many sort values as the order has. Throws `usage-wrong` for a cursor or a
 * limit that this store did not offer.
 */
export function fromCursor(
  list: string,
  page: PageRequest,
  tie: 'number' | 'string',
  keys = 1,
): CursorPlace | undefined {
  if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > largestPage)
    throw new EngineError(
      'usage-wrong',
      `Expected a page of 1 to ${largestPage} rows, but the limit is ${String(page.limit)}.`,
    )
  if (page.cursor === undefined) return undefined
  const parts = parse(page.cursor)
  if (
    !Array.isArray(parts) ||
    parts[0] !== list ||
    parts.length !== keys + 2 ||
    !parts.slice(1, -1).every(Number.isSafeInteger) ||
    typeof parts.at(-1) !== tie
  )
    throw new EngineError(
      'usage-wrong',
      "Expected the 'next' of the page before as cursor, with the same order, but it is something else.",
    )
  const place: unknown = parts.slice(1)
  return place as CursorPlace
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

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
