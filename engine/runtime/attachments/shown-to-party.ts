import { attachmentsAmong, mayHoldAttachments } from '../../core/index.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { PartyFilter, StoreReads } from '../../store/port.js'

/**
 * Whether a case shows an attachment to a party: it stands now in a field the process of the case lets the party see in
 * its role there. The cases are not read one by one: one query for each version and role they have, and those it gives
 * are looked at because a text beside the attachment may read like one.
 */
export async function isShownTo(
  tools: {
    readonly read: Pick<StoreReads, 'attachmentPartyUses' | 'attachmentHolders'>
    readonly processOf: (version: string) => Promise<CheckedProcess>
  },
  id: string,
  filter: PartyFilter,
): Promise<boolean> {
  const { read, processOf } = tools
  for (const { version, role } of await read.attachmentPartyUses(id, filter)) {
    const { fields: known, parties } = await processOf(version)
    const sees = parties.get(role)?.sees ?? []
    const fields = sees.filter((name) => known[name] && mayHoldAttachments(known[name]))
    const found = await read.attachmentHolders(id, { version, role, party: filter.party, fields })
    if (found.some(({ data }) => attachmentsAmong(known, data, fields).has(id))) return true
  }
  return false
}
