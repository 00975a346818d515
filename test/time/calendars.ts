import { compileCalendar, formatInstant, parseDuration, parseInstant } from '../../engine/time/index.js'
import type { Calendar, CalendarDefinition, Duration, Instant, PeriodText } from '../../engine/time/index.js'

const shop: readonly PeriodText[] = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
]

/** The hours of the service centre as `workflows/calendars/service-centre.yaml` has them. */
export const serviceCentre: CalendarDefinition = {
  calendar: 'service-centre',
  title: { 'zh-CN': '服务中心', en: 'Service centre' },
  zone: 'Asia/Shanghai',
  dayCounting: 'close-of-business',
  hours: { mon: shop, tue: shop, wed: shop, thu: shop, fri: shop },
  holidays: ['CN'],
}

export const daytime: readonly PeriodText[] = [['09:00', '17:00']]
export const weekdayHours = { mon: daytime, tue: daytime, wed: daytime, thu: daytime, fri: daytime }

/** A calendar without holidays, changed where a test needs it. */
export function calendarOf(change: Partial<CalendarDefinition> = {}): Calendar {
  const definition: CalendarDefinition = {
    calendar: 'test',
    title: { 'zh-CN': '测试', en: 'Test' },
    zone: 'Europe/Berlin',
    dayCounting: 'close-of-business',
    hours: weekdayHours,
    ...change,
  }
  const compiled = compileCalendar(definition)
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => problem.message).join('\n'))
  return compiled.calendar
}

export function instant(text: string): Instant {
  const at = parseInstant(text)
  if (at === undefined) throw new Error(`not an instant: ${text}`)
  return at
}

export function duration(text: string): Duration {
  const parsed = parseDuration(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.range.upper
}

/** Local text without seconds: `2026-09-30T18:00+08:00`. */
export function shown(at: Instant, zone: string): string {
  return formatInstant(at, zone).replace(/:00(?=[Z+-])/, '')
}

export function due(calendar: Calendar, from: string, text: string): string {
  return shown(calendar.add(instant(from), duration(text)).at, calendar.zone)
}

export function before(calendar: Calendar, to: string, text: string): string {
  return shown(calendar.subtract(instant(to), duration(text)).at, calendar.zone)
}
