import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar, CalendarDefinition, Duration, Instant, PeriodText } from '../../engine/time/index.js'
import { calendarOf, instant, serviceCentre, weekdayHours } from './calendars.js'

const minute = 60_000
const night: readonly PeriodText[] = [['22:00', '06:00']]

/** Calendars with two weeks that matter: holidays, clock changes both ways, nights, several periods a day. */
const cases: { name: string; definition: Partial<CalendarDefinition>; from: string }[] = [
  { name: 'National Day in Shanghai', definition: serviceCentre, from: '2026-09-26T00:00+08:00' },
  {
    name: 'spring in Berlin',
    definition: { hours: { ...weekdayHours, sat: night, sun: night } },
    from: '2026-03-23T00:00+01:00',
  },
  {
    name: 'autumn in Berlin',
    definition: { hours: { ...weekdayHours, sat: night, sun: night } },
    from: '2026-10-19T00:00+02:00',
  },
  {
    name: 'spring in New York',
    definition: {
      zone: 'America/New_York',
      hours: {
        mon: [['20:00', '24:00']],
        tue: [['00:00', '24:00']],
        sat: night,
        sun: [
          ['07:15', '09:45'],
          ['20:00', '20:00'],
        ],
      },
    },
    from: '2026-03-02T00:00-05:00',
  },
  {
    name: 'autumn in New York',
    definition: {
      zone: 'America/New_York',
      hours: { wed: [['00:00', '24:00']], sat: night, sun: [['06:00', '09:45']] },
    },
    from: '2026-10-26T00:00-04:00',
  },
]

const windowMinutes = 21 * 24 * 60

/** Published by the State Council for these two weeks; the calendars without holidays do not look at it. */
const daysOff = [
  '2026-10-01',
  '2026-10-02',
  '2026-10-03',
  '2026-10-04',
  '2026-10-05',
  '2026-10-06',
  '2026-10-07',
]
const off = new Set([...daysOff, '2026-09-25', '2026-09-26', '2026-09-27'])
const madeUp = new Set(['2026-10-10', '2026-09-20'])

/** Whether each minute of the window is open, from the clock of the platform and nothing of the engine. */
function openMinutes(definition: CalendarDefinition, start: Instant): boolean[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: definition.zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  const open: boolean[] = []
  for (let index = 0; index < windowMinutes; index += 1) {
    const [date = '', clock = ''] = format.format(start + index * minute).split(', ')
    const [hour = 0, minutes = 0] = clock.split(':').map(Number)
    const time = hour * 60 + minutes
    const yesterday = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
    open.push(isOpen(definition, date, time) || isOpen(definition, yesterday, time + 1440))
  }
  return open
}

function isOpen(definition: CalendarDefinition, date: string, time: number): boolean {
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
  let weekday = names[new Date(date).getUTCDay()]!
  if (definition.holidays?.includes('CN') && off.has(date)) return false
  if (definition.holidays?.includes('CN') && madeUp.has(date)) weekday = 'fri'
  return (definition.hours[weekday] ?? []).some((period) => {
    const [start = 0, end = 0] = period.map((clock) => {
      const [hour = 0, minutes = 0] = clock.split(':').map(Number)
      return hour * 60 + minutes
    })
    return start <= time && time < (end <= start ? end + 1440 : end)
  })
}

/** The end of the minute in which the amount is reached; for nothing, the first open minute. */
function slowAdd(open: readonly boolean[], from: number, amount: number): number {
  let left = amount
  for (let index = from; ; index += 1) {
    if (index >= open.length) throw new Error('the window of the oracle is too short')
    if (!open[index]) continue
    if (left === 0) return index
    left -= 1
    if (left === 0) return index + 1
  }
}

function slowSubtract(open: readonly boolean[], to: number, amount: number): number {
  let left = amount
  for (let index = to - 1; ; index -= 1) {
    if (index < 0) throw new Error('the window of the oracle is too short')
    if (!open[index]) continue
    left -= 1
    if (left === 0) return index
  }
}

describe.each(cases)('working minutes in $name', ({ definition, from }) => {
  const calendar = calendarOf(definition)
  const start = instant(from)
  const open = openMinutes(calendar.definition, start)

  it('agree with counting minute by minute', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 * 1440 }), fc.nat({ max: 1100 }), (offset, amount) => {
        const found = calendar.add(start + offset * minute, { amount, unit: 'working-minute' })
        expect((found.at - start) / minute).toBe(slowAdd(open, offset, amount))
      }),
      { numRuns: 500 },
    )
  })

  it('agree with counting back minute by minute', () => {
    const to = fc.integer({ min: 12 * 1440, max: 20 * 1440 })
    fc.assert(
      fc.property(to, fc.integer({ min: 1, max: 900 }), (offset, amount) => {
        const found = calendar.subtract(start + offset * minute, { amount, unit: 'working-minute' })
        expect((found.at - start) / minute).toBe(slowSubtract(open, offset, amount))
      }),
      { numRuns: 300 },
    )
  })
})

