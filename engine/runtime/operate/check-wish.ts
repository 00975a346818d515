import type { Actor, Command } from '../../core/command.js'
import type { OperatorAction } from '../../core/operate/operator-action.js'
import { EngineError, nearestName, type JsonObject } from '../../errors/index.js'
import type { OperatorActionFilter } from '../../store/port.js'
import { parseInstant } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'
import { checkAction, checkKeys, checkObject, checkOptional, checkText } from '../check-request.js'
import type { OperateRequest, OperatorWish } from './operator-calls.js'

type Kind = 'text' | 'flag' | 'object' | 'text?' | 'object?' | 'moment'

/** What each action takes besides its reason. A `?` says that it may be left out, as every flag may. */
const members: { readonly [action in OperatorWish['action']]: { readonly [member: string]: Kind } } = {
  suspend: {},
  resume: {},
  recompute: {},
  cancel: {},
  move: { to: 'text', withoutEntryActions: 'flag' },
  'edit-data': { changes: 'object' },
  reassign: { task: 'text', to: 'text?' },
  'set-deadline': { clock: 'text', dueAt: 'moment' },
  'withdraw-deadline': { clock: 'text' },
  reopen: { to: 'text', withoutEntryActions: 'flag' },
  'apply-profile': { profile: 'text?' },
  merge: { into: 'text', confirmDifferent: 'flag' },
  link: { other: 'text' },
  retry: { incident: 'text' },
  skip: { incident: 'text', value: 'object?' },
  'send-back': { incident: 'text' },
}

/** Names of all actions an operator may ask for on a case. */
export const operatorActionNames = Object.keys(members) as readonly OperatorWish['action'][]

/** Names of what an action takes besides its reason, and of what it cannot do without. */
export function membersOfAction(action: OperatorWish['action']): {
  readonly taken: readonly string[]
  readonly needed: readonly string[]
} {
  const taken = Object.entries(members[action])
  const needed = taken.filter(([, kind]) => kind !== 'flag' && !kind.endsWith('?'))
  return { taken: taken.map(([name]) => name), needed: needed.map(([name]) => name) }
}

/** Throws `usage-wrong` with the name of what a program without types got wrong. */
export function checkWish(instance: string, request: OperateRequest): void {
  checkAction(instance, request)
  const { action } = request
  if (typeof action !== 'string' || !Object.hasOwn(members, action)) throw unknownAction(action)
  checkOptional('dryRun', request.dryRun, 'boolean')
  const given = request as unknown as { readonly [member: string]: unknown }
  for (const [member, kind] of Object.entries(members[action])) checkMember(member, kind, given[member])
}

function checkMember(member: string, kind: Kind, value: unknown): void {
  if (kind === 'text') checkText(member, value)
  else if (kind === 'text?') checkOptional(member, value, 'string')
  else if (kind === 'flag') checkOptional(member, value, 'boolean')
  else if (kind === 'moment') instantOf(value)
  else if (kind === 'object' || value !== undefined) checkObject(member, value)
}

function unknownAction(action: unknown): EngineError {
  const nearest = typeof action === 'string' ? nearestName(action, operatorActionNames) : undefined
  const meant = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  return new EngineError(
    'usage-wrong',
    `Expected one of ${operatorActionNames.join(', ')} as 'action', but found something else.${meant}`,
  )
}

function instantOf(value: unknown): Instant {
  const at = typeof value === 'string' ? parseInstant(value) : value
  if (typeof at === 'number' && Number.isSafeInteger(at)) return at
  throw new EngineError(
    'usage-wrong',
    "Expected whole milliseconds or a moment such as 2026-11-01T08:00:00+08:00 as 'dueAt', but found something else.",
  )
}

/** The command of an action that is one, and what an idempotency key covers of it. */
export function commandOfWish(
  request: Exclude<
    OperateRequest,
    { readonly action: 'merge' | 'link' | 'apply-profile' | 'retry' | 'skip' | 'send-back' }
  >,
): { readonly command: (actor: Actor) => Command; readonly body: JsonObject } {
  const { reason } = request
  if (isPlain(request)) {
    const { action: kind } = request
    return { command: (actor) => ({ kind, reason, actor }), body: { [kind]: reason } }
  }
  const act = actionOf(request)
  return {
    command: (actor) => ({ kind: 'operate', act, reason, actor }),
    body: { operate: { ...act }, reason },
  }
}

type Plain = Extract<OperateRequest, { readonly action: 'suspend' | 'resume' | 'recompute' }>

function isPlain(request: OperateRequest): request is Plain {
  return request.action === 'suspend' || request.action === 'resume' || request.action === 'recompute'
}

type Own = Exclude<
  OperateRequest,
  {
    readonly action:
      | ('suspend' | 'resume' | 'recompute')
      | ('merge' | 'link' | 'apply-profile' | 'retry' | 'skip' | 'send-back')
  }
>

/** The action alone, without what only the request has. */
function actionOf(request: Own): OperatorAction {
  switch (request.action) {
    case 'cancel':
      return { action: 'cancel' }
    case 'move':
    case 'reopen': {
      const { action, to, withoutEntryActions } = request
      return { action, to, ...(withoutEntryActions === true && { withoutEntryActions }) }
    }
    case 'edit-data':
      return { action: 'edit-data', changes: request.changes }
    case 'reassign': {
      const { task, to } = request
      return { action: 'reassign', task, ...(to !== undefined && { to }) }
    }
    case 'set-deadline':
      return { action: 'set-deadline', clock: request.clock, dueAt: instantOf(request.dueAt) }
    case 'withdraw-deadline':
      return { action: 'withdraw-deadline', clock: request.clock }
  }
}

const filterKeys: { readonly [Key in keyof OperatorActionFilter]-?: true } = {
  actor: true,
  action: true,
  instance: true,
  number: true,
  process: true,
  processes: true,
  within: true,
  reasonsWithin: true,
  from: true,
  to: true,
}

/** Throws `usage-wrong` for a key that narrows nothing. */
export function checkActionFilter(filter: OperatorActionFilter): void {
  checkKeys(filter, Object.keys(filterKeys))
}
