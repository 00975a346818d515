import { createHash } from 'node:crypto'
import { EngineError } from '../errors/index.js'
import { type Dialect, sqlite } from './dialect.js'
import { migrations } from './migrations/index.js'
import type { Migration } from './migrations/migration.js'
import { integer, type Row, text } from './row.js'
import { holdNames, type Session } from './session.js'
import { tableNames } from './table-names.js'
import { joinNodes, readOtherNodes } from './tables/leases.js'

/**
 * Hash of what a migration does, the same for every table prefix: released ones are compared with it, so that a
 * step that was edited after it had run somewhere is noticed.
 */
export function migrationHash(migration: Migration, dialect: Dialect = sqlite): string {
  const statements = migration.statements(tableNames(), dialect).map((sql) => sql.replace(/\s+/g, ' '))
  return createHash('sha256').update(statements.join(';\n')).digest('hex')
}

/** How the tables are brought up to date. */
export interface Migrating {
  /** Steps of the tables' history; those of this release unless given. */
  readonly known?: readonly Migration[]
  /** The node that is about to work on them, and how long it counts as alive without another word, in milliseconds. */
  readonly node?: { readonly node: string; readonly duration: number }
}

/** What came of it. */
export interface Migrated {
  /** Names of the steps that ran. */
  readonly ran: readonly string[]
  /** Names of the steps a newer release has taken, with which this one can go on working. */
  readonly newer: readonly string[]
}

/**
 * Brings the tables up to date, inside a write transaction of `session`. Throws `database-newer` when a newer release
 * has been here with whose tables this one cannot work, and `database-in-use` when a step is due with which nodes at
 * work could not go on.
 */
export async function migrate(session: Session, migrating: Migrating = {}): Promise<Migrated> {
  const { known = migrations, node } = migrating
  const { names, dialect } = session
  const { text: textType, integer: integerType } = dialect.types
  // Two nodes may start at the same moment; and whoever says that it is alive is seen, or sees what was done.
  await holdNames(session, [names.migrations])
  await session.run(
    `create table if not exists ${names.migrations} (number ${integerType} not null primary key,
      name ${textType} not null, hash ${textType} not null, applied_at ${integerType} not null,
      additive ${integerType} not null)`,
  )
  const applied = await readApplied(session)
  const newer = newerSteps(applied, known, dialect)
  const due = known.filter(({ number }) => !applied.some((row) => integer(row, 'number') === number))
  const hard = due.find(({ additive }) => additive !== true)
  if (hard && applied.length > 0) refuseBeside(await readOtherNodes(session, node?.node), hard)
  for (const migration of due) await runStep(session, migration)
  if (node) await joinNodes(session, node)
  return { ran: due.map(({ name }) => name), newer }
}

async function runStep(session: Session, migration: Migration): Promise<void> {
  const { names, dialect } = session
  for (const sql of migration.statements(names, dialect)) await session.run(sql)
  const { number, name, additive } = migration
  await session.run(
    `insert into ${names.migrations} (number, name, hash, applied_at, additive) values (?, ?, ?, ?, ?)`,
    [number, name, migrationHash(migration, dialect), Date.now(), additive ? 1 : 0],
  )
}

function readApplied(session: Session): Promise<readonly Row[]> {
  return session.run(`select number, name, hash, additive from ${session.names.migrations} order by number`)
}

function refuseBeside(others: readonly string[], { number, name }: Migration): void {
  if (others.length === 0) return
  const shown = others.map((node) => `'${node}'`).join(', ')
  throw new EngineError(
    'database-in-use',
    `Expected to be alone on the database for migration ${number} '${name}', since programs of the release before ` +
      `cannot go on after it, but others are at work: ${shown}. Stop them, then start this one; one that was killed ` +
      'counts for some seconds more.',
    { retryable: true },
  )
}

/**
 * Reads whether this release can read the tables. Throws `usage-wrong` where there are none of ours, where they are
 * older, or newer in a way it cannot work with, and `database-failed` where a step that ran is not the one known here.
 */
export async function expectMigrated(
  session: Session,
  known: readonly Migration[] = migrations,
): Promise<void> {
  const { names, dialect } = session
  const found = await session.run(dialect.findTable, [names.migrations])
  if (found.length === 0)
    throw new EngineError(
      'usage-wrong',
      'Expected a database with cases, but this one has no tables of ours. Name another one with --db.',
    )
  const applied = await readApplied(session)
  const newest = integer(applied.at(-1) ?? { number: 0 }, 'number')
  if (applied.some((row) => isTooNew(row, known)))
    throw new EngineError(
      'usage-wrong',
      `Expected a database of this release (migration ${known.length}), but a newer release has upgraded it (migration ${newest}). Read it with that release.`,
    )
  newerSteps(applied, known, dialect)
  if (applied.length < known.length)
    throw new EngineError(
      'usage-wrong',
      `Expected a database of this release (migration ${known.length}), but it is older (migration ${newest}), and reading must not change it. Start the server of this release on it first.`,
    )
}

/** A step of a newer release after which this one cannot go on. */
function isTooNew(row: Row, known: readonly Migration[]): boolean {
  return integer(row, 'additive') === 0 && !known.some(({ number }) => number === integer(row, 'number'))
}

/** Compares the steps that ran with those known here. Gives the names of newer ones that do no harm. */
function newerSteps(
  applied: readonly Row[],
  known: readonly Migration[],
  dialect: Dialect,
): readonly string[] {
  const newer: string[] = []
  for (const row of applied) {
    const [number, name] = [integer(row, 'number'), text(row, 'name')]
    const migration = known.find((candidate) => candidate.number === number)
    if (migration) compare(row, migration, dialect)
    else if (isTooNew(row, known))
      throw new EngineError(
        'database-newer',
        `Expected a database of this release (migration ${known.length} at most), but a newer release has upgraded it ` +
          `(migration ${number} '${name}'). Start that release, or restore the backup from before the upgrade.`,
      )
    else newer.push(name)
  }
  return newer
}

function compare(row: Row, migration: Migration, dialect: Dialect): void {
  const [number, name] = [integer(row, 'number'), text(row, 'name')]
  if (migration.name === name && migrationHash(migration, dialect) === text(row, 'hash')) return
  throw new EngineError(
    'database-failed',
    `Expected migration ${number} to be what it was when it ran here ('${name}'), but this program has another one ` +
      `under that number ('${migration.name}'). Use a released program.`,
  )
}
