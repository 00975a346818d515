import { EngineError, type JsonObject } from '../../errors/index.js'
import type { Attempt, OutgoingMessage } from '../../channels/index.js'
import type { EffectRow, Store } from '../../store/port.js'
import type { Watch } from '../observe/index.js'
import type { Clock, EngineLog } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { readRecord } from '../stored-record.js'
import type { AddressBook } from './address-book.js'
import { attempt } from './attempt.js'
import type { AttemptOutcome } from './attempt-outcome.js'
import type { UnderWay } from './attempts-under-way.js'
import { retrySettings } from './backoff.js'
import type { EffectSettings } from './effect-settings.js'
import type { Lanes } from './lanes.js'
import { outgoingMessage } from './outgoing-message.js'
import { countedAttempts } from './settle-effect.js'

/** What delivering an effect needs. */
export interface DeliveryHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  readonly lanes: Lanes
  readonly effects: EffectSettings
  /** Where people are found. */
  readonly book: AddressBook
  readonly watch: Watch
}

/** Makes one attempt at an effect, in the trace of what asked for it. Never throws. */
export async function deliverEffect(host: DeliveryHost, underWay: UnderWay): Promise<AttemptOutcome> {
  const { id, instance, process, lane, trace, attempts, retry } = underWay.effect
  if (countedAttempts(underWay.effect) > retrySettings(retry).maxAttempts) return lost(underWay.effect)
  const work = { kind: 'effect', name: lane, instance, process, effect: id, attempt: attempts } as const
  const cause = trace === undefined ? {} : { cause: trace }
  const outcome = await host.watch.around({ ...work, ...cause }, async (span) => {
    const own = await attemptAt(host, underWay, span.traceparent ?? trace)
    if (own.kind !== 'done') span.failed(own.code ?? own.kind)
    return own
  })
  host.watch.tell({ kind: 'attempt', lane, outcome: outcome.kind, retried: attempts > 1 })
  return outcome
}

function attemptAt(
  host: DeliveryHost,
  { effect, controller }: UnderWay,
  trace: string | undefined,
): Promise<AttemptOutcome> {
  const { clock, log, effects } = host
  return attempt({
    key: effect.id,
    attempt: effect.attempts,
    timeout: effect.timeout ?? effects.timeout,
    clock,
    controller,
    run: (own) => carryOut(host, effect, { ...own, ...(trace !== undefined && { traceparent: trace }) }),
    late: (outcome) => {
      if (outcome.kind === 'failed') return
      const message = `Effect '${effect.id}' was answered (${outcome.kind}) when its attempt was over; the answer is dropped.`
      log({ level: 'warn', instance: effect.instance, message })
    },
  })
}

/** Whatever a handler returns: nobody promises that it is what its type says. */
function carryOut(host: DeliveryHost, effect: EffectRow, own: Attempt): Promise<unknown> {
  const handler = host.lanes.handler(effect.lane)
  if (handler?.kind === 'service') return handler.service(inputOf(effect), own)
  if (handler) return messageOf(host, effect).then((message) => handler.channel.send(message, own))
  throw new EngineError(
    'configuration-invalid',
    `Expected a handler of '${effect.lane}', but it has been taken away.`,
  )
}

function inputOf({ input = {} }: EffectRow): JsonObject {
  return input
}

async function messageOf(
  { store, catalogue, book }: DeliveryHost,
  effect: EffectRow,
): Promise<OutgoingMessage> {
  const record = await readRecord(store.read, effect.instance)
  if (!record)
    throw new EngineError(
      'database-failed',
      `Expected the case '${effect.instance}' of a message, but there is none.`,
    )
  const process = await catalogue.version(store.read, record.version)
  return outgoingMessage(effect, { record, process, book })
}

/** Every attempt was begun and none ended: whatever the effect is, it ends the program, and shall not do so for ever. */
function lost({ attempts, retry }: EffectRow): AttemptOutcome {
  const { maxAttempts } = retrySettings(retry)
  const message = `Expected one of ${maxAttempts} attempts to end, but each of ${attempts - 1} was cut off with the program that made it.`
  return { kind: 'failed', code: 'attempt-lost', message, permanent: true }
}
