import { valueAt } from '../../core/index.js'
import type { EffectRequest, TrailEntry } from '../../core/command.js'
import type { InstanceRecord, TimerRecord } from '../../core/record.js'
import type { JsonValue } from '../../errors/index.js'
import type { SavedStep } from '../../store/port.js'
import { movedClocks, type ProfileChange } from '../profiles/profile-change.js'

/** A visit that ended or began. */
interface Stay {
  readonly state: string
  readonly visit: number
}

/** What an operator's action does to a case. Lists are in the order in which it happens; an empty one says "nothing". */
export interface ActionEffect {
  /** Where it changes whether the case goes on, stands still or has ended. */
  readonly status?: { readonly before: CaseStatus; readonly after: CaseStatus }
  /** How the case ends, where it does. */
  readonly outcome?: string
  readonly left: readonly Stay[]
  readonly entered: readonly Stay[]
  readonly tasksOpened: readonly (Stay & { readonly task: string; readonly roles: readonly string[] })[]
  readonly tasksClosed: readonly (Stay & { readonly task: string })[]
  /** Tasks somebody gets; without `to` they wait for somebody. */
  readonly tasksHanded: readonly (Stay & { readonly task: string; readonly to?: string })[]
  /** Clocks whose due points are others afterwards; one that runs on one side only is absent on the other. */
  readonly clocks: ProfileChange['moved']
  readonly timersArmed: readonly EffectTimer[]
  /** Those that fired meanwhile are among them. */
  readonly timersWithdrawn: readonly EffectTimer[]
  /** What is asked for outside. */
  readonly effects: readonly Pick<
    EffectRequest,
    'id' | 'kind' | 'state' | 'to' | 'channel' | 'template' | 'service'
  >[]
  /** Old and new by field or path; a side without a value is absent. */
  readonly data: {
    readonly [path: string]: { readonly before?: JsonValue; readonly after?: JsonValue }
  }
  /** What other cases are told. */
  readonly messages: readonly {
    readonly id: string
    readonly to: string
    readonly kind: string
    readonly event?: string
    readonly process?: string
  }[]
}

export type CaseStatus = 'active' | 'suspended' | 'ended'

export type EffectTimer = Pick<TimerRecord, 'id' | 'kind' | 'state' | 'visit' | 'key' | 'dueAt'>

/** What some steps have done to a case that stood as `before` and stands as `after`. */
export function effectOf(
  before: InstanceRecord,
  after: InstanceRecord,
  steps: readonly SavedStep[],
): ActionEffect {
  const own = steps.filter((step) => step.after.id === after.id)
  const trail = own.flatMap((step) => step.trail)
  const [was, is] = [statusOf(before), statusOf(after)]
  return {
    ...(was !== is && { status: { before: was, after: is } }),
    ...(is === 'ended' && was !== 'ended' && after.outcome !== undefined && { outcome: after.outcome }),
    left: staysIn(trail, 'state-left'),
    entered: staysIn(trail, 'state-entered'),
    ...tasksIn(trail),
    clocks: movedClocks(before, after),
    timersArmed: withoutThose(after.timers, before.timers),
    timersWithdrawn: withoutThose(before.timers, after.timers),
    effects: own.flatMap((step) => step.effects).map(toldEffect),
    data: changesIn(trail, before, after),
    messages: own.flatMap((step) => step.messages).map(toldMessage),
  }
}

function statusOf({ status, suspended }: InstanceRecord): CaseStatus {
  return status === 'ended' ? 'ended' : suspended ? 'suspended' : 'active'
}

function staysIn(trail: readonly TrailEntry[], type: 'state-left' | 'state-entered'): readonly Stay[] {
  return trail.filter((entry) => entry.type === type).map(stayOf)
}

function stayOf({ body }: TrailEntry): Stay {
  return { state: textOf(body['state']), visit: Number(body['visit'] ?? 1) }
}

function tasksIn(
  trail: readonly TrailEntry[],
): Pick<ActionEffect, 'tasksOpened' | 'tasksClosed' | 'tasksHanded'> {
  const of = (...types: readonly TrailEntry['type'][]): readonly TrailEntry[] =>
    trail.filter(({ type }) => types.includes(type))
  const about = (entry: TrailEntry): Stay & { readonly task: string } => ({
    task: textOf(entry.body['task']),
    ...stayOf(entry),
  })
  return {
    tasksOpened: of('task-opened').map((entry) => {
      const { roles } = entry.body
      return { ...about(entry), roles: Array.isArray(roles) ? roles.map(textOf) : [] }
    }),
    tasksClosed: of('task-closed').map(about),
    tasksHanded: of('task-assigned', 'task-released').map((entry) => ({
      ...about(entry),
      ...(entry.type === 'task-assigned' && { to: textOf(entry.body['person']) }),
    })),
  }
}

function withoutThose(
  timers: readonly TimerRecord[],
  others: readonly TimerRecord[],
): readonly EffectTimer[] {
  const known = new Set(others.map(({ id }) => id))
  return timers
    .filter(({ id }) => !known.has(id))
    .map(({ id, kind, state, visit, key, dueAt }) => ({ id, kind, state, visit, key, dueAt }))
}

function toldEffect(effect: EffectRequest): ActionEffect['effects'][number] {
  const { id, kind, state, to, channel, template, service } = effect
  return {
    ...{ id, kind, state },
    ...(to && { to }),
    ...(channel !== undefined && { channel }),
    ...(template !== undefined && { template }),
    ...(service !== undefined && { service }),
  }
}

/** Values come from the case itself, since the trail has personal ones beside it. */
function changesIn(
  trail: readonly TrailEntry[],
  { data: before }: InstanceRecord,
  { data: after }: InstanceRecord,
): ActionEffect['data'] {
  const paths = trail
    .filter(({ type }) => type === 'data-changed' || type === 'corrected')
    .flatMap(({ body }) => Object.keys(body['changes'] ?? {}))
  return Object.fromEntries(
    [...new Set(paths)].map((path) => {
      const [was, is] = [valueAt(before, path), valueAt(after, path)]
      return [path, { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }]
    }),
  )
}

function toldMessage({ id, to, body }: SavedStep['messages'][number]): ActionEffect['messages'][number] {
  return {
    ...{ id, to, kind: body.kind },
    ...(body.kind === 'receive' && { event: body.event }),
    ...(body.kind === 'begin' && { process: body.process }),
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
