import type { Knex } from 'knex'
import { v7 as uniqueId } from 'uuid'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { Actor, Candidate } from '../core/command.js'
import { EngineError } from '../errors/index.js'
import { createStore, type SaltSource } from '../store/index.js'
import type { Store } from '../store/port.js'
import { createApiKeys } from './api-keys.js'
import {
  createAttachments,
  databaseAttachments,
  usualLargestAttachment,
  usualUnusedRetention,
} from './attachments/index.js'
import { calendarDiff, type CalendarDiffHost } from './calendar-diff/calendar-diff.js'
import { createCaseActions } from './cases/index.js'
import { checkedDirectory } from './checked-directory.js'
import { withCheckedRequests } from './check-request.js'
import { createCommandRunner } from './command-runner.js'
import { createCommands } from './commands.js'
import type { ActorInput, Engine } from './engine.js'
import { usualKeyRetention } from './idempotency.js'
import { loadWorkflows } from './load-workflows.js'
import { OrganisationDirectory } from './organisation-directory.js'
import { systemClock, type AttachmentStore, type Clock, type Directory, type EngineLog } from './ports.js'
import { ProcessCatalogue } from './process-catalogue.js'
import { GroupCommit, usualMostWaiting } from './group-commit.js'
import { createProfileAction } from './profiles/index.js'
import { createReads } from './reads.js'
import { createRegisters } from './registers/engine-registers.js'
import { replayLog } from './replay-log/replay-log.js'
import { createTaskCommands } from './tasks/index.js'
import { Loops } from './loops.js'
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
  /** Where the content of attachments is kept: in the database of the cases unless given. */
  readonly attachments?: AttachmentStore
  /** How many requests may wait to be written before more are refused with `engine-busy`. 10,000 unless given. */
  readonly mostWaiting?: number
  /** Largest attachment in bytes. Twenty megabytes unless given. */
  readonly largestAttachment?: number
  /** How long an attachment no case refers to is kept, in milliseconds: an hour at least. Seven days unless given. */
  readonly unusedAttachmentRetention?: number
  readonly log?: EngineLog
}

const usualPollInterval = 1000

/** Whoever fills in a form has sent its files before. */
const shortestUnusedRetention = 3_600_000

const overText = 'Expected an engine that runs, but it has been stopped. Create another.'

