import { formatDuration } from '../format-duration.js'
import type { Instant } from '../instant.js'
import { dateIn, localParts } from '../zone.js'
import {
  sayDate,
  sayDates,
  sayInstant,
  sayList,
  sayStartPoint,
  sayTime,
  sayZone,
  type Language,
} from './date-words.js'
import { unitKind, type Told } from './frame.js'
import { noteText } from './note-words.js'
import type { Stretch } from './stretch.js'
import { moved, unpublished } from './tell-stretch.js'

/** The paragraph for a customer: what is due, when, counted how, what was left out and why, and whether it may still move. */
export function tellCustomer(told: Told, language: Language): string {
  const sentences = [
    dueSentence(told, language),
    countSentence(told, language),
    skippedSentence(told, language),
    inLieuSentence(told, language),
    ...told.stretches.filter(({ kind }) => kind === 'moved').map((stretch) => moved(told, stretch, language)),
    pauseSentence(told, language),
    provisionalSentence(told, language),
  ].filter((sentence) => sentence !== '')
  return subject(told, language) + sentences.join(language === 'zh-CN' ? '' : ' ')
}

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** The title with the articles behind it: those cited in the language, or all where none is. */
function subject({ subject: about }: Told, language: Language): string {
  if (!about) return ''
  const chinese = language === 'zh-CN'
  const own = about.articles.filter((article) => isChinese(article) === chinese)
  const articles = own.length > 0 ? own : about.articles
  if (chinese) return `${about.title[language]}${articles.length === 0 ? '' : `（${articles.join('；')}）`}：`
  return `${about.title[language]}${articles.length === 0 ? '' : ` (${articles.join('; ')})`}. `
}

/** What the data says: a date, which ends with its day, or a time. */
export function sayPoint(point: string | Instant, zone: string, language: Language): string {
  return typeof point === 'string' ? sayDate(point, language) : sayInstant(point, zone, language)
}

function dueSentence({ span, zone: id, stillPaused }: Told, language: Language): string {
  const zone = sayZone(id, language)
  const due = sayInstant(span.due.at, id, language)
  const lower = span.lower && sayInstant(span.lower.at, id, language)
  if (language === 'zh-CN') {
    if (stillPaused) return `目前暂停计时，恢复后再确定到期时间；若未暂停，本应于 ${due}（${zone}）前完成。`
    if (lower !== undefined) return `应于 ${lower}至 ${due}（${zone}）之间完成。`
    return `应于 ${due}（${zone}）前完成。`
  }
  if (stillPaused)
    return `The time stands still at present, and the date is set when it goes on; had it not stopped, it would be ${due} (${zone}).`
  if (lower !== undefined) return `Due between ${lower} and ${due} (${zone}).`
  return `Due on ${due} (${zone}).`
}

function countSentence(told: Told, language: Language): string {
  const { rule, unit } = told
  const chinese = language === 'zh-CN'
  if (rule.kind === 'until') return pointSentence(told, rule, language)
  const start = sayStartPoint(told, told.zone, language)
  const kind = unitKind(unit)
  if (unit === 'end-of-day') return endOfDay(told, start, language)
  const duration = formatDuration(rule.range, language)
  const notFirst = kind !== 'time' && rule.range.upper.amount > 0
  if (chinese) return `自 ${start}起算 ${duration}${notFirst ? '，起算当日不计' : ''}。`
  const verb = rule.range.upper.amount === 1 ? 'is' : 'are'
  return `${duration} ${verb} counted from ${start}${notFirst ? '; the day it starts is not counted' : ''}.`
}

/** Begun off hours, or paused at the close, it ends with a later day. */
function endOfDay({ span, startedAt, zone }: Told, start: string, language: Language): string {
  if (language !== 'zh-CN') return `It ends with the working day, counted from ${start}.`
  const isSameDay = dateIn(startedAt, zone) === dateIn(span.due.at - 1, zone)
  return `自 ${start}起算，${isSameDay ? '当日营业结束时' : '其后首个可计的营业日结束时'}到期。`
}

function pointSentence(
  { zone }: Told,
  { point, by }: Extract<Told['rule'], { kind: 'until' }>,
  language: Language,
): string {
  const named = sayPoint(point, zone, language)
  const chinese = language === 'zh-CN'
  if (!by) return chinese ? `以案件资料中的 ${named}为准。` : `It follows the date of the case: ${named}.`
  const duration = formatDuration({ upper: by.duration }, language)
  if (chinese) return `到期时间为 ${named}${by.direction === 'before' ? '之前' : '之后'} ${duration}。`
  return `That is ${duration} ${by.direction} ${named}.`
}

