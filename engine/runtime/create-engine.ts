import type { Knex } from 'knex'
import { v7 as newInstanceId } from 'uuid'
import { acceptedEvents } from '../core/index.js'
import { checkWorkflows, readSources } from '../definition/index.js'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import { EngineError, type Problem } from '../errors/index.js'
import type { Actor } from '../core/command.js'
import { createStore, type SaltSource } from '../store/index.js'
import type { PageRequest } from '../store/port.js'
import { createApiKeys } from './api-keys.js'
import { fireDue } from './case-work.js'
import { createCommandRunner, type Request } from './command-runner.js'
import type { ActorInput, Answer, CreateRequest, Engine } from './engine.js'
import { unknownActor, unknownProcess, unknownProfile } from './plain-refusals.js'
import { systemClock, type Clock, type Directory, type EngineLog } from './ports.js'
import { ProcessCatalogue } from './process-catalogue.js'
import { replayLog } from './replay-log/replay-log.js'
import { createTimerLoop } from './timer-loop.js'
import { readWorkflowFiles } from './workflow-files.js'

export interface EngineOptions {
  /** The host's own database handle; tables are created in it with the prefix `aftercare_`. */
  readonly db: Knex
  /** A second handle for reading, so that lists do not wait for writes. */
  readonly reader?: Knex
  /** A folder of definitions, or definitions that were checked already. */
  readonly workflows: string | CheckedWorkflows
  /** Profile of cases whose creation names none. */
  readonly profile?: string
  readonly clock?: Clock
  readonly directory?: Directory
  /** Random salts for personal values; tests pass a fixed row. */
  readonly salts?: SaltSource
  /** Ids of new cases; UUIDs in order of time unless given. */
  readonly newId?: () => string
  /** Longest sleep of the timer loop, in milliseconds: how late a timer armed by another process may fire. */
  readonly pollInterval?: number
  readonly log?: EngineLog
}

const pageSize = 50
const largestPage = 500

