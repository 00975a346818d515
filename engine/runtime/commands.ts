import { EngineError } from '../errors/index.js'
import { parseInstant } from '../time/index.js'
import type { Instant } from '../time/instant.js'
import type { Actor, Command } from '../core/command.js'
import type { HostTransaction, Store } from '../store/port.js'
import type { Request } from './command-runner.js'
import type { ActorInput, Answer, Engine, SendRequest } from './engine.js'
import { unknownActor } from './plain-refusals.js'
import type { ProcessCatalogue } from './process-catalogue.js'

/** The methods that change a case. */
export type Commands = Pick<Engine, 'create' | 'send' | 'note' | 'correct'>

/** The engine's changing methods: each finds its actor and becomes one command in one transaction. */
export function createCommands(options: {
  catalogue: ProcessCatalogue
  store: Pick<Store, 'read'>
  run: (request: Request) => Promise<Answer>
  actorOf: (input: ActorInput) => Promise<Actor | undefined>
  profile: string | undefined
  /** Ids of new cases. */
  newId: () => string
}): Commands {
  const { catalogue, store, run, actorOf, newId } = options

  const act: Act = async ({ actor: input, trx }, build) => {
    const actor = await actorOf(input)
    if (!actor) return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
    return run({ ...build(actor), ...(trx === undefined ? {} : { trx }) })
  }

  return {
    create: async (id, request) => {
      const { data = {}, profile = options.profile, idempotencyKey } = request
      await catalogue.refresh(store.read)
      const process = catalogue.startable(id, profile)
      if ('code' in process) return { refused: process }
      return act(request, (actor) => ({
        process,
        command: { kind: 'create', id: newId(), data, actor },
        body: { create: id, profile: profile ?? '', data },
        idempotencyKey,
      }))
    },
    send: async (instance, event, request) => {
      const { payload = {}, to, idempotencyKey } = request
      const occurred = occurredAt(request)
      return act(request, (actor) => ({
        instance,
        command: { kind: 'send', event, payload, actor, ...presumed(request), ...occurred },
        body: { send: event, payload, to: to ?? '', ...occurred },
        idempotencyKey,
      }))
    },
    note: (instance, request) =>
      act(request, (actor) => ({
        instance,
        command: { kind: 'note', text: request.text, actor },
        body: { note: request.text },
        idempotencyKey: request.idempotencyKey,
      })),
    correct: (instance, request) => {
      const { changes, reason, expectedRevision, idempotencyKey } = request
      const precondition = expectedRevision === undefined ? {} : { expectedRevision }
      return act(request, (actor) => ({
        instance,
        command: { kind: 'correct', changes, reason, actor, ...precondition },
        body: { correct: changes, reason },
        idempotencyKey,
      }))
    },
  }
}

/** Finds the actor of a request and runs what `build` makes of it. */
type Act = (
  request: { readonly actor: ActorInput; readonly trx?: HostTransaction },
  build: (actor: Actor) => Omit<Request, 'trx'>,
) => Promise<Answer>

/** The instant an event happened at. Throws `usage-wrong` for a text that is no moment with its offset. */
export function occurredAt({ occurredAt: given }: Pick<SendRequest, 'occurredAt'>): {
  readonly occurredAt?: Instant
} {
  if (given === undefined) return {}
  const at = typeof given === 'string' ? parseInstant(given) : given
  if (at !== undefined && Number.isSafeInteger(at)) return { occurredAt: at }
  throw new EngineError(
    'usage-wrong',
    "Expected whole milliseconds or a moment such as 2026-11-01T08:00:00+08:00 as 'occurredAt', but found something else.",
  )
}

/** What the sender presumes about the case, and which region is meant. */
function presumed({
  to,
  expectedVisit,
  expectedRevision,
}: SendRequest): Pick<Extract<Command, { kind: 'send' }>, 'to' | 'expectedVisit' | 'expectedRevision'> {
  return {
    ...(to === undefined ? {} : { to }),
    ...(expectedVisit === undefined ? {} : { expectedVisit }),
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  }
}
