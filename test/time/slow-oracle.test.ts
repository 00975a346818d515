import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compileCalendar,
  type CalendarDefinition,
  type Duration,
  type Weekday,
} from '../../engine/time/index.js'
import { SlowOracle, type OracleCalendar, type Stretch } from './slow-oracle.js'

const minute = 60_000
const hour = 60 * minute
const weekdays: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Among them two that change by an hour on different dates, one by half an hour, one that never does. */
const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'UTC',
]

/** Starts near National Day, Spring Festival, month ends and every change of a clock in 2026. */
const moments = [
  '2026-02-12',
  '2026-03-04',
  '2026-03-26',
  '2026-04-01',
  '2026-08-30',
  '2026-09-24',
  '2026-10-22',
  '2026-12-28',
]

type Periods = readonly (readonly [string, string])[]

const office: Periods = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
]
const dayHours = fc.constantFrom<Periods>(
  [],
  [['09:00', '18:00']],
  office,
  [['08:15', '08:45']],
  [['01:30', '03:30']],
)
const nightHours = fc.constantFrom<Periods>([['22:00', '06:00']], [['18:00', '24:00']], [['16:00', '02:00']])

/** Weeks of days, of nights, and of days with one night shift before a free day. */
const week = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(dayHours, dayHours, dayHours, dayHours, dayHours, dayHours, dayHours) },
  { weight: 2, arbitrary: nightHours.map((night) => Array.from({ length: 7 }, () => night)) },
  {
    weight: 2,
    arbitrary: fc.tuple(dayHours, nightHours).map(([usual, night]) => [[], usual, usual, [], night, [], []]),
  },
)

const near = (moment: string, days: number): string =>
  new Date(Date.parse(`${moment}T00:00:00Z`) + days * 24 * hour).toISOString().slice(0, 10)

interface Case {
  readonly definition: CalendarDefinition
  readonly oracle: OracleCalendar
  readonly start: number
  readonly pauses: readonly Stretch[]
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    zone: fc.constantFrom(...zones),
    dayCounting: fc.constantFrom('close-of-business' as const, 'same-time' as const),
    week,
    moment: fc.constantFrom(...moments),
    holidays: fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { maxLength: 5 }),
    workdays: fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { maxLength: 2 }),
    oneOff: fc.uniqueArray(
      fc.tuple(fc.integer({ min: 0, max: 14 }), fc.constantFrom<Periods>([], [['10:00', '11:30']], office)),
      {
        maxLength: 2,
        selector: ([index]) => index,
      },
    ),
    closures: fc.array(fc.tuple(fc.integer({ min: 0, max: 14 * 24 * 4 }), fc.integer({ min: 1, max: 40 })), {
      maxLength: 2,
    }),
    startAt: fc.integer({ min: 0, max: 6 * 24 * 60 }),
    pauses: fc.array(fc.tuple(fc.integer({ min: -600, max: 4000 }), fc.integer({ min: 0, max: 2500 })), {
      maxLength: 3,
    }),
  })
  .map((drawn) => {
    const base = Date.parse(`${drawn.moment}T00:00:00Z`)
    const holidays = drawn.holidays.map((index) => near(drawn.moment, index))
    const workdays = drawn.workdays
      .map((index) => near(drawn.moment, index))
      .filter((date) => !holidays.includes(date))
    const dateHours = drawn.oneOff.map(([index, hours]) => [near(drawn.moment, index), hours] as const)
    const closures = apart(
      drawn.closures.map(([from, length]) => [
        base + from * 15 * minute,
        base + (from + length) * 15 * minute,
      ]),
    )
    const start = base + drawn.startAt * minute
    const pauses = apart(
      drawn.pauses.map(([from, length]) => [start + from * minute, start + (from + length) * minute]),
    )
    const { zone, dayCounting } = drawn
    return {
      start,
      pauses,
      definition: {
        calendar: 'drawn',
        title: { 'zh-CN': '随机', en: 'Drawn' },
        zone,
        dayCounting,
        hours: Object.fromEntries(weekdays.map((name, index) => [name, drawn.week[index] ?? []])),
        holidays,
        workdays,
        dateHours: Object.fromEntries(dateHours),
        closures: closures.map(
          ([from, to]) => [new Date(from).toISOString(), new Date(to).toISOString()] as const,
        ),
      },
      oracle: {
        zone,
        dayCounting,
        week: drawn.week,
        holidays: new Set(holidays),
        workdays: new Set(workdays),
        dateHours: new Map(dateHours),
        closures,
      },
    }
  })

