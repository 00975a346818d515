import { describe, expect, it } from 'vitest'
import type { PeriodText, TimeTrace } from '../../engine/time/index.js'
import {
  before,
  calendarOf,
  daytime,
  due,
  duration,
  instant,
  serviceCentre,
  shown,
  weekdayHours,
} from './calendars.js'

const centre = calendarOf(serviceCentre)
const sameTime = calendarOf({ ...serviceCentre, dayCounting: 'same-time' })

describe('working hours', () => {
  it.each([
    ['inside a period', '2026-09-28T09:30+08:00', '2 working hours', '2026-09-28T11:30+08:00'],
    [
      'to the closing instant, not the next opening',
      '2026-09-28T09:30+08:00',
      '2.5 working hours',
      '2026-09-28T12:00+08:00',
    ],
    ['over the lunch break', '2026-09-28T09:30+08:00', '4 working hours', '2026-09-28T15:00+08:00'],
    ['to the close of the day', '2026-09-28T09:00+08:00', '7.5 working hours', '2026-09-28T18:00+08:00'],
    ['over the night', '2026-09-28T17:30+08:00', '1 working hour', '2026-09-29T09:30+08:00'],
    ['over the National Day holidays', '2026-09-30T17:00+08:00', '2 working hours', '2026-10-08T10:00+08:00'],
    ['on a make-up Saturday', '2026-10-09T18:00+08:00', '1 working hour', '2026-10-10T10:00+08:00'],
    ['from before opening', '2026-09-28T06:00+08:00', '1 working hour', '2026-09-28T10:00+08:00'],
    ['from the lunch break', '2026-09-28T12:30+08:00', '30 working minutes', '2026-09-28T14:00+08:00'],
    ['from a closing instant', '2026-09-28T12:00+08:00', '30 working minutes', '2026-09-28T14:00+08:00'],
    ['from an opening instant', '2026-09-28T13:30+08:00', '30 working minutes', '2026-09-28T14:00+08:00'],
    ['from a weekend', '2026-10-17T10:00+08:00', '3 working hours', '2026-10-19T12:00+08:00'],
    ['zero inside a period', '2026-09-28T09:30+08:00', '0 working hours', '2026-09-28T09:30+08:00'],
    ['zero at the opening instant', '2026-09-28T09:00+08:00', '0 working hours', '2026-09-28T09:00+08:00'],
    ['zero at a closing instant', '2026-09-28T18:00+08:00', '0 working hours', '2026-09-29T09:00+08:00'],
    ['zero on a holiday', '2026-10-03T10:00+08:00', '0 working hours', '2026-10-08T09:00+08:00'],
  ])('count %s', (_what, from, text, result) => {
    expect(due(centre, from, text)).toBe(result)
  })

  it.each([
    ['inside a period', '2026-09-28T11:30+08:00', '2 working hours', '2026-09-28T09:30+08:00'],
    ['before a close of business', '2026-09-30T18:00+08:00', '2 working hours', '2026-09-30T16:00+08:00'],
    ['over the lunch break', '2026-09-28T15:00+08:00', '2 working hours', '2026-09-28T11:30+08:00'],
    [
      'to the opening instant, not the last closing',
      '2026-09-28T15:00+08:00',
      '1.5 working hours',
      '2026-09-28T13:30+08:00',
    ],
    ['over the holidays', '2026-10-08T10:00+08:00', '2 working hours', '2026-09-30T17:00+08:00'],
    ['from outside the hours', '2026-09-28T22:00+08:00', '1 working hour', '2026-09-28T17:00+08:00'],
    ['zero inside a period', '2026-09-28T11:30+08:00', '0 working hours', '2026-09-28T11:30+08:00'],
    ['zero at an opening instant', '2026-09-28T09:00+08:00', '0 working hours', '2026-09-28T09:00+08:00'],
    ['zero at a closing instant', '2026-09-28T18:00+08:00', '0 working hours', '2026-09-28T18:00+08:00'],
    ['zero at night', '2026-09-28T22:00+08:00', '0 working hours', '2026-09-28T18:00+08:00'],
  ])('count back %s', (_what, to, text, result) => {
    expect(before(centre, to, text)).toBe(result)
  })
})

