import type { Knex } from 'knex'
import { fill } from './fill.js'

const day = 24 * 60 * 60 * 1000

/** How far back the times of cases that have ended are spread, and of open ones, in milliseconds. */
const ended = 400 * day
const open = 14 * day

/** What lists, counts, searches and figures read of a case beside its own row. */
const tables = [
  'instance_states',
  'instance_parties',
  'instance_people',
  'visits',
  'breaches',
  'tasks',
  'task_roles',
  'incidents',
  'search_values',
  'search_grams',
  'unit_cases',
]

/**
 * Multiplies the cases of a database for its lists: copies under numbers of their own, spread over the last 400 days, the
 * open ones over the last fortnight. They stand still, without timers, effects and trails, and count as anchored.
 */
export async function fillLists(db: Knex, copies: number): Promise<void> {
  await db.raw('delete from aftercare_timers')
  await db.raw('update aftercare_instances set timers_armed = 0, anchored_count = trail_count')
  await fill(db, copies, {
    only: tables,
    asInUse: true,
    apart: {
      ended: Math.floor(ended / Math.max(copies, 1)),
      // No two copies of a template at the same times: a step of the spread, several times around.
      open: 7_919_000,
      openFor: open,
    },
  })
}