/** In order and one after the other; what would touch an earlier one is left out. */
function apart(stretches: readonly Stretch[]): readonly Stretch[] {
  const kept: Stretch[] = []
  for (const one of [...stretches].sort((a, b) => a[0] - b[0] || a[1] - b[1]))
    if (one[0] > (kept.at(-1)?.[1] ?? -Infinity)) kept.push(one)
  return kept
}

const text = (at: number): string => new Date(at).toISOString()

/** Both answers to one question, side by side; a calendar the check refuses asks nothing. */
function agree(
  { definition, oracle, start, pauses }: Case,
  duration: Duration,
  ask: (slow: SlowOracle, real: readonly Stretch[]) => number,
): void {
  const compiled = compileCalendar(definition)
  fc.pre(compiled.ok)
  const due = compiled.calendar.add(start, duration, { pauses: pauses.map(([from, to]) => ({ from, to })) })
  const real = pauses.filter(([from, to]) => from < to)
  expect(text(due.at), `${text(start)} + ${duration.amount} ${duration.unit}`).toBe(
    text(ask(new SlowOracle(oracle), real)),
  )
}

const open = (one: Case): boolean =>
  Object.values(one.definition.hours).filter((hours) => hours.length > 0).length > 1

test('working hours agree with minute stepping', () => {
  fc.assert(
    fc.property(cases.filter(open), fc.integer({ min: 0, max: 1800 }), (one, amount) => {
      agree(one, { amount, unit: 'working-minute' }, (slow, pauses) =>
        slow.addMinutes(one.start, amount, pauses, false),
      )
    }),
    { numRuns: 1200 },
  )
})

test('elapsed hours with pauses agree with minute stepping', () => {
  fc.assert(
    fc.property(cases.filter(open), fc.integer({ min: 0, max: 4320 }), (one, amount) => {
      agree(one, { amount, unit: 'minute' }, (slow, pauses) =>
        slow.addMinutes(one.start, amount, pauses, true),
      )
    }),
    { numRuns: 600 },
  )
})

test.each(['working-day', 'day'] as const)('%ss agree with looking at one day after the other', (unit) => {
  fc.assert(
    fc.property(cases.filter(open), fc.integer({ min: 0, max: 9 }), (one, amount) => {
      const working = unit === 'working-day'
      agree(one, { amount, unit }, (slow, pauses) =>
        one.oracle.dayCounting === 'close-of-business'
          ? slow.addDaysToClose(one.start, amount, working, pauses)
          : slow.addDaysSameTime(one.start, amount, working, pauses),
      )
    }),
    { numRuns: 1000 },
  )
})

test('weeks agree with so many times seven days', () => {
  fc.assert(
    fc.property(cases.filter(open), fc.integer({ min: 0, max: 4 }), (one, amount) => {
      agree(one, { amount, unit: 'week' }, (slow, pauses) =>
        one.oracle.dayCounting === 'close-of-business'
          ? slow.addDaysToClose(one.start, amount * 7, false, pauses)
          : slow.addDaysSameTime(one.start, amount * 7, false, pauses),
      )
    }),
    { numRuns: 400 },
  )
})

test.each([
  ['month', 1, 200],
  ['year', 12, 60],
] as const)('%ss agree with stepping through the dates', (unit, months, numRuns) => {
  fc.assert(
    fc.property(cases.filter(open), fc.integer({ min: 0, max: unit === 'month' ? 6 : 1 }), (one, amount) => {
      agree(one, { amount, unit }, (slow, pauses) =>
        one.oracle.dayCounting === 'close-of-business'
          ? slow.addMonthsToClose(one.start, amount * months, pauses)
          : slow.addMonthsSameTime(one.start, amount * months, pauses),
      )
    }),
    { numRuns },
  )
})

test('the open time between two instants agrees with counting its minutes', () => {
  fc.assert(
    fc.property(cases.filter(open), fc.integer({ min: 0, max: 9 * 24 * 60 }), (one, length) => {
      const compiled = compileCalendar(one.definition)
      fc.pre(compiled.ok)
      const to = one.start + length * minute
      const pauses = one.pauses.map(([from, end]) => ({ from, to: end }))
      const counted = new SlowOracle(one.oracle).minutesBetween(one.start, to, one.pauses, false)
      expect(compiled.calendar.elapsed(one.start, to, 'working-hour', pauses)).toBe(counted * minute)
    }),
    { numRuns: 400 },
  )
})
