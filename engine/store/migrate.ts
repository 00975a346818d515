import { createHash } from 'node:crypto'
import { EngineError } from '../errors/index.js'
import { type Dialect, sqlite } from './dialect.js'
import { migrations } from './migrations/index.js'
import type { Migration } from './migrations/migration.js'
import { integer, text } from './row.js'
import { holdNames, type Session } from './session.js'
import { tableNames } from './table-names.js'

/**
 * Hash of what a migration does, the same for every table prefix: released ones are compared with it, so that a
 * step that was edited after it had run somewhere is noticed.
 */
export function migrationHash(migration: Migration, dialect: Dialect = sqlite): string {
  const statements = migration.statements(tableNames(), dialect).map((sql) => sql.replace(/\s+/g, ' '))
  return createHash('sha256').update(statements.join(';\n')).digest('hex')
}

/**
 * Brings the tables up to date, inside a write transaction of `session`. Returns the names of the steps that ran.
 * Throws `database-newer` when a newer release has been here.
 */
export async function migrate(
  session: Session,
  known: readonly Migration[] = migrations,
): Promise<readonly string[]> {
  const { names, dialect } = session
  const { text: textType, integer: integerType } = dialect.types
  // Two nodes may start at the same moment.
  await holdNames(session, [names.migrations])
  await session.run(
    `create table if not exists ${names.migrations} (number ${integerType} not null primary key,
      name ${textType} not null, hash ${textType} not null, applied_at ${integerType} not null)`,
  )
  const applied = await session.run(`select number, name, hash from ${names.migrations} order by number`)
  for (const row of applied) compare(row, known, dialect)
  const ran: string[] = []
  for (const migration of known.slice(applied.length)) {
    for (const sql of migration.statements(names, dialect)) await session.run(sql)
    await session.run(
      `insert into ${names.migrations} (number, name, hash, applied_at) values (?, ?, ?, ?)`,
      [migration.number, migration.name, migrationHash(migration, dialect), Date.now()],
    )
    ran.push(migration.name)
  }
  return ran
}

/**
 * Reads whether the tables are exactly those of this release. Throws `usage-wrong` where there are none of ours, where
 * they are older or newer, and `database-failed` where a step that ran is not the one known here.
 */
export async function expectMigrated(session: Session): Promise<void> {
  const { names, dialect } = session
  const found = await session.run(dialect.findTable, [names.migrations])
  if (found.length === 0)
    throw new EngineError(
      'usage-wrong',
      'Expected a database with cases, but this one has no tables of ours. Name another one with --db.',
    )
  const applied = await session.run(`select number, name, hash from ${names.migrations} order by number`)
  const newest = integer(applied.at(-1) ?? { number: 0 }, 'number')
  if (newest > migrations.length)
    throw new EngineError(
      'usage-wrong',
      `Expected a database of this release (migration ${migrations.length}), but a newer release has upgraded it (migration ${newest}). Read it with that release.`,
    )
  for (const row of applied) compare(row, migrations, dialect)
  if (applied.length < migrations.length)
    throw new EngineError(
      'usage-wrong',
      `Expected a database of this release (migration ${migrations.length}), but it is older (migration ${newest}), and reading must not change it. Start the server of this release on it first.`,
    )
}

function compare(
  row: { readonly [column: string]: unknown },
  known: readonly Migration[],
  dialect: Dialect,
): void {
  const number = integer(row, 'number')
  const name = text(row, 'name')
  const migration = known.find((candidate) => candidate.number === number)
  if (!migration)
    throw new EngineError(
      'database-newer',
      `Expected a database of this release (migration ${known.length} at most), but a newer release has upgraded it ` +
        `(migration ${number} '${name}'). Start that release, or restore the backup from before the upgrade.`,
    )
  if (migration.name !== name || migrationHash(migration, dialect) !== text(row, 'hash'))
    throw new EngineError(
      'database-failed',
      `Expected migration ${number} to be what it was when it ran here ('${name}'), but this program has another one ` +
        `under that number ('${migration.name}'). Use a released program.`,
    )
}
