import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../engine/time/index.js'
import { before, calendarOf, daytime, due, duration, instant, serviceCentre, shown } from './calendars.js'

const centre = calendarOf(serviceCentre)
const sameTime = calendarOf({ ...serviceCentre, dayCounting: 'same-time' })

/** One row: a start, a duration, when it is due at close of business, and at the same time. */
type Row = readonly [from: string, text: string, close: string, same: string]

function check([from, text, close, same]: Row): void {
  const found = [centre, sameTime].map((calendar) => due(calendar, `${from}+08:00`, text).slice(0, 16))
  expect(found).toEqual([close, same])
}

/** Off: 15 to 23 February. Worked on: Saturday 14 and Saturday 28 February. */
const springFestival: readonly Row[] = [
  ['2026-02-13T17:00', '1 working day', '2026-02-14T18:00', '2026-02-14T17:00'],
  ['2026-02-13T17:00', '2 working days', '2026-02-24T18:00', '2026-02-24T17:00'],
  ['2026-02-14T17:00', '2 working hours', '2026-02-24T10:00', '2026-02-24T10:00'],
  ['2026-02-14T18:00', '1 working hour', '2026-02-24T10:00', '2026-02-24T10:00'],
  ['2026-02-14T20:00', '1 working day', '2026-02-24T18:00', '2026-02-24T20:00'],
  ['2026-02-17T11:00', '0 working days', '2026-02-24T18:00', '2026-02-24T11:00'],
  ['2026-02-17T11:00', 'end of day', '2026-02-24T18:00', '2026-02-24T18:00'],
  ['2026-02-17T11:00', '30 working minutes', '2026-02-24T09:30', '2026-02-24T09:30'],
  ['2026-02-24T09:00', '5 working days', '2026-03-02T18:00', '2026-03-02T09:00'],
  ['2026-02-24T09:00', '4 working days', '2026-02-28T18:00', '2026-02-28T09:00'],
  ['2026-02-10T09:00', '1 week', '2026-02-24T18:00', '2026-02-17T09:00'],
  ['2026-02-13T09:00', '15 days', '2026-02-28T18:00', '2026-02-28T09:00'],
  ['2026-01-15T09:00', '1 month', '2026-02-24T18:00', '2026-02-15T09:00'],
]

/** Off: 25 to 27 September and 1 to 7 October. Worked on: Sunday 20 September and Saturday 10 October. */
const nationalDay: readonly Row[] = [
  ['2026-09-18T10:00', '1 working day', '2026-09-20T18:00', '2026-09-20T10:00'],
  ['2026-09-18T10:00', '5 working days', '2026-09-24T18:00', '2026-09-24T10:00'],
  ['2026-09-18T10:00', '6 working days', '2026-09-28T18:00', '2026-09-28T10:00'],
  ['2026-09-19T10:00', '1 working hour', '2026-09-20T10:00', '2026-09-20T10:00'],
  ['2026-09-20T18:00', '0 working hours', '2026-09-21T09:00', '2026-09-21T09:00'],
  ['2026-09-24T16:00', '7 working days', '2026-10-12T18:00', '2026-10-12T16:00'],
  ['2026-09-24T16:00', '4 working hours', '2026-09-28T11:00', '2026-09-28T11:00'],
  ['2026-09-28T09:30', '30 working days', '2026-11-13T18:00', '2026-11-13T09:30'],
  ['2026-09-28T09:30', '225 working hours', '2026-11-13T09:30', '2026-11-13T09:30'],
  ['2026-09-30T18:00', '0 working days', '2026-10-08T18:00', '2026-09-30T18:00'],
  ['2026-10-01T00:00', '1 working day', '2026-10-08T18:00', '2026-10-08T00:00'],
  ['2026-10-09T18:00', '2 working hours', '2026-10-10T11:00', '2026-10-10T11:00'],
  ['2026-09-03T09:00', '1 month', '2026-10-08T18:00', '2026-10-03T09:00'],
  ['2026-09-30T09:00', '24 hours', '2026-10-01T09:00', '2026-10-01T09:00'],
]

/** Month ends and the leap day, of 2024 and 2026. */
const monthEnds: readonly Row[] = [
  ['2024-01-30T09:00', '1 month', '2024-02-29T18:00', '2024-02-29T09:00'],
  ['2024-02-29T09:00', '1 month', '2024-03-29T18:00', '2024-03-29T09:00'],
  ['2024-02-28T09:00', '1 day', '2024-02-29T18:00', '2024-02-29T09:00'],
  ['2024-02-28T17:00', '2 working hours', '2024-02-29T10:00', '2024-02-29T10:00'],
  ['2024-02-29T09:00', '4 years', '2028-02-29T18:00', '2028-02-29T09:00'],
  ['2026-05-31T09:00', '1 month', '2026-06-30T18:00', '2026-06-30T09:00'],
  ['2026-05-31T09:00', '6 months', '2026-11-30T18:00', '2026-11-30T09:00'],
]

