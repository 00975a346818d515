import type { Text } from '../../errors/json.js'
import { toDayNumber, weekdayOf } from '../date.js'
import type { Instant } from '../instant.js'
import { dateIn, localParts } from '../zone.js'

/** The languages everything is told in. */
export type Language = keyof Text

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

/** `Thursday 8 October 2026`, `2026 年 10 月 8 日（星期四）`. The date is one that exists. */
export function sayDate(date: string, language: Language): string {
  const { year, month, day, weekday } = partsOf(date)
  if (language === 'zh-CN') return `${year} 年 ${month} 月 ${day} 日（星期${'一二三四五六日'[weekday - 1]}）`
  return `${weekdays[weekday - 1]} ${day} ${months[month - 1]} ${year}`
}

/**
 * As on a clock of the zone, with the seconds where there are any: `Thursday 8 October 2026 at 18:00`,
 * `2026 年 10 月 8 日（星期四）18:00`.
 */
export function sayInstant(at: Instant, zone: string, language: Language): string {
  const date = sayDate(dateIn(at, zone), language)
  return language === 'zh-CN' ? `${date}${sayTime(at, zone)}` : `${date} at ${sayTime(at, zone)}`
}

/** Where a count starts: its time, or the date where it counts from a date. */
export function sayStartPoint(
  { startedAt, startsOnDate = false }: { readonly startedAt: Instant; readonly startsOnDate?: boolean },
  zone: string,
  language: Language,
): string {
  if (startsOnDate) return sayDate(dateIn(startedAt, zone), language)
  return sayInstant(startedAt, zone, language)
}

/** The zone as people call it where they do: `北京时间`, else its name. */
export function sayZone(zone: string, language: Language): string {
  return language === 'zh-CN' && zone === 'Asia/Shanghai' ? '北京时间' : zone
}

/** The time of day in the zone, `18:00`; with its seconds where it has any. */
export function sayTime(at: Instant, zone: string): string {
  const { hour, minute } = localParts(at, zone)
  const seconds = Math.floor((((at % 60_000) + 60_000) % 60_000) / 1000)
  return [hour, minute, ...(seconds > 0 ? [seconds] : [])].map(two).join(':')
}

/** Dates in a row as briefly as they can be told: `1 to 7 October 2026`, `10 月 1 日至 7 日` where the year is `known`. */
export function sayDates(first: string, last: string, language: Language, known?: number): string {
  const from = partsOf(first)
  const to = partsOf(last)
  const years = from.year !== to.year
  const tellYear = years || to.year !== known
  if (language === 'zh-CN') {
    const start = `${tellYear ? `${from.year} 年 ` : ''}${from.month} 月 ${from.day} 日`
    if (first === last) return start
    const end = `${years ? `${to.year} 年 ` : ''}${years || from.month !== to.month ? `${to.month} 月 ` : ''}${to.day} 日`
    return `${start}至 ${end}`
  }
  const end = `${to.day} ${months[to.month - 1]}${tellYear ? ` ${to.year}` : ''}`
  if (first === last) return end
  if (years) return `${from.day} ${months[from.month - 1]} ${from.year} to ${end}`
  return from.month === to.month ? `${from.day} to ${end}` : `${from.day} ${months[from.month - 1]} to ${end}`
}

/** A stretch of time in the largest units that leave nothing over: `2 hours 30 minutes`, `2 小时 30 分钟`. */
export function sayAmount(ms: number, language: Language): string {
  const units: readonly [size: number, one: string, chinese: string][] = [
    [3_600_000, 'hour', '小时'],
    [60_000, 'minute', '分钟'],
    [1_000, 'second', '秒'],
    [1, 'millisecond', '毫秒'],
  ]
  let left = ms
  const parts = units.flatMap(([size, one, chinese]) => {
    const amount = Math.floor(left / size)
    left -= amount * size
    if (amount === 0) return []
    return [language === 'zh-CN' ? `${amount} ${chinese}` : `${amount} ${one}${amount === 1 ? '' : 's'}`]
  })
  if (parts.length > 0) return parts.join(' ')
  return language === 'zh-CN' ? '0 分钟' : '0 minutes'
}

/** Things in a row: `a, b and c`, `a、b 和 c`. */
export function sayList(things: readonly string[], language: Language): string {
  if (things.length < 2) return things.join('')
  const last = things.at(-1) ?? ''
  const rest = things.slice(0, -1)
  return language === 'zh-CN' ? `${rest.join('、')}和${last}` : `${rest.join(', ')} and ${last}`
}

/** Chinese text with a space between figures and characters, as the texts of the product have it. */
export function spaced(text: string): string {
  return text
    .replaceAll(/(?<=[0-9])(?=\p{Script=Han})/gu, ' ')
    .replaceAll(/(?<=\p{Script=Han})(?=[0-9])/gu, ' ')
}

function partsOf(date: string): { year: number; month: number; day: number; weekday: number } {
  const number = toDayNumber(date)
  if (number === undefined) throw new RangeError(`Expected a date such as 2026-09-28, but found '${date}'.`)
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return { year, month, day, weekday: weekdayOf(number) }
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
