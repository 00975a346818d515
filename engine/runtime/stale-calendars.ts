import type { ClockRecord, InstanceRecord } from '../core/record.js'
import type { CalendarSet } from '../store/port.js'

/** The hash a calendar has now; `undefined` for one that nobody knows. */
export type HashNow = (calendar: string) => string | undefined

/** Ids of the calendars that clocks of a case, or their windows, were counted with and that have changed since, sorted. */
export function staleCalendars({ deadlines, waits }: InstanceRecord, hashNow: HashNow): readonly string[] {
  const clocks: readonly ClockRecord[] = [...deadlines, ...waits]
  const used = [
    ...clocks.map(({ calendar }) => calendar),
    ...waits.map(({ windowCalendar }) => windowCalendar),
  ]
  const ids = used.flatMap((calendar) => (calendar && isStale(calendar, hashNow) ? [calendar.id] : []))
  return [...new Set(ids)].sort()
}

/** Whether a set of calendars names one that has changed since. */
export function isStaleSet({ calendars }: CalendarSet, hashNow: HashNow): boolean {
  return calendars.some((calendar) => isStale(calendar, hashNow))
}

function isStale({ id, hash }: { readonly id: string; readonly hash: string }, hashNow: HashNow): boolean {
  const now = hashNow(id)
  return now !== undefined && now !== hash
}
