import type { Knex } from 'knex'
import { v7 as uniqueId } from 'uuid'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { Actor } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import { EngineError, type Problem } from '../errors/index.js'
import { createStore, type SaltSource } from '../store/index.js'
import type { Store } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { createApiKeys } from './api-keys.js'
import { calendarDiff, type CalendarDiffHost } from './calendar-diff/calendar-diff.js'
import { CalendarSweep } from './calendar-sweep.js'
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
import { ScheduleLoop } from './schedules/index.js'
import { lockRecord } from './stored-record.js'
import { TimerLoop } from './timer-loop.js'
import { unpublishedHolidays } from './unpublished-holidays.js'

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
  const { keyRetention = usualKeyRetention, pollInterval = usualPollInterval, newId = uniqueId } = options
  refuseBelow(1, { pollInterval, keyRetention })
  const workflows =
    typeof options.workflows === 'string' ? await loadWorkflows(options.workflows) : options.workflows
  const store = createStore({ db, ...(reader ? { reader } : {}), ...(salts ? { salts } : {}) })
  await store.migrate()
  const catalogue = new ProcessCatalogue()
  warnOf(await catalogue.deploy(store, workflows, clock.now()), log)
  warnOfUnpublished(workflows, clock, log)
  const organisation = new OrganisationDirectory(workflows.organisation)
  const directory = options.directory ?? organisation
  const { timers, schedules, sweep, housekeeping, committed } = createLoops({
    ...{ store, catalogue, clock, log, pollInterval, keyRetention },
    ...{ profile: options.profile, newId },
  })
  await schedules.replace(workflows.schedules)
  let stopped = false
  const run = createCommandRunner({ store, catalogue, clock, keyRetention, committed })
  const actorOf = async (input: ActorInput): Promise<Actor | undefined> =>
    typeof input === 'string' ? directory.find(input) : input

  return {
    clock,
    store,
    keys: createApiKeys(store, clock, directory),
    now: () => clock.now(),
    ...withCheckedRequests(createCommands({ catalogue, run, actorOf, profile: options.profile, newId })),
    ...createReads({ store, catalogue, clock, actorOf, titleOf: (role) => organisation.titleOf(role) }),
    start: () => {
      if (stopped) return Promise.reject(new EngineError('engine-stopped', overText))
      for (const loop of [timers, schedules, sweep, housekeeping]) loop.start()
      return Promise.resolve()
    },
    stop: async () => {
      stopped = true
      for (const loop of [sweep, schedules, timers, housekeeping]) await loop.stop()
      await store.close()
    },
    deploy: async (next) => {
      const problems = await catalogue.deploy(store, next, clock.now())
      organisation.replace(next.organisation)
      await schedules.replace(next.schedules)
      warnOfUnpublished(next, clock, log)
      sweep.deployed()
      return problems
    },
    processes: () => catalogue.all(),
    calendars: () => [...catalogue.calendars.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    calendarDiff: (next, more) =>
      calendarDiff(worldOf(store, catalogue, clock), { old: catalogue.known(next.id), next, ...more }),
    runDue: async () => {
      await sweep.run()
      return (await schedules.runDue()) + (await timers.runDue())
    },
    schedules: () => schedules.statuses(),
    replayLog: (request) => replayLog({ store, catalogue, now: clock.now() }, request),
    isOutside: (role) => organisation.isOutside(role),
  }
}

/** What goes on by itself once the engine is started. */
function createLoops(options: {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  readonly pollInterval: number
  readonly keyRetention: number
  readonly profile: string | undefined
  readonly newId: () => string
}) {
  const timers = createTimers(options)
  const committed = (record: InstanceRecord): void => timers.armed(soonestTimer(record))
  return {
    timers,
    committed,
    schedules: new ScheduleLoop({ ...options, committed }),
    sweep: new CalendarSweep({ ...options, committed }),
    housekeeping: createHousekeeping(options),
  }
}

/** Where cases are, and the calendars in force. */
function worldOf({ read }: Store, catalogue: ProcessCatalogue, clock: Clock): CalendarDiffHost {
  return {
    reads: read,
    processOf: ({ version }) => catalogue.version(read, version),
    calendars: catalogue.calendars,
    ...(catalogue.calendarsIf && { calendarsIf: catalogue.calendarsIf }),
    now: clock.now(),
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

function warnOf(problems: readonly Problem[], log: EngineLog): void {
  for (const { code, message } of problems) log({ level: 'warn', code, message })
}

function warnOfUnpublished({ calendars }: CheckedWorkflows, clock: Clock, log: EngineLog): void {
  for (const { message } of unpublishedHolidays(calendars, clock.now())) log({ level: 'warn', message })
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
