import { nearestName } from '../../errors/nearest-name.js'
import { addToDate, isDate, startOfDate, type Calendar } from '../../time/index.js'
import { textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import { nextOccurrence } from './next-occurrence.js'
import type { DayChoice, ScheduleRule } from './schedule-rule.js'

type Every = ScheduleRule['every']

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const edges: { readonly [text: string]: DayChoice } = {
  'first day': { kind: 'edge', edge: 'first', working: false },
  'last day': { kind: 'edge', edge: 'last', working: false },
  'first working day': { kind: 'edge', edge: 'first', working: true },
  'last working day': { kind: 'edge', edge: 'last', working: true },
}
const edgeNames = Object.keys(edges)

/** What `on` may hold, by `every`; nothing for those that have no days to choose from. */
const wanted: { readonly [every in Every]?: { readonly what: string; readonly names: readonly string[] } } = {
  week: { what: 'a day of the week such as mon', names: weekdays },
  'half-month': { what: 'a day of the month from 1 to 31', names: edgeNames },
  month: { what: 'a day of the month from 1 to 31', names: edgeNames },
  quarter: { what: 'a day of the quarter', names: edgeNames },
  year: { what: 'a date such as 04-01', names: edgeNames },
}

/** The rule of a schedule that fits its schema. Reports days that do not go with `every`, times and dates. */
export function readRule({ value }: SourceDocument, log: ProblemLog): ScheduleRule | undefined {
  const every = textAt(value, 'every') as Every
  const on = readDays(every, textsAt(value, 'on'), log)
  const at = readTimes(textsAt(value, 'at') ?? [], log)
  const from = readDate(value, 'from', log)
  const until = readDate(value, 'until', log)
  if (from !== undefined && until !== undefined && until < from)
    log.report('wrong-value', ['until'], `Expected 'until' not to lie before 'from', but ${until} does.`, {
      expected: `${from} or later`,
      found: until,
    })
  const shift = textAt(value, 'shift') as ScheduleRule['shift'] | undefined
  if (shift !== undefined && every === 'working day')
    log.report(
      'wrong-value',
      ['shift'],
      "Expected no 'shift', since every working day is one, but found one.",
      {
        found: shift,
        hint: "Leave 'shift' out.",
      },
    )
  if (log.failed) return undefined
  return {
    every,
    on,
    at,
    shift: shift ?? 'none',
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }
}

/** Reports a rule that names no day at all within ten years of its first day. */
export function reportNever(rule: ScheduleRule, calendar: Calendar, log: ProblemLog): void {
  // Without a first day any will do, since the days come again every year.
  const last = rule.until === undefined ? undefined : addToDate(rule.until, { months: -9 * 12 })
  const first = rule.from ?? last ?? '2026-01-01'
  if (nextOccurrence(rule, calendar, startOfDate(first, calendar.zone) - 1)) return
  log.report(
    'schedule-never-due',
    ['every'],
    `Expected a day within ten years on which it falls due, but the days given and the calendar '${calendar.id}' leave none.`,
    { hint: "Look at 'on', 'shift', 'from' and 'until', and at the working days of the calendar." },
  )
}

function readDays(every: Every, texts: readonly string[] | undefined, log: ProblemLog): readonly DayChoice[] {
  const known = wanted[every]
  if (!known) {
    if (texts)
      log.report('wrong-value', ['on'], `Expected no 'on' with 'every: ${every}', but found some days.`, {
        hint: "Leave 'on' out, or say 'every: week' or 'every: month'.",
      })
    return []
  }
  if (!texts) {
    const message = `Expected 'on' to say which days, since 'every: ${every}' leaves them open, but it is missing.`
    log.report('missing-key', ['every'], message, {
      expected: 'on',
      hint: `Write for example 'on: ${known.names[0] ?? ''}'.`,
    })
    return []
  }
  if (every === 'half-month' && texts.length !== 2)
    log.report('wrong-value', ['on'], `Expected two days of the month, but found ${texts.length}.`, {
      expected: 'two days of the month',
      hint: "Write 'on: [1, 16]', or say 'every: month'.",
    })
  return texts.flatMap((text, index) => {
    const path = ['on', index]
    if (texts.indexOf(text) < index) reportTwice(log, path, text)
    const day = readDay(every, text)
    if (!day) reportDay(log, path, { text, ...known })
    return day ? [day] : []
  })
}

function readDay(every: Every, text: string): DayChoice | undefined {
  if (every === 'week') {
    const weekday = weekdays.indexOf(text) + 1
    return weekday > 0 ? { kind: 'weekday', weekday } : undefined
  }
  if (Object.hasOwn(edges, text)) return edges[text]
  if (every === 'year') {
    // A leap year, since 29 February is a date people may mean.
    if (!/^\d{2}-\d{2}$/.test(text) || !isDate(`2028-${text}`)) return undefined
    const [month, day] = text.split('-').map(Number)
    return { kind: 'date', month: month ?? 0, day: day ?? 0 }
  }
  if (every === 'quarter' || !/^[1-9]\d?$/.test(text) || Number(text) > 31) return undefined
  return { kind: 'day', day: Number(text) }
}

function reportDay(
  log: ProblemLog,
  path: readonly (string | number)[],
  { text, what, names }: { readonly text: string; readonly what: string; readonly names: readonly string[] },
): void {
  const nearest = nearestName(text, names)
  const listed = names.map((name) => `'${name}'`).join(', ')
  log.report('wrong-value', path, `Expected ${what}, but found '${text}'.`, {
    expected: `${what} (${listed})`,
    found: text,
    nearest,
    hint: nearest === undefined ? `There are also ${listed}.` : `Did you mean '${nearest}'?`,
  })
}

function readTimes(texts: readonly string[], log: ProblemLog): readonly string[] {
  for (const [index, text] of texts.entries())
    if (texts.indexOf(text) < index) reportTwice(log, ['at', index], text)
  return [...new Set(texts)].sort()
}

function readDate(
  value: SourceDocument['value'],
  key: 'from' | 'until',
  log: ProblemLog,
): string | undefined {
  const text = textAt(value, key)
  if (text === undefined || isDate(text)) return text
  log.report('wrong-value', [key], `Expected a date that exists, but ${text} does not.`, {
    expected: 'a date such as 2026-10-01',
    found: text,
  })
  return undefined
}

function reportTwice(log: ProblemLog, path: readonly (string | number)[], text: string): void {
  log.report('duplicate-id', path, `Expected '${text}' once, but it is there twice.`, {
    found: text,
    hint: 'Take one of them out.',
  })
}
