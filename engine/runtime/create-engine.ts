import type { Knex } from 'knex'
import { acceptedEvents } from '../core/index.js'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { Actor } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import { createStore, type SaltSource } from '../store/index.js'
import type { PageRequest, Store } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { createApiKeys } from './api-keys.js'
import { fireDue } from './case-work.js'
import { createCommandRunner } from './command-runner.js'
import { createCommands } from './commands.js'
import type { ActorInput, Engine } from './engine.js'
import { loadWorkflows } from './load-workflows.js'
import { OrganisationDirectory } from './organisation-directory.js'
import { systemClock, type Clock, type Directory, type EngineLog } from './ports.js'
import { ProcessCatalogue } from './process-catalogue.js'
import { replayLog } from './replay-log/replay-log.js'
import { createTimerLoop, type TimerLoop } from './timer-loop.js'

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
const pollInterval = 1000

/**
 * Opens the engine: migrates the tables, reads and deploys the definitions. Throws `definition-invalid` with the
 * problems as its cause when a file has an error, `database-newer` when the database was written by a newer release.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { db, reader, salts, clock = systemClock, log = silent } = options
  const workflows =
    typeof options.workflows === 'string' ? await loadWorkflows(options.workflows) : options.workflows
  const store = createStore({ db, ...(reader ? { reader } : {}), ...(salts ? { salts } : {}) })
  await store.migrate()
  const catalogue = new ProcessCatalogue()
  for (const { code, message } of await catalogue.deploy(store, workflows, clock.now()))
    log({ level: 'warn', code, message })
  const organisation = new OrganisationDirectory(workflows.organisation)
  const directory = options.directory ?? organisation
  const timers = createTimers({
    store,
    catalogue,
    clock,
    log,
    pollInterval: options.pollInterval ?? pollInterval,
  })
  const run = createCommandRunner({
    store,
    catalogue,
    clock,
    committed: (record) => timers.armed(soonestTimer(record)),
  })
  const actorOf = (input: ActorInput): Promise<Actor | undefined> =>
    typeof input === 'string' ? directory.find(input) : Promise.resolve(input)

  return {
    clock,
    store,
    keys: createApiKeys(store, clock, directory),
    now: () => clock.now(),
    ...createCommands({ catalogue, run, actorOf, profile: options.profile, newId: options.newId }),
    ...createReads(store),
    start: () => Promise.resolve(timers.start()),
    stop: async () => {
      await timers.stop()
      await store.close()
    },
    deploy: (next) => {
      organisation.replace(next.organisation)
      return catalogue.deploy(store, next, clock.now())
    },
    processes: () => catalogue.all(),
    processOf: (record) => catalogue.version(store.read, record.version),
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
    runDue: () => timers.runDue(),
    replayLog: (request) => replayLog(store, catalogue, request),
    isOutside: (role) => organisation.isOutside(role),
  }
}

function createTimers(options: {
  store: Store
  catalogue: ProcessCatalogue
  clock: Clock
  log: EngineLog
  pollInterval: number
}): TimerLoop {
  const { store, catalogue } = options
  return createTimerLoop({
    ...options,
    fire: (instance, now) =>
      store.transaction(async (tx) => {
        const before = await tx.lockInstance(instance)
        // Another node, or an event, may have been faster; a replayed case is history.
        if (!before || before.replayed) return
        const process = await catalogue.version(tx, before.version)
        await fireDue(tx, catalogue, { process, before, now, mode: 'live' })
      }),
  })
}

type Reads = Pick<Engine, 'get' | 'list' | 'count' | 'tasks' | 'task' | 'trail' | 'effects'>

function createReads({ read }: Store): Reads {
  return {
    get: (id) => read.instance(id),
    list: (filter = {}, page) => read.instances(filter, bounded(page)),
    count: (filter = {}) => read.countInstances(filter),
    tasks: (filter = {}, page) => read.tasks(filter, bounded(page)),
    task: (id) => read.task(id),
    trail: (id, page) => read.trail(id, bounded(page)),
    effects: (id) => read.effects(id),
  }
}

function bounded(page: Partial<PageRequest> = {}): PageRequest {
  return { ...page, limit: Math.min(Math.max(page.limit ?? pageSize, 1), largestPage) }
}

function soonestTimer(record: InstanceRecord): Instant | undefined {
  const [first, ...rest] = record.timers
  return first && rest.reduce((soonest, { dueAt }) => Math.min(soonest, dueAt), first.dueAt)
}

const silent: EngineLog = () => undefined
