import type { Text } from '../../errors/json.js'
import { formatDuration } from '../format-duration.js'
import { dateIn } from '../zone.js'
import { sayInstant, sayStartPoint, spaced, type Language } from './date-words.js'
import { told, unitKind, type CountFrame, type Told, type ToldPause } from './frame.js'
import { sayLeft } from './say-left.js'
import { tellCustomer, sayPoint } from './tell-customer.js'
import { tellStretch } from './tell-stretch.js'

/** A count in words. */
export interface CountWords {
  /** For staff, a sentence a line: rule, calendar, start, what counted and what did not, pauses, result. */
  readonly lines: readonly Text[]
  /** The last of the lines: when it is due. */
  readonly result: Text
  /**
   * One paragraph that can be sent to a customer: what is due, when and why, with no names of states,
   * calendars or parameters.
   */
  readonly customer: Text
}

/** Says in both languages why something is due when it is. */
export function tellCount(frame: CountFrame): CountWords {
  const all = told(frame)
  const result = both((language) => sayResult(all, language))
  return {
    result,
    lines: [
      both((language) => sayRule(all, language)),
      both((language) => sayCalendar(all, language)),
      both((language) => sayStart(all, language)),
      ...startDay(all),
      ...all.stretches.map((stretch) => tellStretch(all, stretch)),
      ...all.pauses
        .filter((pause) => !isTraced(all, pause))
        .map((pause) => both((language) => sayPause(all, pause, language))),
      result,
    ],
    customer: both((language) => tellCustomer(all, language)),
  }
}

function both(say: (language: Language) => string): Text {
  return { en: say('en'), 'zh-CN': spaced(say('zh-CN')) }
}

function sayRule(all: Told, language: Language): string {
  const { rule, zone } = all
  const chinese = language === 'zh-CN'
  if (rule.kind === 'within') {
    const duration = formatDuration(rule.range, language)
    return chinese ? `规则：${duration}。` : `Rule: ${duration}.`
  }
  const point = sayPoint(rule.point, zone, language)
  if (!rule.by)
    return chinese ? `规则：以资料中的时间为准，${point}。` : `Rule: the time in the data, ${point}.`
  const duration = formatDuration({ upper: rule.by.duration }, language)
  if (chinese) return `规则：${point}${rule.by.direction === 'before' ? '之前' : '之后'} ${duration}。`
  return `Rule: ${duration} ${rule.by.direction} ${point}.`
}

function sayCalendar({ calendar, zone }: Told, language: Language): string {
  const { title, dayCounting } = calendar.definition
  const version = calendar.hash.slice(0, 12)
  const known = calendar.publishedUntil
  if (language === 'zh-CN') {
    const days = dayCounting === 'close-of-business' ? '按营业日终了计日' : '按同一时刻计日'
    const published = known === undefined ? '' : `，节假日公布至 ${known} 年`
    return `日历：${title['zh-CN']}（版本 ${version}），时区 ${zone}，${days}${published}。`
  }
  const days =
    dayCounting === 'close-of-business' ? 'days end at close of business' : 'days end at the same time'
  const published = known === undefined ? '' : `, holidays are published up to ${known}`
  return `Calendar: ${title.en} (version ${version}), zone ${zone}; ${days}${published}.`
}

function sayStart(told: Told, language: Language): string {
  const at = sayStartPoint(told, told.zone, language)
  return language === 'zh-CN' ? `起算：${at}。` : `Counted from ${at}.`
}

/** Days begin with the day after the one it starts on. */
function startDay({ rule, unit }: Told): readonly Text[] {
  const kind = unitKind(unit)
  const counts = kind === 'working-days' || kind === 'days'
  if (rule.kind !== 'within' || !counts || rule.range.upper.amount === 0) return []
  return [{ en: 'The day it starts is not counted.', 'zh-CN': '起算当日不计。' }]
}

function sayPause({ zone, rule }: Told, { from, to, by }: ToldPause, language: Language): string {
  const start = sayInstant(from, zone, language)
  const end = to === undefined ? undefined : sayInstant(to, zone, language)
  if (language === 'zh-CN') {
    const why = by ? `（${by['zh-CN']}）` : ''
    const stays = rule.kind === 'until' ? '，到期时间不变' : ''
    return end === undefined
      ? `自 ${start}起暂停计时${why}${stays}。`
      : `${start} 至 ${end} 暂停计时${why}${stays}。`
  }
  const why = by ? ` (${by.en})` : ''
  const stays = rule.kind === 'until' ? '; the date does not move' : ''
  return end === undefined
    ? `Paused since ${start}${why}${stays}.`
    : `Paused from ${start} to ${end}${why}${stays}.`
}

/** Whether the trace told of a pause where it happened. One that is still going on is told at the end all the same. */
function isTraced({ stretches, zone }: Told, { from, to }: ToldPause): boolean {
  if (to === undefined) return false
  const [first, last] = [dateIn(from, zone), dateIn(to, zone)]
  return stretches.some((one) => one.kind === 'paused' && one.first <= last && one.last >= first)
}

function sayResult({ span, zone, stillPaused, left }: Told, language: Language): string {
  const due = sayInstant(span.due.at, zone, language)
  const lower = span.lower && sayInstant(span.lower.at, zone, language)
  const provisional = span.due.provisional
  if (language === 'zh-CN') {
    const unsure = provisional ? '（暂定）' : ''
    const rest = left ? `，${sayLeft(left, language)}` : ''
    if (stillPaused) return `结果：仍在暂停${rest}；若自暂停时起继续，到期时间为 ${due}${unsure}。`
    return `结果：${lower === undefined ? '' : `${lower}起提醒，`}到期时间为 ${due}${unsure}。`
  }
  const unsure = provisional ? ' (provisional)' : ''
  const rest = left ? `, ${sayLeft(left, language)}` : ''
  if (stillPaused)
    return `Result: paused${rest}; if it went on at that time, it would be due on ${due}${unsure}.`
  return `Result: ${lower === undefined ? '' : `warned on ${lower}, `}due on ${due}${unsure}.`
}