describe('days until close of business', () => {
  it.each([
    ['2 working days', '2026-09-28T09:30+08:00', '2026-09-30T18:00+08:00'],
    ['1 working day', '2026-09-30T18:00+08:00', '2026-10-08T18:00+08:00'],
    ['3 working days', '2026-09-30T18:00+08:00', '2026-10-10T18:00+08:00'],
    ['5 working days', '2026-09-30T18:00+08:00', '2026-10-13T18:00+08:00'], // Saturday 10 works
    ['4 working days', '2026-10-08T18:00+08:00', '2026-10-13T18:00+08:00'],
    ['1 working day', '2026-10-17T10:00+08:00', '2026-10-19T18:00+08:00'], // from a Saturday off
    ['1 working day', '2026-09-28T23:59+08:00', '2026-09-29T18:00+08:00'],
    ['1 day', '2026-09-30T09:00+08:00', '2026-10-08T18:00+08:00'], // 1 October is off
    ['5 days', '2026-10-05T09:00+08:00', '2026-10-10T18:00+08:00'], // a make-up Saturday is no day off
    ['12 days', '2026-10-05T09:00+08:00', '2026-10-19T18:00+08:00'], // any other Saturday moves
    ['2 weeks', '2026-09-28T09:00+08:00', '2026-10-12T18:00+08:00'],
    ['1 month', '2026-01-31T09:00+08:00', '2026-02-28T18:00+08:00'], // a make-up Saturday
    ['1 month', '2024-01-31T09:00+08:00', '2024-02-29T18:00+08:00'],
    ['1 month', '2026-07-31T09:00+08:00', '2026-08-31T18:00+08:00'],
    ['1 month', '2026-09-04T09:00+08:00', '2026-10-08T18:00+08:00'],
    ['1 year', '2024-02-29T09:00+08:00', '2025-02-28T18:00+08:00'],
  ])('%s from %s end %s', (text, from, result) => {
    expect(due(centre, from, text)).toBe(result)
  })

  it.each([
    ['before it', '2026-09-28T17:59+08:00', '2026-09-28T18:00+08:00'],
    ['at it', '2026-09-28T18:00+08:00', '2026-09-29T18:00+08:00'],
    ['after it', '2026-09-28T20:00+08:00', '2026-09-29T18:00+08:00'],
    ['on a holiday', '2026-10-02T20:00+08:00', '2026-10-08T18:00+08:00'],
  ])('end of day and zero days end at the next close, begun %s', (_what, from, result) => {
    for (const text of ['end of day', '0 days', '0 working days'])
      expect(due(centre, from, text)).toBe(result)
  })

  it.each([
    ['1 working day', '2026-10-08T18:00+08:00', '2026-09-30T18:00+08:00'],
    ['5 working days', '2026-10-13T18:00+08:00', '2026-09-30T18:00+08:00'],
    ['1 working day', '2026-09-30T10:00+08:00', '2026-09-28T18:00+08:00'], // Tuesday is the one whole day between
    ['1 working day', '2026-10-05T10:00+08:00', '2026-09-29T18:00+08:00'],
    ['end of day', '2026-09-30T17:00+08:00', '2026-09-29T18:00+08:00'],
    ['1 month', '2026-12-31T18:00+08:00', '2026-11-30T18:00+08:00'],
    ['1 month', '2026-11-04T18:00+08:00', '2026-09-30T18:00+08:00'], // 4 October is off: moves back
    ['1 month', '2026-03-31T18:00+08:00', '2026-02-28T18:00+08:00'],
  ])('%s before %s is %s', (text, to, result) => {
    expect(before(centre, to, text)).toBe(result)
  })

  it('takes the end of a date for its close where nobody works', () => {
    expect(shown(centre.endOfDay('2026-09-30').at, centre.zone)).toBe('2026-09-30T18:00+08:00')
    expect(shown(centre.endOfDay('2026-10-01').at, centre.zone)).toBe('2026-10-02T00:00+08:00')
  })
})

describe('days to the same time', () => {
  it.each([
    ['2 working days', '2026-09-28T09:30+08:00', '2026-09-30T09:30+08:00'],
    ['1 working day', '2026-09-30T20:00+08:00', '2026-10-08T20:00+08:00'],
    ['0 working days', '2026-09-30T20:00+08:00', '2026-09-30T20:00+08:00'],
    ['0 working days', '2026-10-01T10:00+08:00', '2026-10-08T10:00+08:00'],
    ['3 days', '2026-09-30T10:00+08:00', '2026-10-03T10:00+08:00'],
    ['0 days', '2026-10-03T10:00+08:00', '2026-10-03T10:00+08:00'],
    ['1 month', '2026-01-31T10:00+08:00', '2026-02-28T10:00+08:00'],
    ['2 weeks', '2026-09-28T10:00+08:00', '2026-10-12T10:00+08:00'],
    ['1 year', '2024-02-29T10:00+08:00', '2025-02-28T10:00+08:00'],
    ['end of day', '2026-09-28T10:00+08:00', '2026-09-28T18:00+08:00'],
  ])('%s from %s end %s', (text, from, result) => {
    expect(due(sameTime, from, text)).toBe(result)
  })

  it.each([
    ['1 working day', '2026-10-08T20:00+08:00', '2026-09-30T20:00+08:00'],
    ['0 working days', '2026-10-03T20:00+08:00', '2026-09-30T20:00+08:00'],
    ['3 days', '2026-10-03T10:00+08:00', '2026-09-30T10:00+08:00'],
    ['1 month', '2026-03-31T10:00+08:00', '2026-02-28T10:00+08:00'],
  ])('%s before %s is %s', (text, to, result) => {
    expect(before(sameTime, to, text)).toBe(result)
  })
})

