import type { Knex } from 'knex'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { Actor } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import { EngineError } from '../errors/index.js'
import { createStore, type SaltSource } from '../store/index.js'
import type { Store } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { createApiKeys } from './api-keys.js'
import { fireDue } from './case-work.js'
import { withCheckedRequests } from './check-request.js'
import { createCommandRunner } from './command-runner.js'
import { createCommands } from './commands.js'
import type { ActorInput, Engine } from './engine.js'
import { createHousekeeping } from './housekeeping.js'
import { usualKeyRetention } from './idempotency.js'
import { loadWorkflows } from './load-workflows.js'
import { OrganisationDirectory } from './organisation-directory.js'
import { systemClock, type Clock, type Directory, type EngineLog } from './ports.js'
import { ProcessCatalogue } from './process-catalogue.js'
import { createReads } from './reads.js'
import { replayLog } from './replay-log/replay-log.js'
import { lockRecord } from './stored-record.js'
import { TimerLoop } from './timer-loop.js'

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
  /**
   * Longest sleep of the timer loop, in milliseconds: how late a timer armed by another process may fire. One second
   * unless given.
   */
  readonly pollInterval?: number
  /** How long an idempotency key is remembered, in milliseconds. Thirty days unless given. */
  readonly keyRetention?: number
  readonly log?: EngineLog
}

const usualPollInterval = 1000
const overText = 'Expected an engine that runs, but it has been stopped. Create another.'

/**
 * Opens the engine: migrates the tables, reads and deploys the definitions. Throws `definition-invalid` with the
 * problems as its cause when a file has an error, or when the calendar of an open case is missing; `database-newer` when the database was written by a newer release.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { db, reader, salts, clock = systemClock, log = silent } = options
  const { keyRetention = usualKeyRetention, pollInterval = usualPollInterval } = options
  refuseBelow(1, { pollInterval, keyRetention })
  const workflows =
    typeof options.workflows === 'string' ? await loadWorkflows(options.workflows) : options.workflows
  const store = createStore({ db, ...(reader ? { reader } : {}), ...(salts ? { salts } : {}) })
  await store.migrate()
  const catalogue = new ProcessCatalogue()
  for (const { code, message } of await catalogue.deploy(store, workflows, clock.now()))
    log({ level: 'warn', code, message })
  const organisation = new OrganisationDirectory(workflows.organisation)
  const directory = options.directory ?? organisation
  const timers = createTimers({ store, catalogue, clock, log, pollInterval })
  const housekeeping = createHousekeeping({ store, clock, log, keyRetention })
  let stopped = false
  const run = createCommandRunner({
    store,
    catalogue,
    clock,
    keyRetention,
    committed: (record) => timers.armed(soonestTimer(record)),
  })
  const actorOf = (input: ActorInput): Promise<Actor | undefined> =>
    typeof input === 'string' ? directory.find(input) : Promise.resolve(input)

  return {
    clock,
    store,
    keys: createApiKeys(store, clock, directory),
    now: () => clock.now(),
    ...withCheckedRequests(
      createCommands({ catalogue, run, actorOf, profile: options.profile, newId: options.newId }),
    ),
    ...createReads({ store, catalogue, clock, actorOf }),
    start: () => {
      if (stopped) return Promise.reject(new EngineError('engine-stopped', overText))
      timers.start()
      housekeeping.start()
      return Promise.resolve()
    },
    stop: async () => {
      stopped = true
      await timers.stop()
      await housekeeping.stop()
      await store.close()
    },
    deploy: async (next) => {
      const problems = await catalogue.deploy(store, next, clock.now())
      organisation.replace(next.organisation)
      return problems
    },
    processes: () => catalogue.all(),
    runDue: () => timers.runDue(),
    replayLog: (request) => replayLog({ store, catalogue, now: clock.now() }, request),
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
  return new TimerLoop({
    ...options,
    fire: (instance, now) =>
      store.transaction(async (tx) => {
        const before = await lockRecord(tx, instance)
        // Another node, or an event, may have been faster; a replayed case is history.
        if (!before || before.replayed) return
        const process = await catalogue.version(tx, before.version)
        await fireDue(tx, catalogue, { process, before, now, mode: 'live' })
      }),
  })
}

function soonestTimer(record: InstanceRecord): Instant | undefined {
  const [first, ...rest] = record.timers
  return first && rest.reduce((soonest, { dueAt }) => Math.min(soonest, dueAt), first.dueAt)
}

function refuseBelow(least: number, settings: { readonly [name: string]: number }): void {
  for (const [name, value] of Object.entries(settings))
    if (!Number.isInteger(value) || value < least)
      throw new EngineError(
        'configuration-invalid',
        `Expected whole milliseconds, ${least} or more, as '${name}', but found ${value}.`,
      )
}

const silent: EngineLog = () => undefined
