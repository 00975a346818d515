import { formatInstant } from '../../time/index.js'
import type { Text } from '../../errors/index.js'
import type { Instant } from '../../time/instant.js'
import type { CalendarDiff, CaseChanges } from './calendar-diff.js'
import type { MovedClock } from './compare-clocks.js'

type Language = keyof Text

/** The comparison in one sentence, in both languages. */
export function diffSummary(diff: CalendarDiff): Text {
  return { 'zh-CN': summaries['zh-CN'](diff), en: summaries.en(diff) }
}

/** The comparison for people: the sentence, what was compared, each listed case, what is not listed. Lines of text. */
export function diffWords(diff: CalendarDiff, language: Language): readonly string[] {
  const words = vocabulary[language]
  const { calendar, listed, failed, failures, unlisted, storedVersion } = diff
  const { extendedBy, notFollowed } = diff
  return [
    summaries[language](diff),
    ...(storedVersion === undefined ? [] : [words.otherVersion(calendar)]),
    ...(extendedBy.length === 0 ? [] : [words.extendedBy(extendedBy)]),
    ...(notFollowed.length === 0 ? [] : [words.notFollowed(notFollowed)]),
    ...listed.flatMap((one) => [
      `${one.number ?? one.instance} (${one.process})`,
      ...one.clocks.map((clock) => `  ${clockWords(diff, one, { clock, language })}`),
    ]),
    ...(unlisted === 0 ? [] : [words.unlisted(unlisted)]),
    ...(failed === 0 ? [] : [words.failed(failed)]),
    ...failures.map(({ instance, code }) => `  ${instance}: ${code}`),
  ]
}

function clockWords(
  { zone }: CalendarDiff,
  { titles, becomeOverdue, noLongerOverdue }: CaseChanges,
  { clock, language }: { clock: MovedClock; language: Language },
): string {
  const words = vocabulary[language]
  const local = (at: Instant | undefined): string =>
    at === undefined ? words.none : formatInstant(at, zone).slice(0, 16).replace('T', ' ')
  const remarks = [
    ...(becomeOverdue.includes(clock.id) ? [words.overdue] : []),
    ...(noLongerOverdue.includes(clock.id) ? [words.notOverdue] : []),
    ...(clock.provisional ? [words.provisional] : []),
  ]
  const title = titles[clock.id]?.[language]
  const name = title === undefined ? clock.id : `${title} [${clock.id}]`
  return `${name}: ${local(clock.from)} → ${local(clock.to)}${remarks.map((remark) => words.remark(remark)).join('')}`
}

const summaries: { readonly [language in Language]: (diff: CalendarDiff) => string } = {
  'zh-CN': ({ calendar, cases, moved, becomeOverdue, noLongerOverdue }) =>
    `日历“${calendar}”：使用它计时的在办案件 ${cases} 件，其中 ${moved} 件期限变动，` +
    `${becomeOverdue} 件因此逾期，${noLongerOverdue} 件不再逾期。未作任何修改。`,
  en: ({ calendar, cases, moved, becomeOverdue, noLongerOverdue }) =>
    `Calendar '${calendar}': of ${plural(cases, 'open case')} that ${cases === 1 ? 'counts' : 'count'} with it, ` +
    `${moved} move${moved === 1 ? 's' : ''}, ${becomeOverdue} become${becomeOverdue === 1 ? 's' : ''} overdue, ` +
    `${noLongerOverdue} ${noLongerOverdue === 1 ? 'is' : 'are'} no longer overdue. Nothing was changed.`,
}

const vocabulary = {
  'zh-CN': {
    none: '无',
    overdue: '因此逾期',
    notOverdue: '不再逾期',
    provisional: '暂定：当年节假日安排尚未公布',
    remark: (text: string) => `（${text}）`,
    otherVersion: (calendar: string) =>
      `注意：数据库中最近部署的日历“${calendar}”与给出的旧版本不同；以下按给出的旧版本比较。`,
    extendedBy: (ids: readonly string[]) => `引用它的日历随之变动：${ids.join('、')}。`,
    notFollowed: (ids: readonly string[]) =>
      `注意：此处无从得知下列日历是否引用它，未随之重新计算：${ids.join('、')}。请用 --workflows 给出定义文件夹。`,
    unlisted: (count: number) => `另有 ${count} 件变动的案件未列出。`,
    failed: (count: number) => `${count} 件无法重新计算：`,
  },
  en: {
    none: 'none',
    overdue: 'becomes overdue',
    notOverdue: 'is no longer overdue',
    provisional: 'provisional: the holidays of that year are not published yet',
    remark: (text: string) => ` (${text})`,
    otherVersion: (calendar: string) =>
      `Note: the calendar '${calendar}' that was deployed last is not the old version given; what follows is counted from the version given.`,
    extendedBy: (ids: readonly string[]) => `Calendars that extend it change with it: ${ids.join(', ')}.`,
    notFollowed: (ids: readonly string[]) =>
      `Note: whether these calendars extend it is not known here, so they were not counted again: ${ids.join(', ')}. Give the folder of definitions with --workflows.`,
    unlisted: (count: number) =>
      `${plural(count, 'more case')} that ${count === 1 ? 'moves is' : 'move are'} not listed.`,
    failed: (count: number) => `${plural(count, 'case')} could not be counted again:`,
  },
} as const

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
