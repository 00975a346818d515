import type { CheckedWorkflows } from '../../engine/definition/checked-workflows.js'
import type { createEngine as engineMaker } from '../../engine/runtime/create-engine.js'
import type { EngineOptions } from '../../engine/runtime/engine-options.js'
import type { Engine } from '../../engine/runtime/engine.js'
import { loadWorkflows } from '../../engine/runtime/load-workflows.js'
import { keptBecause } from './memory.js'

type CreateEngine = typeof engineMaker

/** Calls that change nothing: nothing has happened after which an engine could come back. */
const reading =
  /^(get|list|count|tasks?|trail|deadlines|papers|printPaper|vouchers|effects|accepted|unit|schedules|register|calendarDiff|processOf|related|similar|open\w*|messages|start|changes|incidents?|switches)$/

/**
 * Makes engines that are stopped and created again on the same database after each change, as by a restart, without
 * whoever uses them noticing. A change in a transaction of the host is no such point: it is not committed yet.
 */
export function reloadingEngine(createEngine: CreateEngine): CreateEngine {
  return async (options) => {
    // Reading a folder takes seconds; who reads it again is `deploy`.
    const { workflows: given } = options
    const workflows = typeof given === 'string' ? await loadWorkflows(given, { stories: false }) : given
    return new Reloading(
      createEngine,
      { ...options, workflows },
      await createEngine({ ...options, workflows }),
    ).engine
  }
}

/** What is asked of a transaction of knex. */
interface Joined {
  isCompleted(): boolean
}

class Reloading {
  readonly #create: CreateEngine
  #options: EngineOptions
  #inner: Engine
  #started = false
  #stopped = false
  #hasChanged = false
  /** Transactions of the host that a change was made in. */
  #joined: readonly Joined[] = []
  /** Calls under way. */
  #underWay = 0
  /** Settles when the engine is back. */
  #back: Promise<void> | undefined

  constructor(create: CreateEngine, options: EngineOptions, inner: Engine) {
    this.#create = create
    this.#options = options
    this.#inner = inner
  }

  /** The engine of the moment, whichever that is. */
  get engine(): Engine {
    return this.#forward(() => this.#inner) as Engine
  }

  /** Stands for an object of the engine: what is asked of it is asked of the one there is by then. */
  #forward(current: () => object, path: readonly string[] = []): object {
    return new Proxy(current(), {
      get: (_, name) => {
        const value: unknown = Reflect.get(current(), name)
        if (typeof name === 'symbol') return value
        const here = [...path, name]
        // What a test puts in place of a call of the store asks the call it stands for.
        if (path.length > 0 && typeof value === 'function' && keptBecause() !== undefined)
          return (value as (...args: unknown[]) => unknown).bind(current())
        if (typeof value === 'function') return (...args: unknown[]) => this.#call(current, here, args)
        if (!opened.has(here[0] ?? '') || typeof value !== 'object' || value === null) return value
        return this.#forward(() => Reflect.get(current(), name) as object, here)
      },
    })
  }

  #call(current: () => object, path: readonly string[], args: readonly unknown[]): unknown {
    const name = path.at(-1) ?? ''
    const run = (): unknown => {
      const owner = current()
      return Reflect.apply(Reflect.get(owner, name) as (...given: unknown[]) => unknown, owner, args)
    }
    if (path.length === 1 && name === 'stop') return this.#stop()
    if (this.#back)
      return isAsynchronous(current(), name) ? this.#back.then(() => this.#watched(run, path, args)) : run()
    return this.#watched(run, path, args)
  }

  #watched(run: () => unknown, path: readonly string[], args: readonly unknown[]): unknown {
    this.#underWay += 1
    let answer: unknown
    try {
      answer = run()
    } catch (error) {
      this.#underWay -= 1
      throw error
    }
    if (!(answer instanceof Promise)) {
      this.#underWay -= 1
      return answer
    }
    return answer.then(
      async (value: unknown) => {
        this.#noted(path, args)
        await this.#over()
        return value
      },
      async (error: unknown) => {
        await this.#over()
        throw error
      },
    )
  }

  #noted(path: readonly string[], args: readonly unknown[]): void {
    const [name = '', ...deeper] = path
    if (deeper.length > 0) return
    if (name === 'start') this.#started = true
    if (name === 'deploy') this.#options = { ...this.#options, workflows: args[0] as CheckedWorkflows }
    const joined = args.flatMap(joinedBy)
    this.#joined = [...this.#joined.filter((trx) => !trx.isCompleted()), ...joined]
    if (!reading.test(name) && joined.length === 0) this.#hasChanged = true
  }

  async #over(): Promise<void> {
    this.#underWay -= 1
    if (this.#underWay > 0 || !this.#hasChanged || this.#stopped) return this.#back
    this.#hasChanged = false
    if (keptBecause() !== undefined) return
    // It may hold the only connection there is.
    if (this.#joined.some((trx) => !trx.isCompleted())) return
    this.#back = this.#again().finally(() => {
      this.#back = undefined
    })
    return this.#back
  }

  async #again(): Promise<void> {
    await this.#inner.stop()
    this.#inner = await this.#create({ ...this.#options, log: this.#options.log ?? (() => undefined) })
    if (this.#started) await this.#inner.start()
  }

  async #stop(): Promise<void> {
    this.#stopped = true
    await this.#back
    await this.#inner.stop()
  }
}

/** Parts of the engine with calls of their own. */
type Part = {
  readonly [Name in keyof Engine]: Engine[Name] extends ((...args: never[]) => unknown) | string
    ? never
    : Name
}[keyof Engine]

/** Parts that are opened with the engine and gone with it; the clock was given. The compiler holds this to be all. */
const parts: { readonly [Name in Exclude<Part, 'clock'>]: true } = {
  store: true,
  attachments: true,
  keys: true,
  sessions: true,
  views: true,
  drafts: true,
  customerLinks: true,
}
const opened: ReadonlySet<string> = new Set(Object.keys(parts))

/** Calls of the engine that give no promise. */
type Immediate = {
  readonly [Name in keyof Engine]: Engine[Name] extends (...args: never[]) => Promise<unknown>
    ? never
    : Engine[Name] extends (...args: never[]) => unknown
      ? Name
      : never
}[keyof Engine]

/** Whether a call gives a promise cannot be told without calling it; the compiler knows, and holds this to it. */
const immediate: { readonly [Name in Immediate]: true } = {
  now: true,
  processes: true,
  calendars: true,
  changes: true,
  access: true,
  registers: true,
  exportRegister: true,
  branchOf: true,
  peopleOf: true,
  isOutside: true,
  titlesOfRoles: true,
  titleOfProfile: true,
  deliveredLanes: true,
  exportInstances: true,
}

function isAsynchronous(owner: object, name: string): boolean {
  return !(name in immediate) && name in owner
}

function joinedBy(arg: unknown): readonly Joined[] {
  if (typeof arg !== 'object' || arg === null || !('trx' in arg) || typeof arg.trx !== 'function') return []
  return 'isCompleted' in arg.trx ? [arg.trx as unknown as Joined] : []
}
