import type { EffectRequest } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { EffectRow } from '../port.js'
import { json, text } from '../row.js'
import { insertRows, type Session } from '../session.js'

const columns = {
  id: 'text',
  instance: 'text',
  process: 'text',
  kind: 'text',
  lane: 'text',
  status: 'text',
  at: 'integer',
  next_at: 'integer',
  attempts: 'integer',
  in_order: 'integer',
  request: 'text',
} as const

/** Who does it: `service:<name>` or `channel:<name>`; `channel:` alone where neither action nor template names one. */
export function laneOf({ service, channel = '' }: EffectRequest): string {
  return service === undefined ? `channel:${channel}` : `service:${service}`
}

/** Records what is to be done outside after the commit. */
export async function insertEffects(
  session: Session,
  { id: instance, process }: Pick<InstanceRecord, 'id' | 'process'>,
  what: { readonly effects: readonly EffectRequest[]; readonly status: EffectRow['status'] },
): Promise<void> {
  await insertRows(
    session,
    { table: session.names.effects, columns },
    what.effects.map((effect) => [
      ...[effect.id, instance, process, effect.kind, laneOf(effect), what.status, effect.at],
      ...[effect.notBefore ?? effect.at, 0, 0, JSON.stringify(effect)],
    ]),
  )
}

/** Effects of a case in the order in which they were requested. */
export async function readEffects(session: Session, instance: string): Promise<readonly EffectRow[]> {
  const rows = await session.run(
    `select instance, status, request from ${session.names.effects} where instance = ? order by row_id`,
    [instance],
  )
  return rows.map((row) => ({
    ...(json(row, 'request') as EffectRequest),
    instance: text(row, 'instance'),
    status: text(row, 'status') as EffectRow['status'],
  }))
}
