import { EngineError } from '../errors/index.js'

/** A row as the driver gives it. Read its columns with the functions of this file only. */
export type Row = { readonly [column: string]: unknown }

const wrong = (column: string, expected: string, found: unknown): EngineError =>
  new EngineError(
    'database-failed',
    `Expected ${expected} in column '${column}', but the database holds ${found === null ? 'nothing' : typeof found}. ` +
      'The tables were changed by something else: restore a backup or repair them.',
  )

/** A text column that always has a value. Throws `database-failed` otherwise. */
export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw wrong(column, 'text', value)
  return value
}

/**
 * A whole number that always has a value. PostgreSQL sends big ones as text, and a host may have its driver give them as
 * `bigint`. Throws `database-failed` otherwise. */
export function integer(row: Row, column: string): number {
  const value = row[column]
  const number = typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw wrong(column, 'a whole number', value)
  return number
}

/** `{ [name]: text }`, or nothing where the column is empty: made for spreading into a row with optional keys. */
export function optionalText<K extends string>(
  row: Row,
  column: string,
  name: K,
): { readonly [key in K]?: string } {
  return row[column] === null || row[column] === undefined
    ? {}
    : ({ [name]: text(row, column) } as { readonly [key in K]?: string })
}

/** `{ [name]: number }`, or nothing where the column is empty. */
export function optionalInteger<K extends string>(
  row: Row,
  column: string,
  name: K,
): { readonly [key in K]?: number } {
  return row[column] === null || row[column] === undefined
    ? {}
    : ({ [name]: integer(row, column) } as { readonly [key in K]?: number })
}

/** A column of bytes that always has a value. Throws `database-failed` otherwise. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw wrong(column, 'bytes', value)
  return value
}

/** A column that holds JSON which this store wrote itself. Throws `database-failed` when it is no JSON. */
export function json(row: Row, column: string): unknown {
  const value = text(row, column)
  try {
    return JSON.parse(value)
  } catch {
    throw wrong(column, 'JSON', value)
  }
}
