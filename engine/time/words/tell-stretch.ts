import type { Text } from '../../errors/json.js'
import { dateIn } from '../zone.js'
import {
  sayAmount,
  sayDate,
  sayDates,
  sayInstant,
  sayList,
  sayTime,
  spaced,
  type Language,
} from './date-words.js'
import { unitKind, type Told, type ToldPause } from './frame.js'
import { noteText } from './note-words.js'
import type { Stretch } from './stretch.js'

/** One stretch of a count for staff, as a sentence in both languages. */
export function tellStretch(told: Told, stretch: Stretch): Text {
  return { en: sentence(told, stretch, 'en'), 'zh-CN': spaced(sentence(told, stretch, 'zh-CN')) }
}

function sentence(told: Told, stretch: Stretch, language: Language): string {
  const chinese = language === 'zh-CN'
  const when = whenOf(told, stretch, language)
  const why = stretch.note === undefined ? undefined : noteText(stretch.note)[language]
  const named = why === undefined ? '' : chinese ? `（${why}）` : ` (${why})`
  switch (stretch.kind) {
    case 'time':
      return counted(when, stretch, language)
    case 'day':
      return countedDays(told, { when, days: stretch.days }, language)
    case 'make-up':
      return inLieu(told, { when, named, what: chinese ? '调休上班日' : 'a working day in lieu' }, language)
    case 'own-hours':
      return inLieu(told, { when, named, what: chinese ? '另定的工作时间' : 'hours of its own' }, language)
    case 'holiday':
      return skipped(told, { when, named, what: chinese ? '放假' : 'holiday' }, language)
    case 'weekend':
      return skipped(told, { when, named, what: chinese ? '周末' : 'weekend' }, language)
    case 'closed':
      return skipped(told, { when, named, what: chinese ? '不营业' : 'closed' }, language)
    case 'paused':
      return paused(when, { by: causeOf(told, stretch), isDay: stretch.from === undefined }, language)
    case 'moved':
      return moved(told, stretch, language)
    case 'unpublished':
      return unpublished(Number(stretch.first.slice(0, 4)), language)
    case 'moved-by-pauses':
      return movedByPauses(told, stretch, language)
    case 'more':
      return moreCounted(when, stretch, language)
  }
}

/** What a long trace sums up. */
function moreCounted(when: string, { ms, days }: Stretch, language: Language): string {
  if (language === 'zh-CN') {
    const amount = ms === undefined ? `${days} 天` : sayAmount(ms, language)
    return `${when}：另计 ${amount}，不再逐项列出。`
  }
  const amount = ms === undefined ? `${days} day${days === 1 ? '' : 's'}` : sayAmount(ms, language)
  return `${when}: ${amount} more counted, not listed one by one.`
}

function counted(when: string, { ms = 0 }: Stretch, language: Language): string {
  const amount = sayAmount(ms, language)
  return language === 'zh-CN' ? `${when}：计 ${amount}。` : `${when}: ${amount} counted.`
}

function countedDays(told: Told, { when, days }: { when: string; days: number }, language: Language): string {
  const chinese = language === 'zh-CN'
  if (unitKind(told.unit) !== 'working-days')
    return chinese ? `${when}：到期日。` : `${when}: the day it ends.`
  if (chinese) return `${when}：计 ${days} 个工作日。`
  return `${when}: ${days} working day${days === 1 ? '' : 's'} counted.`
}

/** A day that is worked on although others like it are not. Of hours the stretches that follow tell what counts. */
function inLieu(
  told: Told,
  { when, named, what }: { when: string; named: string; what: string },
  language: Language,
): string {
  const counts = unitKind(told.unit) === 'working-days'
  if (language === 'zh-CN') return `${when}：${what}${named}${counts ? '，计 1 个工作日' : ''}。`
  return `${when}: ${what}${named}${counts ? ', 1 working day counted' : ''}.`
}

/** A day on which nobody works. It counts as one of plain days, unless it is the last. */
function skipped(
  told: Told,
  { when, named, what }: { when: string; named: string; what: string },
  language: Language,
): string {
  const isLeftOut = unitKind(told.unit) !== 'days'
  if (language === 'zh-CN') return `${when}：${what}${named}${isLeftOut ? '，不计' : ''}。`
  return `${when}: ${what}${named}${isLeftOut ? ', not counted' : ''}.`
}

