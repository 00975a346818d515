import type { Instant } from '../../time/instant.js'
import type { Backlog } from '../port.js'
import { integer, text } from '../row.js'
import type { Session } from '../session.js'

/** What waits to be done, counted in indexes that hold nothing else. */
export async function readBacklog(session: Session, now: Instant): Promise<Backlog> {
  const { effects, messages, timers } = session.names
  const lanes = await session.run(
    `select lane, count(*) as waiting from ${effects} where status = 'pending' and next_at <= ?
     group by lane order by lane`,
    [now],
  )
  const count = async (from: string, bindings: readonly number[] = []): Promise<number> => {
    const [row] = await session.run(`select count(*) as waiting from ${from}`, [...bindings])
    return row ? integer(row, 'waiting') : 0
  }
  return {
    effectsDue: new Map(lanes.map((row) => [text(row, 'lane'), integer(row, 'waiting')])),
    messages: {
      pending: await count(`${messages} where status = 'pending'`),
      waiting: await count(`${messages} where status = 'waiting'`),
      held: await count(`${messages} where status = 'held'`),
    },
    timersDue: await count(`${timers} where due_at <= ? and armed = 1`, [now]),
  }
}

/** Who holds each lease that has not run out, by name; a node that is alive holds one called `node:<id>`. */
export async function readLeases(session: Session): Promise<ReadonlyMap<string, string>> {
  const { names, dialect } = session
  const rows = await session.run(
    `select name, holder from ${names.leases} where until > ${dialect.now} order by name`,
  )
  return new Map(rows.map((row) => [text(row, 'name'), text(row, 'holder')]))
}
