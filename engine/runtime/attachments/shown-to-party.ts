import type { CheckedProcess } from '../../definition/checked-process.js'
import type { PartyFilter, StoreReads } from '../../store/port.js'

/**
 * Whether a case shows an attachment to a party: it stands now in a field the process of the case lets the party see in
 * its role there. The cases are not read one by one: one query for each version and role they have.
 */
export async function isShownTo(
  tools: {
    readonly read: Pick<StoreReads, 'attachmentPartyUses' | 'attachmentHeld'>
    readonly processOf: (version: string) => Promise<CheckedProcess>
  },
  id: string,
  filter: PartyFilter,
): Promise<boolean> {
  const { read, processOf } = tools
  for (const { version, role } of await read.attachmentPartyUses(id, filter)) {
    const fields = [...((await processOf(version)).parties.get(role)?.sees ?? [])]
    if (await read.attachmentHeld(id, { version, role, party: filter.party, fields })) return true
  }
  return false
}
