import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrencesAfter, type ScheduleRule } from '../../../engine/definition/schedules/index.js'
import { addToDate, formatInstant, localParts, type Calendar } from '../../../engine/time/index.js'
import { checkWorkflows, readSources } from '../../../engine/index.js'
import { dutyFiles, scheduleText } from './duty-files.js'

const after = Date.parse('2026-09-01T00:00:00+08:00')

/** The next times of a schedule, `month-day hour:minute` in its zone, in the shop with the public holidays of China. */
function times(lines: { readonly [key: string]: string | undefined }, count: number): readonly string[] {
  const { schedules, problems } = checkWorkflows(readSources(dutyFiles(scheduleText(lines))))
  expect(problems).toEqual([])
  const [schedule] = schedules
  return schedule ? take(schedule.rule, schedule.calendar, { after, count }).map(shown) : []
}

function take(rule: ScheduleRule, calendar: Calendar, from: { after: number; count: number }) {
  const found = []
  for (const occurrence of occurrencesAfter(rule, calendar, from.after)) {
    found.push(occurrence)
    if (found.length === from.count) break
  }
  return found
}

const shown = ({ at }: { at: number }): string =>
  formatInstant(at, 'Asia/Shanghai').slice(5, 16).replace('T', ' ')

describe('the cadences of the rules', () => {
  it.each<[string, { readonly [key: string]: string | undefined }, readonly string[]]>([
    ['daily', { every: 'day' }, ['09-01 09:00', '09-02 09:00', '09-03 09:00']],
    ['twice daily', { every: 'day', at: '[08:30, 17:30]' }, ['09-01 08:30', '09-01 17:30', '09-02 08:30']],
    [
      'every working day, over National Day and its make-up day',
      { every: 'working day', from: "'2026-09-29'" },
      ['09-29 09:00', '09-30 09:00', '10-08 09:00', '10-09 09:00', '10-10 09:00', '10-12 09:00'],
    ],
    ['weekly', { every: 'week', on: '[mon, thu]' }, ['09-03 09:00', '09-07 09:00', '09-10 09:00']],
    [
      'weekly, moved off the holidays',
      { every: 'week', on: 'thu', shift: 'next working day', from: "'2026-09-24'" },
      ['09-24 09:00', '10-08 09:00', '10-15 09:00'],
    ],
    [
      'weekly, left out on holidays',
      { every: 'week', on: 'fri', shift: 'skip', from: "'2026-09-18'" },
      ['09-18 09:00', '10-09 09:00', '10-16 09:00'],
    ],
    ['half-monthly', { every: 'half-month', on: '[1, 16]' }, ['09-01 09:00', '09-16 09:00', '10-01 09:00']],
    [
      'first working day of the month',
      { every: 'month', on: 'first working day' },
      ['09-01 09:00', '10-08 09:00', '11-02 09:00'],
    ],
    [
      'last working day of the month',
      { every: 'month', on: 'last working day' },
      ['09-30 09:00', '10-30 09:00', '11-30 09:00'],
    ],
    ['month end', { every: 'month', on: 'last day' }, ['09-30 09:00', '10-31 09:00', '11-30 09:00']],
    [
      'the 31st, where there is none',
      { every: 'month', on: '31' },
      ['09-30 09:00', '10-31 09:00', '11-30 09:00'],
    ],
    [
      'month end, before the weekend',
      { every: 'month', on: 'last day', shift: 'previous working day' },
      ['09-30 09:00', '10-30 09:00', '11-30 09:00'],
    ],
    [
      'quarterly',
      { every: 'quarter', on: 'first working day' },
      ['10-08 09:00', '01-01 09:00', '04-01 09:00'],
    ],
    ['quarter end', { every: 'quarter', on: 'last day' }, ['09-30 09:00', '12-31 09:00', '03-31 09:00']],
    ['yearly', { every: 'year', on: '04-01' }, ['04-01 09:00', '04-01 09:00']],
    ['twice a year', { every: 'year', on: '[10-01, 04-01]' }, ['10-01 09:00', '04-01 09:00', '10-01 09:00']],
    ['on 29 February', { every: 'year', on: '02-29' }, ['02-28 09:00', '02-29 09:00', '02-28 09:00']],
    [
      'no longer than until',
      { every: 'week', on: 'mon', until: "'2026-09-14'" },
      ['09-07 09:00', '09-14 09:00'],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(times(lines, expected.length + (lines['until'] === undefined ? 0 : 5))).toEqual(expected)
  })
})

const everies = ['day', 'working day', 'week', 'half-month', 'month', 'quarter', 'year'] as const
const days: { readonly [every in ScheduleRule['every']]: readonly string[] } = {
  day: [],
  'working day': [],
  week: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  'half-month': ['1', '15', '16', '31', 'last day', 'first working day'],
  month: ['1', '15', '29', '30', '31', 'first day', 'last day', 'first working day', 'last working day'],
  quarter: ['first day', 'last day', 'first working day', 'last working day'],
  year: ['01-01', '02-29', '05-03', '10-05', '12-31', 'first working day', 'last working day'],
}
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC']

const anyRule = fc.constantFrom(...everies).chain((every) =>
  fc.record({
    every: fc.constant(every),
    on:
      every === 'half-month'
        ? fc.constantFrom<string[]>(['1', '16'], ['15', 'last day'], ['first working day', '16'])
        : days[every].length === 0
          ? fc.constant([] as string[])
          : fc.uniqueArray(fc.constantFrom(...days[every]), { minLength: 1, maxLength: 3 }),
    at: fc.uniqueArray(fc.constantFrom('00:30', '02:15', '02:30', '09:00', '23:45'), {
      minLength: 1,
      maxLength: 3,
    }),
    shift:
      every === 'working day'
        ? fc.constant(undefined)
        : fc.constantFrom('next working day', 'previous working day', 'none', 'skip'),
    zone: fc.constantFrom(...zones),
  }),
)

/** Checked schedules are read as people write them: so the property holds for the spelling, too. */
function read(rule: { every: string; on: string[]; at: string[]; shift: string | undefined; zone: string }) {
  const files = dutyFiles(
    scheduleText({
      every: rule.every,
      on: rule.on.length === 0 ? undefined : JSON.stringify(rule.on),
      at: JSON.stringify(rule.at),
      shift: rule.shift,
    }),
  ).map(({ file, text }) => ({ file, text: text.replace('Asia/Shanghai', rule.zone) }))
  const { schedules, problems } = checkWorkflows(readSources(files))
  expect(problems.map(({ message }) => message)).toEqual([])
  return schedules[0]!
}

const anyInstant = fc.integer({
  min: Date.parse('2025-12-20T00:00:00Z'),
  max: Date.parse('2026-12-20T00:00:00Z'),
})
const runs = { numRuns: 40 }

describe('the occurrences of any schedule', () => {
  it('rise strictly, and lie on the days and times the schedule names', () => {
    fc.assert(
      fc.property(anyRule, anyInstant, (written, from) => {
        const { rule, calendar } = read(written)
        let last = from
        for (const { at, date, time } of take(rule, calendar, { after: from, count: 12 })) {
          expect(at).toBeGreaterThan(last)
          last = at
          expect(written.at).toContain(time)
          const { hour, minute } = localParts(at, calendar.zone)
          const behind = hour * 60 + minute - Number(time.slice(0, 2)) * 60 - Number(time.slice(3))
          // Moved forward by the gap of a clock change: half an hour or an hour, never back.
          expect([0, 30, 60]).toContain(behind)
          if (behind > 0) expect(time.startsWith('02')).toBe(true)
          expect(calendar.dateOf(at)).toBe(date)
          if (written.shift !== 'none' && written.every !== 'working day' && written.every !== 'day')
            expect(calendar.isWorkingDay(date)).toBe(true)
          if (written.shift === 'none') expect(isWritten(written, calendar, date)).toBe(true)
        }
      }),
      runs,
    )
  })

  it('are the same whether they are asked for one by one or from the middle', () => {
    fc.assert(
      fc.property(anyRule, anyInstant, fc.integer({ min: 1, max: 8 }), (written, from, skip) => {
        const { rule, calendar } = read(written)
        const all = take(rule, calendar, { after: from, count: 10 })
        const middle = all[skip]
        if (!middle) return
        expect(take(rule, calendar, { after: middle.at - 1, count: 10 - skip })).toEqual(all.slice(skip))
      }),
      runs,
    )
  })
})

/** Written once more in the simplest way: whether a local date is one that `on` names. */
function isWritten(
  { every, on }: { every: string; on: string[] },
  calendar: Calendar,
  date: string,
): boolean {
  const [year = '', month = '', day = ''] = date.split('-')
  const months = { quarter: 3, year: 12 }[every] ?? 1
  const first = `${year}-${String(Math.floor((Number(month) - 1) / months) * months + 1).padStart(2, '0')}-01`
  const last = addToDate(addToDate(first, { months }), { days: -1 })
  const lastOfMonth = addToDate(addToDate(`${year}-${month}-01`, { months: 1 }), { days: -1 }).slice(8)
  const isDay = (wanted: string): boolean => Number(day) === Math.min(Number(wanted), Number(lastOfMonth))
  const works = (from: string, to: string): readonly string[] => {
    const found: string[] = []
    for (let each = from; each <= to; each = addToDate(each, { days: 1 }))
      if (calendar.isWorkingDay(each)) found.push(each)
    return found
  }
  const weekday = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(`${date}T00:00:00Z`).getUTCDay()]
  return (
    every === 'day' ||
    on.some((each) => {
      if (each === 'first day') return date === first
      if (each === 'last day') return date === last
      if (each === 'first working day') return works(first, last)[0] === date
      if (each === 'last working day') return works(first, last).at(-1) === date
      if (/^\d\d-\d\d$/.test(each)) return each.slice(0, 2) === month && isDay(each.slice(3))
      return /^\d+$/.test(each) ? isDay(each) : each === weekday
    })
  )
}
