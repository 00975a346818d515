import { dirname } from 'node:path'
import type { Knex } from 'knex'
import { EngineError } from '../errors/index.js'
import { openPostgres } from './open-postgres.js'
import { openSqlite, openSqliteReader } from './open-sqlite.js'

/** Handles to a database, as `createEngine` takes them. */
export interface OpenedDatabase {
  readonly db: Knex
  /** A handle that reads beside the writing one, where the database has need of one. */
  readonly reader?: Knex
  /** Closes them. Safe to call twice. */
  close(): Promise<void>
}

/** Whether a place names a database on a server (`postgres://…`) and not a file. */
export function isServer(place: string): boolean {
  return /^postgres(ql)?:/i.test(place)
}

/** The folder for files that belong to a database but not into it: that of its file, `data` for one on a server. */
export function folderBeside(place: string): string {
  return isServer(place) ? 'data' : dirname(place)
}

/** A place as it may be shown: the address of a server without its password. */
export function shownPlace(place: string): string {
  if (!isServer(place)) return place
  const url = URL.parse(place)
  if (!url) return 'postgres://…'
  return `${url.protocol}//${url.username === '' ? '' : `${url.username}@`}${url.host}${url.pathname}`
}

/**
 * Opens the database at a place: the address of a PostgreSQL server, or a SQLite file, which is made where there is
 * none. Throws `configuration-invalid` for an address that is none, otherwise as `openPostgres` and `openSqlite` do.
 */
export async function openDatabase(place: string): Promise<OpenedDatabase> {
  if (!isServer(place)) return openSqlite(place)
  return openPostgres(checkedAddress(place))
}

/** Opens a database that is there for reading only: nothing is made or changed. */
export async function openDatabaseReader(
  place: string,
): Promise<{ readonly reader: Knex; close(): Promise<void> }> {
  if (!isServer(place)) return openSqliteReader(place)
  const opened = await openPostgres(checkedAddress(place), { readOnly: true })
  return { reader: opened.db, close: () => opened.close() }
}

function checkedAddress(place: string): string {
  if (URL.canParse(place)) return place
  throw new EngineError(
    'configuration-invalid',
    "Expected an address such as 'postgres://user:password@host:5432/database', but it cannot be read. " +
      'Write marks such as @ and / in the password as %40 and %2F.',
  )
}
