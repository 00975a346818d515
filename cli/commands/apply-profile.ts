import type { Command } from 'commander'
import {
  applyToCases,
  EngineError,
  formatInstant,
  type Calendar,
  type CaseMove,
  type ProfileChange,
} from '../../engine/index.js'
import { databasePlace, refuseMissing, withEngine } from '../open-database.js'
import { exitCode, printJson, printLine, tellErrors } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

interface ApplyProfileOptions {
  readonly process: string
  readonly profile?: string
  readonly toProfile?: string
  readonly reason: string
  readonly by: string
  readonly dryRun?: boolean
  readonly db?: string
  readonly workflows: string
  readonly json?: boolean
}

/** `aftercare apply-profile`: moves open cases to the newest version of their profile, or of another one. */
export function addApplyProfile(program: Command): void {
  program
    .command('apply-profile')
    .description('move open cases to the newest version of their profile; an operator’s action with a reason')
    .requiredOption('--process <id>', 'process of the cases')
    .option('--profile <id>', "only cases of this profile, '' for those without one; all unless given")
    .option('--to-profile <id>', "profile they move to, '' for none; each its own unless given")
    .requiredOption('--reason <text>', 'why, kept in the trail of each case')
    .option('--by <person>', 'who does it, kept in the trail', 'operator')
    .option('--dry-run', 'tell what would happen and change nothing')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--workflows <folder>', 'definitions to move to', 'workflows')
    .option('--json', 'one JSON object')
    .action(async (options: ApplyProfileOptions) => {
      const { workflows } = await readDefinitions([options.workflows])
      if (tellErrors(workflows.problems, options.json)) return
      refuseUnknown(options.process, [...new Set(workflows.processes.map(({ id }) => id))])
      const file = databasePlace(options.db)
      refuseMissing(file)
      const zone = zoneOf(options.process, workflows)
      const moves = await withEngine(file, workflows, async (engine) => {
        const found: CaseMove[] = []
        const { reason, by, dryRun = false } = options
        const cases = applyToCases(engine, {
          process: options.process,
          ...(options.profile !== undefined && { profile: options.profile }),
          ...(options.toProfile !== undefined && { toProfile: options.toProfile }),
          ...{ reason, dryRun, actor: { id: by, roles: ['admin'] } },
        })
        for await (const move of cases) found.push(move)
        return found
      })
      tell(moves, { ...options, zone })
    })
}

function refuseUnknown(id: string, known: readonly string[]): void {
  if (known.includes(id)) return
  throw new EngineError(
    'usage-wrong',
    `Expected a process of the folder as --process, but found '${id}'. There are: ${known.join(', ') || 'none'}.`,
  )
}

function zoneOf(
  id: string,
  workflows: {
    readonly processes: readonly { readonly id: string; readonly calendar?: string }[]
    readonly calendars: ReadonlyMap<string, Calendar>
  },
): string {
  const calendar = workflows.processes.find((each) => each.id === id)?.calendar
  return workflows.calendars.get(calendar ?? '')?.zone ?? 'UTC'
}

interface Telling extends Pick<ApplyProfileOptions, 'dryRun' | 'json'> {
  readonly zone: string
}

function tell(moves: readonly CaseMove[], { dryRun = false, json, zone }: Telling): void {
  const changed = moves.filter(({ answer }) => answer && !answer.refused && isMove(answer.change))
  const refused = moves.filter(({ answer, failed }) => failed ?? answer?.refused)
  const counts = {
    cases: moves.length,
    moved: changed.length,
    unchanged: moves.length - changed.length - refused.length,
    refused: refused.length,
  }
  if (json) printJson({ dryRun, ...counts, instances: moves.map((move) => viewOf(move, zone)) })
  else {
    for (const move of moves) tellOne(move, zone)
    const verb = dryRun ? 'would move' : 'moved'
    printLine(
      `${counts.cases} open cases: ${counts.moved} ${verb}, ${counts.unchanged} stay as they are, ${counts.refused} refused.`,
    )
  }
  if (refused.length > 0) process.exitCode = exitCode.problems
}

const isMove = (change: ProfileChange | undefined): boolean =>
  change !== undefined && change.from.version !== change.to.version

function tellOne({ instance, number, answer, failed }: CaseMove, zone: string): void {
  const name = number ?? instance
  if (failed) printLine(`${name}  failed, ${failed.code}: ${failed.message}`)
  else if (answer?.refused) {
    printLine(`${name}  refused, ${answer.refused.code}`)
    for (const { text } of answer.refused.reasons) printLine(`  ${text.en}`)
  } else if (answer?.change && isMove(answer.change)) {
    const { parameters, moved } = answer.change
    printLine(`${name}  ${Object.keys(parameters).join(', ') || 'no figure'}`)
    for (const { clock, before, after } of moved)
      printLine(`  ${clock}: ${timeOf(before, zone)} → ${timeOf(after, zone)}`)
  }
}

const timeOf = (at: number | undefined, zone: string): string =>
  at === undefined ? 'none' : formatInstant(at, zone)

function viewOf({ instance, number, answer, failed }: CaseMove, zone: string): object {
  const change = answer?.refused ? undefined : answer?.change
  return {
    instance,
    ...(number !== undefined && { number }),
    ...(failed && { failed }),
    ...(answer?.refused && { refused: answer.refused }),
    ...(change && {
      change: {
        ...change,
        moved: change.moved.map(({ clock, kind, before, after }) => ({
          clock,
          kind,
          ...(before !== undefined && { before: formatInstant(before, zone) }),
          ...(after !== undefined && { after: formatInstant(after, zone) }),
        })),
      },
    }),
  }
}
