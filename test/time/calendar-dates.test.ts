import { describe, expect, it } from 'vitest'
import { compileCalendar, formatInstant, type CalendarDefinition } from '../../engine/time/index.js'
import { calendarOf, daytime, due, instant, serviceCentre, shown, weekdayHours } from './calendars.js'

function problemsOf(change: Partial<CalendarDefinition>) {
  const compiled = compileCalendar({ ...serviceCentre, ...change })
  return compiled.ok ? [] : compiled.problems
}

/** Closes of business of a date, or `off`. */
function closeOf(change: Partial<CalendarDefinition>, date: string): string {
  const calendar = calendarOf({ ...serviceCentre, ...change })
  return calendar.isWorkingDay(date) ? shown(calendar.endOfDay(date).at, calendar.zone).slice(11, 16) : 'off'
}

describe('what is said of a date', () => {
  // 1 to 7 October 2026 are off by the table, Saturday 10 October works by the table.
  it.each<[string, Partial<CalendarDefinition>, string, string]>([
    ['the week', {}, '2026-10-08', '18:00'],
    ['a weekend', {}, '2026-10-17', 'off'],
    ['a day off of the table', {}, '2026-10-05', 'off'],
    ['a make-up day of the table', {}, '2026-10-10', '18:00'],
    ['an own day off before the week', { holidays: ['CN', '2026-10-08'] }, '2026-10-08', 'off'],
    [
      'an own day off before a make-up day of the table',
      { holidays: ['CN', '2026-10-10'] },
      '2026-10-10',
      'off',
    ],
    ['an own make-up day before the table', { workdays: ['2026-10-05'] }, '2026-10-05', '18:00'],
    [
      'one-off hours on a weekend',
      { dateHours: { '2026-10-17': [['10:00', '11:00']] } },
      '2026-10-17',
      '11:00',
    ],
    [
      'one-off hours on a day off',
      { dateHours: { '2026-10-05': [['10:00', '11:00']] } },
      '2026-10-05',
      '11:00',
    ],
    ['an empty list on a working day', { dateHours: { '2026-10-08': [] } }, '2026-10-08', 'off'],
    [
      'an empty list before an own make-up day',
      { dateHours: { '2026-10-17': [] }, workdays: ['2026-10-17'] },
      '2026-10-17',
      'off',
    ],
    [
      'one-off hours before an own day off',
      { dateHours: { '2026-10-08': [['09:00', '10:00']] }, holidays: ['CN', '2026-10-08'] },
      '2026-10-08',
      '10:00',
    ],
    ['an own day off without any table', { holidays: ['2026-10-08'] }, '2026-10-08', 'off'],
  ])('follows %s', (_what, change, date, close) => {
    expect(closeOf(change, date)).toBe(close)
  })

  it('ends a shorter last day of the year at its own close', () => {
    const calendar = calendarOf({ ...serviceCentre, dateHours: { '2026-12-31': [['09:00', '12:00']] } })

    expect(due(calendar, '2026-12-30T17:00+08:00', '1 working day')).toBe('2026-12-31T12:00+08:00')
    expect(due(calendar, '2026-12-30T17:00+08:00', '4 working hours')).toBe('2026-12-31T12:00+08:00')
  })
})

describe('closures', () => {
  const closed = (from: string, to: string) => ({ closures: [[from, to] as const] })
  const morning = closed('2026-09-28T10:00+08:00', '2026-09-28T11:00+08:00')

  it('take their time out of the hours', () => {
    const calendar = calendarOf({ ...serviceCentre, ...morning })

    expect(due(calendar, '2026-09-28T09:30+08:00', '1 working hour')).toBe('2026-09-28T11:30+08:00')
    expect(due(calendar, '2026-09-28T10:30+08:00', '0 working hours')).toBe('2026-09-28T11:00+08:00')
    expect(
      [9, 10, 11].map((hour) =>
        calendar.isOpen(instant(`2026-09-28T${String(hour).padStart(2, '0')}:00+08:00`)),
      ),
    ).toEqual([true, false, true])
  })

  it('exactly fill a period at the instant they begin', () => {
    const calendar = calendarOf({ ...serviceCentre, ...morning })

    expect(due(calendar, '2026-09-28T09:00+08:00', '1 working hour')).toBe('2026-09-28T10:00+08:00')
  })

  it('bring the close of business forward', () => {
    const change = closed('2026-09-28T16:00+08:00', '2026-09-29T08:00+08:00')

    expect(closeOf(change, '2026-09-28')).toBe('16:00')
    expect(closeOf(change, '2026-09-29')).toBe('18:00')
  })

  it('that leave nothing of a day make it no working day', () => {
    const change = closed('2026-09-28T09:00+08:00', '2026-09-28T18:00+08:00')
    const calendar = calendarOf({ ...serviceCentre, ...change })

    expect(closeOf(change, '2026-09-28')).toBe('off')
    expect(due(calendar, '2026-09-25T10:00+08:00', '1 working day')).toBe('2026-09-29T18:00+08:00')
  })

  it('cut a night shift on both dates', () => {
    const calendar = calendarOf({
      hours: { fri: [['22:00', '06:00']] },
      ...closed('2026-10-09T23:00+02:00', '2026-10-10T05:00+02:00'),
    })

    expect(due(calendar, '2026-10-09T22:00+02:00', '2 working hours')).toBe('2026-10-10T06:00+02:00')
  })
})

