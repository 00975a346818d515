import type { InstanceRecord } from '../../core/record.js'
import { compileScope } from '../compile-scope.js'
import type { CaseScope, PartyFilter, PartyUse } from '../port.js'
import { json, text } from '../row.js'
import type { Session } from '../session.js'

/** Whether a case that somebody sees refers to an attachment. */
export async function isUsedWithin(session: Session, id: string, scope: CaseScope): Promise<boolean> {
  const { attachment_uses: uses, instances } = session.names
  const { sql, bindings } = compileScope(scope, session).holds
  const rows = await session.run(
    `select 1 as found from ${uses} u join ${instances} i on i.row_id = u.instance
     where u.attachment = ? and ${sql} limit 1`,
    [id, ...bindings],
  )
  return rows.length > 0
}

/** On which versions the cases run that refer to an attachment and in which a party takes part, and in which roles. */
export async function readPartyUses(
  session: Session,
  id: string,
  { party, roles }: PartyFilter,
): Promise<readonly PartyUse[]> {
  const { attachment_uses: uses, instances, instance_parties: parties } = session.names
  const rows = await session.run(
    `select distinct i.version, p.role from ${uses} u join ${instances} i on i.row_id = u.instance
     join ${parties} p on p.instance = u.instance
     where u.attachment = ? and p.party = ? and p.role in (${session.dialect.selectTexts}) order by 1, 2`,
    [id, party, JSON.stringify(roles)],
  )
  return rows.map((row) => ({ version: text(row, 'version'), role: text(row, 'role') }))
}

/** Most cases told that name an attachment. */
const mostHolders = 100

/** Those of these cases that name the attachment now in one of these fields, the latest first. */
export async function readHolders(
  session: Session,
  id: string,
  { party, version, role, fields }: PartyUse & { readonly party: string; readonly fields: readonly string[] },
): Promise<readonly InstanceRecord[]> {
  if (fields.length === 0) return []
  const { attachment_uses: uses, instances, instance_parties: parties } = session.names
  const { dialect } = session
  const held = fields.map(() => dialect.contains(dialect.fieldOf('i.record')))
  const rows = await session.run(
    `select i.record from ${uses} u join ${instances} i on i.row_id = u.instance
     join ${parties} p on p.instance = u.instance
     where u.attachment = ? and p.party = ? and p.role = ? and i.version = ? and (${held.join(' or ')})
     order by u.instance desc limit ?`,
    [
      ...[id, party, role, version],
      ...fields.flatMap((field) => [dialect.fieldPath(field), JSON.stringify(id)]),
      mostHolders,
    ],
  )
  return rows.map((row) => json(row, 'record') as InstanceRecord)
}
