import { v7 as uniqueId } from 'uuid'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { Actor, Candidate } from '../core/command.js'
import { EngineError } from '../errors/index.js'
import { createStore } from '../store/index.js'
import type { Store } from '../store/port.js'
import { AccessRules } from './access-rules.js'
import { createApiKeys, type ApiKeys } from './api-keys.js'
import { type Attachments, createAttachments, databaseAttachments } from './attachments/index.js'
import { createCaseActions } from './cases/index.js'
import { ChangeFeed } from './changes/index.js'
import { checkedDirectory } from './checked-directory.js'
import { withCheckedRequests } from './check-request.js'
import { keptCalls } from './kept-calls.js'
import { createCommandRunner } from './command-runner.js'
import { createCommands } from './commands.js'
import type { ActorInput, Engine } from './engine.js'
import { figuresOf, type EngineOptions } from './engine-options.js'
import { loadWorkflows } from './load-workflows.js'
import { OrganisationDirectory } from './organisation-directory.js'
import { systemClock, type Clock, type Directory, type EngineLog } from './ports.js'
import { ProcessCatalogue } from './process-catalogue.js'
import { addressBookOf, createEffectCalls, createEffectParts, Switches } from './effects/index.js'
import { GroupCommit } from './group-commit.js'
import { createOperatorCalls } from './operate/index.js'
import { createProfileAction } from './profiles/index.js'
import { createReads } from './reads.js'
import { createRegisters } from './registers/engine-registers.js'
import { replayLog } from './replay-log/replay-log.js'
import { createSessions, type Sessions } from './sessions.js'
import { createTaskCommands } from './tasks/index.js'
import { Loops } from './loops.js'
import { Presence, usualNodeId } from './nodes/index.js'
import { observedCalls, observedStore, Watch, workloadOf } from './observe/index.js'
import { ProfileTitles } from './profile-titles.js'
import { readStuck } from './stuck/index.js'
import { stuckWorld } from './stuck-world.js'
import { unpublishedHolidays } from './unpublished-holidays.js'
import { versionCalls, VersionManager, type ChangedVersions } from './versions/index.js'
import { worldCalls } from './world-calls.js'

const overText = 'Expected an engine that runs, but it has been stopped. Create another.'

/**
 * Opens the engine: migrates the tables, reads and deploys the definitions. Throws `definition-invalid` with the
 * problems as its cause when a file has an error, or when the calendar of an open case is missing; `database-newer` when a
 * newer release has made the database unfit for this one; `database-in-use` when nodes of the release before are at work
 * that could not go on after the upgrade this one needs; `version-changed` where `changedVersions` refuses these.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { db, reader, salts, atBoundary, log = silent } = options
  const store = createStore({
    db,
    ...(reader && { reader }),
    ...(salts && { salts }),
    ...(atBoundary && { atBoundary }),
    // That tables were made is nothing a host has to hear of.
    onLog: (line) => line.level === 'warn' && log(line),
  })
  return engineOver(store, options)
}

/** The same over a store that is there; it is closed with the engine. */
export async function engineOver(store: Store, options: Omit<EngineOptions, 'db'>): Promise<Engine> {
  const { log = silent, node = usualNodeId() } = options
  const workflows =
    typeof options.workflows === 'string'
      ? await loadWorkflows(options.workflows, { stories: false })
      : options.workflows
  const figures = figuresOf(options)
  const watch = new Watch(options.observer)
  const presence = new Presence({ store, node, log })
  await presence.begin()
  try {
    const parts = { ...options, ...figures, store: observedStore(store, watch), watch }
    return observedCalls(await assemble({ ...parts, workflows, node, log, presence }), watch)
  } catch (error) {
    await presence.end()
    throw error
  }
}

/** What an engine is made of, with all that may be left out. */
type Parts = Omit<EngineOptions, 'db' | 'workflows' | 'node' | 'log'> &
  ReturnType<typeof figuresOf> & {
    readonly store: Store
    readonly workflows: CheckedWorkflows
    readonly node: string
    readonly log: EngineLog
    readonly presence: Presence
    readonly watch: Watch
  }

