import { integer, text } from '../row.js'
import type { Session } from '../session.js'

/** A name to be held for a while. */
export interface LeaseRequest {
  readonly name: string
  /** Id of the node that wants it. */
  readonly holder: string
  /** How long from now on, in milliseconds. */
  readonly duration: number
}

/** Who holds a name. */
export interface LeaseAnswer {
  /** Whether that is the one who asked. */
  readonly held: boolean
  readonly holder: string
  /** For how long, in milliseconds. */
  readonly remaining: number
}

/** Names of the leases by which nodes say that they are alive begin with this. */
const nodePrefix = 'node:'

/** Name of the lease by which a node says that it is alive. */
export function nodeLease(node: string): string {
  return `${nodePrefix}${node}`
}

/**
 * Takes a lease that nobody holds, renews one's own, or tells who has it. Time is that of the database: a node whose
 * clock is wrong does no harm. A lease from the future (that clock was set back) is nobody's.
 */
export async function takeLease(session: Session, request: LeaseRequest): Promise<LeaseAnswer> {
  const { name, holder, duration } = request
  const { names, dialect } = session
  const taken = await session.run(
    `insert into ${names.leases} as l (name, holder, taken_at, until)
     values (?, ?, ${dialect.now}, ${dialect.now} + ?)
     on conflict (name) do update
       set holder = excluded.holder, taken_at = excluded.taken_at, until = excluded.until
       where l.holder = excluded.holder or l.until <= excluded.taken_at
         or l.taken_at > excluded.taken_at + (l.until - l.taken_at)
     returning holder`,
    [name, holder, duration],
  )
  if (taken.length > 0) return { held: true, holder, remaining: duration }
  const [row] = await session.run(
    `select holder, until - ${dialect.now} as remaining from ${names.leases} where name = ?`,
    [name],
  )
  // Released in between: to be had at the next try.
  if (!row) return { held: false, holder, remaining: 0 }
  return { held: false, holder: text(row, 'holder'), remaining: Math.max(integer(row, 'remaining'), 0) }
}

/** Gives a lease back; one that somebody else holds stays theirs. */
export async function releaseLease(
  session: Session,
  { name, holder }: Pick<LeaseRequest, 'name' | 'holder'>,
): Promise<void> {
  await session.run(`delete from ${session.names.leases} where name = ? and holder = ?`, [name, holder])
}

/** Notes that a node is alive for a while, and forgets those that are not. */
export async function joinNodes(
  session: Session,
  { node, duration }: { readonly node: string; readonly duration: number },
): Promise<void> {
  const { names, dialect } = session
  await session.run(`delete from ${names.leases} where ${isNode} and until <= ${dialect.now}`, [...nodeNames])
  await takeLease(session, { name: nodeLease(node), holder: node, duration })
}

/** Ids of the other nodes that are alive. */
export async function readOtherNodes(session: Session, node: string | undefined): Promise<readonly string[]> {
  const { names, dialect } = session
  const rows = await session.run(
    `select holder from ${names.leases} where ${isNode} and until > ${dialect.now} and holder <> ? order by holder`,
    [...nodeNames, node ?? ''],
  )
  return rows.map((row) => text(row, 'holder'))
}

const isNode = 'name >= ? and name < ?'

/** Bounds of their names: `;` comes behind `:`. */
const nodeNames = [nodePrefix, 'node;'] as const
