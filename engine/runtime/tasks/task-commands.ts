import type { Actor, Command } from '../../core/command.js'
import { checkObject, checkReason, checkRequest, checkText } from '../check-request.js'
import { occurredAt } from '../commands.js'
import type { Request } from '../command-runner.js'
import type {
  ActorInput,
  Answer,
  AssignTaskRequest,
  CompleteTaskRequest,
  Engine,
  ReleaseTaskRequest,
  TaskRequest,
} from '../engine.js'
import { unknownActor, unknownTask } from '../plain-refusals.js'

/** The methods about one task: doing it, and changing who has it. */
export type TaskCommands = Pick<Engine, 'completeTask' | 'claimTask' | 'releaseTask' | 'assignTask'>

type TaskCommand = Extract<Command, { kind: 'send' | 'claim' | 'release' | 'assign' }>

/** Each finds its actor and becomes one command in one transaction of the case the task belongs to. */
export function createTaskCommands(options: {
  readonly run: (request: Request) => Promise<Answer>
  readonly actorOf: (input: ActorInput) => Promise<Actor | undefined>
}): TaskCommands {
  const { run, actorOf } = options

  async function act(
    task: string,
    request: TaskRequest,
    build: (actor: Actor) => TaskCommand,
  ): Promise<Answer> {
    checkText('task', task)
    checkRequest(request)
    const { actor: input, idempotencyKey, trx } = request
    const actor = await actorOf(input)
    if (!actor) return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
    const instance = caseOfTask(task)
    if (instance === undefined) return { refused: unknownTask(task) }
    const command = build(actor)
    const answer = await run({
      instance,
      command,
      body: bodyOf(task, command),
      idempotencyKey,
      ...(trx === undefined ? {} : { trx }),
    })
    // Whoever asks for a task knows of no case.
    return answer.refused?.code === 'unknown-instance' ? { refused: unknownTask(task) } : answer
  }

  return {
    completeTask: async (task, event, request: CompleteTaskRequest) => {
      checkText('event', event)
      checkRequest(request)
      const { payload = {}, expectedRevision } = request
      checkObject('payload', payload)
      const presumed = {
        ...(expectedRevision === undefined ? {} : { expectedRevision }),
        ...occurredAt(request),
      }
      return act(task, request, (actor) => ({ kind: 'send', event, payload, task, actor, ...presumed }))
    },
    claimTask: (task, request) => act(task, request, (actor) => ({ kind: 'claim', task, actor })),
    releaseTask: async (task, request: ReleaseTaskRequest) => {
      checkRequest(request)
      const { reason } = request
      if (reason !== undefined) checkReason(reason)
      const more = reason === undefined ? {} : { reason }
      return act(task, request, (actor) => ({ kind: 'release', task, actor, ...more }))
    },
    assignTask: async (task, request: AssignTaskRequest) => {
      checkRequest(request)
      const { to, reason } = request
      checkText('to', to)
      checkReason(reason)
      return act(task, request, (actor) => ({ kind: 'assign', task, to, reason, actor }))
    },
  }
}

/** Ids of tasks are made of the id of their case: `<instance>-t<n>`. */
export function caseOfTask(task: string): string | undefined {
  return /^(.+)-t[1-9][0-9]*$/.exec(task)?.[1]
}

function bodyOf(task: string, command: TaskCommand): Request['body'] {
  const { kind } = command
  if (kind === 'send') {
    const { event, payload, occurredAt: at } = command
    return { complete: task, event, payload, ...(at === undefined ? {} : { occurredAt: at }) }
  }
  if (kind === 'assign') return { assign: task, to: command.to, reason: command.reason }
  const { reason } = kind === 'release' ? command : {}
  return { [kind]: task, ...(reason === undefined ? {} : { reason }) }
}