describe('around Spring Festival 2026', () => {
  it.each(springFestival)(
    'from %s, %s end at %s at close of business and at %s at the same time',
    (...row) => {
      check(row)
    },
  )
})

describe('around National Day 2026', () => {
  it.each(nationalDay)('from %s, %s end at %s at close of business and at %s at the same time', (...row) => {
    check(row)
  })
})

describe('at month ends and the leap day', () => {
  it.each(monthEnds)('from %s, %s end at %s at close of business and at %s at the same time', (...row) => {
    check(row)
  })
})

describe('where the clock changes', () => {
  const allDay = calendarOf({
    dayCounting: 'same-time',
    hours: { sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] },
  })
  const in2026 = (zone: string): Calendar => calendarOf({ ...allDay.definition, zone })
  const berlin = in2026('Europe/Berlin')
  const newYork = in2026('America/New_York')
  const lordHowe = in2026('Australia/Lord_Howe')
  const apia = calendarOf({ zone: 'Pacific/Apia', hours: { thu: daytime, fri: daytime, sat: daytime } })
  const apiaSameTime = calendarOf({ ...apia.definition, dayCounting: 'same-time' })

  it.each<[calendar: Calendar, text: string, from: string, result: string]>([
    [lordHowe, '24 hours', '2026-10-03T12:00+10:30', '2026-10-04T12:30+11:00'],
    [lordHowe, '1 day', '2026-10-03T12:00+10:30', '2026-10-04T12:00+11:00'],
    [lordHowe, '1 day', '2026-10-03T02:15+10:30', '2026-10-04T02:45+11:00'],
    [lordHowe, '24 working hours', '2026-10-04T00:00+10:30', '2026-10-10T00:30+11:00'],
    [lordHowe, '24 working hours', '2026-04-05T00:00+11:00', '2026-04-05T23:30+10:30'],
    [newYork, '23 working hours', '2026-03-08T00:00-05:00', '2026-03-09T00:00-04:00'],
    [newYork, '25 working hours', '2026-11-01T00:00-04:00', '2026-11-02T00:00-05:00'],
    [newYork, '1 month', '2026-02-08T02:30-05:00', '2026-03-08T03:30-04:00'],
    [berlin, '23 working hours', '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00'],
    [berlin, '1 year', '2025-03-29T02:30+01:00', '2026-03-29T03:30+02:00'],
    [apia, '2 working days', '2011-12-28T12:00-10:00', '2011-12-31T17:00+14:00'],
    [apia, '24 hours', '2011-12-29T12:00-10:00', '2011-12-31T12:00+14:00'],
    [apiaSameTime, '1 day', '2011-12-29T12:00-10:00', '2011-12-31T12:00+14:00'],
  ])('%#: durations are real time, days the same local time: %s', (calendar, text, from, result) => {
    expect(due(calendar, from, text)).toBe(result)
  })

  it('counts the hour of a pause that the clock skips as none, and the one it shows twice as two', () => {
    const pausedFor = (from: string, to: string, start: string) =>
      shown(
        berlin.add(instant(start), duration('2 working hours'), {
          pauses: [{ from: instant(from), to: instant(to) }],
        }).at,
        berlin.zone,
      )

    expect(pausedFor('2026-03-29T01:00+01:00', '2026-03-29T04:00+02:00', '2026-03-29T00:00+01:00')).toBe(
      '2026-03-29T05:00+02:00',
    )
    expect(pausedFor('2026-10-25T01:00+02:00', '2026-10-25T04:00+01:00', '2026-10-25T00:00+02:00')).toBe(
      '2026-10-25T05:00+01:00',
    )
    expect(
      berlin.elapsed(instant('2026-10-25T00:00+02:00'), instant('2026-10-26T00:00+01:00'), 'working-hour'),
    ).toBe(25 * 3_600_000)
  })

  it('moves days later by elapsed time, over the change', () => {
    const pauses = [{ from: instant('2026-03-28T12:00+01:00'), to: instant('2026-03-28T14:00+01:00') }]
    const from = instant('2026-03-28T00:30+01:00')

    expect(shown(berlin.add(from, duration('1 day'), { pauses }).at, berlin.zone)).toBe(
      '2026-03-29T03:30+02:00',
    )
  })

  it('counts back the same', () => {
    expect(before(lordHowe, '2026-10-10T00:30+11:00', '24 working hours')).toBe('2026-10-04T00:00+10:30')
    expect(before(apia, '2011-12-31T17:00+14:00', '1 working day')).toBe('2011-12-29T17:00-10:00')
  })
})
