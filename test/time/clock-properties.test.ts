import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar, CalendarDefinition, Duration, Instant, TraceLine } from '../../engine/time/index.js'
import type { Pause } from '../../engine/time/calendar.js'
import { calendarOf, duration, serviceCentre, weekdayHours } from './calendars.js'

const hourMs = 3_600_000

const closures: CalendarDefinition['closures'] = [['2026-10-08T02:00:00Z', '2026-10-09T07:00:00Z']]
const changed: Partial<CalendarDefinition> = {
  ...serviceCentre,
  closures,
  dateHours: { '2026-09-30': [['10:00', '11:00']], '2026-10-17': [['08:00', '20:00']] },
}
const nights: Partial<CalendarDefinition> = {
  zone: 'America/New_York',
  hours: { ...weekdayHours, fri: [['09:00', '12:00']], sat: [['22:00', '06:00']], sun: [['20:00', '04:00']] },
}
const definitions = [serviceCentre, changed, nights, { ...nights, zone: 'Australia/Lord_Howe' }]

const atClose = definitions.map((definition) =>
  calendarOf({ ...definition, dayCounting: 'close-of-business' }),
)
const atSameTime = definitions.map((definition) => calendarOf({ ...definition, dayCounting: 'same-time' }))
/** China has no clock changes. */
const shanghai = calendarOf({ ...serviceCentre, dayCounting: 'same-time' })

const anyCalendar = fc.constantFrom(...atClose, ...atSameTime)
const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2026, 10) })
const wait = fc.nat({ max: 5 * 24 * hourMs })
const amount = fc.integer({ min: 1, max: 40 })
const hourUnits = ['hour', 'minute', 'working-hour', 'working-minute'] as const
const dayUnits = ['day', 'week', 'working-day'] as const
const hourUnit = fc.constantFrom(...hourUnits)
const anyUnit = fc.constantFrom(...hourUnits, ...dayUnits)
const everyUnit = fc.constantFrom(
  ...hourUnits,
  ...dayUnits,
  'second' as const,
  'month' as const,
  'year' as const,
)

/** Pauses around an instant, from none to three, as long as an hour or a month. */
const gaps = fc.array(
  fc.record({ rest: fc.nat({ max: 9 * 24 * hourMs }), length: fc.nat({ max: 6 * 24 * hourMs }) }),
  { maxLength: 3 },
)

function pausesFrom(start: Instant, drawn: readonly { rest: number; length: number }[]): Pause[] {
  let at = start - 24 * hourMs
  return drawn.map(({ rest, length }) => {
    const from = at + rest
    at = from + length
    return { from, to: at }
  })
}

describe('any clock with pauses', () => {
  it('is never due earlier for a larger amount, nor before its start', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        moment,
        gaps,
        fc.nat({ max: 40 }),
        amount,
        everyUnit,
        (calendar, from, ...rest) => {
          const [drawn, less, more, unit] = rest
          const pauses = pausesFrom(from, drawn)
          const first = calendar.add(from, { amount: less, unit }, { pauses }).at
          expect(first).toBeGreaterThanOrEqual(from)
          expect(calendar.add(from, { amount: less + more, unit }, { pauses }).at).toBeGreaterThanOrEqual(
            first,
          )
        },
      ),
      { numRuns: 600 },
    )
  })

  it('is never due earlier for a later start, in hours and where days end at close of business', () => {
    fc.assert(
      fc.property(anyCalendar, moment, wait, gaps, amount, anyUnit, (calendar, from, later, ...rest) => {
        const [drawn, count, unit] = rest
        fc.pre(calendar.definition.dayCounting === 'close-of-business' || hourUnits.includes(unit as 'hour'))
        const pauses = pausesFrom(from, drawn)
        const step: Duration = { amount: count, unit }
        expect(calendar.add(from + later, step, { pauses }).at).toBeGreaterThanOrEqual(
          calendar.add(from, step, { pauses }).at,
        )
      }),
      { numRuns: 600 },
    )
  })

  it('used up its time, and no more, when it is due', () => {
    fc.assert(
      fc.property(anyCalendar, moment, gaps, fc.nat({ max: 40 }), hourUnit, (calendar, from, ...rest) => {
        const [drawn, count, unit] = rest
        const pauses = pausesFrom(from, drawn)
        const due = calendar.add(from, { amount: count, unit }, { pauses }).at
        const unitMs = unit.endsWith('hour') ? hourMs : 60_000
        expect(calendar.elapsed(from, due, unit, pauses)).toBe(count * unitMs)
      }),
      { numRuns: 600 },
    )
  })

  it('adds hours and working hours in two parts as in one', () => {
    fc.assert(
      fc.property(anyCalendar, moment, gaps, amount, amount, hourUnit, (calendar, from, ...rest) => {
        const [drawn, first, second, unit] = rest
        const pauses = pausesFrom(from, drawn)
        const midway = calendar.add(from, { amount: first, unit }, { pauses }).at
        expect(calendar.add(midway, { amount: second, unit }, { pauses }).at).toBe(
          calendar.add(from, { amount: first + second, unit }, { pauses }).at,
        )
      }),
      { numRuns: 400 },
    )
  })

  it('does not see that it was paused for no time, nor that it went on for none', () => {
    fc.assert(
      fc.property(anyCalendar, moment, gaps, fc.nat({ max: 20 }), anyUnit, (calendar, from, ...rest) => {
        const [drawn, count, unit] = rest
        const pauses = pausesFrom(from, drawn).filter((pause) => pause.from < pause.to)
        const cut = pauses.flatMap((pause) => {
          const middle = Math.floor((pause.from + pause.to) / 2)
          return [
            { from: pause.from, to: middle },
            { from: middle, to: middle },
            { from: middle, to: pause.to },
          ]
        })
        const empty = { from: from + hourMs, to: from + hourMs }
        const step: Duration = { amount: count, unit }
        expect(calendar.add(from, step, { pauses: [...cut, empty] })).toEqual(
          calendar.add(from, step, { pauses }),
        )
      }),
      { numRuns: 400 },
    )
  })

  it('fits before its due point, from no later than what it began with', () => {
    fc.assert(
      fc.property(anyCalendar, moment, gaps, amount, hourUnit, (calendar, to, ...rest) => {
        const [drawn, count, unit] = rest
        const pauses = pausesFrom(to - 12 * 24 * hourMs, drawn)
        const step: Duration = { amount: count, unit }
        const from = calendar.subtract(to, step, { pauses }).at
        expect(calendar.add(from, step, { pauses }).at).toBeLessThanOrEqual(to)
        expect(calendar.add(from + 1, step, { pauses }).at).toBeGreaterThan(to)
      }),
      { numRuns: 400 },
    )
  })
})

