import type { Command, InvocationOutcome } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import { EngineError, type JsonObject, type Refusal } from '../../errors/index.js'
import type { EffectChange, EffectRow, IncidentRow } from '../../store/port.js'
import { boundedPage } from '../bounded-page.js'
import type { Reasoned } from '../cases/case-calls.js'
import { mustCarryOut, type CaseHost, type Working } from '../cases/operator-work.js'
import { checkAction, checkIncidentFilter, checkObject } from '../check-request.js'
import type { Answer } from '../engine.js'
import { cannotSendBack, incidentSettled, unknownIncident, unknownInstance } from '../plain-refusals.js'
import { act } from '../operate/act.js'
import { lockRecord } from '../stored-record.js'
import type { EffectCalls, SkipRequest } from './effect-calls.js'
import { resultMessage } from './settle-effect.js'
import { storableOutput } from '../../channels/storable-output.js'

/** What deciding about incidents needs. */
export interface IncidentHost extends CaseHost {
  /** Told that an effect is to be tried again. */
  readonly asked: () => void
  /** Told that a result was left for a case. */
  readonly told: () => void
}

/** Effects nobody could deliver, and what people decide about them: each once, in one transaction with its case. */
export function createIncidentCalls(
  host: IncidentHost,
): Pick<
  EffectCalls,
  'incidents' | 'countIncidents' | 'incident' | 'retryIncident' | 'skipIncident' | 'sendBackIncident'
> {
  const { read } = host.store
  const decide = (incident: string, request: Reasoned, decision: Decision): Promise<Answer> =>
    decideOn(host, incident, request, decision)
  return {
    incidents: async (filter = {}, page) => {
      checkIncidentFilter(filter)
      return read.incidents(filter, boundedPage(page))
    },
    countIncidents: async (filter = {}) => {
      checkIncidentFilter(filter)
      return read.countIncidents(filter)
    },
    incident: (id) => read.incident(id),
    retryIncident: async (incident, request) => {
      checkAction(incident, request)
      const answer = await decide(incident, request, retried)
      host.asked()
      return answer
    },
    skipIncident: async (incident, request) => {
      checkAction(incident, request)
      const value = checkedValue(request)
      return decide(incident, request, skipped(value))
    },
    sendBackIncident: async (incident, request) => {
      checkAction(incident, request)
      return decide(incident, request, sentBack(request.reason))
    },
  }
}

/** What a person decides about an effect. */
interface Decision {
  readonly change: Exclude<Extract<Command, { kind: 'incident' }>['change'], 'opened'>
  /** What an idempotency key covers beside the incident and the reason. */
  readonly body?: JsonObject
  /** What becomes of the effect, or why that cannot be. */
  readonly of: (given: {
    readonly effect: EffectRow
    readonly incident: IncidentRow
    readonly now: number
  }) => { readonly change: EffectChange; readonly result?: InvocationOutcome } | Refusal
}

const retried: Decision = {
  change: 'retried',
  of: ({ effect: { id, attempts, failure }, now }) => ({
    change: { id, status: 'pending', nextAt: now, forgiven: attempts, ...(failure && { failure }) },
  }),
}

const skipped = (value: JsonObject): Decision => ({
  change: 'skipped',
  body: { value },
  of: ({ effect: { id, kind, failure }, now }) => ({
    change: { id, status: 'skipped', settledAt: now, ...(failure && { failure }) },
    ...(kind === 'invoke' && { result: { ok: true, output: value } }),
  }),
})

const sentBack = (reason: string): Decision => ({
  change: 'sent-back',
  of: ({ effect: { id, kind, failure }, incident: { code }, now }) =>
    kind === 'invoke'
      ? {
          change: { id, status: 'skipped', settledAt: now, ...(failure && { failure }) },
          result: { ok: false, message: reason, code },
        }
      : cannotSendBack(),
})

async function decideOn(
  host: IncidentHost,
  incident: string,
  request: Reasoned,
  decision: Decision,
): Promise<Answer> {
  const { reason } = request
  const action = actionOf(decision)
  const body = { incident, decision: decision.change, reason, ...decision.body }
  const answer = await act(host, request, { action, subject: incident, body }, (working) =>
    settleIncident(working, incident, { decision, reason }),
  )
  if (!answer.refused && decision.change !== 'retried') host.told()
  return answer
}

/** What an operator asks for, by what becomes of the incident. */
function actionOf({ change }: Decision): 'retry' | 'skip' | 'send-back' {
  return ({ retried: 'retry', skipped: 'skip', 'sent-back': 'send-back' } as const)[change]
}

/** What a person decided, by the action that asks for it. Throws `usage-wrong` for a value that cannot be kept. */
export function decisionOf(
  wish: Pick<SkipRequest, 'reason' | 'value'> & { readonly action: 'retry' | 'skip' | 'send-back' },
): Decision {
  if (wish.action === 'retry') return retried
  return wish.action === 'skip' ? skipped(checkedValue(wish)) : sentBack(wish.reason)
}

/** Settles an incident that is open, in the transaction of its case: the effect, the result, the trail. */
export async function settleIncident(
  working: Working,
  id: string,
  { decision, reason }: { readonly decision: Decision; readonly reason: string },
): Promise<Answer> {
  const { tx, actor, now } = working
  const found = await lockAll(working, id)
  if ('code' in found) return { refused: found }
  const { incident, effect, record } = found
  if (incident.status !== 'open') return { refused: incidentSettled(incident), instance: record }
  const decided = decision.of({ effect, incident, now })
  if ('code' in decided) return { refused: decided, instance: record }
  await tx.saveEffects([decided.change])
  await tx.saveIncident({ id, status: decision.change, settledAt: now, settledBy: actor.id, reason })
  if (decided.result) await tx.addMessages([resultMessage(effect, decided.result, now)])
  const { change } = decision
  return mustCarryOut(working, record, {
    kind: 'incident',
    change,
    incident: id,
    effect: effect.id,
    reason,
    actor,
  })
}

interface Locked {
  readonly incident: IncidentRow
  readonly effect: EffectRow
  readonly record: InstanceRecord
}

/** The case first, then its effect, then the incident: as whoever saves a step locks them. */
async function lockAll({ tx }: Working, id: string): Promise<Locked | Refusal> {
  const known = await tx.incident(id)
  if (!known) return unknownIncident(id)
  const record = await lockRecord(tx, known.instance)
  if (!record) return unknownInstance(known.instance)
  const [effect] = await tx.lockEffects([known.subject])
  const incident = await tx.lockIncident(id)
  if (!incident || !effect) return unknownIncident(id)
  return { incident, effect, record }
}

/** A value that can be kept, so that a slip of the pen shows where it was made. */
function checkedValue({ value = {} }: Pick<SkipRequest, 'value'>): JsonObject {
  checkObject('value', value)
  const storable = storableOutput(value)
  if (storable.ok) return storable.output
  throw new EngineError(
    'usage-wrong',
    `Expected ${storable.expected} as 'value', but found ${storable.found}.`,
  )
}
