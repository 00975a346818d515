import { link, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Knex } from 'knex'
import { EngineError } from '../errors/index.js'
import { createStore } from './create-store.js'
import { databaseError } from './database-error.js'
import { readHoldings, type DatabaseHoldings } from './database-holdings.js'
import { sqlite } from './dialect.js'
import { isServer, shownPlace } from './open-database.js'
import { openSqliteReader } from './open-sqlite.js'
import { createSession } from './session.js'
import { syncFolder } from './sync-folder.js'
import { readSchemaPlan } from './schema-plan.js'
import { tableNames } from './table-names.js'

/** A copy of a database that was taken and looked through. */
export interface Backup {
  readonly file: string
  readonly bytes: number
  /** How long the copying took, and the looking through, in milliseconds. */
  readonly copiedMs: number
  readonly checkedMs: number
  /** What it holds; absent where its tables are those of another release. */
  readonly holds?: DatabaseHoldings
}

/**
 * Copies a SQLite database into a new file, beside whoever works on it: nobody waits, and the copy is of one moment. It
 * is brought to the disk and looked through (`integrity_check`) before it gets its name, so that a file of that name is
 * whole. Throws `usage-wrong` for a server's database, where there is something already, and for a database without
 * tables of ours; `database-failed` where the database is damaged or the disk is full.
 */
export async function backupDatabase(place: string, file: string): Promise<Backup> {
  refuseServer(place, file)
  const partial = `${file}.partial`
  for (const one of [file, `${file}-wal`, `${file}-journal`, partial]) await refuseThere(one, partial)
  const began = Date.now()
  try {
    await copy(place, partial)
    await synced(partial)
    const copied = Date.now()
    const holds = await lookThrough(partial)
    await name(partial, file)
    const { size: bytes } = await stat(file)
    return {
      ...{ file, bytes, copiedMs: copied - began, checkedMs: Date.now() - copied },
      ...(holds && { holds }),
    }
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

function refuseServer(place: string, file: string): void {
  if (!isServer(place)) return
  const command = `pg_dump --format=custom --file=${quoted(file)} ${quoted(shownPlace(place))}`
  throw new EngineError(
    'usage-wrong',
    `Expected a SQLite file, but '${shownPlace(place)}' is on a server, which has a program for that. Run: ${command}`,
  )
}

/** As a shell reads it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

async function refuseThere(file: string, partial: string): Promise<void> {
  if (!(await stat(file).catch(() => undefined))) return
  throw new EngineError(
    'usage-wrong',
    file === partial
      ? `Expected no '${file}', but there is one: another backup is writing it, or one was killed. Then remove it.`
      : `Expected to write a new file, but there is '${file}' already. Name another one: a backup overwrites nothing.`,
  )
}

/** On a connection that only reads: its transaction sees one moment, and in WAL mode no writer waits for a reader. */
async function copy(place: string, partial: string): Promise<void> {
  const opened = await openSqliteReader(place)
  const { reader } = opened
  try {
    await readSchemaPlan(sessionOf(reader))
    // It writes nothing but the copy, which the setting forbids as well.
    await reader.raw('pragma query_only = off')
    await reader.raw('vacuum into ?', [resolve(partial)])
  } catch (error) {
    throw databaseError(error)
  } finally {
    await opened.close()
  }
}

async function lookThrough(file: string): Promise<DatabaseHoldings | undefined> {
  const opened = await openSqliteReader(file)
  const { reader } = opened
  try {
    const session = sessionOf(reader)
    const [found] = await session.run('pragma integrity_check(1)')
    if (found?.integrity_check !== 'ok')
      throw new EngineError(
        'database-failed',
        'Expected a whole copy, but it is damaged, and so is the database, or the disk it was written to. ' +
          'Look at both, and keep the backups before this one.',
      )
    const isOfThisRelease = await createStore({ db: reader })
      .expectMigrated()
      .then(
        () => true,
        () => false,
      )
    return isOfThisRelease ? await readHoldings(session) : undefined
  } finally {
    await opened.close()
  }
}

function sessionOf(knex: Knex): ReturnType<typeof createSession> {
  return createSession({ knex }, tableNames(), sqlite)
}

/** Gives the copy its name, which nobody has meanwhile taken. */
async function name(partial: string, file: string): Promise<void> {
  try {
    await link(partial, file)
    await rm(partial, { force: true })
  } catch {
    // Taken meanwhile, or a file system without links, as there are on network drives and sticks.
    await refuseThere(file, partial)
    await rename(partial, file)
  }
  await syncFolder(dirname(resolve(file)))
}

async function synced(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
