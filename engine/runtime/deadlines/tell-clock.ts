import type { EndedClock, ExplainedClock } from '../../core/explain/index.js'
import type { Text } from '../../errors/index.js'
import { dateIn, formatDuration, startOfDate, type Instant } from '../../time/index.js'
import { sayInstant, spaced, tellCount, type Language } from '../../time/words/index.js'
import { tellEnded, tellHistory } from './tell-history.js'
import { tellUpcoming, type RoleTitles } from './tell-upcoming.js'
import { toldPause } from './told-pause.js'

/** A clock in words. */
export interface ClockWords {
  /** For staff, a sentence a line. */
  readonly lines: readonly Text[]
  /** One paragraph that can be sent to a customer; absent for what a customer waits for in no way. */
  readonly customer?: Text
}

/** Says why a clock that runs is due when it is, what happened to it and what is to come. */
export function tellRunning(clock: ExplainedClock, titleOf: RoleTitles): ClockWords {
  const count = countWords(clock)
  return {
    lines: [
      ...ruleLines(clock),
      ...(count ? count.lines : [both((language) => dueLine(clock, language))]),
      ...byHandLines(clock),
      ...openingLine(clock),
      ...staleLines(clock),
      ...tellHistory(clock),
      ...tellUpcoming(clock, titleOf),
    ],
    ...(clock.kind === 'deadline' && count ? { customer: count.customer } : {}),
    ...(clock.kind === 'deadline' && !count && clock.byHand ? { customer: promised(clock) } : {}),
  }
}

/** The same of a deadline that is over. */
export function tellOver(clock: EndedClock): ClockWords {
  const count = countWords(clock)
  return {
    lines: [...ruleLines(clock), ...(count?.lines ?? []), ...tellHistory(clock), ...tellEnded(clock)],
  }
}

function both(say: (language: Language) => string): Text {
  return { en: say('en'), 'zh-CN': spaced(say('zh-CN')) }
}

function countWords({
  counted,
  calendar,
  pauses,
  startedBy,
  rule: { subject },
}: ExplainedClock | EndedClock) {
  if (!counted) return undefined
  const { rule, run, span, trace } = counted
  const { startedAt } = run
  return tellCount({
    ...(subject ? { subject } : {}),
    rule,
    calendar,
    startedAt,
    startsOnDate: startedBy?.kind === 'data' && isMidnight(startedAt, calendar.zone),
    pauses: pauses.map(toldPause),
    span,
    trace,
  })
}

/** A date in the data counts from the first instant of its day. */
function isMidnight(at: Instant, zone: string): boolean {
  return at === startOfDate(dateIn(at, zone), zone)
}

/** What the rule is called, where it comes from, and which figures decide. */
function ruleLines({ rule, startedBy, state }: ExplainedClock | EndedClock): readonly Text[] {
  const { title, source, figures, process } = rule
  const version = `${process.version} (${process.hash.slice(0, 12)})`
  return [
    {
      en: `${title.en}: ${state.path === '' ? 'the whole case' : `state '${state.title.en}'`}, version ${version} of the procedure.`,
      'zh-CN': `${title['zh-CN']}：${state.path === '' ? '整个案件' : `状态“${state.title['zh-CN']}”`}，流程版本 ${version}。`,
    },
    ...(source.length === 0
      ? []
      : [{ en: `Source: ${source.join('; ')}.`, 'zh-CN': `依据：${source.join('；')}。` }]),
    ...figures.map(({ parameter, title: called }) => ({
      en: `The figure is the parameter ${called ? `'${called.en}'` : parameter}.`,
      'zh-CN': `期限取自参数${called ? `“${called['zh-CN']}”` : ` ${parameter}`}。`,
    })),
    ...(startedBy ? [startLine(startedBy)] : []),
  ]
}

/** A field by its name; what is worked out of several has none. */
const isField = (source: string): boolean => /^data(\.\w+)+$/.test(source)

