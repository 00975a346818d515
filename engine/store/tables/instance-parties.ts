import type { InstanceRecord } from '../../core/record.js'
import { rowChanges } from '../row-changes.js'
import { deleteKeyed, insertRows, type Session } from '../session.js'

const columns = { instance: 'integer', role: 'text', party: 'text' } as const

/** Outside parties of each case by role, so that a party finds its cases. */
export async function saveParties(
  session: Session,
  rowId: number,
  before: InstanceRecord | undefined,
  after: InstanceRecord,
): Promise<void> {
  const { removed, written } = rowChanges(before ? rowsOf(before) : [], rowsOf(after), ([role]) => role)
  const table = session.names.instance_parties
  await deleteKeyed(
    session,
    { table, columns: { instance: 'integer', role: 'text' } },
    removed.map((role) => [rowId, role]),
  )
  await insertRows(
    session,
    { table, columns, conflict: 'on conflict (instance, role) do update set party = excluded.party' },
    written.map(([role, party]) => [rowId, role, party]),
  )
}

function rowsOf({ parties = {} }: InstanceRecord): readonly (readonly [role: string, party: string])[] {
  return Object.entries(parties)
}
