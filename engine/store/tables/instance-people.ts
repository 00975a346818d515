import type { InstanceRecord } from '../../core/record.js'
import type { SavedStep } from '../port.js'
import { insertRows, type Session } from '../session.js'

const columns = { instance: 'integer', person: 'text' } as const

/**
 * Who has or had a part in each case: who began it, sent it an event, or had a task of it. Nobody is taken away again:
 * whoever worked on a case can look it up later.
 */
export async function savePeople(
  session: Session,
  rowId: number,
  { before, after, trail }: Pick<SavedStep, 'before' | 'after' | 'trail'>,
): Promise<void> {
  const known = new Set(before ? peopleOf(before) : [])
  const senders = trail.flatMap(({ type, actor }) =>
    type === 'event-accepted' && actor !== undefined ? [actor] : [],
  )
  const fresh = [...new Set([...peopleOf(after), ...senders])].filter((person) => !known.has(person))
  await insertRows(
    session,
    { table: session.names.instance_people, columns, conflict: 'on conflict (instance, person) do nothing' },
    fresh.map((person) => [rowId, person]),
  )
}

/** People a record itself names: they were written when it came to do so. */
function peopleOf({ createdBy, tasks }: InstanceRecord): readonly string[] {
  return [createdBy, ...tasks.flatMap(({ assignee }) => assignee ?? [])]
}
