import { createStore, openDatabase, verifyStore } from '../../engine/index.js'
import { openChecked } from './run/database.js'

/** What is stored of cases and versions, without what tells when, by whom and how often it was tried. */
const kept = {
  processes: 'hash, version, deployed_by, note, source, retired_by, reason',
  process_sources: 'sha256',
  instances: 'id, process, number, status, outcome, revision, states',
  trail: 'instance, seq, type, actor, body, personal',
  tasks: 'id, state, visit, assignee',
  timers: 'id, kind, state, visit, armed',
  effects: 'id, lane, kind, status, result',
  incidents: 'kind, subject, code, status',
  messages: 'id, sender, receiver, kind, status',
  links: 'from_case, to_case, relation',
  series: 'key, value',
  idempotency_keys: 'scope, key, request',
  search_values: 'field, value',
  schedules: 'id',
  schedule_slots: 'schedule, slot, status, started',
  schedule_starts: 'schedule, slot, object, instance',
  switches: 'name, actor, reason',
  changes: 'instance, revision, kind',
}

/** The content of a database, table by table: two that are equal tell the same of every case. Nothing without tables. */
export async function dumpOf(database: string): Promise<Record<string, readonly string[]>> {
  if (!(await hasTables(database))) return {}
  const db = openChecked(database)
  const tables: Record<string, readonly string[]> = {}
  for (const [table, columns] of Object.entries(kept)) {
    const rows = await db.rows(`select ${columns} from aftercare_${table}`)
    tables[table] = rows.map((row) => plain(JSON.stringify(row))).sort()
  }
  await db.close()
  return tables
}

/** The id of an incident tells at which attempt it was opened. */
function plain(row: string): string {
  return row.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>').replace(/(-e\d+-i)\d+/g, '$1<n>')
}

/** What `verify` finds in a database, and SQLite in its file; nothing when all is whole. */
export async function findingsIn(database: string): Promise<readonly string[]> {
  const opened = await openDatabase(database)
  const store = createStore(opened)
  const { findings } = (await hasTables(database)) ? await verifyStore(store) : { findings: [] }
  await store.close()
  await opened.close()
  return findings.map(({ message }) => message)
}

/** A process that was killed before it had made the tables left none. */
async function hasTables(database: string): Promise<boolean> {
  const db = openChecked(database)
  const found = await db.rows('select 1 from aftercare_trail limit 1').then(
    () => true,
    () => false,
  )
  await db.close()
  return found
}
