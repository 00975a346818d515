import type { Command } from 'commander'
import {
  EngineError,
  formatInstant,
  furtherLoggedActions,
  operatorActionNames,
  parseInstant,
  type Instant,
  type OperatorActionFilter,
  type OperatorActionRow,
  type StoreReads,
} from '../../engine/index.js'
import { expectCase } from '../expect-case.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { pageOptions, type PageOptions } from '../page-options.js'

interface LogOptions extends PageOptions {
  readonly actor?: string
  readonly action?: string
  readonly case?: string
  readonly process?: string
  readonly from?: string
  readonly to?: string
  readonly db?: string
  readonly json?: boolean
}

const actions: readonly string[] = [...operatorActionNames, ...furtherLoggedActions]

/** `aftercare operator-actions`: the log of what operators did. */
export function addOperatorActions(program: Command): void {
  program
    .command('operator-actions')
    .description('list what operators did, the latest first: who, what, when and why; changes nothing')
    .option('--actor <person>', 'only what this person did')
    .option('--action <name>', 'only this: suspend, move, drain-process, revoke-key, …')
    .option('--case <case>', 'only what was done to this case, by its number or id')
    .option('--process <id>', 'only what was done to this process and its cases')
    .option('--from <time>', 'from this moment on, such as 2026-11-01T08:00:00+08:00')
    .option('--to <time>', 'before this moment')
    .option('--limit <number>', '1 to 500', '50')
    .option('--cursor <cursor>', 'the next page')
    .option('--before <cursor>', 'the page before')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action(list)
}

async function list(options: LogOptions): Promise<void> {
  const page = pageOptions(options)
  const { found, count } = await withReadStore(databasePlace(options.db), async ({ read }) => {
    const filter = await filterOf(read, options)
    return {
      found: await read.operatorActions(filter, page),
      count: await read.countOperatorActions(filter),
    }
  })
  const { items, next, prev } = found
  const beside = { ...(next !== undefined && { next }), ...(prev !== undefined && { prev }) }
  if (options.json) {
    printJson({ items: items.map((row) => ({ ...row, at: formatInstant(row.at) })), count, ...beside })
    return
  }
  for (const row of items) tell(row)
  printLine(`${items.length} of ${count} acts.`)
  if (next !== undefined) printLine(`There are earlier ones: --cursor ${next}`)
  if (prev !== undefined) printLine(`There are later ones: --before ${prev}`)
}

async function filterOf(read: StoreReads, options: LogOptions): Promise<OperatorActionFilter> {
  const { actor, action, process, case: name, from, to } = options
  if (action !== undefined && !actions.includes(action))
    throw new EngineError(
      'usage-wrong',
      `Expected one of ${actions.join(', ')} as --action, but found '${action}'.`,
    )
  const instance = name === undefined ? undefined : (await expectCase(read, name)).id
  return {
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(process !== undefined && { process }),
    ...(instance !== undefined && { instance }),
    ...(from !== undefined && { from: momentOf('--from', from) }),
    ...(to !== undefined && { to: momentOf('--to', to) }),
  }
}

function momentOf(flag: string, text: string): Instant {
  const at = parseInstant(text)
  if (at !== undefined) return at
  throw new EngineError(
    'usage-wrong',
    `Expected a moment such as 2026-11-01T08:00:00+08:00 as ${flag}, but found '${text}'.`,
  )
}

/** Who did what to what, and below it why. */
function tell(row: OperatorActionRow): void {
  const { at, actor, via, action, reason, process, instance, number, seq, subject, detail } = row
  const who = via === undefined ? actor : `${actor} via ${via}`
  const what = [number ?? instance, seq === undefined ? undefined : `row ${seq}`, process, subject]
  printLine([formatInstant(at), who, action, ...what.filter((one) => one !== undefined)].join('  '))
  if (detail) printLine(`  ${JSON.stringify(detail)}`)
  if (reason !== undefined) printLine(`  ${reason ?? '(erased)'}`)
}