/** Days count by how the clock stands at their close. */
function paused(
  when: string,
  { by, isDay }: { by: Text | undefined; isDay: boolean },
  language: Language,
): string {
  if (language === 'zh-CN')
    return `${when}：${isDay ? '日终时仍在暂停' : '暂停计时'}${by ? `（${by['zh-CN']}）` : ''}，不计。`
  return `${when}: the clock stood still${isDay ? ' at the close' : ''}${by ? ` (${by.en})` : ''}, not counted.`
}

/** What stopped the clock in that stretch. */
function causeOf({ pauses, zone }: Told, { first, from, to, last }: Stretch): Text | undefined {
  const touches = (pause: ToldPause): boolean =>
    from === undefined || to === undefined
      ? dateIn(pause.from, zone) <= last && (pause.to === undefined || dateIn(pause.to, zone) >= first)
      : pause.from < to && (pause.to ?? Infinity) > from
  return pauses.find((pause) => pause.by !== undefined && touches(pause))?.by
}

function movedByPauses({ zone }: Told, { from = 0, to = 0 }: Stretch, language: Language): string {
  const [start, end] = [sayInstant(from, zone, language), sayInstant(to, zone, language)]
  if (language === 'zh-CN') return `因暂停计时，到期时间由 ${start} 顺延至 ${end}。`
  return `The time it stood still moves it from ${start} to ${end}.`
}

/** A last day that does not end it, because nobody works then or because the clock stood still at its close. */
export function moved({ stretches }: Told, { first, note = '' }: Stretch, language: Language): string {
  const [from] = /\d{4}-\d{2}-\d{2}/.exec(note) ?? []
  const to = sayDate(first, language)
  const isPaused = note.includes('paused')
  const off = from && stretches.find((one) => one.kind === 'holiday' && one.first <= from && from <= one.last)
  const name = off && off.note !== undefined ? noteText(off.note)[language] : undefined
  if (language === 'zh-CN') {
    const day = from ? sayDate(from, language) : '期限末日'
    const why = isPaused ? '结束时仍在暂停' : `不是工作日${name === undefined ? '' : `（${name}）`}`
    return `${day}${why}，改为 ${to}。`
  }
  const day = from ? sayDate(from, language) : 'the last day'
  if (isPaused) return `The time stood still at the end of ${day}: moved to ${to}.`
  return `${day} is not a working day${name === undefined ? '' : ` (${name})`}: moved to ${to}.`
}

/** In plain words: what is not known yet, and what follows from it. */
export function unpublished(year: number, language: Language): string {
  if (language === 'zh-CN') return `${year} 年的节假日安排尚未公布，公布后该时间可能变动。`
  return `The holidays of ${year} are not published yet, so the date may still move.`
}

function whenOf(told: Told, { first, last, from, to, parts = [] }: Stretch, language: Language): string {
  const { zone } = told
  if (parts.length > 1 && first === last) return partsOfDay({ first, parts, zone }, language)
  const joint = language === 'zh-CN' ? '至 ' : ' to '
  if (from !== undefined && to !== undefined) {
    const start = sayInstant(from, zone, language)
    if (first === last) return `${start}${language === 'zh-CN' ? ' 至 ' : joint}${sayTime(to, zone)}`
    return `${start}${language === 'zh-CN' ? ' 至 ' : joint}${sayInstant(to, zone, language)}`
  }
  return first === last ? sayDate(first, language) : sayDates(first, last, language)
}

/** The open times of one day, with the breaks between them left out. */
function partsOfDay(
  { first, parts, zone }: Required<Pick<Stretch, 'first' | 'parts'>> & { readonly zone: string },
  language: Language,
): string {
  const chinese = language === 'zh-CN'
  const times = parts.map(
    ({ from, to }) => `${sayTime(from, zone)}${chinese ? ' 至 ' : ' to '}${sayTime(to, zone)}`,
  )
  return `${sayDate(first, language)}${chinese ? '' : ' at '}${sayList(times, language)}`
}
