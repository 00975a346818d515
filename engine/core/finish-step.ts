import type { CheckedInvariant } from '../definition/checked-process.js'
import { EngineError, type JsonObject, type RefusalReason } from '../errors/index.js'
import { noteArrived } from './attached.js'
import { tellOfEnd } from './cases/end-case.js'
import { settleClocks, type Settling } from './clocks/settle-clocks.js'
import type { SharedChanges } from './command.js'
import { brokenPoint } from './covered-points.js'
import type { Draft } from './draft.js'
import { partiesNow } from './parties.js'
import { priorityNow } from './priority.js'
import { recordFormat, type ActiveState, type InstanceRecord } from './record.js'
import { dataReasons, failureReason, StepRefused } from './refusals.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'
import { closeVisits, outcomeOf } from './visit.js'

/** Ends a step: data and invariants are checked, clocks follow the data, an ended case is closed. */
export function finishStep(
  draft: Draft,
  values: StepValues,
  settling: Settling = { read: 'strict' },
): Advanced {
  // Deadlines, invariants and messages belong to no event.
  draft.event = undefined
  checkData(draft)
  checkInvariants(draft, values)
  noteArrived(draft)
  draft.parties = partiesNow(draft, values)
  draft.priority = priorityNow(draft, values)
  return closeStep(draft, values, settling)
}

/**
 * Makes the record of a draft that needs no check: nothing but the trail, tasks or clocks changed. Clocks read the
 * data only where `settling` says so, since it is what it was.
 */
export function closeStep(draft: Draft, values: StepValues, settling: Settling = { read: 'no' }): Advanced {
  const endedNow = draft.ended && draft.before?.status !== 'ended'
  const outcome = endedNow ? (draft.outcome ?? outcomeOf(draft)) : keptOutcome(draft)
  if (endedNow) {
    closeVisits(draft)
    tellOfEnd(draft, values, outcome)
  }
  settleClocks(draft, values, settling)
  if (endedNow) draft.note('ended', outcome === undefined ? {} : { outcome })
  return { kind: 'advanced', after: recordOf(draft, outcome), ...writtenBy(draft) }
}

/** A case that was reopened has no outcome any more. */
function keptOutcome({ ended, before }: Draft): string | undefined {
  return ended ? before?.outcome : undefined
}

function writtenBy(draft: Draft): Omit<Advanced, 'kind' | 'after'> {
  const { trail, effects, messages, links } = draft
  const attachments = [...draft.attachments]
  return {
    trail,
    effects,
    attachments,
    messages,
    links,
    covered: [...draft.covered],
    shared: sharedBy(draft),
  }
}

/** Only what was changed, so that nothing is written that did not. */
function sharedBy({ shared: { series, rotations, units, vouchers } }: Draft): SharedChanges {
  return {
    series,
    ...(Object.keys(rotations).length > 0 && { rotations }),
    ...(Object.keys(units).length > 0 && { units }),
    ...(vouchers.length > 0 && { vouchers }),
  }
}

function recordOf(draft: Draft, outcome: string | undefined): InstanceRecord {
  const { process, before, identity } = draft
  const lastOccurredAt = draft.occurredAt ?? before?.lastOccurredAt
  const endedAt = draft.ended ? (before?.endedAt ?? draft.at) : undefined
  return {
    format: recordFormat,
    id: identity.id,
    process: process.id,
    version: process.hash,
    ...(process.profile === undefined ? {} : { profile: process.profile }),
    ...(identity.number === undefined ? {} : { number: identity.number }),
    status: draft.ended ? 'ended' : 'active',
    ...(outcome === undefined ? {} : { outcome }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(before?.replayed === undefined ? {} : { replayed: before.replayed }),
    revision: (before?.revision ?? 0) + 1,
    createdAt: identity.createdAt,
    createdBy: identity.createdBy,
    updatedAt: draft.at,
    data: draft.data,
    active: activeInOrder(draft),
    visits: draft.visits,
    history: draft.history,
    tasks: draft.tasks,
    deadlines: draft.deadlines,
    waits: draft.waits,
    ...(draft.stopped.length === 0 ? {} : { stopped: draft.stopped }),
    ...(draft.dormant.length === 0 ? {} : { dormant: draft.dormant }),
    ...(draft.suspended ? { suspended: draft.suspended } : {}),
    ...(lastOccurredAt === undefined ? {} : { lastOccurredAt }),
    timers: draft.timers,
    invocations: draft.invocations,
    ...(draft.vouchers.length === 0 ? {} : { vouchers: draft.vouchers }),
    ...(draft.began.length === 0 ? {} : { began: draft.began }),
    ...(identity.origin ? { origin: identity.origin } : {}),
    ...(draft.continuedIn === undefined ? {} : { continuedIn: draft.continuedIn }),
    ...(draft.priority === undefined ? {} : { priority: draft.priority }),
    ...(Object.keys(draft.parties).length === 0 ? {} : { parties: draft.parties }),
    senders: draft.senders,
    counters: draft.counters,
  }
}

function activeInOrder(draft: Draft): readonly ActiveState[] {
  const order = (state: ActiveState): number => {
    const found = draft.process.states.get(state.path)
    if (!found) throw new EngineError('engine-bug', `Expected a state '${state.path}'. Please report this.`)
    return found.order
  }
  return [...draft.active.values()].sort((a, b) => order(a) - order(b))
}

/**
 * A record was checked as a whole when its step was made, and every later step runs on the same version: so only the
 * fields this step wrote are checked, and whether required ones are still there.
 */
function checkData(draft: Draft): void {
  const { before, data, process } = draft
  if (data === before?.data) return
  const problems =
    before && Object.keys(before.data).every((name) => Object.hasOwn(data, name))
      ? process.checkData(writtenFields(before.data, data), { complete: false })
      : process.checkData(data, { complete: true })
  if (problems.length > 0) throw new StepRefused(dataReasons(problems))
}

function writtenFields(before: JsonObject, after: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value))
}

function checkInvariants(draft: Draft, values: StepValues): void {
  const reasons: RefusalReason[] = []
  for (const invariant of draft.process.invariants) {
    const state = invariant.in.find((path) => draft.active.has(path)) ?? ''
    if (invariant.in.length > 0 && state === '') continue
    const reason = checkInvariant(draft, values, invariant, state)
    if (reason) reasons.push(reason)
  }
  if (reasons.length > 0) throw new StepRefused(reasons)
}

/** Why an invariant does not hold now; `undefined` where it does. */
export function checkInvariant(
  draft: Draft,
  values: StepValues,
  { id, if: condition, else: text }: CheckedInvariant,
  state = '',
): RefusalReason | undefined {
  const result = values.evaluate(condition)
  if (!result.ok) return failureReason(draft.process, result.failure, { state, expression: condition.source })
  if (result.value === true) return undefined
  draft.covered.add(brokenPoint(id))
  return values.explained(condition, { code: 'invariant-broken', text, state })
}
