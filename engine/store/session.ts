import type { Knex } from 'knex'
import { EngineError } from '../errors/index.js'
import { databaseError } from './database-error.js'
import type { Columns, Dialect } from './dialect.js'
import { preparedStatements, type Carry } from './prepared-statements.js'
import type { Row } from './row.js'
import type { TableNames } from './table-names.js'

/** What may be bound to a `?`. */
export type Binding = string | number | Buffer | null

/** One connection (or a pool of them) with what is needed to phrase statements for it. */
export interface Session {
  readonly names: TableNames
  readonly dialect: Dialect
  /** Collects rows to be written, so that those of many cases go into one statement; absent where each is written at once. */
  readonly rows?: RowBuffer
  /** Runs one statement. Throws `database-failed` or `database-busy`, never with bound values in the text. */
  run(sql: string, bindings?: readonly Binding[]): Promise<readonly Row[]>
}

/** Rows that wait to be written or removed. */
export interface RowBuffer {
  /** Adds rows to those of the same statement. */
  add(sql: string, rows: readonly unknown[]): void
}

/** How statements reach the database: a knex handle, a transaction of the host, or one connection of a handle. */
export interface Target {
  readonly knex: Knex
  readonly connection?: unknown
  /** Asked before each statement: a reason why none may be sent any more. */
  readonly ended?: () => string | undefined
}

/** Opens a session over a handle of knex; nothing is acquired before the first statement. */
export function createSession(target: Target, names: TableNames, dialect: Dialect): Session {
  const carry = preparedStatements(target.knex, target.connection) ?? throughKnex(target)
  return {
    names,
    dialect,
    async run(sql, bindings = []) {
      const ended = target.ended?.()
      if (ended !== undefined) throw new EngineError('engine-stopped', ended)
      try {
        return dialect.rowsOf(await carry(sql, bindings))
      } catch (error) {
        throw databaseError(error)
      }
    },
  }
}

/** The part of a knex client that carries a statement to the driver. */
interface Client {
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<void>
  query(
    connection: unknown,
    query: { readonly sql: string; readonly bindings: readonly Binding[]; readonly method: 'raw' },
  ): Promise<{ readonly response?: unknown }>
}

/**
 * Below `knex.raw`, whose answers pass through the `postProcessResponse` of the handle: the host's, which may rename
 * our columns. A transaction of the host gives its own connection, and refuses statements once it is over.
 */
function throughKnex({ knex, connection: given }: Target): Carry {
  const client = knex.client as Client
  return async (sql, bindings) => {
    const connection = given ?? (await client.acquireConnection())
    try {
      return (await client.query(connection, { sql, bindings: [...bindings], method: 'raw' })).response
    } finally {
      if (given === undefined) await client.releaseConnection(connection)
    }
  }
}

/**
 * Writes any number of rows with one statement and one bound JSON array (knex's multi-row insert fails at 501 rows).
 * `conflict` is an `on conflict …` clause. No rows, no statement.
 */
export async function insertRows(
  session: Session,
  into: { readonly table: string; readonly columns: Columns; readonly conflict?: string },
  rows: readonly (readonly (Binding | undefined)[])[],
): Promise<void> {
  const columns = Object.keys(into.columns).join(', ')
  const selected = session.dialect.selectRows(into.columns)
  await runRows(session, `insert into ${into.table} (${columns}) ${selected} ${into.conflict ?? ''}`, rows)
}

/** Deletes the rows whose `column` is one of `values`, with one statement. No values, no statement. */
export async function deleteRows(
  session: Session,
  from: { readonly table: string; readonly column: string },
  values: readonly string[],
): Promise<void> {
  const { selectTexts } = session.dialect
  await runRows(session, `delete from ${from.table} where ${from.column} in (${selectTexts})`, values)
}

/** Deletes the rows that have one of `keys` in the columns, with one statement. No keys, no statement. */
export async function deleteKeyed(
  session: Session,
  from: { readonly table: string; readonly columns: Columns },
  keys: readonly (readonly Binding[])[],
): Promise<void> {
  const names = Object.keys(from.columns).join(', ')
  const wanted = session.dialect.selectRows(from.columns)
  await runRows(session, `delete from ${from.table} where (${names}) in (${wanted})`, keys)
}

/** Runs a statement over a bound JSON array, or leaves the array's members to the session's buffer. */
export async function runRows(session: Session, sql: string, rows: readonly unknown[]): Promise<void> {
  if (rows.length === 0) return
  if (session.rows) session.rows.add(sql, rows)
  else await session.run(sql, [JSON.stringify(rows)])
}

/**
 * Holds names until the end of the transaction where the database has several writers. Asked before a row is read that
 * may not be there yet; rows that are there are locked as they are read. Names are held in their own order.
 */
export async function holdNames(session: Session, names: readonly string[]): Promise<void> {
  const { holdNames: statement } = session.dialect
  if (statement === undefined || names.length === 0) return
  await session.run(statement, [JSON.stringify(names)])
}