async function assemble(options: Parts): Promise<Engine> {
  const { store, workflows, node, presence, log, watch, clock = systemClock, newId = uniqueId } = options
  const { keyRetention, changeRetention, draftRetention, pollInterval, leaseDuration, mostWaiting } = options
  const { organisation, directory, people, actorOf } = peopleOf(options.directory, workflows, clock)
  const outside = createEffectParts(options, { workflows, log })
  const book = addressBookOf(directory, organisation, () => clock.now())
  const switches = new Switches({ clock, pollInterval })
  const catalogue = new ProcessCatalogue(people, switches, { clock, pollInterval, log })
  await store.transaction((tx) => tx.settleForeignChanges(), { name: 'migrate' })
  const put = putting({ store, catalogue, clock, log, changedVersions: options.changedVersions })
  await put(workflows)
  const attachments = attachmentsOf(options, { clock, catalogue, actorOf })
  const loops = new Loops({
    ...{ store, catalogue, clock, log, pollInterval, keyRetention, changeRetention, attachments },
    ...{ draftRetention, profile: options.profile, newId, node, leaseDuration, switches, watch },
    ...{ ...outside, book },
  })
  const { committed, told } = loops
  await loops.schedules.replace(workflows.schedules)
  const rules = new AccessRules(workflows)
  const profiles = new ProfileTitles(workflows)
  const registers = createRegisters({ store, catalogue, clock, registers: workflows.registers })
  const folder = new VersionManager(workflows.files)
  const feed = new ChangeFeed({ store, clock, pollInterval })
  const groups = new GroupCommit(store, mostWaiting, watch)
  const host = { store, catalogue, clock, keyRetention, committed, actorOf }
  const run = createCommandRunner({ ...host, groups })
  return {
    clock,
    store,
    ...accessOf({ ...host, directory, organisation, hasOwnPeople: options.directory !== undefined }),
    now: () => clock.now(),
    ...withCheckedRequests(createCommands({ ...host, run, profile: options.profile, newId })),
    ...createTaskCommands({ run, actorOf }),
    ...createProfileAction(host),
    ...createOperatorCalls({ ...host, told, asked: asking(store, loops) }),
    ...registers.calls,
    ...createReads({
      ...{ store, catalogue, clock, actorOf, book, files: attachments },
      titleOf: (id) => organisation.titleOf(id),
    }),
    changes: (request) => feed.follow(request),
    ...startAndStop(loops, { folder, groups, feed, presence, store }),
    ...loopCalls(loops, node),
    ...workloadOf({ store, clock, groups, effects: loops.effects }),
    whyStuck: (id) => readStuck(stuckWorld({ store, catalogue, clock, people, organisation }), id),
    ...versionCalls(store, catalogue),
    ...folder.calls({ ...host, log }),
    deploy: deploying({ put, organisation, registers, rules, profiles, outside, loops, folder }),
    ...worldCalls(store, catalogue, clock),
    ...createCaseActions(host),
    ...createEffectCalls({ ...host, actorOf, log, switches, told, loop: loops.effects }),
    attachments,
    replayLog: (request) => replayLog({ store, catalogue, now: clock.now() }, request),
    ...namesIn(organisation, people, profiles),
    ...rules.calls(),
    ...keptCalls(store, clock, draftRetention),
  }
}

/** Who people are, as the host says or as the organisation has them. */
function peopleOf(given: Directory | undefined, { organisation: text }: CheckedWorkflows, clock: Clock) {
  const organisation = new OrganisationDirectory(text, () => clock.now())
  const directory = given ? checkedDirectory(given) : organisation
  const people = (): Promise<readonly Candidate[]> => directory.candidates?.() ?? organisation.candidates()
  const actorOf = async (input: ActorInput): Promise<Actor | undefined> =>
    typeof input === 'string' ? directory.find(input) : input
  return { organisation, directory, people, actorOf }
}

/** What people and roles are called. */
function namesIn(
  organisation: OrganisationDirectory,
  people: () => Promise<readonly Candidate[]>,
  profiles: ProfileTitles,
): Pick<Engine, 'isOutside' | 'namesOfPeople' | 'titlesOfRoles' | 'titleOfProfile'> {
  return {
    ...profiles.calls(),
    isOutside: (role) => organisation.isOutside(role),
    namesOfPeople: async () =>
      (await people()).flatMap(({ id, name }) => (name === undefined ? [] : [{ id, name }])),
    titlesOfRoles: () => organisation.titles(),
  }
}

