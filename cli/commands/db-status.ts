import type { Command } from 'commander'
import { formatInstant, readDatabaseStatus, shownPlace, type DatabaseStatus } from '../../engine/index.js'
import { holdingsView } from '../holdings-view.js'
import { databasePlace, refuseMissing } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { shownBytes } from '../shown-bytes.js'

/** `aftercare db status`: how large the database is, of which release, and what it holds. */
export function addStatus(db: Command): void {
  db.command('status')
    .description('say how large the database is, of which release, and what it holds; changes nothing')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action(async (options: { readonly db?: string; readonly json?: boolean }) => {
      const place = databasePlace(options.db)
      refuseMissing(place)
      const status = await readDatabaseStatus(place)
      if (options.json) printJson({ place: shownPlace(place), ...view(status) })
      else print(shownPlace(place), status)
    })
}

function view({ schema, holds, ...status }: DatabaseStatus): object {
  return {
    ...status,
    schema: {
      ...schema,
      applied: schema.applied.map((step) => ({ ...step, at: formatInstant(step.at) })),
    },
    ...(holds && { holds: holdingsView(holds) }),
  }
}

function print(place: string, status: DatabaseStatus): void {
  const { kind, version, bytes, walBytes, freeBytes, journalMode, tables } = status
  printLine(
    `${place}: ${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'} ${version}, ${shownBytes(bytes)}` +
      (journalMode === undefined ? '' : `, journal mode ${journalMode}`),
  )
  if (walBytes !== undefined && freeBytes !== undefined)
    printLine(`${shownBytes(walBytes)} in the -wal file beside it, ${shownBytes(freeBytes)} free inside`)
  printSchema(status)
  printHolds(status)
  for (const { name, rows, bytes: size } of tables.filter(({ rows }) => rows > 0))
    printLine(
      `  ${name.padEnd(34)} ${String(rows).padStart(12)} rows${size === undefined ? '' : `  ${shownBytes(size).padStart(10)}`}`,
    )
}

function printSchema({ schema: { applied, due, newer, strange, nodes } }: DatabaseStatus): void {
  const last = applied.at(-1)
  const newest = last ? `migration ${last.number} '${last.name}' of ${formatInstant(last.at)}` : 'none yet'
  printLine(
    `Tables: ${newest}${due.length + newer.length + strange.length === 0 ? ', those of this release' : ''}`,
  )
  for (const { number, name } of due)
    printLine(`  older than this release: migration ${number} '${name}' is due`)
  for (const { number, name } of strange)
    printLine(`  not what this release did: migration ${number} '${name}'; use the program that made it`)
  for (const { number, name, additive } of newer)
    printLine(
      `  upgraded by a newer release: ${number} '${name}'${additive ? '' : ', with which this one cannot work'}`,
    )
  printLine(`At work on it: ${nodes.join(', ') || 'nobody'}`)
}

function printHolds({ holds }: DatabaseStatus): void {
  if (!holds) return
  const { instances, rows, oldest, newest, anchor, unanchored, attachments } = holds
  const span =
    oldest === undefined || newest === undefined
      ? ''
      : `, the oldest of ${formatInstant(oldest)}, the newest change of ${formatInstant(newest)}`
  printLine(`${instances} cases with ${rows} rows of trail${span}`)
  printLine(
    anchor
      ? `Anchor ${anchor.number} of ${formatInstant(anchor.at)} covers ${anchor.rows} rows; ${unanchored} are not covered yet`
      : `No anchor; ${unanchored} rows are not covered`,
  )
  printLine(`Attachments: ${attachments.inside} in it, ${attachments.outside} in a folder`)
}
