import {
  checkWorkflows,
  createEngine,
  EngineError,
  formatInstant,
  loadWorkflows,
  openSqlite,
  parseInstant,
  readSources,
  VirtualClock,
  type Actor,
  type CheckedWorkflows,
  type Directory,
  type Engine,
  type EngineLog,
  type Service,
  type SourceFile,
} from '../index.js'
import { elapsedOf } from './elapsed.js'
import { recordChannels, type RecordedMessage } from './recorded-messages.js'
import { recordServices, type RecordedCall } from './recorded-services.js'

/** What a test says of its engine. */
export interface TestEngineOptions {
  /** A folder of definitions, or the texts of some files. */
  readonly workflows: string | readonly SourceFile[]
  /** When it begins: RFC 3339. Monday 5 January 2026, nine o'clock in Shanghai, unless given. */
  readonly now?: string
  /** Profile of cases whose creation names none. */
  readonly profile?: string
  readonly directory?: Directory
  /** Stand-ins for services, by name. A declared service without one is never called: its effects become incidents. */
  readonly services?: Readonly<Record<string, Service>>
}

/** The real engine on a database in memory, with a clock of its own, and with nothing going outside. */
export interface TestEngine {
  readonly engine: Engine
  /** What services were asked, in order: every attempt, those that failed too. */
  readonly calls: readonly RecordedCall[]
  /** What went out by channels, in order. All channels take everything. */
  readonly messages: readonly RecordedMessage[]
  /** What the engine logged. */
  readonly log: readonly Parameters<EngineLog>[0][]
  /** The time it is, RFC 3339 in UTC. */
  now(): string
  /**
   * Lets time pass, such as `2 days`, `90 minutes` or `1.5 hours`, and does what is due by then, each at its own time.
   * For working time use `moveTo`: how long that takes is for a calendar to say.
   */
  advance(time: string): Promise<void>
  /** Goes on to a moment, RFC 3339, and does what is due by then. Throws when it lies in the past. */
  moveTo(moment: string): Promise<void>
  /** Does what is due now: messages, calls, their answers. To be called after an event that asks for something outside. */
  settle(): Promise<void>
  /** An actor with these roles, for those who are not in the organisation. */
  actor(id: string, ...roles: readonly string[]): Actor
  stop(): Promise<void>
}

const usualStart = '2026-01-05T09:00:00+08:00'

/**
 * Opens an engine for tests of procedures and of programs that embed the engine. Every test opens its own, and stops
 * it. Throws `definition-invalid` for faulty definitions.
 */
export async function createTestEngine(options: TestEngineOptions): Promise<TestEngine> {
  const workflows = await checked(options.workflows)
  const clock = new VirtualClock(instantOf(options.now ?? usualStart))
  const services = recordServices(workflows, options.services ?? {}, clock)
  const channels = recordChannels(workflows, clock)
  const log: Parameters<EngineLog>[0][] = []
  const sqlite = await openSqlite(':memory:')
  const engine = await createEngine({
    db: sqlite.db,
    workflows,
    clock,
    services: services.handlers,
    channels: channels.handlers,
    environment: {},
    log: (line) => log.push(line),
    ...(options.profile !== undefined && { profile: options.profile }),
    ...(options.directory && { directory: options.directory }),
  }).catch(async (error: unknown) => {
    await sqlite.close()
    throw error
  })
  const go = async (to: number): Promise<void> => {
    clock.moveTo(to)
    await engine.runDue()
  }
  return {
    engine,
    calls: services.calls,
    messages: channels.messages,
    log,
    now: () => formatInstant(clock.now()),
    advance: (time) => go(clock.now() + elapsedOf(time)),
    moveTo: (moment) => go(instantOf(moment)),
    settle: () => go(clock.now()),
    actor: (id, ...roles) => ({ id, roles }),
    async stop() {
      await engine.stop()
      await sqlite.close()
    },
  }
}

async function checked(workflows: TestEngineOptions['workflows']): Promise<CheckedWorkflows> {
  if (typeof workflows === 'string') return loadWorkflows(workflows, { stories: false })
  const found = checkWorkflows(readSources(workflows))
  const errors = found.problems.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (!first) return found
  throw new EngineError(
    'definition-invalid',
    `Expected sound definitions, but ${errors.length} error(s) were found. First: ${first.message}`,
    { cause: errors },
  )
}

function instantOf(moment: string): number {
  const instant = parseInstant(moment)
  if (instant !== undefined) return instant
  throw new EngineError(
    'usage-wrong',
    `Expected a moment such as 2026-01-05T09:00:00+08:00, but found '${moment}'.`,
  )
}
