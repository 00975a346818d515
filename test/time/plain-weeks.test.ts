import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDayBook } from '../../engine/time/day-book.js'
import { tablesOf } from '../../engine/time/holidays.js'
import { serviceCentre } from './calendars.js'

describe('the sum of a week', () => {
  it.each(['Asia/Shanghai', 'America/New_York', 'Europe/Lisbon', 'Pacific/Apia'])(
    'is that of its days in %s, near dates with rules of their own and far from them',
    (zone) => {
      const definition = {
        ...serviceCentre,
        zone,
        hours: { ...serviceCentre.hours, sun: [['22:00', '02:00']] as const },
        closures: [['2040-03-05T10:00:00Z', '2040-03-20T10:00:00Z']] as const,
        dateHours: { '2050-06-01': [] },
      }
      const book = createDayBook(definition, tablesOf(definition.holidays ?? []))
      fc.assert(
        fc.property(fc.integer({ min: -20_000, max: 150_000 }), (number) => {
          const week = book.week(number)
          const days = Array.from({ length: 7 }, (_one, index) => book.day(week.first + index))
          const openMs = days
            .flatMap(({ open }) => open)
            .reduce((sum, { start, end }) => sum + end - start, 0)
          expect(week).toEqual({
            first: week.first,
            openMs,
            workingDays: days.filter(({ open }) => open.length > 0).length,
            published: days.every(({ published }) => published),
          })
        }),
        { numRuns: 1_000 },
      )
    },
  )
})
