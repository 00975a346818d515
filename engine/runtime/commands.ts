import { v7 as newInstanceId } from 'uuid'
import type { Actor, Command } from '../core/command.js'
import type { HostTransaction } from '../store/port.js'
import type { Request } from './command-runner.js'
import type { ActorInput, Answer, Engine, SendRequest } from './engine.js'
import { unknownActor, unknownProcess, unknownProfile } from './plain-refusals.js'
import type { ProcessCatalogue } from './process-catalogue.js'

type Commands = Pick<Engine, 'create' | 'send' | 'note' | 'correct'>

/** The engine's changing methods: each finds its actor and becomes one command in one transaction. */
export function createCommands(options: {
  catalogue: ProcessCatalogue
  run: (request: Request) => Promise<Answer>
  actorOf: (input: ActorInput) => Promise<Actor | undefined>
  profile: string | undefined
  newId: (() => string) | undefined
}): Commands {
  const { catalogue, run, actorOf, newId = newInstanceId } = options

  async function act(
    { actor: input, trx }: { actor: ActorInput; trx?: HostTransaction },
    build: (actor: Actor) => Omit<Request, 'trx'>,
  ): Promise<Answer> {
    const actor = await actorOf(input)
    if (!actor) return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
    return run({ ...build(actor), ...(trx === undefined ? {} : { trx }) })
  }

  return {
    create: async (id, request) => {
      const { data = {}, profile = options.profile, idempotencyKey } = request
      if (!catalogue.has(id))
        return { refused: unknownProcess(id, [...new Set(catalogue.all().map((one) => one.id))]) }
      const process = catalogue.current(id, profile)
      if (!process) return { refused: unknownProfile(id, profile ?? '', catalogue.profiles(id)) }
      return act(request, (actor) => ({
        process,
        command: { kind: 'create', id: newId(), data, actor },
        body: { create: id, profile: profile ?? '', data },
        idempotencyKey,
      }))
    },
    send: (instance, event, request) => {
      const { payload = {}, to, idempotencyKey } = request
      return act(request, (actor) => ({
        instance,
        command: { kind: 'send', event, payload, actor, ...presumed(request) },
        body: { send: event, payload, to: to ?? '' },
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
