import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDefinition, PeriodText } from '../../engine/time/index.js'
import { compileCalendar } from '../../engine/time/index.js'
import { createDayBook } from '../../engine/time/day-book.js'
import { fromDayNumber, toDayNumber, weekdayOf } from '../../engine/time/date.js'
import { tablesOf } from '../../engine/time/holidays.js'
import { toInstant } from '../../engine/time/zone.js'
import { serviceCentre } from './calendars.js'

const first = toDayNumber('2026-01-01')!
const last = toDayNumber('2027-02-28')!
const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
})
const period: fc.Arbitrary<PeriodText> = fc.tuple(clock, clock)
const periods = fc.array(period, { maxLength: 3 })
const date = fc.integer({ min: first, max: last }).map(fromDayNumber)
const closure = fc
  .tuple(fc.integer({ min: first, max: last }), fc.integer({ min: 1, max: 300 }))
  .map(([day, hours]) => {
    const from = day * 86_400_000
    return [new Date(from).toISOString(), new Date(from + hours * 3_600_000).toISOString()] as const
  })

/** Calendars of which many do not pass the check; a property takes those that do. */
const definitions = fc.record({
  calendar: fc.constant('any'),
  title: fc.constant({ 'zh-CN': '任意', en: 'Any' }),
  zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
  dayCounting: fc.constantFrom('close-of-business' as const, 'same-time' as const),
  hours: fc.record({
    mon: periods,
    tue: periods,
    wed: periods,
    thu: periods,
    fri: periods,
    sat: periods,
    sun: periods,
  }),
  holidays: fc.constantFrom(['CN'], []),
  workdays: fc.uniqueArray(date, { maxLength: 4 }),
  dateHours: fc.dictionary(date, periods, { maxKeys: 4 }),
  closures: fc.array(closure, { maxLength: 2 }),
}) satisfies fc.Arbitrary<CalendarDefinition>

const anyBook = definitions
  .filter((definition) => compileCalendar(definition).ok)
  .map((definition) => createDayBook(definition, tablesOf(definition.holidays)))
const anyDay = fc.integer({ min: first, max: last })

describe('the book of days', () => {
  it('sums a week as its days add up', () => {
    fc.assert(
      fc.property(anyBook, anyDay, (book, number) => {
        const week = book.week(number)
        const days = Array.from({ length: 7 }, (_, index) => book.day(week.first + index))
        expect(weekdayOf(week.first)).toBe(1)
        expect(number - week.first).toBeGreaterThanOrEqual(0)
        expect(number - week.first).toBeLessThan(7)
        expect(week).toEqual({
          first: week.first,
          openMs: days.flatMap(({ open }) => open).reduce((sum, { start, end }) => sum + end - start, 0),
          workingDays: days.filter(({ open }) => open.length > 0).length,
          published: days.every(({ published }) => published),
        })
      }),
      { numRuns: 300 },
    )
  })

  it('has open times in order that never overlap, not even those of two days', () => {
    fc.assert(
      fc.property(anyBook, anyDay, (book, number) => {
        const times = Array.from({ length: 15 }, (_, index) => book.day(number + index).open).flat()
        for (const [index, { start, end }] of times.entries()) {
          expect(start).toBeLessThan(end)
          expect(times[index + 1]?.start ?? Infinity).toBeGreaterThanOrEqual(end)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is open exactly at the instants an open time of some day holds', () => {
    fc.assert(
      fc.property(anyBook, anyDay, fc.nat({ max: 1439 }), (book, number, minutes) => {
        const at = toInstant(number, minutes * 60_000, book.zone)
        const around = [-2, -1, 0, 1].flatMap((days) => book.day(number + days).open)
        expect(book.isOpen(at)).toBe(around.some(({ start, end }) => start <= at && at < end))
      }),
      { numRuns: 300 },
    )
  })

  it('says which days a closure took, and why other days rest', () => {
    const book = createDayBook(
      {
        ...serviceCentre,
        closures: [['2026-09-28T00:00+08:00', '2026-09-29T00:00+08:00']],
        dateHours: { '2026-09-30': [], '2026-10-17': [['09:00', '10:00']] },
      },
      tablesOf(['CN']),
    )
    const kindOf = (text: string) => book.day(toDayNumber(text)!).kind

    expect(
      ['2026-09-28', '2026-09-29', '2026-09-30', '2026-10-01', '2026-10-10', '2026-10-17', '2026-10-18'].map(
        kindOf,
      ),
    ).toEqual(['closed', 'weekday', 'closed', 'holiday', 'make-up-day', 'date-hours', 'no-hours'])
  })
})
