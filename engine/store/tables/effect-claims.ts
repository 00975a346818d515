import type { Instant } from '../../time/instant.js'
import type { ClaimedLane, EffectClaim, EffectRow } from '../port.js'
import { integer, text } from '../row.js'
import type { Session } from '../session.js'
import { effectColumns, effectRow } from './effects.js'

/** When the first pending effect of each lane falls due; a lane that has none is absent. One look into an index a lane. */
export async function readSoonestEffects(
  session: Session,
  lanes: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  if (lanes.length === 0) return new Map()
  const rows = await session.run(
    `select l.value as lane, (select min(e.next_at) from ${session.names.effects} e
       where e.status = 'pending' and e.lane = l.value) as next_at
     from (${session.dialect.selectTexts}) l`,
    [JSON.stringify(lanes)],
  )
  return new Map(
    rows.flatMap((row) =>
      row['next_at'] === null ? [] : [[text(row, 'lane'), integer(row, 'next_at')] as const],
    ),
  )
}

/** Lanes that have a pending effect, by name. Looks into the index once a lane, however many effects there are. */
export async function readPendingLanes(session: Session): Promise<readonly string[]> {
  const { effects } = session.names
  const first = (more: string): string =>
    `select min(lane) as lane from ${effects} where status = 'pending'${more}`
  const rows = await session.run(
    `with recursive lanes (lane) as (
       ${first('')} union all
       select (${first(' and lane > l.lane')}) from lanes l where l.lane is not null)
     select lane from lanes where lane is not null`,
  )
  return rows.map((row) => text(row, 'lane'))
}

/**
 * Takes effects that are due for one node until its lease ends, the ones that are due first. Those that others are just
 * taking, or that have to wait for an earlier one of their case, are passed over.
 */
export async function claimEffects(
  session: Session,
  lanes: readonly ClaimedLane[],
  { now, until, holder }: EffectClaim,
): Promise<readonly EffectRow[]> {
  const found: EffectRow[] = []
  for (const { lane, most } of lanes) found.push(...(await readDue(session, { lane, most, now })))
  if (found.length === 0) return []
  const { effects } = session.names
  await session.run(
    `update ${effects} set next_at = ?, attempts = attempts + 1, holder = ?
     where id in (${session.dialect.selectTexts})`,
    [until, holder, JSON.stringify(found.map(({ id }) => id))],
  )
  return found.map((effect) => ({ ...effect, attempts: effect.attempts + 1, nextAt: until, holder }))
}

async function readDue(
  session: Session,
  { lane, most, now }: ClaimedLane & { readonly now: Instant },
): Promise<readonly EffectRow[]> {
  const { effects } = session.names
  const rows = await session.run(
    `select ${effectColumns} from ${effects} e
     where e.status = 'pending' and e.lane = ? and e.next_at <= ? and (e.in_order = 0 or not exists (
       select 1 from ${effects} p where p.instance = e.instance and p.row_id < e.row_id
       and p.in_order = 1 and p.status in ('pending', 'dead')))
     order by e.next_at, e.row_id limit ?${session.dialect.forUpdateOfFree}`,
    [lane, now, most],
  )
  return rows.map(effectRow)
}

/** Has the lease of attempts under way end later. Gives the ids of those that are still this node's. */
export async function renewEffects(
  session: Session,
  ids: readonly string[],
  { until, holder }: Pick<EffectClaim, 'until' | 'holder'>,
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await session.run(
    `update ${session.names.effects} set next_at = ?
     where id in (${session.dialect.selectTexts}) and status = 'pending' and holder = ? returning id`,
    [until, JSON.stringify(ids), holder],
  )
  return rows.map((row) => text(row, 'id'))
}
