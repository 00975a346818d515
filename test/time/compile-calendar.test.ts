import { describe, expect, it } from 'vitest'
import { compileCalendar, plainCalendar, publishedYears } from '../../engine/time/index.js'
import type { CalendarDefinition } from '../../engine/time/index.js'
import { Count } from '../../engine/time/counting/count.js'
import { addDaysToClose } from '../../engine/time/counting/count-days.js'
import { addOpenTime } from '../../engine/time/counting/count-open-time.js'
import { createDayBook } from '../../engine/time/day-book.js'
import { calendarOf, due, instant, serviceCentre, weekdayHours } from './calendars.js'

function problemsOf(change: Partial<CalendarDefinition>) {
  const compiled = compileCalendar({ ...serviceCentre, ...change })
  return compiled.ok ? [] : compiled.problems
}

describe('compileCalendar', () => {
  it('accepts the calendar of the service centre', () => {
    expect(problemsOf({})).toEqual([])
  })

  it.each<[string, Partial<CalendarDefinition>, object]>([
    [
      'an unknown zone',
      { zone: 'Asia/Shangai' },
      { path: ['zone'], code: 'wrong-value', nearest: 'Asia/Shanghai' },
    ],
    ['an offset for a zone', { zone: '+08:00' }, { path: ['zone'], found: '+08:00' }],
    [
      'an unknown holiday table',
      { holidays: ['CHN'] },
      { path: ['holidays', 0], found: 'CHN', nearest: 'CN' },
    ],
    ['an hour that does not exist', { hours: { mon: [['09:00', '25:00']] } }, { path: ['hours', 'mon', 0] }],
    ['a minute that does not exist', { hours: { mon: [['09:60', '12:00']] } }, { path: ['hours', 'mon', 0] }],
    ['a start at 24:00', { hours: { mon: [['24:00', '06:00']] } }, { path: ['hours', 'mon', 0] }],
    [
      'a single digit',
      { hours: { mon: [['9:00', '12:00']] } },
      { path: ['hours', 'mon', 0], nearest: '09:00-12:00' },
    ],
    [
      'a full-width colon',
      { hours: { mon: [['09：00', '12:00']] } },
      { path: ['hours', 'mon', 0], nearest: '09:00-12:00' },
    ],
    [
      'a date that does not exist',
      { workdays: ['2026-02-30'] },
      { path: ['workdays', 0], found: '2026-02-30' },
    ],
    ['a make-up day twice', { workdays: ['2026-10-10', '2026-10-10'] }, { path: ['workdays', 1] }],
    ['a week without hours', { hours: { mon: [] } }, { path: ['hours'], found: 'no period' }],
    [
      'overlapping periods of a day',
      {
        hours: {
          mon: [
            ['09:00', '12:30'],
            ['12:00', '18:00'],
          ],
        },
      },
      { path: ['hours', 'mon', 1], found: '12:00-18:00' },
    ],
    [
      'a night that runs into the next morning',
      { hours: { mon: [['22:00', '09:00']], tue: [['08:00', '12:00']] } },
      { path: ['hours', 'tue', 0] },
    ],
    [
      'a Sunday night that runs into Monday',
      { hours: { mon: [['05:00', '12:00']], sun: [['22:00', '06:00']] } },
      { path: ['hours', 'mon', 0] },
    ],
  ])('reports %s at its place', (_what, change, problem) => {
    const problems = problemsOf(change)

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject(problem)
    expect(problems[0]?.message).toMatch(/^Expected .*, but /)
    expect(problems[0]?.hint ?? problems[0]?.nearest ?? problems[0]?.expected).toBeTruthy()
  })

  it('reports an unknown weekday and an unknown day counting with the nearest names', () => {
    const written = { hours: { ...weekdayHours, tues: [['09:00', '12:00']] }, dayCounting: 'sametime' }

    expect(problemsOf(written as unknown as Partial<CalendarDefinition>)).toMatchObject([
      { path: ['dayCounting'], nearest: 'same-time' },
      { path: ['hours', 'tues'], code: 'unknown-key', nearest: 'tue' },
    ])
  })

  it('reports everything in one go', () => {
    const problems = problemsOf({
      zone: 'Mars',
      holidays: ['XX'],
      hours: { fri: [['x', 'y']] },
      workdays: ['soon'],
    })

    expect(problems.map((problem) => problem.path[0])).toEqual(['zone', 'hours', 'holidays', 'workdays'])
  })

  it('accepts periods that touch and a day of 24 hours', () => {
    expect(
      problemsOf({
        hours: {
          mon: [
            ['09:00', '12:00'],
            ['12:00', '18:00'],
          ],
          tue: [['09:00', '09:00']],
          wed: [['09:00', '24:00']],
        },
      }),
    ).toEqual([])
  })
})

describe('the hash of a calendar', () => {
  it('is the same for the same content in another order of keys', () => {
    const turned = Object.fromEntries(
      Object.entries(serviceCentre).reverse(),
    ) as unknown as CalendarDefinition

    expect(calendarOf(turned).hash).toBe(calendarOf(serviceCentre).hash)
  })

  it('changes with the hours and with the holidays', () => {
    const hashes = [
      calendarOf(serviceCentre).hash,
      calendarOf({ ...serviceCentre, holidays: undefined } as never).hash,
      calendarOf({ ...serviceCentre, hours: weekdayHours }).hash,
    ]

    expect(new Set(hashes).size).toBe(3)
  })
})

