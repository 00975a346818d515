import type { Command } from 'commander'
import {
  EngineError,
  formatInstant,
  incidentView,
  type Answer,
  type Engine,
  type IncidentRow,
  type IncidentStatus,
  type SkipRequest,
} from '../../engine/index.js'
import { laneName } from '../lane-name.js'
import { objectOption } from '../object-option.js'
import { databasePlace, refuseMissing, withEngine, withReadStore } from '../open-database.js'
import { printJson, printLine, tellErrors } from '../output.js'
import { pageOptions, type PageOptions } from '../page-options.js'
import { readDefinitions } from '../read-definitions.js'
import { tellRefusal } from '../tell-refusal.js'

interface ListOptions extends Pick<PageOptions, 'limit' | 'cursor'> {
  readonly status: string
  readonly process?: string
  readonly case?: string
  readonly db?: string
  readonly json?: boolean
}

interface DecideOptions {
  readonly reason: string
  readonly by: string
  readonly value?: string
  readonly db?: string
  readonly workflows?: string
  readonly json?: boolean
}

/** `aftercare incidents list|retry|skip|send-back`: effects nobody could deliver, beside a running server. */
export function addIncidents(program: Command): void {
  const incidents = program
    .command('incidents')
    .description('effects that could not be delivered, and what is decided about them')
  incidents
    .command('list', { isDefault: true })
    .description('list them, those that were opened first at the top')
    .option('--status <status>', statuses.join(', '), 'open')
    .option('--process <id>', 'only those of this process')
    .option('--case <id>', 'only those of this case, by its id')
    .option('--limit <number>', '1 to 500', '50')
    .option('--cursor <cursor>', 'the next page')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action(list)
  addDecision(incidents, 'retry', 'have it tried again, with all its attempts', (engine, id, asked) =>
    engine.retryIncident(id, asked),
  )
  addDecision(incidents, 'skip', 'give it up; the case goes on as if it were done', (engine, id, asked) =>
    engine.skipIncident(id, asked),
  ).option('--value <object>', 'what stands for the answer of the service, in JSON')
  addDecision(incidents, 'send-back', 'give it up; the case goes on by onError', (engine, id, asked) =>
    engine.sendBackIncident(id, asked),
  )
}

const statuses: readonly IncidentStatus[] = ['open', 'retried', 'skipped', 'sent-back', 'overtaken']

async function list(options: ListOptions): Promise<void> {
  const status = statuses.find((one) => one === options.status)
  if (!status)
    throw new EngineError(
      'usage-wrong',
      `Expected ${statuses.join(', ')} as --status, but found '${options.status}'.`,
    )
  const { process, case: instance } = options
  const filter = {
    status,
    ...(process !== undefined && { process }),
    ...(instance !== undefined && { instance }),
  }
  const page = pageOptions(options)
  const { found, count } = await withReadStore(databasePlace(options.db), async ({ read }) => ({
    found: await read.incidents(filter, page),
    count: await read.countIncidents(filter),
  }))
  const { items, next } = found
  if (options.json) {
    printJson({ items: items.map(incidentView), count, ...(next !== undefined && { next }) })
    return
  }
  for (const incident of items) tell(incident)
  printLine(`${items.length} of ${count} incidents with the status '${status}'.`)
  if (next !== undefined) printLine(`There are more: --cursor ${next}`)
}

function tell({ id, instance, process, number, code, detail, openedAt, ...settled }: IncidentRow): void {
  const { settledAt, settledBy, reason } = settled
  printLine(`${id}  ${formatInstant(openedAt)}  ${code}`)
  printLine(`  ${laneName(detail.lane)} for '${process}' ${number ?? instance}, state '${detail.state}'`)
  printLine(`  ${detail.message} (attempts: ${detail.attempts})`)
  if (settledAt === undefined) return
  const by = settledBy === undefined ? 'since it was needless' : `by ${settledBy}: ${reason ?? ''}`
  printLine(`  settled ${formatInstant(settledAt)} ${by}`)
}

function addDecision(
  incidents: Command,
  name: string,
  description: string,
  act: (engine: Engine, id: string, asked: SkipRequest) => Promise<Answer>,
): Command {
  return incidents
    .command(name)
    .description(description)
    .argument('<id>', 'id of the incident')
    .requiredOption('--reason <text>', 'why, kept in the trail of the case')
    .option('--by <person>', 'who decides, kept in the trail', 'operator')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--workflows <folder>', 'definitions of the server (AFTERCARE_WORKFLOWS, else workflows)')
    .option('--json', 'one JSON object')
    .action((id: string, options: DecideOptions) =>
      decide(id, options, (engine, asked) => act(engine, id, asked)),
    )
}

async function decide(
  id: string,
  options: DecideOptions,
  act: (engine: Engine, asked: SkipRequest) => Promise<Answer>,
): Promise<void> {
  const { reason, by, json = false } = options
  const value =
    options.value === undefined ? {} : { value: objectOption('--value', options.value, '{"receipt":"R-1"}') }
  const place = databasePlace(options.db)
  refuseMissing(place)
  const folder = options.workflows ?? (process.env['AFTERCARE_WORKFLOWS'] || 'workflows')
  const { workflows } = await readDefinitions([folder])
  if (tellErrors(workflows.problems, json)) return
  const { answer, incident } = await withEngine(place, workflows, async (engine) => ({
    answer: await act(engine, { reason, actor: { id: by, roles: ['admin'] }, ...value }),
    incident: await engine.incident(id),
  }))
  if (answer.refused) {
    tellRefusal(answer.refused, json)
    return
  }
  if (json) printJson({ incident: incident && incidentView(incident), instance: answer.instance.id })
  else printLine(`${id} is settled (${incident?.status ?? ''}); its case is ${answer.instance.id}.`)
}