const amount = fc.nat({ max: 60 })
const workingUnits = ['working-hour', 'working-day'] as const
const allUnits = [...workingUnits, 'hour', 'day', 'week', 'month'] as const
const moment = fc.integer({ min: Date.UTC(2025, 11), max: Date.UTC(2026, 11, 31) })

const calendars: readonly Calendar[] = cases.map(({ definition }) => calendarOf(definition))
const sameTime = calendarOf({ ...serviceCentre, dayCounting: 'same-time' })
const anyCalendar = fc.constantFrom(...calendars, sameTime)

describe('any calendar', () => {
  it('never ends earlier for a later start', () => {
    const later = fc.nat({ max: 5 * 86_400_000 })
    const counted = fc.record({ amount, unit: fc.constantFrom(...allUnits) })
    fc.assert(
      fc.property(anyCalendar, moment, later, counted, (calendar, from, wait, duration) => {
        // To the same time it may: one working day from Friday evening is Monday evening, from Saturday morning
        // Monday morning.
        const isHours = duration.unit === 'hour' || duration.unit === 'working-hour'
        fc.pre(calendar !== sameTime || isHours)
        expect(calendar.add(from + wait, duration).at).toBeGreaterThanOrEqual(calendar.add(from, duration).at)
      }),
      { numRuns: 500 },
    )
  })

  it('never ends earlier for a larger amount, and never before its start', () => {
    const amounts = fc.record({ less: amount, more: amount })
    fc.assert(
      fc.property(
        anyCalendar,
        moment,
        amounts,
        fc.constantFrom(...allUnits),
        (calendar, from, drawn, unit) => {
          const first = calendar.add(from, { amount: drawn.less, unit }).at
          expect(first).toBeGreaterThanOrEqual(from)
          expect(calendar.add(from, { amount: drawn.less + drawn.more, unit }).at).toBeGreaterThanOrEqual(
            first,
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('adds working hours in two parts as in one', () => {
    const part = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(anyCalendar, moment, part, part, (calendar, from, first, second) => {
        const midway = calendar.add(from, { amount: first, unit: 'working-hour' }).at
        const inParts = calendar.add(midway, { amount: second, unit: 'working-hour' })
        expect(inParts.at).toBe(calendar.add(from, { amount: first + second, unit: 'working-hour' }).at)
      }),
    )
  })

  it('ends working hours where the last instant before was open', () => {
    fc.assert(
      fc.property(anyCalendar, moment, fc.integer({ min: 1, max: 60 }), (calendar, from, hours) => {
        const end = calendar.add(from, { amount: hours, unit: 'working-hour' }).at
        expect(calendar.add(end - 1, { amount: 0, unit: 'working-hour' }).at).toBe(end - 1)
      }),
    )
  })

  it('gives back a duration that fits: what begins at subtract ends by then, one moment later it does not', () => {
    fc.assert(
      fc.property(anyCalendar, moment, amount, fc.constantFrom(...allUnits), (calendar, to, count, unit) => {
        const duration: Duration = { amount: count, unit }
        const from = calendar.subtract(to, duration).at
        expect(from).toBeLessThanOrEqual(to)
        const atClose = unit !== 'hour' && unit !== 'working-hour'
        const zeroOutside = count === 0 && unit !== 'hour' // zero from a close of business means the next one
        if (zeroOutside || (atClose && calendar.definition.dayCounting === 'same-time')) return
        // A close at midnight or later is the first instant of the next day: the moment before is still the day.
        expect(calendar.add(atClose ? from - 1 : from, duration).at).toBeLessThanOrEqual(to)
        if (!atClose) expect(calendar.add(from + 1, duration).at).toBeGreaterThan(to)
      }),
      { numRuns: 500 },
    )
  })

  it('undoes working days that ended at a close of business', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...calendars),
        moment,
        fc.integer({ min: 1, max: 60 }),
        (calendar, from, days) => {
          const start = calendar.add(from, { amount: 0, unit: 'end-of-day' }).at
          const end = calendar.add(start - 1, { amount: days, unit: 'working-day' }).at
          expect(calendar.subtract(end, { amount: days, unit: 'working-day' }).at).toBe(start)
        },
      ),
    )
  })

  it('ends days under close of business at the close of a working day', () => {
    const unit = fc.constantFrom('day', 'week', 'month', 'working-day')
    const days = fc.record({ amount, unit }) as fc.Arbitrary<Duration>
    const anyDays = fc.oneof(days, fc.constant<Duration>({ amount: 0, unit: 'end-of-day' }))
    fc.assert(
      fc.property(moment, anyDays, (from, counted) => {
        const calendar = calendars[0]!
        const end = calendar.add(from, counted).at
        expect(calendar.isWorkingDay(calendar.dateOf(end))).toBe(true)
        expect(calendar.endOfDay(calendar.dateOf(end)).at).toBe(end)
      }),
    )
  })

  it('answers the same when asked again, also after its memory was emptied', () => {
    const calendar = calendarOf(serviceCentre)
    const from = instant('2026-09-28T09:30+08:00')
    const ask = () => calendar.add(from, { amount: 11, unit: 'working-day' })
    const first = ask()

    calendar.add(from, { amount: 4_000, unit: 'working-day' })

    expect(ask()).toEqual(first)
  })
})
