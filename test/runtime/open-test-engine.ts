import { join } from 'node:path'
import { expect } from 'vitest'
import {
  checkWorkflows,
  createEngine,
  readSources,
  VirtualClock,
  type Answer,
  type CheckedWorkflows,
  type Engine,
  type InstanceRecord,
  type SourceFile,
} from '../../engine/index.js'
import type { EngineOptions } from '../../engine/runtime/engine-options.js'
import { files } from './errand.js'
import {
  type Handles,
  openTestDatabase,
  rowsOf,
  sqliteFile,
  type TestDatabase,
} from './open-test-database.js'

/** Monday 28 September 2026, 09:30 in Shanghai. */
export const monday = Date.parse('2026-09-28T09:30:00+08:00')
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export interface TestEngine {
  readonly engine: Engine
  readonly clock: VirtualClock
  /** The handles the engine works with. */
  readonly handles: Handles
  readonly database: TestDatabase
  /** The SQLite file, for what reads it from outside. */
  readonly file: string
  /** What the engine logged, as `level code instance`. */
  readonly log: string[]
  /** Raw rows of a statement. */
  sql(statement: string, bindings?: readonly (string | number)[]): Promise<readonly Record<string, unknown>[]>
  /** Stops the engine and opens another on the same database, as after a restart. */
  restart(options?: Partial<EngineOptions>): Promise<TestEngine>
  /** Stops the engine, closes the handles and removes the database. */
  close(): Promise<void>
}

/** Checks definitions that must be sound. */
export function sound(sources: readonly SourceFile[]): CheckedWorkflows {
  const workflows = checkWorkflows(readSources(sources))
  expect(workflows.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return workflows
}

let checked: CheckedWorkflows | undefined

/** The errand process, checked once. */
export function errands(): CheckedWorkflows {
  return (checked ??= sound(files))
}

/** An engine on a database of its own, with a clock that stands still and ids and salts that count. */
export async function openTestEngine(options: Partial<EngineOptions> = {}): Promise<TestEngine> {
  return open(await openTestDatabase(), { options, clock: new VirtualClock(monday) })
}

async function open(
  database: TestDatabase,
  given: { options: Partial<EngineOptions>; clock: VirtualClock },
): Promise<TestEngine> {
  const { options, clock } = given
  const handles = await database.open()
  const log: string[] = []
  const engine = await createEngine({
    db: handles.db,
    ...(handles.reader && { reader: handles.reader }),
    clock,
    workflows: errands(),
    salts: counted('salt'),
    newId: counted('case'),
    log: ({ level, code = '', instance = '' }) => log.push(`${level} ${code} ${instance}`.trim()),
    ...options,
  })
  const end = async (): Promise<void> => {
    await engine.stop()
    await handles.close()
  }
  return {
    engine,
    clock,
    handles,
    database,
    file: join(database.folder, sqliteFile),
    log,
    sql: (statement, bindings) => rowsOf(handles.db, statement, bindings),
    restart: async (changed = {}) => {
      await end()
      return open(database, { ...given, options: { ...options, newId: counted('later'), ...changed } })
    },
    close: async () => {
      await end()
      await database.remove()
    },
  }
}

function counted(kind: 'case' | 'later' | 'salt'): () => string {
  let count = 0
  return () => {
    count += 1
    return kind === 'salt' ? count.toString(16).padStart(32, '0') : `${kind}-${count}`
  }
}

/** The case after a request that must have been accepted. */
export function accepted(answer: Answer): InstanceRecord {
  if (answer.refused) throw new Error(`Refused: ${JSON.stringify(answer.refused)}`)
  return answer.instance
}

/** The code of a refusal that must have been given. */
export function refused(answer: Answer): string {
  if (!answer.refused) throw new Error('Expected a refusal, but the request was accepted.')
  return answer.refused.code
}

const kept = {
  instances: '*',
  instance_states: '*',
  instance_parties: '*',
  trail: '*',
  tasks: '*',
  task_roles: '*',
  timers: '*',
  // Numbered across cases, in the order in which somebody looked.
  effects: 'id, instance, status, at, request',
  series: '*',
  vouchers: '*',
  search_values: '*',
  search_grams: '*',
  idempotency_keys: '*',
}

/** Everything a database holds about its cases: two that are equal here are equal byte for byte. */
export async function contents({ sql }: Pick<TestEngine, 'sql'>): Promise<string> {
  const tables = await Promise.all(
    Object.entries(kept).map(async ([table, columns]) => [
      table,
      await sql(`select ${columns} from aftercare_${table} order by 1, 2`),
    ]),
  )
  return JSON.stringify(tables, null, 1)
}
