import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, openPostgres, openSqlite, VirtualClock } from '../../engine/index.js'
import { engineOver } from '../../engine/runtime/create-engine.js'
import type { EngineOptions } from '../../engine/runtime/engine-options.js'
import { createStore, type OpenedDatabase, type StoreOptions } from '../../engine/store/index.js'
import type { Store } from '../../engine/store/port.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { errands, monday } from '../runtime/open-test-engine.js'

/** A database that several nodes open, each with handles of its own as another process would. */
export interface SharedDatabase {
  open(): Promise<OpenedDatabase>
  remove(): Promise<void>
}

/** The databases of this run, by name. */
export const databases: readonly (readonly [string, () => Promise<SharedDatabase>])[] = [
  ['SQLite', sqliteDatabase],
  ...(postgresUrl === undefined ? [] : ([['PostgreSQL', postgresDatabase]] as const)),
]

async function sqliteDatabase(): Promise<SharedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-nodes-'))
  return {
    open: () => openSqlite(join(folder, 'cases.sqlite')),
    remove: () => rm(folder, { recursive: true }),
  }
}

/** A schema of its own on the server of this run. */
export async function postgresDatabase(): Promise<SharedDatabase> {
  const schema = await openPostgresSchema()
  return { open: () => openPostgres(schema.url, { connections: 4 }), remove: () => schema.close() }
}

/** One engine among several. */
export interface TestNode {
  readonly engine: Engine
  readonly store: Store
  readonly db: OpenedDatabase['db']
  readonly log: string[]
  /** Stops it and closes its handles. Safe to call twice. */
  stop(): Promise<void>
}

/** How a node differs from the others. */
export interface NodeOptions extends Partial<Omit<EngineOptions, 'db'>> {
  readonly migrations?: StoreOptions['migrations']
  /** Puts something between the engine and its store. */
  readonly between?: (store: Store) => Store
}

export interface TestNodes {
  readonly clock: VirtualClock
  /** Opens one more. They share the clock, and leases last 600 milliseconds, unless said otherwise. */
  add(name: string, options?: NodeOptions): Promise<TestNode>
  /** Stops all that run and removes the database. */
  close(): Promise<void>
}

/** Several engines on one database. */
export async function openNodes(open: () => Promise<SharedDatabase>): Promise<TestNodes> {
  const database = await open()
  const clock = new VirtualClock(monday)
  const nodes: TestNode[] = []
  return {
    clock,
    async add(name, { between = (plain: Store) => plain, migrations, salts, ...options } = {}) {
      const handles = await database.open()
      const log: string[] = []
      const onLog: StoreOptions['onLog'] = ({ level, message }) => log.push(`${level}: ${message}`)
      const store = between(
        createStore({ ...handles, onLog, ...(migrations && { migrations }), ...(salts && { salts }) }),
      )
      const given = { workflows: errands(), clock, node: name, leaseDuration: 600, newId: ids(name) }
      const line: EngineOptions['log'] = ({ level, message }) => log.push(`${level}: ${message}`)
      let ending: Promise<void> | undefined
      const closing = async (engine?: Engine): Promise<void> => {
        await (engine ? engine.stop() : store.close())
        await handles.close()
      }
      const engine = await engineOver(store, { ...given, log: line, ...options }).catch(
        async (error: unknown) => {
          await closing()
          throw error
        },
      )
      const node = { engine, store, db: handles.db, log, stop: () => (ending ??= closing(engine)) }
      nodes.push(node)
      return node
    },
    async close() {
      for (const node of nodes) await node.stop()
      await database.remove()
    },
  }
}

function ids(name: string): () => string {
  let count = 0
  return () => `${name}-${(count += 1)}`
}

/** A way to stop something at a point, and to see that it stands there. */
export function gate(): { readonly reached: Promise<void>; pass(): Promise<void>; open(): void } {
  let reach: (() => void) | undefined
  let release: (() => void) | undefined
  const reached = new Promise<void>((resolve) => (reach = resolve))
  const opened = new Promise<void>((resolve) => (release = resolve))
  return {
    reached,
    pass: () => {
      reach?.()
      return opened
    },
    open: () => release?.(),
  }
}

/** Waits until something can be seen, looking again and again; `meanwhile` is done before each look. */
export async function seen(
  isSo: () => boolean | Promise<boolean>,
  meanwhile: () => void = () => undefined,
): Promise<void> {
  for (;;) {
    meanwhile()
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