describe('working days to the same time', () => {
  it('are never due earlier for a later start on a working day', () => {
    fc.assert(
      fc.property(moment, wait, amount, (from, later, count) => {
        const step: Duration = { amount: count, unit: 'working-day' }
        fc.pre([from, from + later].every((at) => shanghai.isWorkingDay(shanghai.dateOf(at))))
        expect(shanghai.add(from + later, step).at).toBeGreaterThanOrEqual(shanghai.add(from, step).at)
      }),
    )
  })

  it('add up in parts of at least one day', () => {
    fc.assert(
      fc.property(moment, amount, amount, (from, first, second) => {
        const midway = shanghai.add(from, { amount: first, unit: 'working-day' }).at
        expect(shanghai.add(midway, { amount: second, unit: 'working-day' }).at).toBe(
          shanghai.add(from, { amount: first + second, unit: 'working-day' }).at,
        )
      }),
    )
  })
})

describe('more holidays', () => {
  it('never make a working due point earlier', () => {
    const dates = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 6 })
    const unit = fc.constantFrom('working-day' as const, 'working-hour' as const)
    fc.assert(
      fc.property(
        dates,
        fc.boolean(),
        fc.integer({ min: 1, max: 30 }),
        fc.nat({ max: 30 }),
        unit,
        (days, isSame, ...rest) => {
          const [startDay, count, counted] = rest
          const holidays = days.map((day) => `2026-10-${String(day).padStart(2, '0')}`)
          const dayCounting = isSame ? 'same-time' : 'close-of-business'
          const fewer = calendarOf({ ...serviceCentre, dayCounting })
          const more = calendarOf({ ...serviceCentre, dayCounting, holidays: ['CN', ...holidays] })
          const from = Date.UTC(2026, 8, startDay, 3, 20)
          const step: Duration = { amount: count, unit: counted }
          expect(more.add(from, step).at).toBeGreaterThanOrEqual(fewer.add(from, step).at)
        },
      ),
      { numRuns: 150 },
    )
  })

  // Without pauses: under same-time a pause costs the working time it covers, and a holiday inside it makes it cost less.
  it('never do so with night shifts, closures and changes of the clock either', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 8 })
    const unit = fc.constantFrom('working-day' as const, 'working-hour' as const, 'working-minute' as const)
    fc.assert(
      fc.property(
        fc.constantFrom(...definitions),
        days,
        moment,
        fc.tuple(amount, unit, fc.boolean()),
        (...drawn) => {
          const [definition, off, from, [count, counted, isSame]] = drawn
          const holidays = off.map((day) => new Date(from + day * 24 * hourMs).toISOString().slice(0, 10))
          const dayCounting = isSame ? 'same-time' : 'close-of-business'
          const fewer = calendarOf({ ...definition, dayCounting })
          const more = calendarOf({
            ...definition,
            dayCounting,
            holidays: [...(definition.holidays ?? []), ...holidays],
          })
          const step: Duration = { amount: count, unit: counted }
          expect(more.add(from, step).at).toBeGreaterThanOrEqual(fewer.add(from, step).at)
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('the trace', () => {
  function linesOf(calendar: Calendar, from: Instant, step: Duration, pauses: readonly Pause[]): TraceLine[] {
    const lines: TraceLine[] = []
    calendar.add(from, step, { pauses, trace: (line) => lines.push(line) })
    return lines
  }

  it('counts stretches that make up the time, none of them in a pause', () => {
    fc.assert(
      fc.property(anyCalendar, moment, gaps, fc.nat({ max: 40 }), hourUnit, (calendar, from, ...rest) => {
        const [drawn, count, unit] = rest
        const pauses = pausesFrom(from, drawn)
        const counted = linesOf(calendar, from, { amount: count, unit }, pauses).filter(
          (line) => line.kind === 'counted',
        )
        const sum = counted.reduce((ms, line) => ms + (line.to ?? 0) - (line.from ?? 0), 0)
        expect(sum).toBe(count * (unit.endsWith('hour') ? hourMs : 60_000))
        for (const { from: begin = 0, to: end = 0 } of counted)
          expect(pauses.some((pause) => pause.from < end && pause.to > begin && pause.from < pause.to)).toBe(
            false,
          )
      }),
      { numRuns: 300 },
    )
  })

  it('counts as many working days as there are, and ends with the due point', () => {
    fc.assert(
      fc.property(fc.constantFrom(...atClose), moment, gaps, amount, (calendar, from, drawn, count) => {
        const pauses = pausesFrom(from, drawn)
        const lines = linesOf(calendar, from, { amount: count, unit: 'working-day' }, pauses)
        expect(lines.filter((line) => line.kind.startsWith('counted-'))).toHaveLength(count)
        expect(lines.at(-1)).toEqual({
          kind: 'result',
          to: calendar.add(from, { amount: count, unit: 'working-day' }, { pauses }).at,
        })
      }),
      { numRuns: 200 },
    )
  })
})

describe('a warning', () => {
  it('at a share lies between start and due point, later for a larger share', () => {
    const share = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        anyCalendar,
        moment,
        gaps,
        amount,
        anyUnit,
        share,
        share,
        (calendar, startedAt, ...rest) => {
          const [drawn, count, unit, one, other] = rest
          const run = { startedAt, pauses: pausesFrom(startedAt, drawn) }
          const rule = { kind: 'within' as const, range: { upper: { amount: count, unit } } }
          const [less, more] = [Math.min(one, other), Math.max(one, other)].map(
            (part) => calendar.warningAt({ kind: 'share', share: part / 100 }, rule, run).at,
          )
          expect(less).toBeGreaterThanOrEqual(startedAt)
          expect(more).toBeGreaterThanOrEqual(less ?? 0)
          expect(more).toBeLessThanOrEqual(calendar.dueOf(rule, run).due.at)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('what comes again', () => {
  it('always lies later, at its time of day', () => {
    const every = fc.constantFrom('1 day', '1 working day', '3 working days', '2 weeks', '1 month')
    fc.assert(
      fc.property(fc.constantFrom(...atClose), moment, every, (calendar, after, text) => {
        const { at } = calendar.nextOccurrence({ every: duration(text), at: '09:30' }, after)
        expect(at).toBeGreaterThan(after)
        const clock = new Intl.DateTimeFormat('en-GB', { timeZone: calendar.zone, timeStyle: 'short' })
        expect(clock.format(at)).toBe('09:30')
      }),
      { numRuns: 200 },
    )
  })
})

describe('the opening of a window', () => {
  it('is open itself, never earlier than asked for, and nothing opens before it', () => {
    const hours = fc.constantFrom([['09:00', '22:00']] as const, [['22:00', '06:00']] as const, undefined)
    const days = fc.constantFrom(['sat', 'sun'] as const, ['fri'] as const, undefined)
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(...atClose), moment, hours, days, part, (calendar, at, ...rest) => {
        const [periods, weekdays, between] = rest
        const window = { ...(periods && { hours: periods }), ...(weekdays && { days: weekdays }) }
        const found = calendar.openingOf(window, at)?.at ?? Number.NaN
        expect(found).toBeGreaterThanOrEqual(at)
        expect(calendar.openingOf(window, found)?.at).toBe(found)
        expect(calendar.openingOf(window, at + Math.floor((found - at) * between))?.at).toBe(found)
      }),
      { numRuns: 200 },
    )
  })
})
