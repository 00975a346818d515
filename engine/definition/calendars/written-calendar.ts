import type { JsonObject, JsonValue } from '../../errors/json.js'
import {
  formatInstant,
  isDate,
  isZone,
  parseLocalTime,
  startOfDate,
  type CalendarDefinition,
  type PeriodText,
} from '../../time/index.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import { listAt, objectAt, textAt, textsAt } from '../compile/json-access.js'

type Closures = NonNullable<CalendarDefinition['closures']>

/** What one file says of a calendar. Zone, day counting and hours may come from the one it extends. */
export interface WrittenCalendar {
  readonly calendar: string
  readonly title: CalendarDefinition['title']
  readonly zone: string | undefined
  readonly dayCounting: CalendarDefinition['dayCounting'] | undefined
  readonly hours: CalendarDefinition['hours']
  readonly holidays: readonly string[] | undefined
  readonly publishedYears: readonly number[] | undefined
  readonly workdays: readonly string[] | undefined
  readonly dateHours: CalendarDefinition['dateHours'] | undefined
  readonly closures: Closures | undefined
}

/** Reads the long form of a calendar that fits its schema. */
export function writtenCalendar(value: JsonObject, id: string): WrittenCalendar {
  const dayCounting = textAt(value, 'dayCounting')
  return {
    calendar: id,
    title: bilingualAt(value, 'title') ?? { 'zh-CN': id, en: id },
    zone: textAt(value, 'zone'),
    dayCounting: dayCounting === 'same-time' || dayCounting === 'close-of-business' ? dayCounting : undefined,
    hours: periodsByKey(objectAt(value, 'hours')),
    holidays: textsAt(value, 'holidays'),
    publishedYears: Object.hasOwn(value, 'publishedYears')
      ? listAt(value, 'publishedYears').filter((year) => typeof year === 'number')
      : undefined,
    workdays: textsAt(value, 'workdays'),
    dateHours: Object.hasOwn(value, 'dateHours') ? periodsByKey(objectAt(value, 'dateHours')) : undefined,
    closures: Object.hasOwn(value, 'closures') ? pairsOf(listAt(value, 'closures')) : undefined,
  }
}

/** Closures as instants; a date is the beginning of its day. What is no local time stays as it is, and the check of the calendar tells it. */
export function closuresIn(closures: Closures, zone: string): Closures {
  // An unknown zone is told by the check; that it makes no instants of these is not told as well.
  const known = isZone(zone) ? zone : 'UTC'
  const instantOf = (text: string): string => {
    const local = isDate(text) ? startOfDate(text, known) : parseLocalTime(text, known)
    return local === undefined ? text : formatInstant(local, known)
  }
  return closures.map(([from, to]) => [instantOf(from), instantOf(to)])
}

function periodsByKey(object: JsonObject): { readonly [key: string]: readonly PeriodText[] } {
  return Object.fromEntries(Object.keys(object).map((key) => [key, pairsOf(listAt(object, key))]))
}

function pairsOf(list: readonly JsonValue[]): readonly (readonly [string, string])[] {
  return list.map((pair) => {
    const [first, second] = Array.isArray(pair) ? pair : []
    return [typeof first === 'string' ? first : '', typeof second === 'string' ? second : '']
  })
}
