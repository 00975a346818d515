import type { ClockRecord, InstanceRecord } from '../core/record.js'
import { EngineError } from '../errors/index.js'
import type { CalendarSet } from './port.js'

/**
 * Which calendars the clocks of a case, and the windows they wait for, were counted with: `id=hash`, each once, sorted, with a blank between. Empty
 * for an ended case and for one whose clocks use none.
 */
export function calendarSetKey({ status, deadlines, waits }: InstanceRecord): string {
  if (status === 'ended') return ''
  const clocks: readonly ClockRecord[] = [...deadlines, ...waits]
  const used = [
    ...clocks.map(({ calendar }) => calendar),
    ...waits.map(({ windowCalendar }) => windowCalendar),
  ]
  const pairs = used.flatMap((calendar) => (calendar ? [`${calendar.id}=${calendar.hash}`] : []))
  return [...new Set(pairs)].sort().join(' ')
}

/** Reads a key that `calendarSetKey` has written. Throws `database-failed` for anything else. */
export function toCalendarSet(key: string): CalendarSet {
  const calendars = key.split(' ').map((pair) => {
    const [id = '', hash = '', ...rest] = pair.split('=')
    if (id === '' || hash === '' || rest.length > 0)
      throw new EngineError(
        'database-failed',
        "Expected calendars with their hashes in column 'calendars', but the database holds something else. " +
          'The tables were changed by something else: restore a backup or repair them.',
      )
    return { id, hash }
  })
  return { key, calendars }
}