describe('overlaps and impossible dates', () => {
  it.each<[string, Partial<CalendarDefinition>, object]>([
    ['a holiday that does not exist', { holidays: ['CN', '2026-02-30'] }, { path: ['holidays', 1] }],
    ['a holiday twice', { holidays: ['CN', 'CN'] }, { path: ['holidays', 1] }],
    [
      'a day that is off and works',
      { holidays: ['2026-10-08'], workdays: ['2026-10-08'] },
      { path: ['workdays', 0], found: '2026-10-08' },
    ],
    [
      'one-off hours of no date',
      { dateHours: { '2026-13-01': daytime } },
      { path: ['dateHours', '2026-13-01'] },
    ],
    [
      'one-off hours that overlap',
      {
        dateHours: {
          '2026-10-09': [
            ['09:00', '12:00'],
            ['11:00', '15:00'],
          ],
        },
      },
      { path: ['dateHours', '2026-10-09', 1], found: '11:00-15:00' },
    ],
    [
      'one-off hours that run into the next morning',
      { dateHours: { '2026-10-08': [['22:00', '10:00']] } },
      { path: ['dateHours', '2026-10-08'] },
    ],
    [
      'one-off hours into which the evening before runs',
      { hours: { mon: [['22:00', '06:00']] }, dateHours: { '2026-09-29': [['05:00', '07:00']] } },
      { path: ['dateHours', '2026-09-29'], found: '05:00-07:00' },
    ],
    [
      'a make-up day that runs into Sunday',
      {
        holidays: [],
        hours: { fri: [['22:00', '06:00']], sun: [['05:00', '07:00']] },
        workdays: ['2026-10-17'],
      },
      { path: ['workdays', 0] },
    ],
    [
      'a closure that runs backwards',
      { closures: [['2026-03-01T11:00Z', '2026-03-01T10:00Z']] },
      { path: ['closures', 0] },
    ],
    [
      'a closure of no length',
      { closures: [['2026-03-01T11:00Z', '2026-03-01T11:00Z']] },
      { path: ['closures', 0] },
    ],
    [
      'a closure at no instant',
      { closures: [['2026-02-30T10:00Z', '2026-03-01T11:00Z']] },
      { path: ['closures', 0, 0] },
    ],
    [
      'closures that overlap',
      {
        closures: [
          ['2026-03-01T10:00Z', '2026-03-01T12:00Z'],
          ['2026-03-01T09:00Z', '2026-03-01T11:00Z'],
        ],
      },
      { path: ['closures', 0] },
    ],
    [
      'a closure of years',
      { closures: [['2026-03-01T10:00Z', '2030-03-01T12:00Z']] },
      { path: ['closures'] },
    ],
  ])('reports %s at its place', (_what, change, problem) => {
    const problems = problemsOf(change)

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code: 'wrong-value', ...problem })
    expect(problems[0]?.message).toMatch(/^Expected .*, but /)
    expect(problems[0]?.hint).toBeTruthy()
  })

  it('reports a rest of years that days off, one-off hours and closures make together', () => {
    // Open on Mondays only; every Monday of three years is taken out in one of the three ways.
    const mondays = Array.from({ length: 160 }, (_, week) =>
      new Date(Date.UTC(2026, 0, 5 + week * 7)).toISOString().slice(0, 10),
    )
    const problems = problemsOf({
      hours: { mon: daytime },
      holidays: mondays.filter((_, index) => index % 3 === 0),
      dateHours: Object.fromEntries(mondays.filter((_, index) => index % 3 === 1).map((date) => [date, []])),
      closures: mondays
        .filter((_, index) => index % 3 === 2)
        .map((date) => [`${date}T00:00+08:00`, `${date}T23:00+08:00`] as const),
    })

    expect(problems).toHaveLength(1)
    expect(problems[0]?.message).toContain('no open day from 2026-01-0')
  })

  it('lets closures and periods touch', () => {
    expect(
      problemsOf({
        closures: [
          ['2026-03-02T11:00+08:00', '2026-03-02T12:00+08:00'],
          ['2026-03-02T02:00Z', '2026-03-02T03:00Z'],
        ],
        dateHours: { '2026-10-17': [['22:00', '24:00']], '2026-10-18': [['00:00', '02:00']] },
      }),
    ).toEqual([])
  })
})

