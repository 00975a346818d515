import type { Store } from '../store/port.js'
import { calendarDiff, type CalendarDiffHost } from './calendar-diff/calendar-diff.js'
import type { Engine } from './engine.js'
import type { Clock } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'

/** What is in force: processes and calendars. */
export function worldCalls(
  store: Store,
  catalogue: ProcessCatalogue,
  clock: Clock,
): Pick<Engine, 'processes' | 'calendars' | 'calendarDiff'> {
  return {
    processes: () => catalogue.all(),
    calendars: () => [...catalogue.calendars.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    calendarDiff: (next, more) =>
      calendarDiff(worldOf(store, catalogue, clock), { old: catalogue.known(next.id), next, ...more }),
  }
}

/** Where cases are, and the calendars in force. */
function worldOf({ read }: Store, catalogue: ProcessCatalogue, clock: Clock): CalendarDiffHost {
  return {
    reads: read,
    processOf: ({ version }) => catalogue.version(read, version),
    calendars: catalogue.calendars,
    ...(catalogue.calendarsIf && { calendarsIf: catalogue.calendarsIf }),
    now: clock.now(),
  }
}