/** Days that do not count. Of plain days only the last is looked at, and `moved` tells of it. */
function skippedSentence({ stretches, unit, span, zone }: Told, language: Language): string {
  const kind = unitKind(unit)
  const chinese = language === 'zh-CN'
  if (kind === 'days' || kind === 'point') return ''
  const year = localParts(span.due.at, zone).year
  const days = stretches
    .filter((stretch) => stretch.kind === 'holiday' || stretch.kind === 'closed')
    .map((stretch) => named(stretch, year, language))
  const weekends = stretches.some((stretch) => stretch.kind === 'weekend')
    ? [chinese ? '周末' : 'weekends']
    : []
  const all = [...weekends, ...days]
  if (all.length === 0) return ''
  return chinese ? `${sayList(all, language)}不计。` : `Not counted: ${sayList(all, language)}.`
}

function named({ first, last, kind, note }: Stretch, year: number, language: Language): string {
  const dates = sayDates(first, last, language, year)
  const isOwn = note === undefined || note.endsWith('of the calendar')
  if (language === 'zh-CN') {
    const off = kind === 'holiday' ? '放假' : '不营业'
    return isOwn ? `${dates}（${off}）` : `${dates}（${noteText(note)['zh-CN']}${off}）`
  }
  return isOwn ? `${dates} (${kind === 'holiday' ? 'day off' : 'closed'})` : `${dates} (${noteText(note).en})`
}

/** Working days in lieu, and days with hours of their own. */
function inLieuSentence({ stretches, unit }: Told, language: Language): string {
  const kind = unitKind(unit)
  if (kind === 'days' || kind === 'point') return ''
  const of = (wanted: Stretch['kind']): string[] => [
    ...new Set(stretches.filter((one) => one.kind === wanted).map(({ first }) => sayDate(first, language))),
  ]
  const chinese = language === 'zh-CN'
  const inLieu = of('make-up')
  const own = of('own-hours')
  const days = sayList(inLieu, language)
  const many = inLieu.length > 1
  const first =
    inLieu.length === 0
      ? ''
      : chinese
        ? `${days}为调休上班日。`
        : `${days} ${many ? 'are working days' : 'is a working day'} in lieu.`
  const second =
    own.length === 0
      ? ''
      : chinese
        ? `${sayList(own, language)}另定工作时间。`
        : `${sayList(own, language)} ${own.length > 1 ? 'have' : 'has'} hours of ${own.length > 1 ? 'their' : 'its'} own.`
  return [first, second].filter((sentence) => sentence !== '').join(chinese ? '' : ' ')
}

/** Pauses that are told one by one; more are counted, with the last in full. */
const pausesTold = 3

/** A point in the data stays where it is, however long the clock stood still. */
function pauseSentence({ rule, pauses, zone }: Told, language: Language): string {
  if (rule.kind === 'until') return ''
  const chinese = language === 'zh-CN'
  const stretches = pauses.map(({ from, to }) => {
    const start = sayInstant(from, zone, language)
    if (to === undefined) return chinese ? `${start}起至今` : `since ${start}`
    const isSameDay = dateIn(from, zone) === dateIn(to, zone)
    const end = isSameDay ? sayTime(to, zone) : sayInstant(to, zone, language)
    return chinese ? `${start}至 ${end}` : `from ${start} to ${end}`
  })
  if (stretches.length === 0) return ''
  if (stretches.length <= pausesTold) {
    const all = sayList(stretches, language)
    return chinese ? `${all}暂停计时，不计入期限。` : `The time stood still ${all}.`
  }
  const last = stretches.at(-1) ?? ''
  if (chinese) return `期间共暂停计时 ${stretches.length} 次，不计入期限，最近一次为 ${last}。`
  return `The time stood still ${stretches.length} times, the last time ${last}.`
}

function provisionalSentence({ span, stretches, zone }: Told, language: Language): string {
  if (!span.due.provisional) return ''
  const found = stretches.find(({ kind }) => kind === 'unpublished')
  const year = found ? Number(found.first.slice(0, 4)) : localParts(span.due.at, zone).year
  return unpublished(year, language)
}
