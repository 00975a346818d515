import type { CheckedSchedule, ScheduleObject, ScheduleObjects } from '../../definition/index.js'
import type { InstanceRow, ScheduleSlotRow, StoreTransaction } from '../../store/port.js'
import { readRecord } from '../stored-record.js'

/** The next portion of an occurrence. */
export interface NextObjects {
  readonly objects: readonly ScheduleObject[]
  /** Where to go on, for cases. */
  readonly place?: string
  /** Nothing comes after these. */
  readonly done: boolean
}

/**
 * The objects of an occurrence that were not dealt with yet, at most `limit`. A list is read as the files have it
 * now, by id; cases as they are open now, newest first, behind those that were looked at before.
 */
export async function nextObjects(
  tx: StoreTransaction,
  { objects }: CheckedSchedule,
  portion: { readonly slot: ScheduleSlotRow; readonly limit: number },
): Promise<NextObjects> {
  switch (objects.kind) {
    case 'once':
      return { objects: (await fresh(tx, portion.slot, [''])).map(() => ({ kind: 'once' })), done: true }
    case 'items': {
      const left = await fresh(tx, portion.slot, objects.ids)
      const next = left.slice(0, portion.limit)
      return { objects: next.map((id) => ({ kind: 'item', id })), done: next.length === left.length }
    }
    case 'cases':
      return nextCases(tx, objects, portion)
  }
}

async function nextCases(
  tx: StoreTransaction,
  { process, state }: Extract<ScheduleObjects, { kind: 'cases' }>,
  { slot, limit }: { readonly slot: ScheduleSlotRow; readonly limit: number },
): Promise<NextObjects> {
  const page = await tx.instances(
    { process, status: 'active', ...(state === undefined ? {} : { state }) },
    { limit, sort: 'created', ...(slot.place === undefined ? {} : { cursor: slot.place }) },
  )
  const ids = await fresh(
    tx,
    slot,
    page.items.filter((row) => wasThere(row, slot)).map(({ id }) => id),
  )
  const records = await Promise.all(ids.map((id) => readRecord(tx, id)))
  return {
    objects: records.flatMap((record): ScheduleObject[] => {
      // History that was read in from a log is nobody's duty.
      if (!record || record.replayed) return []
      const { id, number, createdAt, data } = record
      return [{ kind: 'case', case: { id, ...(number === undefined ? {} : { number }), createdAt, data } }]
    }),
    ...(page.next === undefined ? {} : { place: page.next }),
    done: page.next === undefined,
  }
}

/** Cases that began while the occurrence is under way belong to the next one; the schedule may start them itself. */
function wasThere({ createdAt }: InstanceRow, { begunAt }: ScheduleSlotRow): boolean {
  return createdAt <= begunAt
}

async function fresh(
  tx: StoreTransaction,
  slot: ScheduleSlotRow,
  ids: readonly string[],
): Promise<readonly string[]> {
  const known = new Set(await tx.startedObjects(slot, ids))
  return ids.filter((id) => !known.has(id))
}
