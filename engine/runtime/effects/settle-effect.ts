import type { CaseMessage, InvocationOutcome } from '../../core/command.js'
import type { EffectChange, EffectFailure, EffectRow } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { AttemptOutcome, FailedAttempt, RefusedAttempt } from './attempt-outcome.js'
import { pauseAfter, retrySettings } from './backoff.js'

/** An attempt that has come to its end, and has to be written. */
export interface FinishedAttempt {
  /** The effect as this node took it. */
  readonly effect: EffectRow
  readonly outcome: AttemptOutcome
  /** When the effect falls due again if nothing is written. */
  readonly leaseUntil: Instant
}

/** What is to be written of an attempt. */
export type Settlement =
  /** Somebody else's attempt, or a person, was faster. */
  | { readonly kind: 'needless' }
  | { readonly kind: 'change'; readonly change: EffectChange; readonly told?: CaseMessage }
  /** Nobody will try again by himself. */
  | { readonly kind: 'give-up'; readonly failure: EffectFailure }

/**
 * What an attempt means for its effect as it stands now. The first success counts, whoever holds the effect by then; a
 * failure counts only while the effect is still the attempt's own.
 */
export function settlementOf(
  { effect, outcome }: FinishedAttempt,
  current: EffectRow | undefined,
  { now, random }: { readonly now: Instant; readonly random: () => number },
): Settlement {
  if (!current || (current.status !== 'pending' && current.status !== 'dead')) return { kind: 'needless' }
  if (outcome.kind === 'done') return delivered(current, { ok: true, output: outcome.output }, now)
  if (outcome.kind === 'refused' && current.kind === 'invoke')
    return delivered(current, refusalOf(outcome), now)
  const isOwn =
    current.status === 'pending' && current.holder === effect.holder && current.attempts === effect.attempts
  if (!isOwn) return { kind: 'needless' }
  return outcome.kind === 'refused'
    ? { kind: 'give-up', failure: { code: 'refused', message: refusedText(outcome), at: now } }
    : failed({ ...current, ...retryOf(effect) }, outcome, { now, random })
}

/** The message that brings the result of outside work to its case. */
export function resultMessage(
  { id, instance }: Pick<EffectRow, 'id' | 'instance'>,
  outcome: InvocationOutcome,
  at: Instant,
): CaseMessage {
  const body = { kind: 'result', invocation: id, outcome } as const
  return { id: `${id}-result`, from: instance, to: instance, at, body }
}

/** How many attempts count against the settings of the effect: those since a person last had it tried again. */
export function countedAttempts({ attempts, forgiven }: Pick<EffectRow, 'attempts' | 'forgiven'>): number {
  return attempts - forgiven
}

function delivered(effect: EffectRow, outcome: InvocationOutcome, now: Instant): Settlement {
  const { id, kind, failure } = effect
  const change: EffectChange = { id, status: 'delivered', settledAt: now, ...(failure && { failure }) }
  // The result of awaited work goes into the history of the case, and is not kept twice.
  if (kind === 'invoke') return { kind: 'change', change, told: resultMessage(effect, outcome, now) }
  return { kind: 'change', change: outcome.ok ? { ...change, result: outcome.output } : change }
}

function failed(
  effect: EffectRow,
  { code, message, permanent, retryAfter }: FailedAttempt,
  { now, random }: { readonly now: Instant; readonly random: () => number },
): Settlement {
  const failure = { code, message, at: now }
  const settings = retrySettings(effect.retry)
  const attempt = countedAttempts(effect)
  if (permanent || attempt >= settings.maxAttempts) return { kind: 'give-up', failure }
  const nextAt = now + pauseAfter(settings, { attempt, retryAfter }, random)
  return { kind: 'change', change: { id: effect.id, status: 'pending', nextAt, failure } }
}

/** What its service says of attempts is known only with the handler. */
function retryOf({ retry }: EffectRow): Pick<EffectRow, 'retry'> {
  return retry ? { retry } : {}
}

function refusalOf({ message, code, details }: RefusedAttempt): InvocationOutcome {
  return { ok: false, message, ...(code !== undefined && { code }), ...(details && { details }) }
}

function refusedText({ message, code }: RefusedAttempt): string {
  return code === undefined ? message : `${code}: ${message}`
}