describe('published holidays', () => {
  it('are known for 2026 and every year since 2004, and not for 2003', () => {
    const years = publishedYears('CN')

    expect(years[0]).toBe(2004)
    expect(years).toContain(2026)
    expect(years).toEqual(Array.from(years, (_, index) => 2004 + index))
    expect(publishedYears('XX')).toEqual([])
  })

  it('make working days of make-up days and days off of holidays', () => {
    const calendar = calendarOf(serviceCentre)

    expect(calendar.isWorkingDay('2026-10-10')).toBe(true) // Saturday, made up
    expect(calendar.isWorkingDay('2026-10-17')).toBe(false) // any other Saturday
    expect(calendar.isWorkingDay('2026-10-05')).toBe(false) // Monday, National Day
    expect(calendar.isWorkingDay('2026-10-08')).toBe(true)
  })

  it('yield to the make-up days of the calendar itself', () => {
    const calendar = calendarOf({ ...serviceCentre, workdays: ['2026-10-07', '2026-10-17'] })

    expect(calendar.isWorkingDay('2026-10-07')).toBe(true)
    expect(calendar.isWorkingDay('2026-10-17')).toBe(true)
    expect(due(calendar, '2026-10-16T12:00+08:00', '1 working day')).toBe('2026-10-17T18:00+08:00')
  })

  it('of a year not yet published make what runs into it provisional', () => {
    const calendar = calendarOf(serviceCentre)
    const next = Math.max(...publishedYears('CN')) + 1
    const last = instant(`${next - 1}-12-28T10:00+08:00`)
    const add = (amount: number, unit: 'working-day' | 'working-hour' | 'day' | 'hour') =>
      calendar.add(last, { amount, unit }).provisional

    expect(add(1, 'working-day')).toBe(false)
    expect(add(10, 'working-day')).toBe(true)
    expect(add(2, 'working-hour')).toBe(false)
    expect(add(100, 'working-hour')).toBe(true)
    expect(add(30, 'day')).toBe(true)
    expect(add(3000, 'hour')).toBe(false) // plain time needs no holidays
    expect(calendar.endOfDay(`${next}-01-04`).provisional).toBe(true)
    expect(calendar.endOfDay(`${next - 1}-12-31`).provisional).toBe(false)
  })

  it('count back into 2003 provisionally', () => {
    const calendar = calendarOf(serviceCentre)
    const to = instant('2004-01-09T18:00+08:00')

    expect(calendar.subtract(to, { amount: 3, unit: 'working-day' }).provisional).toBe(false)
    expect(calendar.subtract(to, { amount: 20, unit: 'working-day' }).provisional).toBe(true)
  })

  it('do not make a calendar without holidays provisional', () => {
    const calendar = calendarOf()

    expect(calendar.add(instant('2050-01-01T00:00Z'), { amount: 9, unit: 'working-day' }).provisional).toBe(
      false,
    )
  })
})

describe('plainCalendar', () => {
  it('counts days to the same local time and never rests', () => {
    const plain = plainCalendar('UTC')

    expect(due(plain, '2026-10-03T11:15:00Z', '30 days')).toBe('2026-11-02T11:15Z')
    expect(due(plain, '2026-10-03T11:15:00Z', '1 month')).toBe('2026-11-03T11:15Z')
    expect(due(plain, '2026-10-03T11:15:00Z', '10 working hours')).toBe('2026-10-03T21:15Z')
    expect(due(plain, '2026-10-03T11:15:00Z', 'end of day')).toBe('2026-10-04T00:00Z')
    expect(plain.isWorkingDay('2026-10-04')).toBe(true)
  })

  it('refuses an unknown zone', () => {
    expect(() => plainCalendar('Nowhere')).toThrow(/zone/)
  })
})

describe('misuse', () => {
  it('is thrown, not counted', () => {
    const calendar = calendarOf()
    const from = instant('2026-10-05T10:00Z')

    expect(() => calendar.add(from, { amount: -1, unit: 'hour' })).toThrow(/Expected a duration/)
    expect(() => calendar.add(from, { amount: 1.5, unit: 'working-day' })).toThrow(/Expected a duration/)
    expect(() => calendar.add(from, { amount: Number.NaN, unit: 'hour' })).toThrow(/Expected a duration/)
    expect(() => calendar.add(from, { amount: 1e9, unit: 'working-day' })).toThrow(/Expected a duration/)
    expect(() => calendar.add(Number.NaN, { amount: 1, unit: 'hour' })).toThrow(/Expected an instant/)
    expect(() => calendar.endOfDay('2026-02-30')).toThrow(/Expected a date/)
  })
})

describe('a calendar that got past the check without any hours', () => {
  it('stops the search and asks for a report', () => {
    const book = createDayBook({ ...serviceCentre, holidays: [], hours: {} }, [])
    const from = instant('2026-10-05T10:00Z')

    expect(() => addOpenTime(book, from, 1, new Count())).toThrow(/within 2000 days .* report/)
    expect(() =>
      addDaysToClose({ book, count: new Count(), pauses: [] }, from, { amount: 3, unit: 'day' }),
    ).toThrow(/2000 days/)
  })
})
