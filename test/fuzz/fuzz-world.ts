import {
  createEngine,
  openSqlite,
  VirtualClock,
  type Actor,
  type CheckedWorkflows,
  type Engine,
  type InstanceRecord,
} from '../../engine/index.js'
import type { Knex } from 'knex'
import { randomOutside } from './outside-world.js'
import type { Random } from './random.js'

/** Monday 28 September 2026, 09:30 in Shanghai: the National Day holidays lie ahead. */
const start = Date.parse('2026-09-28T09:30:00+08:00')

/** A real engine on a database in memory, with a clock that is moved by hand and ids and salts that count. */
export interface FuzzWorld {
  readonly engine: Engine
  readonly clock: VirtualClock
  readonly db: Knex
  readonly random: Random
  readonly workflows: CheckedWorkflows
  /** People of the organisation, people of no role, and people nobody knows. */
  readonly actors: readonly Actor[]
  /** Ids of cases that began, those last at the end. */
  readonly cases: string[]
  /** What the engine logged as an error. */
  readonly errors: string[]
  close(): Promise<void>
}

/** Opens a world of its own. */
export async function openFuzzWorld(workflows: CheckedWorkflows, random: Random): Promise<FuzzWorld> {
  const opened = await openSqlite(':memory:')
  const clock = new VirtualClock(start)
  const errors: string[] = []
  let [ids, salts] = [0, 0]
  const engine = await createEngine({
    db: opened.db,
    clock,
    workflows,
    newId: () => `case-${(ids += 1)}`,
    salts: () => (salts += 1).toString(16).padStart(32, '0'),
    // Only where something is asked of services: whoever is told by a channel makes no case go on.
    ...(workflows.processes.some(asksServices) && randomOutside(random, clock)),
    log: ({ level, code = '', message, instance = '' }) => {
      if (level === 'error' && !isMeant(message)) errors.push(`${code} ${instance} ${message}`)
    },
  })
  const actors = actorsOf(workflows)
  await engine.store.transaction(async (tx) => {
    for (const { id } of actors)
      await tx.saveAttachment({
        ...{ id: attachmentOf(id), sha256: '0'.repeat(64), mediaType: 'image/jpeg', size: 1 },
        ...{ uploadedBy: id, at: start },
      })
  })
  return {
    ...{ engine, clock, db: opened.db, random, workflows, actors, errors, cases: [] },
    close: async () => {
      await engine.stop()
      await opened.close()
    },
  }
}

/** What could not be delivered is told as an error, and is none of the engine. */
function isMeant(message: string): boolean {
  return message.includes('an incident waits for a person')
}

function asksServices({ states }: CheckedWorkflows['processes'][number]): boolean {
  return [...states.values()].some(({ invoke }) => invoke !== undefined && 'service' in invoke)
}

/** Id of the attachment somebody has sent. */
export function attachmentOf(actor: string): string {
  return `att-${actor}`
}

/** A case that must be there. */
export async function caseOf({ engine }: FuzzWorld, id: string): Promise<InstanceRecord> {
  const record = await engine.get(id)
  if (!record) throw new Error(`Expected the case '${id}', but it is gone.`)
  return record
}

function actorsOf({ organisation }: CheckedWorkflows): readonly Actor[] {
  const people = Object.entries(organisation.people).map(([id, { roles, party }]): Actor => ({
    id,
    roles,
    ...(party !== undefined && { party }),
  }))
  const everything = Object.keys(organisation.roles)
  const odd: readonly Actor[] = [
    { id: 'nobody', roles: [] },
    { id: 'everybody', roles: everything },
    { id: 'stranger', roles: ['no-such-role', '@system', '__proto__'] },
    { id: 'program', roles: everything, via: 'integration' },
  ]
  return [...people, ...odd]
}
