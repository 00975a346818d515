import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { openPostgres, openSqlite } from '../../engine/index.js'
import { openPostgresSchema } from '../postgres/open-postgres-schema.js'

/** Handles to a database of a test. */
export interface Handles {
  readonly db: Knex
  readonly reader?: Knex
  close(): Promise<void>
}

/** A database of its own for one test. */
export interface TestDatabase {
  /** Opens handles, as another process would; `connections`: to a server, four unless given. */
  open(options?: { readonly connections: number }): Promise<Handles>
  /** A folder that belongs to it. */
  readonly folder: string
  remove(): Promise<void>
}

/** On which database tests of the engine run: `TEST_DATABASE=postgres npx vitest run test/runtime`. */
export const testedDatabase: 'sqlite' | 'postgres' =
  process.env['TEST_DATABASE'] === 'postgres' ? 'postgres' : 'sqlite'

/** Name of the file in the folder of the database. */
export const sqliteFile = 'cases.sqlite'

/** Makes an empty database: a SQLite file, or a schema on the PostgreSQL server of the run. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-runtime-'))
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true })
  if (testedDatabase === 'sqlite')
    return { open: () => openSqlite(join(folder, sqliteFile)), folder, remove: removeFolder }
  const schema = await openPostgresSchema()
  return {
    open: (options) => openPostgres(schema.url, { connections: 4, ...options }),
    folder,
    remove: async () => {
      await schema.close()
      await removeFolder()
    },
  }
}

/** Runs a statement and gives its rows, whole numbers as numbers on every database. */
export async function rowsOf(
  db: Knex,
  statement: string,
  bindings: readonly (string | number)[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const answer: unknown = await db.raw(statement, [...bindings])
  const rows = (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as Record<
    string,
    unknown
  >[]
  if (testedDatabase === 'sqlite') return rows
  // PostgreSQL sends 64-bit numbers as text
  const plain = (value: unknown): unknown =>
    typeof value === 'string' && /^(0|-?[1-9][0-9]{0,15})$/.test(value) ? Number(value) : value
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])))
}

/** Makes every insert into a table fail from now on that fits `when` (SQL over `new`). */
export async function failInserts(
  db: Knex,
  table: string,
  when = 'true',
): Promise<{ repair(): Promise<void> }> {
  const name = `no_${table}`
  if (testedDatabase === 'sqlite') {
    await db.raw(
      `create trigger ${name} before insert on ${table} when ${when} begin select raise(abort, 'full'); end`,
    )
    return { repair: () => db.raw(`drop trigger ${name}`) }
  }
  await db.raw(
    `create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`,
  )
  await db.raw(
    `create trigger ${name} before insert on ${table} for each row when (${when}) execute function ${name}()`,
  )
  return { repair: () => db.raw(`drop trigger ${name} on ${table}`) }
}
