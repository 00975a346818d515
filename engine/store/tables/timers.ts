import type { InstanceRecord } from '../../core/record.js'
import { rowChanges } from '../row-changes.js'
import { integer, text } from '../row.js'
import { deleteRows, insertRows, type Session } from '../session.js'

const columns = {
  id: 'text',
  instance: 'text',
  kind: 'text',
  state: 'text',
  visit: 'integer',
  due_at: 'integer',
  armed: 'integer',
} as const

/** Writes the timers that a step set, moved or dropped; all of them when the case was armed or disarmed. */
export async function saveTimers(
  session: Session,
  before: { readonly record: InstanceRecord; readonly armed: boolean } | undefined,
  after: { readonly record: InstanceRecord; readonly armed: boolean },
): Promise<void> {
  const { removed, written } = rowChanges(before ? rowsOf(before) : [], rowsOf(after), (row) => row.id)
  const table = session.names.timers
  await deleteRows(session, { table, column: 'id' }, removed)
  await insertRows(
    session,
    {
      table,
      columns,
      conflict: `on conflict (id) do update set kind = excluded.kind, state = excluded.state,
        visit = excluded.visit, due_at = excluded.due_at, armed = excluded.armed`,
    },
    written.map((timer) => [
      timer.id,
      after.record.id,
      timer.kind,
      timer.state,
      timer.visit,
      timer.dueAt,
      timer.armed,
    ]),
  )
}

/** Cases with an armed timer due by `now`, each once, soonest first. Reads no further than the page needs. */
export async function readDueInstances(
  session: Session,
  now: number,
  limit: number,
): Promise<readonly { readonly instance: string; readonly dueAt: number }[]> {
  const due = new Map<string, number>()
  let place: readonly [number, string] = [Number.MIN_SAFE_INTEGER, '']
  while (due.size < limit) {
    const rows = await session.run(
      `select id, instance, due_at from ${session.names.timers}
       where armed = 1 and due_at <= ? and (due_at, id) > (?, ?) order by due_at, id limit ?`,
      [now, ...place, limit],
    )
    for (const row of rows) {
      const instance = text(row, 'instance')
      place = [integer(row, 'due_at'), text(row, 'id')]
      if (due.size < limit && !due.has(instance)) due.set(instance, place[0])
    }
    if (rows.length < limit) break
  }
  return [...due].map(([instance, dueAt]) => ({ instance, dueAt }))
}

/** Due time of the next armed timer of all cases. */
export async function readNextTimerAt(session: Session): Promise<number | undefined> {
  const [row] = await session.run(
    `select due_at from ${session.names.timers} where armed = 1 order by due_at limit 1`,
  )
  return row && integer(row, 'due_at')
}

function rowsOf(from: { readonly record: InstanceRecord; readonly armed: boolean }) {
  return from.record.timers.map((timer) => ({
    id: timer.id,
    kind: timer.kind,
    state: timer.state,
    visit: timer.visit,
    dueAt: timer.dueAt,
    armed: from.armed ? 1 : 0,
  }))
}