/** Keys and sessions. What a host's own directory knows cannot be listed, so that names of people are not compared. */
function accessOf(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly directory: Directory
  readonly organisation: OrganisationDirectory
  readonly catalogue: ProcessCatalogue
  readonly hasOwnPeople: boolean
}): { readonly keys: ApiKeys; readonly sessions: Sessions; readonly person: Directory['find'] } {
  const { store, clock, directory, organisation, catalogue, hasOwnPeople } = parts
  const keys = createApiKeys(store, clock, directory, () => {
    const { roles, people } = organisation.names()
    return {
      ...(roles.length > 0 && { roles }),
      ...(!hasOwnPeople && roles.length > 0 && { people }),
      processes: [...new Set(catalogue.all().map(({ id }) => id))],
      where: 'the definitions',
      remedy: 'Add it there first.',
    }
  })
  const sessions = createSessions({ store, clock, directory, keys })
  return { keys, sessions, person: (id) => directory.find(id) }
}

function attachmentsOf(
  { store, log, largest, unusedRetention, attachments }: Parts,
  {
    catalogue,
    ...who
  }: {
    readonly catalogue: ProcessCatalogue
    readonly clock: Clock
    readonly actorOf: (input: ActorInput) => Promise<Actor | undefined>
  },
): Attachments {
  return createAttachments({
    ...{ store, log, largest, unusedRetention, ...who },
    contents: attachments ?? databaseAttachments(store),
    processOf: (version) => catalogue.version(store.read, version),
  })
}

/** What is asked of the loops. */
function loopCalls(loops: Loops, node: string): Pick<Engine, 'node' | 'keepsTime' | 'runDue' | 'schedules'> {
  return {
    node,
    keepsTime: () => loops.keepsTime(),
    runDue: () => loops.runDue(),
    schedules: () => loops.schedules.statuses(),
  }
}

/** Has new cases begin with what a folder holds, and warns of what its owner should look at. */
function putting({
  store,
  catalogue,
  clock,
  log,
  changedVersions: mode = 'told',
}: {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  readonly changedVersions: ChangedVersions | undefined
}): (workflows: CheckedWorkflows) => Promise<void> {
  return async (workflows) => {
    const changed = await catalogue.deploy(store, workflows, clock.now(), mode)
    if (mode !== 'allowed')
      for (const { message } of changed) log({ level: 'warn', code: 'version-changed', message })
    for (const { message } of unpublishedHolidays(workflows.calendars, clock.now()))
      log({ level: 'warn', message })
  }
}

/** Puts other definitions in place of those before: the processes first, since they may be refused. */
function deploying(parts: {
  readonly put: (workflows: CheckedWorkflows) => Promise<void>
  readonly organisation: OrganisationDirectory
  readonly rules: AccessRules
  readonly profiles: ProfileTitles
  readonly registers: ReturnType<typeof createRegisters>
  readonly outside: ReturnType<typeof createEffectParts>
  readonly loops: Loops
  readonly folder: VersionManager
}): Engine['deploy'] {
  const { put, organisation, rules, profiles, registers, outside, loops, folder } = parts
  return async (next) => {
    await put(next)
    organisation.replace(next.organisation)
    rules.replace(next)
    profiles.replace(next)
    folder.replace(next.files)
    registers.replace(next.registers)
    await loops.schedules.replace(next.schedules)
    loops.sweep.deployed()
    outside.deploy(next)
    loops.effects.wake()
  }
}

function startAndStop(
  loops: Loops,
  {
    folder,
    groups,
    feed,
    presence,
    store,
  }: {
    readonly folder: VersionManager
    readonly groups: GroupCommit
    readonly feed: ChangeFeed
    readonly presence: Presence
    readonly store: Store
  },
): Pick<Engine, 'start' | 'stop'> {
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
      await folder.stop()
      await groups.idle()
      await feed.stop()
      await presence.end()
      await store.close()
    },
  }
}

/** Tells every node that something was asked for outside. */
function asking(store: Store, loops: Loops): () => void {
  return () => {
    store.hint('effects')
    loops.effects.wake()
  }
}

const silent: EngineLog = () => undefined
