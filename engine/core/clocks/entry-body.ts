import type { JsonObject, JsonValue } from '../../errors/index.js'
import type { Instant } from '../../time/calendar.js'
import type { TrailEntry } from '../command.js'
import type { ClockRecord } from '../record.js'

/** A text of a trail body; '' where there is none. */
export function textAt(body: JsonObject, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** A number of a trail body; 0 where there is none. */
export function numberAt(body: JsonObject, name: string): number {
  const value = body[name]
  return typeof value === 'number' ? value : 0
}

/** An instant of a trail body, which writes it as text. */
export function instantAt(body: JsonObject, name: string): Instant {
  return Date.parse(textAt(body, name))
}

/** A value that may stand beside the body because it is personal; `null` once that was erased. */
export function toldAt({ body, personal }: TrailEntry, name: string): JsonValue | undefined {
  const beside = personal?.[`/${name}`]
  if (typeof beside === 'string' || typeof beside === 'number') return beside
  const value = body[name]
  return typeof value === 'object' ? null : value
}

/** The calendar a body names: `{ id, hash }`. */
export function calendarAt(body: JsonObject): Pick<ClockRecord, 'calendar'> {
  const value = body['calendar']
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return { calendar: { id: textAt(value, 'id'), hash: textAt(value, 'hash') } }
}
