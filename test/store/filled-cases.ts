import type { Knex } from 'knex'
import { fill } from '../../bench/growth/fill.js'
import type { Store } from '../../engine/store/index.js'
import { save } from './conformance.js'
import { creation, sampleRecord, start } from './sample-cases.js'

const templates = 40
const processes = ['exchange', 'repair']
const states = ['inspecting', 'repairing', 'closed']

/** So many times the cases below are in a database that was filled; every fifth of them has ended. */
export const filledTimes = 150

/**
 * Fills a database with some thousand cases of two processes: a few begun by the store, the others copies of them, so
 * that statistics and indexes are those of a database in use. Any one role, state, process and status is of many cases;
 * `rare-lead` and the person `ann` are of a few.
 */
export async function fillCases(store: Store, db: Knex): Promise<void> {
  for (let index = 0; index < templates; index += 1) await save(store, templateStep(index))
  await fill(db, filledTimes - 1)
  await save(store, templateStep(901, { assignee: 'ann', role: 'rare-lead' }))
}

function templateStep(
  index: number,
  { assignee, role = 'engineer' }: { readonly assignee?: string; readonly role?: string } = {},
) {
  const id = `01900000-${String(index).padStart(4, '0')}`
  const isEnded = index % 5 === 0
  const record = sampleRecord(id, {
    process: processes[index % processes.length]!,
    status: isEnded ? 'ended' : 'active',
    ...(isEnded ? { outcome: 'repaired' } : {}),
    priority: index % 3,
    createdAt: start + index,
    updatedAt: start + ((index * 7) % templates),
    active: [{ path: states[index % states.length]!, visit: 1, since: start }],
    tasks: isEnded
      ? []
      : [
          {
            id: `${id}-t1`,
            state: 'inspecting',
            visit: 1,
            roles: [role, 'staff'],
            openedAt: start + index,
            ...(assignee === undefined ? {} : { assignee }),
          },
        ],
    timers: [],
  })
  return creation(record, {
    search: [
      { field: 'name', value: `王小${'明华强芳'[index % 4]}` },
      { field: 'phone', value: `1380013${String(1000 + index)}` },
    ],
    ...(isEnded ? {} : { nextDueAt: start + ((index * 11) % templates) }),
  })
}