/**
 * Opens the engine: migrates the tables, reads and deploys the definitions. Throws `definition-invalid` with the
 * problems as its cause when a file has an error, or when the calendar of an open case is missing; `database-newer` when the database was written by a newer release.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { db, reader, salts, clock = systemClock, log = silent, newId = uniqueId } = options
  const { keyRetention, pollInterval, mostWaiting, ...ofAttachments } = figuresOf(options)
  const workflows =
    typeof options.workflows === 'string'
      ? await loadWorkflows(options.workflows, { stories: false })
      : options.workflows
  const store = createStore({ db, ...(reader ? { reader } : {}), ...(salts ? { salts } : {}) })
  await store.migrate()
  const organisation = new OrganisationDirectory(workflows.organisation, () => clock.now())
  const directory = options.directory ? checkedDirectory(options.directory) : organisation
  const people = (): Promise<readonly Candidate[]> => directory.candidates?.() ?? organisation.candidates()
  const catalogue = new ProcessCatalogue(people)
  await catalogue.deploy(store, workflows, clock.now())
  warnOfUnpublished(workflows, clock, log)
  const actorOf = async (input: ActorInput): Promise<Actor | undefined> =>
    typeof input === 'string' ? directory.find(input) : input
  const attachments = createAttachments({
    ...{ store, clock, log, actorOf, ...ofAttachments },
    contents: options.attachments ?? databaseAttachments(store),
    processOf: (version) => catalogue.version(store.read, version),
  })
  const loops = new Loops({
    ...{ store, catalogue, clock, log, pollInterval, keyRetention, attachments },
    ...{ profile: options.profile, newId },
  })
  const { schedules, committed } = loops
  await schedules.replace(workflows.schedules)
  const registers = createRegisters({ store, catalogue, clock, registers: workflows.registers })
  const groups = new GroupCommit(store, mostWaiting)
  const run = createCommandRunner({ store, groups, catalogue, clock, keyRetention, committed })
  return {
    clock,
    store,
    keys: createApiKeys(store, clock, directory),
    now: () => clock.now(),
    ...withCheckedRequests(createCommands({ catalogue, run, actorOf, profile: options.profile, newId })),
    ...createTaskCommands({ run, actorOf }),
    ...createProfileAction({ store, catalogue, clock, keyRetention, committed }, actorOf),
    ...registers.calls,
    ...createReads({ store, catalogue, clock, actorOf, people, titleOf: (id) => organisation.titleOf(id) }),
    ...startAndStop(loops, groups, store),
    deploy: async (next) => {
      await catalogue.deploy(store, next, clock.now())
      organisation.replace(next.organisation)
      registers.replace(next.registers)
      await schedules.replace(next.schedules)
      warnOfUnpublished(next, clock, log)
      loops.sweep.deployed()
    },
    ...worldCalls(store, catalogue, clock),
    runDue: () => loops.runDue(),
    schedules: () => schedules.statuses(),
    ...createCaseActions({ store, catalogue, clock, keyRetention, committed, actorOf }),
    attachments,
    replayLog: (request) => replayLog({ store, catalogue, now: clock.now() }, request),
    isOutside: (role) => organisation.isOutside(role),
  }
}

/** How large and how long, as the host says or as usual. Throws `configuration-invalid` for what cannot be. */
function figuresOf({
  keyRetention = usualKeyRetention,
  pollInterval = usualPollInterval,
  largestAttachment = usualLargestAttachment,
  unusedAttachmentRetention = usualUnusedRetention,
  mostWaiting = usualMostWaiting,
}: EngineOptions) {
  refuseBelow(1, { pollInterval, keyRetention })
  refuseBelow(1, { largestAttachment }, 'bytes')
  refuseBelow(1, { mostWaiting }, 'requests')
  refuseBelow(shortestUnusedRetention, { unusedAttachmentRetention })
  return {
    keyRetention,
    pollInterval,
    mostWaiting,
    largest: largestAttachment,
    unusedRetention: unusedAttachmentRetention,
  }
}

function startAndStop(loops: Loops, groups: GroupCommit, store: Store): Pick<Engine, 'start' | 'stop'> {
  let stopped = false
  return {
    start: () => {
      if (stopped) return Promise.reject(new EngineError('engine-stopped', overText))
      loops.start()
      return Promise.resolve()
    },
    stop: async () => {
      stopped = true
      await loops.stop()
      await groups.idle()
      await store.close()
    },
  }
}

/** What is in force: processes and calendars. */
function worldCalls(
  store: Store,
  catalogue: ProcessCatalogue,
  clock: Clock,
): Pick<Engine, 'processes' | 'calendars' | 'calendarDiff'> {
  return {
    processes: () => catalogue.all(),
    calendars: () => [...catalogue.calendars.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    calendarDiff: (next, more) =>
      calendarDiff(worldOf(store, catalogue, clock), { old: catalogue.known(next.id), next, ...more }),
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

function warnOfUnpublished({ calendars }: CheckedWorkflows, clock: Clock, log: EngineLog): void {
  for (const { message } of unpublishedHolidays(calendars, clock.now())) log({ level: 'warn', message })
}

function refuseBelow(
  least: number,
  settings: { readonly [name: string]: number },
  what = 'milliseconds',
): void {
  for (const [name, value] of Object.entries(settings))
    if (!Number.isInteger(value) || value < least)
      throw new EngineError(
        'configuration-invalid',
        `Expected whole ${what}, ${least} or more, as '${name}', but found ${value}.`,
      )
}

const silent: EngineLog = () => undefined
