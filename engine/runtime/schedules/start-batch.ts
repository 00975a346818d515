import type { InstanceRecord } from '../../core/record.js'
import type { CheckedSchedule, ScheduleObject } from '../../definition/index.js'
import type { JsonObject, Refusal } from '../../errors/index.js'
import type { ScheduleSlotRow, ScheduleStartRow, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { workOnCase } from '../case-work.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { nextObjects } from './next-objects.js'
import { inTime } from './plan-occurrences.js'
import { refusalRow, unevaluated } from './schedule-refusals.js'

/** What starting cases needs besides the transaction. */
export interface Starting {
  readonly catalogue: ProcessCatalogue
  /** Profile of schedules that name none. */
  readonly profile: string | undefined
  readonly newId: () => string
}

/** One portion of an occurrence. */
export interface Batch {
  readonly schedule: CheckedSchedule
  readonly slot: ScheduleSlotRow
  readonly now: Instant
  /** Most objects dealt with. */
  readonly limit: number
  /** Noted for the next object in place of starting its case: starting it broke the transaction before. */
  readonly broken?: JsonObject
}

export interface BatchOutcome {
  readonly slot: ScheduleSlotRow
  readonly started: readonly InstanceRecord[]
  readonly refused: readonly ScheduleStartRow[]
}

/**
 * Deals with the next objects of an occurrence: starts a case for each, or notes why it is refused, and stores how
 * far it has come. All in the given transaction, so that an object has its case and its row, or neither.
 */
export async function startBatch(
  tx: StoreTransaction,
  starting: Starting,
  batch: Batch,
): Promise<BatchOutcome> {
  const { schedule, slot, now, limit, broken } = batch
  const { objects, place, done } = await nextObjects(tx, schedule, { slot, limit })
  const started: InstanceRecord[] = []
  const rows: ScheduleStartRow[] = []
  for (const object of objects) {
    const row = { schedule: schedule.id, slot: slot.slot, object: idOf(object), at: now }
    if (broken) {
      rows.push({ ...row, refusal: broken })
      continue
    }
    const outcome = await startOne(tx, starting, batch, object)
    if (outcome === undefined) continue
    if ('code' in outcome) rows.push({ ...row, refusal: refusalRow(outcome) })
    else {
      started.push(outcome)
      rows.push({ ...row, instance: outcome.id })
    }
  }
  await tx.saveScheduleStarts(rows)
  const refused = rows.filter(({ instance }) => instance === undefined)
  const after: ScheduleSlotRow = {
    ...slot,
    status: done ? 'done' : 'open',
    ...(done ? { endedAt: now } : {}),
    started: slot.started + started.length,
    refused: slot.refused + refused.length,
    ...(place === undefined ? {} : { place }),
  }
  await tx.saveScheduleSlot(after)
  return { slot: after, started, refused }
}

/** The new case, why there is none, or `undefined` for a case the schedule does not mean. */
async function startOne(
  tx: StoreTransaction,
  starting: Starting,
  { schedule, slot, now }: Batch,
  object: ScheduleObject,
): Promise<InstanceRecord | Refusal | undefined> {
  if (object.kind === 'case' && schedule.objects.kind === 'cases') {
    const holds = schedule.objects.holds(object.case, slot.dueAt)
    if (!holds.ok) return unevaluated(schedule, holds.failure)
    if (!holds.value) return undefined
  }
  const data = schedule.dataFor(object, slot.dueAt)
  if (!data.ok) return unevaluated(schedule, data.failure)
  // In time, the case begins when it was meant to, however late the poll came; one that is caught up begins now,
  // since nobody could have worked on it before.
  const at = slot.begunAt - slot.dueAt <= inTime ? slot.dueAt : now
  return create(tx, starting, { schedule, slot, at, object: idOf(object), data: data.value })
}

interface Creation {
  readonly schedule: CheckedSchedule
  readonly slot: ScheduleSlotRow
  readonly at: Instant
  readonly object: string
  readonly data: JsonObject
}

async function create(
  tx: StoreTransaction,
  { catalogue, profile: usual, newId }: Starting,
  { schedule, slot, at, object, data }: Creation,
): Promise<InstanceRecord | Refusal> {
  const { id, process: name, profile = usual } = schedule
  const process = catalogue.startable(name, profile)
  if ('code' in process) return process
  const refused = await catalogue.beginRefusal(tx, name)
  if (refused) return refused
  const { result } = await workOnCase(tx, catalogue, {
    process,
    command: {
      kind: 'create',
      id: newId(),
      data,
      actor: { id: `schedule:${id}`, roles: [] },
      schedule: { id, slot: slot.slot, ...(object === '' ? {} : { object }) },
    },
    now: at,
    mode: 'live',
  })
  return result.kind === 'refused' ? result.refusal : result.after
}

/** What tells objects apart within an occurrence. */
export function idOf(object: ScheduleObject): string {
  switch (object.kind) {
    case 'once':
      return ''
    case 'item':
      return object.id
    case 'case':
      return object.case.id
  }
}
