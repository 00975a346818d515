import type { Command } from 'commander'
import {
  actionEffectView,
  EngineError,
  membersOfAction,
  operatorActionNames,
  type OperateAnswer,
  type OperateRequest,
} from '../../engine/index.js'
import { objectOption } from '../object-option.js'
import { databasePlace, refuseMissing, withEngine } from '../open-database.js'
import { printJson, printLine, tellErrors } from '../output.js'
import { readDefinitions } from '../read-definitions.js'
import { tellActionEffect } from '../tell-action-effect.js'
import { tellRefusal } from '../tell-refusal.js'

interface ActOptions {
  readonly reason: string
  readonly by: string
  readonly dryRun?: boolean
  readonly changes?: string
  readonly value?: string
  readonly idempotencyKey?: string
  readonly db?: string
  readonly workflows?: string
  readonly json?: boolean
  readonly [member: string]: string | boolean | undefined
}

/** `aftercare act`: what an operator does to one case, beside a running server. */
export function addAct(program: Command): void {
  program
    .command('act')
    .description('put a case right: an operator’s action with a reason')
    .argument('<case>', 'id of the case')
    .argument('<action>', operatorActionNames.join(', '))
    .requiredOption('--reason <text>', 'why, kept in the trail')
    .option('--by <person>', 'who does it, kept in the trail', 'operator')
    .option('--dry-run', 'tell what would happen and change nothing')
    .option('--to <target>', 'move, reopen: path of a state; reassign: id of a person, freed without')
    .option(
      '--without-entry-actions',
      'move, reopen: leave out the entry actions of the states it enters itself',
    )
    .option('--changes <object>', 'edit-data: values by field or dotted path, in JSON; null takes one away')
    .option('--task <id>', 'reassign: the task')
    .option('--clock <id>', 'set-deadline, withdraw-deadline: the clock, or its timer')
    .option('--due-at <time>', 'set-deadline: such as 2026-11-01T08:00:00+08:00')
    .option('--incident <id>', 'retry, skip, send-back: an open incident of the case')
    .option('--value <object>', 'skip: what stands for the answer of the service, in JSON')
    .option('--profile <id>', 'apply-profile: its own unless given')
    .option('--into <case>', 'merge: the case that goes on for both')
    .option('--confirm-different', 'merge: they are the same although they were told differently')
    .option('--other <case>', 'link: the other case')
    .option('--idempotency-key <key>', 'asked for again with it, it is not done twice')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--workflows <folder>', 'definitions of the server (AFTERCARE_WORKFLOWS, else workflows)')
    .option('--json', 'one JSON object')
    .action(act)
}

async function act(instance: string, action: string, options: ActOptions): Promise<void> {
  const { json = false } = options
  const request = requestOf(action, options)
  const place = databasePlace(options.db)
  refuseMissing(place)
  const folder = options.workflows ?? (process.env['AFTERCARE_WORKFLOWS'] || 'workflows')
  const { workflows } = await readDefinitions([folder])
  if (tellErrors(workflows.problems, json)) return
  const answer = await withEngine(place, workflows, (engine) => engine.operate(instance, request))
  if (answer.refused) tellRefusal(answer.refused, json)
  else tell(answer, request, json)
}

/** What an action takes besides its reason, from the options of the same names. */
function requestOf(named: string, options: ActOptions): OperateRequest {
  const action = operatorActionNames.find((one) => one === named)
  if (!action) throw unknownAction(named)
  const { taken, needed } = membersOfAction(action)
  const wish: { [member: string]: unknown } = {}
  for (const member of everyMember) {
    const value = options[member]
    if (value === undefined) continue
    if (!taken.includes(member))
      throw new EngineError(
        'usage-wrong',
        `Expected no ${flagOf(member)} with '${action}', but there is one.`,
      )
    wish[member] =
      member === 'changes' || member === 'value'
        ? objectOption(flagOf(member), String(value), '{"field":1}')
        : value
  }
  const missing = needed.find((member) => wish[member] === undefined)
  if (missing !== undefined)
    throw new EngineError('usage-wrong', `Expected ${flagOf(missing)} with '${action}', but it is missing.`)
  const { reason, by, dryRun = false, idempotencyKey } = options
  return {
    ...wish,
    ...{ action, reason, dryRun, actor: { id: by, roles: ['admin'] } },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  } as OperateRequest
}

const everyMember = [...new Set(operatorActionNames.flatMap((one) => membersOfAction(one).taken))]

function unknownAction(found: string): EngineError {
  return new EngineError(
    'usage-wrong',
    `Expected one of ${operatorActionNames.join(', ')}, but found '${found}'.`,
  )
}

function flagOf(member: string): string {
  return `--${member.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

type Acted = Exclude<OperateAnswer, { readonly refused: object }>

function tell(
  { instance, effect, change, repeated }: Acted,
  { action, dryRun }: OperateRequest,
  json: boolean,
): void {
  const { id, number, revision, status } = instance
  if (json) {
    printJson({
      ...{ instance: id, revision, status, dryRun: dryRun === true, repeated: repeated === true },
      ...(effect && { effect: actionEffectView(effect) }),
      ...(change && { change }),
    })
    return
  }
  const name = number ?? id
  if (repeated) printLine(`${name}: '${action}' was done before; it stands at revision ${revision}.`)
  else printLine(`${name}: '${action}' ${dryRun ? 'would do this, and nothing was changed' : 'is done'}.`)
  if (effect) for (const line of tellActionEffect(effect)) printLine(`  ${line}`)
}