/**
 * Opens the engine: migrates the tables, reads and deploys the definitions. Throws `definition-invalid` with the
 * problems as its cause when a file has an error, `database-newer` when the database was written by a newer release.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const clock = options.clock ?? systemClock
  const log: EngineLog = options.log ?? (() => undefined)
  const workflows =
    typeof options.workflows === 'string' ? await loadWorkflows(options.workflows) : options.workflows
  const { db, reader, salts } = options
  const store = createStore({ db, ...(reader ? { reader } : {}), ...(salts ? { salts } : {}) })
  await store.migrate()
  const catalogue = new ProcessCatalogue()
  for (const problem of await catalogue.deploy(store, workflows, clock.now()))
    log({ level: 'warn', code: problem.code, message: problem.message })

  let { organisation } = workflows
  const directory: Directory = options.directory ?? {
    find: (id) => {
      const person = Object.hasOwn(organisation.people, id) ? organisation.people[id] : undefined
      return Promise.resolve(person && { id, roles: person.roles })
    },
  }
  const timers = createTimerLoop({
    store,
    clock,
    log,
    pollInterval: options.pollInterval ?? 1000,
    fire: (instance, now) =>
      store.transaction(async (tx) => {
        const before = await tx.lockInstance(instance)
        if (!before || before.replayed) return
        const process = await catalogue.version(tx, before.version)
        await fireDue(tx, catalogue, { process, before, now, mode: 'live' })
      }),
  })
  const run = createCommandRunner({
    store,
    catalogue,
    clock,
    committed: (record) =>
      timers.armed(
        record.timers.reduce<number | undefined>(
          (soonest, { dueAt }) => Math.min(soonest ?? dueAt, dueAt),
          undefined,
        ),
      ),
  })

  async function actorOf(input: ActorInput): Promise<Actor | undefined> {
    return typeof input === 'string' ? directory.find(input) : input
  }

  async function command(
    input: ActorInput,
    build: (actor: Actor) => Omit<Request, 'trx'>,
    trx: CreateRequest['trx'],
  ): Promise<Answer> {
    const actor = await actorOf(input)
    if (!actor) return { refused: unknownActor(String(input)) }
    return run({ ...build(actor), ...(trx === undefined ? {} : { trx }) })
  }

  return {
    clock,
    store,
    keys: createApiKeys(store, clock, directory),
    now: () => clock.now(),
    start: () => {
      timers.start()
      return Promise.resolve()
    },
    stop: async () => {
      await timers.stop()
      await store.close()
    },
    deploy: (next) => {
      organisation = next.organisation
      return catalogue.deploy(store, next, clock.now())
    },
    processes: () => catalogue.all(),
    processOf: (record) => catalogue.version(store.read, record.version),
    create: (id, { data = {}, actor, profile = options.profile, idempotencyKey, trx }) => {
      if (!catalogue.has(id))
        return refused(unknownProcess(id, [...new Set(catalogue.all().map((one) => one.id))]))
      const process = catalogue.current(id, profile)
      if (!process) return refused(unknownProfile(id, profile ?? '', catalogue.profiles(id)))
      const instance = (options.newId ?? newInstanceId)()
      return command(
        actor,
        (who) => ({
          process,
          command: { kind: 'create', id: instance, data, actor: who },
          body: { create: id, profile: profile ?? '', data },
          idempotencyKey,
        }),
        trx,
      )
    },
    send: (
      instance,
      event,
      { payload = {}, actor, to, expectedVisit, expectedRevision, idempotencyKey, trx },
    ) =>
      command(
        actor,
        (who) => ({
          instance,
          command: {
            kind: 'send',
            event,
            payload,
            actor: who,
            ...(to === undefined ? {} : { to }),
            ...(expectedVisit === undefined ? {} : { expectedVisit }),
            ...(expectedRevision === undefined ? {} : { expectedRevision }),
          },
          body: { send: event, payload, to: to ?? '' },
          idempotencyKey,
        }),
        trx,
      ),
    note: (instance, { text, actor, idempotencyKey, trx }) =>
      command(
        actor,
        (who) => ({
          instance,
          command: { kind: 'note', text, actor: who },
          body: { note: text },
          idempotencyKey,
        }),
        trx,
      ),
    correct: (instance, { changes, reason, actor, expectedRevision, idempotencyKey, trx }) =>
      command(
        actor,
        (who) => ({
          instance,
          command: {
            kind: 'correct',
            changes,
            reason,
            actor: who,
            ...(expectedRevision === undefined ? {} : { expectedRevision }),
          },
          body: { correct: changes, reason },
          idempotencyKey,
        }),
        trx,
      ),
    get: (id) => store.read.instance(id),
    list: (filter = {}, page) => store.read.instances(filter, bounded(page)),
    count: (filter = {}) => store.read.countInstances(filter),
    tasks: (filter = {}, page) => store.read.tasks(filter, bounded(page)),
    task: (id) => store.read.task(id),
    trail: (id, page) => store.read.trail(id, bounded(page)),
    effects: (id) => store.read.effects(id),
    accepted: async (id, input) => {
      const record = await store.read.instance(id)
      const actor = await actorOf(input)
      if (!record || !actor) return undefined
      const process = await catalogue.version(store.read, record.version)
      return acceptedEvents(
        process,
        { calendar: catalogue.calendarOf(process), series: {} },
        record,
        actor,
        clock.now(),
      )
    },
    replayLog: (request) => replayLog(store, catalogue, request),
    isOutside: (role) => organisation.roles[role]?.outside === true,
    runDue: () => timers.runDue(),
  }
}

/** Reads and checks a folder. Throws `definition-invalid`, with the problems as its cause, when one is an error. */
export async function loadWorkflows(path: string): Promise<CheckedWorkflows> {
  const workflows = checkWorkflows(readSources(await readWorkflowFiles([path])))
  const errors = workflows.problems.filter((problem) => problem.severity === 'error')
  if (errors.length > 0) throw invalid(errors)
  return workflows
}

function invalid(problems: readonly Problem[]): EngineError {
  const [first] = problems
  const place = first?.place ? ` (${first.place.file}:${first.place.line}:${first.place.column})` : ''
  return new EngineError(
    'definition-invalid',
    `Expected sound definitions, but ${problems.length} problem${problems.length === 1 ? ' was' : 's were'} found. First: ${first?.message ?? ''}${place}`,
    { cause: problems },
  )
}

function refused(refusal: Answer['refused'] & object): Promise<Answer> {
  return Promise.resolve({ refused: refusal })
}

function bounded(page: Partial<PageRequest> = {}): PageRequest {
  const limit = Math.min(Math.max(page.limit ?? pageSize, 1), largestPage)
  return { ...page, limit }
}