describe('days on which the clock changes', () => {
  const nights = { hours: { sat: [['22:00', '02:30']], sun: [['03:00', '04:00']] } } as const

  it('give no instant to two periods', () => {
    // On 29 March 2026 Berlin skips 02:00 to 03:00: the night ends at 03:30, when the next period has begun.
    const calendar = calendarOf(nights)

    expect(
      calendar.elapsed(instant('2026-03-28T20:00+01:00'), instant('2026-03-29T20:00+02:00'), 'working-hour'),
    ).toBe(6 * 3_600_000 - 3_600_000)
    expect(due(calendar, '2026-03-28T22:00+01:00', '5 working hours')).toBe('2026-03-29T04:00+02:00')
  })

  it('give a period both hours the clock shows twice', () => {
    const calendar = calendarOf({ hours: { sun: [['01:00', '04:00']] } })

    expect(due(calendar, '2026-10-25T00:00+02:00', '4 working hours')).toBe('2026-10-25T04:00+01:00')
  })
})

describe('isOpen', () => {
  const calendar = calendarOf({ hours: { fri: [['22:00', '06:00']], sat: [['09:00', '12:00']] } })

  it.each([
    ['2026-10-09T21:59:59.999+02:00', false],
    ['2026-10-09T22:00+02:00', true],
    ['2026-10-10T05:59:59.999+02:00', true],
    ['2026-10-10T06:00+02:00', false],
    ['2026-10-10T09:00+02:00', true],
    ['2026-10-10T12:00+02:00', false],
  ])('includes the opening and excludes the closing instant: %s', (at, open) => {
    expect(calendar.isOpen(instant(at))).toBe(open)
  })

  it('follows a night shift over a date that the zone left out', () => {
    // Samoa had no 30 December 2011.
    const samoa = calendarOf({
      zone: 'Pacific/Apia',
      hours: { thu: [['22:00', '06:00']], fri: daytime, sat: [['05:00', '07:00']] },
    })
    const from = instant('2011-12-29T22:00-10:00')

    expect(formatInstant(samoa.endOfDay('2011-12-29').at, 'Pacific/Apia')).toBe('2011-12-31T06:00:00+14:00')
    expect(samoa.isOpen(instant('2011-12-31T03:00+14:00'))).toBe(true)
    expect(samoa.isWorkingDay('2011-12-30')).toBe(false)
    expect(samoa.elapsed(from, instant('2012-01-01T00:00+14:00'), 'working-hour')).toBe(9 * 3_600_000)
  })
})

describe('a year whose holidays are not published', () => {
  const calendar = calendarOf(serviceCentre)

  it('is known to the calendar', () => {
    expect(calendar.publishedUntil).toBe(2026)
    expect(calendarOf().publishedUntil).toBeUndefined()
    expect(calendarOf({ ...serviceCentre, holidays: ['2026-10-08'] }).publishedUntil).toBeUndefined()
  })

  it('makes what runs into it provisional, also with days of its own', () => {
    const corrected = calendarOf({ ...serviceCentre, holidays: ['CN', '2027-01-01'] })

    for (const each of [calendar, corrected]) {
      expect(each.endOfDay('2027-02-06').provisional).toBe(true)
      expect(each.endOfDay('2026-12-31').provisional).toBe(false)
      expect(each.shiftDate('2027-01-20', { amount: 2, unit: 'working-day' }, -1).provisional).toBe(true)
      expect(
        each.add(instant('2026-12-30T10:00+08:00'), { amount: 20, unit: 'working-hour' }).provisional,
      ).toBe(true)
      expect(
        each.add(instant('2026-12-30T10:00+08:00'), { amount: 2, unit: 'working-hour' }).provisional,
      ).toBe(false)
    }
  })

  it('is provisional as well when whole weeks of it are skipped', () => {
    const far = calendar.add(instant('2026-12-01T10:00+08:00'), { amount: 900, unit: 'working-hour' })

    expect(far.provisional).toBe(true)
    expect(
      calendarOf({ hours: weekdayHours }).add(instant('2026-12-01T10:00Z'), {
        amount: 900,
        unit: 'working-hour',
      }),
    ).toMatchObject({ provisional: false })
  })
})
