import { closuresOutside, type CalendarDefinition } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import { closuresIn, type WrittenCalendar } from './written-calendar.js'

/** A calendar with everything it takes over, and where its parts are written. */
export interface ExtendedCalendar {
  readonly definition: CalendarDefinition
  /** Path in the calendar's own file; what was taken over stands at `extends`. */
  placeOf(path: ValuePath): ValuePath
}

/** Keys a calendar needs, its own or taken over. */
export const neededKeys = ['zone', 'dayCounting', 'hours'] as const

/**
 * Puts what a file says on top of the calendar it extends: its own keys go before, hours and one-off hours are merged
 * by day, lists are appended. What the file says of a date or a time replaces what the other says of it. `undefined`
 * where one of the needed keys is in neither.
 */
export function extendCalendar(
  own: WrittenCalendar,
  parent: CalendarDefinition | undefined,
): ExtendedCalendar | undefined {
  const zone = own.zone ?? parent?.zone
  const dayCounting = own.dayCounting ?? parent?.dayCounting
  const hours = { ...parent?.hours, ...own.hours }
  if (zone === undefined || dayCounting === undefined || Object.keys(hours).length === 0) return undefined
  const ownClosures = own.closures && closuresIn(own.closures, zone)
  const taken = takenOver(own, ownClosures, parent)
  const holidays = joined(taken.holidays, own.holidays)
  const publishedYears = joined(taken.publishedYears, own.publishedYears)
  const workdays = joined(taken.workdays, own.workdays)
  const closures = joined(taken.closures, ownClosures)
  const dateHours = (taken.dateHours ?? own.dateHours) ? { ...taken.dateHours, ...own.dateHours } : undefined
  const definition: CalendarDefinition = {
    calendar: own.calendar,
    title: own.title,
    zone,
    dayCounting,
    hours,
    ...(holidays && { holidays }),
    ...(publishedYears && { publishedYears }),
    ...(workdays && { workdays }),
    ...(dateHours && { dateHours }),
    ...(closures && { closures }),
  }
  return { definition, placeOf: (path) => (parent ? ownPlace(path, own, taken) : path) }
}

type Taken = Pick<CalendarDefinition, 'holidays' | 'publishedYears' | 'workdays' | 'closures' | 'dateHours'>

/** What is left of the other calendar's dates and closures once the own ones are out. */
function takenOver(
  own: WrittenCalendar,
  ownClosures: CalendarDefinition['closures'],
  parent: CalendarDefinition | undefined,
): Taken {
  if (!parent) return {}
  const { holidays, publishedYears, workdays, closures, dateHours } = parent
  const said = new Set([...(own.holidays ?? []), ...(own.workdays ?? [])])
  const ownYears = new Set(own.publishedYears)
  const without = (dates: readonly string[]) => dates.filter((date) => !said.has(date))
  return {
    ...(holidays && { holidays: without(holidays) }),
    ...(publishedYears && { publishedYears: publishedYears.filter((year) => !ownYears.has(year)) }),
    ...(workdays && { workdays: without(workdays) }),
    ...(closures && { closures: closuresOutside(closures, ownClosures ?? [], parent.zone) }),
    ...(dateHours && {
      dateHours: Object.fromEntries(Object.entries(dateHours).filter(([date]) => !said.has(date))),
    }),
  }
}

function joined<T>(taken: readonly T[] | undefined, own: readonly T[] | undefined): readonly T[] | undefined {
  return taken || own ? [...(taken ?? []), ...(own ?? [])] : undefined
}

function ownPlace(path: ValuePath, own: WrittenCalendar, taken: Taken): ValuePath {
  const [key, step, ...rest] = path
  switch (key) {
    case 'zone':
    case 'dayCounting':
      return own[key] === undefined ? ['extends'] : path
    case 'hours':
      return typeof step === 'string' && Object.hasOwn(own.hours, step) ? path : ['extends']
    case 'dateHours':
      return own.dateHours && typeof step === 'string' && Object.hasOwn(own.dateHours, step)
        ? path
        : ['extends']
    case 'holidays':
    case 'publishedYears':
    case 'workdays':
    case 'closures': {
      if (typeof step !== 'number') return own[key] ? path : ['extends']
      const index = step - (taken[key]?.length ?? 0)
      return index < 0 ? ['extends'] : [key, index, ...rest]
    }
    default:
      return path
  }
}
