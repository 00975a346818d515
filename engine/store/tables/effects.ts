import type { EffectRequest } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { JsonObject } from '../../errors/json.js'
import type { Instant } from '../../time/instant.js'
import type { EffectChange, EffectFailure, EffectRow, TracedEffect } from '../port.js'
import { integer, json, optionalInteger, optionalText, type Row, text } from '../row.js'
import { insertRows, runRows, type Session } from '../session.js'

/*
 * A row per effect. `next_at` is when the next attempt may begin; while one is under way, when its lease ends: so what a
 * dead node had under way falls due by itself. `attempts` are those that were begun, `forgiven` those made before a
 * person last had it tried again.
 */
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
  forgiven: 'integer',
  in_order: 'integer',
  request: 'text',
  settled_at: 'integer',
} as const

const changing = {
  id: 'text',
  status: 'text',
  next_at: 'integer',
  forgiven: 'integer',
  result: 'text',
  failure: 'text',
  settled_at: 'integer',
} as const

/** What is read of an effect `e`. */
export const effectColumns = `e.id, e.instance, e.process, e.lane, e.status, e.next_at, e.attempts, e.forgiven, e.holder,
  e.request, e.result, e.failure, e.settled_at`

/** Who does it: `service:<name>` or `channel:<name>`; `channel:` alone where neither action nor template names one. */
export function laneOf({ service, channel = '' }: EffectRequest): string {
  return service === undefined ? `channel:${channel}` : `service:${service}`
}

/** What a step asks for outside, and of whom. */
export interface AskedEffects {
  readonly effects: readonly TracedEffect[]
  readonly status: 'pending' | 'replayed'
  /** Ids of those nobody waits for any more by the end of the step. */
  readonly overtaken: ReadonlySet<string>
}

/** Records what is to be done outside after the commit. */
export async function insertEffects(
  session: Session,
  { id: instance, process, updatedAt }: Pick<InstanceRecord, 'id' | 'process' | 'updatedAt'>,
  { effects, status: asked, overtaken }: AskedEffects,
): Promise<void> {
  await insertRows(
    session,
    { table: session.names.effects, columns },
    effects.map((effect) => {
      const isOvertaken = asked === 'pending' && overtaken.has(effect.id)
      const status = isOvertaken ? 'cancelled' : asked
      const { id, kind, at, notBefore = at, inOrder } = effect
      return [
        ...[id, instance, process, kind, laneOf(effect), status, at, notBefore, 0, 0, inOrder ? 1 : 0],
        ...[JSON.stringify(effect), isOvertaken ? updatedAt : null],
      ]
    }),
  )
}

/** Has effects end that nobody waits for any more, where they are still to be done. */
export async function cancelEffects(session: Session, ids: Iterable<string>, at: Instant): Promise<void> {
  const { names, dialect } = session
  const given = dialect.selectRows({ id: 'text', settled_at: 'integer' })
  await runRows(
    session,
    `update ${names.effects} set status = 'cancelled', settled_at = v.settled_at, holder = null
     from (${given}) as v where ${names.effects}.id = v.id and ${names.effects}.status in ('pending', 'dead')`,
    [...ids].map((id) => [id, at]),
  )
}

/** Stores what became of effects that are locked. Nobody holds them any more. */
export async function updateEffects(session: Session, changes: readonly EffectChange[]): Promise<void> {
  const { effects: table } = session.names
  const given = session.dialect.selectRows(changing)
  await runRows(
    session,
    `update ${table} set status = v.status, next_at = coalesce(v.next_at, ${table}.next_at), holder = null,
     forgiven = coalesce(v.forgiven, ${table}.forgiven), result = v.result, failure = v.failure,
     settled_at = v.settled_at from (${given}) as v where ${table}.id = v.id`,
    changes.map(({ id, status, nextAt, forgiven, result, failure, settledAt }) => [
      ...[id, status, nextAt ?? null, forgiven ?? null, result === undefined ? null : JSON.stringify(result)],
      ...[failure === undefined ? null : JSON.stringify(failure), settledAt ?? null],
    ]),
  )
}

/** Effects of a case in the order in which they were requested. */
export async function readEffects(session: Session, instance: string): Promise<readonly EffectRow[]> {
  const rows = await session.run(
    `select ${effectColumns} from ${session.names.effects} e where e.instance = ? order by e.row_id`,
    [instance],
  )
  return rows.map(effectRow)
}

/** Some effects, in no order; one that does not exist is absent. `lock`: under the write lock, in the order of their ids. */
export async function readEffectsById(
  session: Session,
  ids: readonly string[],
  { lock = false } = {},
): Promise<readonly EffectRow[]> {
  if (ids.length === 0) return []
  const { dialect, names } = session
  const rows = await session.run(
    `select ${effectColumns} from ${names.effects} e where e.id in (${dialect.selectTexts})
     order by e.id${lock ? dialect.forUpdate : ''}`,
    [JSON.stringify(ids)],
  )
  return rows.map(effectRow)
}

/** An effect from a row that has `effectColumns`. */
export function effectRow(row: Row): EffectRow {
  const status = text(row, 'status') as EffectRow['status']
  return {
    ...(json(row, 'request') as TracedEffect),
    instance: text(row, 'instance'),
    process: text(row, 'process'),
    lane: text(row, 'lane'),
    status,
    attempts: integer(row, 'attempts'),
    forgiven: integer(row, 'forgiven'),
    ...(status === 'pending' && { nextAt: integer(row, 'next_at') }),
    ...optionalText(row, 'holder', 'holder'),
    ...(row['failure'] !== null && { failure: json(row, 'failure') as EffectFailure }),
    ...(row['result'] !== null && { result: json(row, 'result') as JsonObject }),
    ...optionalInteger(row, 'settled_at', 'settledAt'),
  }
}