function startLine({ kind, name, title, seq }: NonNullable<ExplainedClock['startedBy']>): Text {
  const row =
    seq === undefined ? { en: '', 'zh-CN': '' } : { en: ` (trail ${seq})`, 'zh-CN': `（记录 ${seq}）` }
  const words: { readonly [kind in typeof kind]: Text } = {
    created: { en: 'It began with the case', 'zh-CN': '自案件建立时起算' },
    state: { en: `It began with the state '${title.en}'`, 'zh-CN': `自进入状态“${title['zh-CN']}”起算` },
    event: { en: `It began with '${title.en}'`, 'zh-CN': `自“${title['zh-CN']}”起算` },
    data: isField(name)
      ? { en: `It begins at '${title.en}' in the data`, 'zh-CN': `自资料中的“${title['zh-CN']}”起算` }
      : { en: 'It begins at a time that the data give', 'zh-CN': '自资料得出的时间起算' },
  }
  return { en: `${words[kind].en}${row.en}.`, 'zh-CN': `${words[kind]['zh-CN']}${row['zh-CN']}。` }
}

/** Of what is counted by the clock on the wall: `every working day at 09:00`. */
function dueLine({ every, dueAt, calendar, provisional }: ExplainedClock, language: Language): string {
  const due = sayInstant(dueAt, calendar.zone, language)
  const unsure = provisional ? (language === 'en' ? ' (provisional)' : '（暂定）') : ''
  if (!every) return language === 'en' ? `Due on ${due}${unsure}.` : `到期时间为 ${due}${unsure}。`
  const period = formatDuration({ upper: every.every }, language)
  const at = every.at === undefined ? '' : language === 'en' ? ` at ${every.at}` : ` ${every.at}`
  return language === 'en'
    ? `Every ${period}${at}; the next one on ${due}${unsure}.`
    : `每 ${period}${at}；下一次为 ${due}${unsure}。`
}

/** What a customer is told of a due point that no rule gives: what it is about, and when. */
function promised({ rule: { subject }, dueAt, calendar }: ExplainedClock): Text {
  return both((language) => {
    const due = sayInstant(dueAt, calendar.zone, language)
    const about = subject ? `${subject.title[language]}${language === 'en' ? ': ' : '：'}` : ''
    return language === 'en' ? `${about}Promised for ${due}.` : `${about}承诺于 ${due}前完成。`
  })
}

/** A due point that no rule gives says whose it is. */
function byHandLines({ byHand, calendar }: ExplainedClock): readonly Text[] {
  if (!byHand) return []
  const { by, at, ruled } = byHand
  return [
    both((language) => {
      const [when, rule] = [at, ruled].map((one) =>
        one === undefined ? undefined : sayInstant(one, calendar.zone, language),
      )
      if (language === 'en')
        return `Set by hand by ${by} on ${when}${rule === undefined ? '' : `; by its rule it would be due on ${rule}`}.`
      return `由 ${by} 于 ${when}人工设定${rule === undefined ? '' : `；按规则到期时间为 ${rule}`}。`
    }),
  ]
}

/** A move or a message that waits for its window comes later than it is due. */
function openingLine({ counted, upcoming, kind, calendar }: ExplainedClock): readonly Text[] {
  const next = upcoming[0]
  if (kind === 'deadline' || !counted || !next || next.dueAt <= counted.span.due.at) return []
  return [
    both((language) => {
      const at = sayInstant(next.dueAt, calendar.zone, language)
      return language === 'en'
        ? `It waits for its window, which opens on ${at}.`
        : `等待允许的时段，${at}开始。`
    }),
  ]
}

/** What the newest calendar changes. */
function staleLines({ countedWith, movesFrom, dueAt, calendar }: ExplainedClock): readonly Text[] {
  if (!countedWith) return []
  const version = countedWith.hash.slice(0, 12)
  return [
    both((language) => {
      const [from, to] = [movesFrom ?? dueAt, dueAt].map((at) => sayInstant(at, calendar.zone, language))
      if (language === 'en')
        return movesFrom === undefined
          ? `It was counted with version ${version} of the calendar; the newest one changes nothing.`
          : `It was counted with version ${version} of the calendar, due on ${from}; the newest one moves it to ${to}.`
      return movesFrom === undefined
        ? `原按日历版本 ${version} 计算；新版本不改变结果。`
        : `原按日历版本 ${version} 计算，到期时间为 ${from}；按新版本改为 ${to}。`
    }),
  ]
}