describe('periods past midnight', () => {
  const night: readonly PeriodText[] = [['22:00', '06:00']]
  const nights = calendarOf({ hours: { mon: night, tue: night, wed: night, thu: night, fri: night } })

  it.each([
    ['2 working hours', '2026-10-09T23:00+02:00', '2026-10-10T01:00+02:00'], // Friday night runs into Saturday
    ['8 working hours', '2026-10-09T23:00+02:00', '2026-10-12T23:00+02:00'], // the night of Saturday is off
    ['1 working hour', '2026-10-12T01:00+02:00', '2026-10-12T23:00+02:00'], // so is the night of Sunday
    ['0 working hours', '2026-10-10T05:59+02:00', '2026-10-10T05:59+02:00'],
    ['0 working hours', '2026-10-10T06:00+02:00', '2026-10-12T22:00+02:00'],
    ['end of day', '2026-10-10T03:00+02:00', '2026-10-10T06:00+02:00'], // still the Friday shift
    ['1 working day', '2026-10-06T03:00+02:00', '2026-10-07T06:00+02:00'], // Monday shift, so until Tuesday's close
    ['1 working day', '2026-10-06T12:00+02:00', '2026-10-08T06:00+02:00'],
  ])('belong to the weekday they start on: %s from %s', (text, from, result) => {
    expect(due(nights, from, text)).toBe(result)
  })

  it('count back in the same way', () => {
    expect(before(nights, '2026-10-12T23:00+02:00', '8 working hours')).toBe('2026-10-09T23:00+02:00')
    expect(before(nights, '2026-10-10T06:00+02:00', '1 working day')).toBe('2026-10-09T06:00+02:00')
    expect(before(nights, '2026-10-10T03:00+02:00', '0 working days')).toBe('2026-10-09T06:00+02:00')
  })

  it('go on into a holiday and do not begin on one', () => {
    const calendar = calendarOf({ ...serviceCentre, hours: { wed: night, thu: night, fri: night } })

    expect(due(calendar, '2026-09-30T23:00+08:00', '7 working hours')).toBe('2026-10-01T06:00+08:00')
    expect(due(calendar, '2026-10-01T06:00+08:00', '1 working hour')).toBe('2026-10-08T23:00+08:00')
  })

  it('give a make-up Saturday the hours of Friday', () => {
    const calendar = calendarOf({
      hours: { ...weekdayHours, fri: [['10:00', '15:00']] },
      workdays: ['2026-10-10'],
    })

    expect(due(calendar, '2026-10-09T15:00+02:00', '1 working day')).toBe('2026-10-10T15:00+02:00')
  })

  it('give a make-up day that has hours of its own these', () => {
    const calendar = calendarOf({
      ...serviceCentre,
      hours: { mon: daytime, fri: daytime, sat: [['09:00', '12:00']] },
    })

    expect(due(calendar, '2026-10-10T08:00+08:00', 'end of day')).toBe('2026-10-10T12:00+08:00')
  })
})

