import type { CalendarDefinition } from './calendar.js'
import { nearest, wrong, type CalendarProblem } from './calendar-problem.js'
import { checkClosures } from './check-closures.js'
import { checkDates } from './check-dates.js'
import { checkDateOverlaps, checkHours } from './check-hours.js'
import { checkRest } from './check-rest.js'
import { isZone } from './zone.js'

export type { CalendarProblem } from './calendar-problem.js'

/**
 * Everything wrong in a calendar whose shape is right: zone, day counting, periods, dates, closures; and, where all
 * that is right, what does not go together.
 */
export function checkCalendar(definition: CalendarDefinition): readonly CalendarProblem[] {
  const problems = [
    ...checkZone(definition.zone),
    ...checkDayCounting(definition.dayCounting),
    ...checkHours(definition),
    ...checkDates(definition),
    ...checkClosures(definition.closures ?? []),
  ]
  if (problems.length > 0) return problems
  return [...checkDateOverlaps(definition), ...checkRest(definition)]
}

function checkZone(zone: string): CalendarProblem[] {
  if (isZone(zone)) return []
  const meant = shortZones.get(zone.toLowerCase().replace(/^.*\//, ''))
  const near = meant === undefined ? nearest(zone, zoneNames()) : { nearest: meant }
  const hint = 'Write the region and its city: Asia/Shanghai.'
  return [wrong(['zone'], 'a zone of the IANA database such as Asia/Shanghai', zone, { ...near, hint })]
}

/** What people write for a zone, and the zone that is meant here: CST is the time of China, not of Chicago. */
const shortZones: ReadonlyMap<string, string> = new Map([
  ['cst', 'Asia/Shanghai'],
  ['bjt', 'Asia/Shanghai'],
  ['beijing', 'Asia/Shanghai'],
  ['peking', 'Asia/Shanghai'],
  ['shenzhen', 'Asia/Shanghai'],
  ['guangzhou', 'Asia/Shanghai'],
  ['china', 'Asia/Shanghai'],
  ['hkt', 'Asia/Hong_Kong'],
  ['jst', 'Asia/Tokyo'],
  ['kst', 'Asia/Seoul'],
  ['sgt', 'Asia/Singapore'],
  ['ist', 'Asia/Kolkata'],
  ['bst', 'Europe/London'],
  ['cest', 'Europe/Berlin'],
  ['pst', 'America/Los_Angeles'],
  ['pdt', 'America/Los_Angeles'],
  ['cdt', 'America/Chicago'],
  ['edt', 'America/New_York'],
])

function zoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')]
}

function checkDayCounting(dayCounting: string): CalendarProblem[] {
  const known = ['close-of-business', 'same-time']
  if (known.includes(dayCounting)) return []
  return [wrong(['dayCounting'], known.join(' or '), dayCounting, nearest(dayCounting, known))]
}
