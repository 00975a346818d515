import type { Instant } from '../../time/instant.js'
import type { CustomerLinkRow } from '../port.js'
import { integer, optionalInteger, optionalText, type Row, text } from '../row.js'
import { insertRows, type Session } from '../session.js'

const columns = {
  id: 'text',
  instance: 'text',
  role: 'text',
  created_at: 'integer',
  created_by: 'text',
  expires_at: 'integer',
  revoked_at: 'integer',
  revoked_by: 'text',
} as const

/** Links of a case that are told at once. */
const mostLinks = 100

/** Adds a link. */
export async function insertCustomerLink(session: Session, link: CustomerLinkRow): Promise<void> {
  const { id, instance, role, createdAt, createdBy, expiresAt, revokedAt, revokedBy } = link
  await insertRows(session, { table: session.names.customer_links, columns }, [
    [id, instance, role, createdAt, createdBy, expiresAt, revokedAt, revokedBy],
  ])
}

/** Finds one link, also one that is over. */
export async function readCustomerLink(session: Session, id: string): Promise<CustomerLinkRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.customer_links} where id = ?`, [id])
  return row && toLink(row)
}

/** Links to a case, those made last first. */
export async function readCustomerLinks(
  session: Session,
  instance: string,
): Promise<readonly CustomerLinkRow[]> {
  const rows = await session.run(
    `select * from ${session.names.customer_links} where instance = ? order by created_at desc, id desc limit ?`,
    [instance, mostLinks],
  )
  return rows.map(toLink)
}

/** Ends every link to a case that is not ended; returns how many. */
export async function revokeCustomerLinks(
  session: Session,
  { instance, by, at }: { readonly instance: string; readonly by: string; readonly at: Instant },
): Promise<number> {
  const rows = await session.run(
    `update ${session.names.customer_links} set revoked_at = ?, revoked_by = ?
     where instance = ? and revoked_at is null returning id`,
    [at, by, instance],
  )
  return rows.length
}

function toLink(row: Row): CustomerLinkRow {
  return {
    id: text(row, 'id'),
    instance: text(row, 'instance'),
    role: text(row, 'role'),
    createdAt: integer(row, 'created_at'),
    createdBy: text(row, 'created_by'),
    expiresAt: integer(row, 'expires_at'),
    ...optionalInteger(row, 'revoked_at', 'revokedAt'),
    ...optionalText(row, 'revoked_by', 'revokedBy'),
  }
}