describe('clock changes', () => {
  const berlin = calendarOf({
    dayCounting: 'same-time',
    hours: { sat: [['22:00', '06:00']], sun: [['22:00', '06:00']] },
  })
  const newYork = calendarOf({ zone: 'America/New_York', dayCounting: 'same-time' })

  it.each([
    [berlin, '24 hours', '2026-03-28T12:00+01:00', '2026-03-29T13:00+02:00'],
    [berlin, '24 hours', '2026-10-24T12:00+02:00', '2026-10-25T11:00+01:00'],
    [berlin, '1 day', '2026-03-28T12:00+01:00', '2026-03-29T12:00+02:00'],
    [berlin, '1 day', '2026-10-24T12:00+02:00', '2026-10-25T12:00+01:00'],
    [newYork, '24 hours', '2026-03-07T12:00-05:00', '2026-03-08T13:00-04:00'],
    [newYork, '24 hours', '2026-10-31T12:00-04:00', '2026-11-01T11:00-05:00'],
    [newYork, '1 week', '2026-03-05T12:00-05:00', '2026-03-12T12:00-04:00'],
    [newYork, '1 working day', '2026-10-30T12:00-04:00', '2026-11-02T12:00-05:00'],
  ])('leave hours in real time and days on the clock: %#', (calendar, text, from, result) => {
    expect(due(calendar, from, text)).toBe(result)
  })

  it('move a local time that does not exist forward by the gap', () => {
    expect(due(berlin, '2026-03-28T02:30+01:00', '1 day')).toBe('2026-03-29T03:30+02:00')
    expect(due(newYork, '2026-03-07T02:30-05:00', '1 day')).toBe('2026-03-08T03:30-04:00')
    expect(before(berlin, '2026-03-30T02:30+02:00', '1 day')).toBe('2026-03-29T03:30+02:00')
  })

  it('take the first of a local time that is shown twice, and leave an instant that does not move', () => {
    expect(due(berlin, '2026-10-24T02:30+02:00', '1 day')).toBe('2026-10-25T02:30+02:00')
    expect(due(berlin, '2026-10-25T02:30+01:00', '0 days')).toBe('2026-10-25T02:30+01:00')
  })

  it('make a night shift an hour shorter in spring and an hour longer in autumn', () => {
    expect(due(berlin, '2026-03-28T22:00+01:00', '7 working hours')).toBe('2026-03-29T06:00+02:00')
    expect(due(berlin, '2026-10-24T22:00+02:00', '9 working hours')).toBe('2026-10-25T06:00+01:00')
    expect(before(berlin, '2026-10-25T06:00+01:00', '9 working hours')).toBe('2026-10-24T22:00+02:00')
  })

  it('leave nothing of a period inside the gap', () => {
    const calendar = calendarOf({ hours: { sun: [['02:00', '03:00']], mon: [['02:00', '03:00']] } })

    expect(due(calendar, '2026-03-29T00:00+01:00', '1 working hour')).toBe('2026-03-30T03:00+02:00')
  })

  it('survive a date that a zone left out', () => {
    // Samoa crossed the date line and had no 30 December 2011.
    const apia = calendarOf({ zone: 'Pacific/Apia' })

    expect(due(apia, '2011-12-29T17:00-10:00', '1 working hour')).toBe('2012-01-02T10:00+14:00')
  })
})

describe('the trace', () => {
  function traceOf(run: (trace: TimeTrace) => unknown): string[] {
    const lines: string[] = []
    run((line) => {
      const span = line.from === undefined ? '' : `${shown(line.from, centre.zone).slice(5, 16)} `
      const to = line.to === undefined ? '' : shown(line.to, centre.zone).slice(5, 16)
      lines.push(
        [line.kind, line.day ?? '', span + to, line.note ?? ''].filter((part) => part !== '').join(' | '),
      )
    })
    return lines
  }

  it('names every counted stretch, holiday and the result of working hours', () => {
    const lines = traceOf((trace) =>
      centre.add(instant('2026-09-30T17:00+08:00'), duration('2 working hours'), { trace }),
    )

    expect(lines).toEqual([
      'counted | 2026-09-30 | 09-30T17:00 09-30T18:00',
      ...[1, 2, 3, 4, 5, 6, 7].map((day) => `holiday | 2026-10-0${day} | National Day / 国庆节`),
      'counted | 2026-10-08 | 10-08T09:00 10-08T10:00',
      'result | 10-08T10:00',
    ])
  })

  it('names counted days, make-up days, days off and the move of a last day', () => {
    const lines = traceOf((trace) => {
      centre.add(instant('2026-10-09T10:00+08:00'), duration('2 working days'), { trace })
      centre.add(instant('2026-10-10T10:00+08:00'), duration('1 day'), { trace })
    })

    expect(lines).toEqual([
      'counted-make-up-day | 2026-10-10 | National Day / 国庆节',
      'no-hours | 2026-10-11',
      'counted-day | 2026-10-12',
      'result | 10-12T18:00',
      'no-hours | 2026-10-11',
      'counted-day | 2026-10-12',
      'moved | 2026-10-12 | the last day 2026-10-11 is not a working day',
      'result | 10-12T18:00',
    ])
  })

  it('says once that holidays of a year are not published', () => {
    const lines = traceOf((trace) =>
      centre.add(instant('2090-01-02T10:00+08:00'), duration('3 working days'), { trace }),
    )

    expect(lines.filter((line) => line.startsWith('unpublished-year'))).toEqual([
      'unpublished-year | 2090-01-03 | holidays of 2090 are not published',
    ])
  })

  it('changes no result', () => {
    const from = instant('2026-09-30T17:00+08:00')

    expect(centre.add(from, duration('9 working hours'), { trace: () => undefined })).toEqual(
      centre.add(from, duration('9 working hours')),
    )
  })
})
