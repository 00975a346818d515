import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import {
  EngineError,
  parseInstant,
  type CheckedWorkflows,
  type Engine,
  type Replay,
  type ReplayReport,
} from '../../engine/index.js'
import { databasePlace, withEngine } from '../open-database.js'
import { printJson, printLine, tellErrors } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

interface ReplayOptions {
  readonly log: string
  readonly db?: string
  readonly mapping?: string
  readonly profile?: string
  readonly liveFrom?: string
  readonly json?: boolean
}

/** `aftercare replay-log`: an event log becomes cases, through the same step at the rows' own times. */
export function addReplayLog(program: Command): void {
  program
    .command('replay-log')
    .description('turn an event log (CSV) into cases; a killed run goes on, a finished one adds nothing')
    .argument('[paths...]', 'definitions with the process and its mapping', ['workflows'])
    .requiredOption('--log <file>', 'the log')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--mapping <id>', 'the mapping, where there are several')
    .option('--profile <id>', 'the profile, instead of the mapping’s')
    .option('--live-from <time>', 'from when open cases run live (RFC 3339); never unless given')
    .option('--json', 'one JSON object as the last line')
    .action(async (paths: string[], options: ReplayOptions) => {
      const { workflows } = await readDefinitions(paths)
      if (tellErrors(workflows.problems, options.json)) return
      const mapping = mappingOf(workflows, options.mapping)
      const csv = await readFile(options.log, 'utf8').catch(() => {
        throw new EngineError('usage-wrong', `Expected a log, but '${options.log}' cannot be read.`)
      })
      const report = await withEngine(databasePlace(options.db), workflows, (engine) =>
        replay(engine, mapping, csv, options),
      )
      print(report, options.json === true)
    })
}

function replay(engine: Engine, mapping: Replay, csv: string, options: ReplayOptions): Promise<ReplayReport> {
  const profile = options.profile ?? mapping.profile
  const process_ = engine.processes().find((one) => one.id === mapping.process && one.profile === profile)
  if (!process_)
    throw new EngineError(
      'usage-wrong',
      `Expected the process '${mapping.process}'${profile === undefined ? '' : ` with the profile '${profile}'`}, but it is not there or cannot run.`,
    )
  const liveFrom = options.liveFrom === undefined ? undefined : parseInstant(options.liveFrom)
  if (options.liveFrom !== undefined && liveFrom === undefined)
    throw new EngineError(
      'usage-wrong',
      `Expected a time such as 2026-11-01T08:00:00+08:00 as --live-from, but found '${options.liveFrom}'.`,
    )
  return engine.replayLog({
    mapping,
    csv,
    process: process_,
    ...(liveFrom === undefined ? {} : { liveFrom }),
    onProgress: (rows, total) => process.stderr.write(`${rows} of ${total} rows\n`),
  })
}

function mappingOf(workflows: CheckedWorkflows, id: string | undefined): Replay {
  const found = workflows.replays.filter((document) => id === undefined || document.id === id)
  const [only] = found
  if (only && found.length === 1) return only.value as unknown as Replay
  const names = workflows.replays.map((document) => document.id).join(', ') || 'none'
  throw new EngineError(
    'usage-wrong',
    `Expected one mapping, but found ${found.length}. There are: ${names}. Choose with --mapping.`,
  )
}

function print(report: ReplayReport, json: boolean): void {
  if (json) {
    printJson(report)
    return
  }
  const outcomes = Object.entries(report.outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  printLine(`${report.cases} cases, ${report.events} events; ${outcomes.join(', ')}, ${report.open} open.`)
  for (const row of report.refused)
    printLine(
      `refused: case ${row.case}, line ${row.line}${row.event === undefined ? '' : `, ${row.event}`}: ${row.code}. ${row.message}`,
    )
}
