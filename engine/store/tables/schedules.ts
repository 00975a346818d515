import type { JsonObject } from '../../errors/json.js'
import type { ScheduleRow, ScheduleSlotRow, ScheduleStartRow } from '../port.js'
import { integer, json, optionalInteger, optionalText, text, type Row } from '../row.js'
import { holdNames, insertRows, type Session } from '../session.js'

const slotColumns = {
  schedule: 'text',
  slot: 'text',
  due_at: 'integer',
  status: 'text',
  begun_at: 'integer',
  ended_at: 'integer',
  started: 'integer',
  refused: 'integer',
  place: 'text',
} as const

const startColumns = {
  schedule: 'text',
  slot: 'text',
  object: 'text',
  instance: 'text',
  refusal: 'text',
  at: 'integer',
} as const

/** How far every schedule has come, those included whose files are gone. */
export async function readSchedules(session: Session): Promise<readonly ScheduleRow[]> {
  const rows = await session.run(`select id, since, done_until from ${session.names.schedules} order by id`)
  return rows.map(toScheduleRow)
}

/** How far one schedule has come, locked where the database locks rows. */
export async function lockSchedule(session: Session, id: string): Promise<ScheduleRow | undefined> {
  await holdNames(session, [`schedule ${id}`])
  const [row] = await session.run(
    `select id, since, done_until from ${session.names.schedules} where id = ?${session.dialect.forUpdate}`,
    [id],
  )
  return row && toScheduleRow(row)
}

/** Stores how far a schedule has come. */
export async function saveSchedule(session: Session, { id, since, doneUntil }: ScheduleRow): Promise<void> {
  await session.run(
    `insert into ${session.names.schedules} (id, since, done_until) values (?, ?, ?)
     on conflict (id) do update set done_until = excluded.done_until`,
    [id, since, doneUntil],
  )
}

/** Adds occurrences; one that is known already stays as it is. */
export async function insertSlots(session: Session, slots: readonly ScheduleSlotRow[]): Promise<void> {
  await insertRows(
    session,
    {
      table: session.names.schedule_slots,
      columns: slotColumns,
      conflict: 'on conflict (schedule, slot) do nothing',
    },
    slots.map((slot) => [
      slot.schedule,
      slot.slot,
      slot.dueAt,
      slot.status,
      slot.begunAt,
      slot.endedAt,
      slot.started,
      slot.refused,
      slot.place,
    ]),
  )
}

/** Stores how far an occurrence has come. */
export async function updateSlot(session: Session, slot: ScheduleSlotRow): Promise<void> {
  await session.run(
    `update ${session.names.schedule_slots} set status = ?, ended_at = ?, started = ?, refused = ?, place = ?
     where schedule = ? and slot = ?`,
    [
      slot.status,
      slot.endedAt ?? null,
      slot.started,
      slot.refused,
      slot.place ?? null,
      slot.schedule,
      slot.slot,
    ],
  )
}

/** Stores what was started. Throws `database-failed` when an object was dealt with before: never twice. */
export async function insertStarts(session: Session, starts: readonly ScheduleStartRow[]): Promise<void> {
  await insertRows(
    session,
    { table: session.names.schedule_starts, columns: startColumns },
    starts.map(({ refusal, ...start }) => [
      start.schedule,
      start.slot,
      start.object,
      start.instance,
      refusal && JSON.stringify(refusal),
      start.at,
    ]),
  )
}

/** Schedules with an occurrence that was begun and is not through, each with the earliest. */
export async function readOpenSlots(session: Session): Promise<readonly ScheduleSlotRow[]> {
  const rows = await session.run(
    `select ${Object.keys(slotColumns).join(', ')} from ${session.names.schedule_slots}
     where status = 'open' order by schedule, due_at`,
  )
  return rows.map(toSlot)
}

/** Occurrences of a schedule, newest first. */
export async function readSlots(
  session: Session,
  schedule: string,
  limit: number,
): Promise<readonly ScheduleSlotRow[]> {
  const rows = await session.run(
    `select ${Object.keys(slotColumns).join(', ')} from ${session.names.schedule_slots}
     where schedule = ? order by due_at desc, slot desc limit ?`,
    [schedule, limit],
  )
  return rows.map(toSlot)
}

/** Those of the objects that were dealt with in an occurrence. */
export async function readStartedObjects(
  session: Session,
  { schedule, slot }: Pick<ScheduleSlotRow, 'schedule' | 'slot'>,
  objects: readonly string[],
): Promise<readonly string[]> {
  const rows = await session.run(
    `select object from ${session.names.schedule_starts}
     where schedule = ? and slot = ? and object in (${session.dialect.selectTexts})`,
    [schedule, slot, JSON.stringify(objects)],
  )
  return rows.map((row) => text(row, 'object'))
}

/** Refused starts of a schedule, newest first. */
export async function readRefusedStarts(
  session: Session,
  schedule: string,
  limit: number,
): Promise<readonly ScheduleStartRow[]> {
  const rows = await session.run(
    `select ${Object.keys(startColumns).join(', ')} from ${session.names.schedule_starts}
     where schedule = ? and instance is null order by at desc, slot desc, object limit ?`,
    [schedule, limit],
  )
  return rows.map((row) => ({
    schedule: text(row, 'schedule'),
    slot: text(row, 'slot'),
    object: text(row, 'object'),
    ...optionalText(row, 'instance', 'instance'),
    ...(row['refusal'] === null ? {} : { refusal: json(row, 'refusal') as JsonObject }),
    at: integer(row, 'at'),
  }))
}

function toScheduleRow(row: Row): ScheduleRow {
  return { id: text(row, 'id'), since: integer(row, 'since'), doneUntil: integer(row, 'done_until') }
}

function toSlot(row: Row): ScheduleSlotRow {
  return {
    schedule: text(row, 'schedule'),
    slot: text(row, 'slot'),
    dueAt: integer(row, 'due_at'),
    status: text(row, 'status') as ScheduleSlotRow['status'],
    begunAt: integer(row, 'begun_at'),
    ...optionalInteger(row, 'ended_at', 'endedAt'),
    started: integer(row, 'started'),
    refused: integer(row, 'refused'),
    ...optionalText(row, 'place', 'place'),
  }
}
