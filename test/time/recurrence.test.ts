import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../engine/time/index.js'
import { calendarOf, duration, instant, serviceCentre, shown } from './calendars.js'

const centre = calendarOf(serviceCentre)
const berlin = calendarOf({ dayCounting: 'same-time' })

function next(calendar: Calendar, every: string, after: string): string {
  const [text = '', at] = every.split(' at ')
  const recurrence = { every: duration(text), ...(at === undefined ? {} : { at }) }
  return shown(calendar.nextOccurrence(recurrence, instant(after)).at, calendar.zone)
}

describe('something that comes again', () => {
  it.each<[every: string, after: string, result: string]>([
    ['1 working day at 09:00', '2026-09-28T08:00+08:00', '2026-09-28T09:00+08:00'],
    ['1 working day at 09:00', '2026-09-28T09:00+08:00', '2026-09-29T09:00+08:00'],
    ['1 working day at 09:00', '2026-09-28T09:30+08:00', '2026-09-29T09:00+08:00'],
    ['1 working day at 09:00', '2026-09-30T09:30+08:00', '2026-10-08T09:00+08:00'],
    ['1 working day at 09:00', '2026-10-03T08:00+08:00', '2026-10-08T09:00+08:00'],
    ['1 working day at 09:00', '2026-10-09T18:00+08:00', '2026-10-10T09:00+08:00'],
    ['1 working day at 21:00', '2026-09-30T18:00+08:00', '2026-09-30T21:00+08:00'],
    ['2 working days at 09:00', '2026-09-28T08:00+08:00', '2026-09-30T09:00+08:00'],
    ['2 working days at 09:00', '2026-09-30T09:00+08:00', '2026-10-09T09:00+08:00'],
    ['1 day at 09:00', '2026-09-30T08:00+08:00', '2026-09-30T09:00+08:00'],
    ['1 day at 09:00', '2026-09-30T09:00+08:00', '2026-10-01T09:00+08:00'],
    ['3 days at 09:00', '2026-09-30T08:00+08:00', '2026-10-03T09:00+08:00'],
    ['1 week at 09:00', '2026-09-28T08:00+08:00', '2026-10-05T09:00+08:00'],
    ['1 week at 09:00', '2026-09-28T10:00+08:00', '2026-10-05T09:00+08:00'],
    ['1 month at 09:00', '2026-01-31T10:00+08:00', '2026-02-28T09:00+08:00'],
    ['1 year at 09:00', '2024-02-29T10:00+08:00', '2025-02-28T09:00+08:00'],
    ['5 working days', '2026-09-30T18:00+08:00', '2026-10-13T18:00+08:00'],
    ['4 hours', '2026-09-30T18:00+08:00', '2026-09-30T22:00+08:00'],
    ['end of day', '2026-09-28T18:00+08:00', '2026-09-29T18:00+08:00'],
  ])('every %s comes after %s at %s', (every, after, result) => {
    expect(next(centre, every, after)).toBe(result)
  })

  it('goes through the working days at the same time, one after the other', () => {
    const seen: string[] = []
    let after = '2026-09-29T12:00+08:00'
    for (let times = 0; times < 5; times += 1) {
      after = next(centre, '1 working day at 09:00', after)
      seen.push(after.slice(5, 10))
    }

    expect(seen).toEqual(['09-30', '10-08', '10-09', '10-10', '10-12'])
  })

  it('moves a time of day the clock skips forward by the gap, and takes the first of one shown twice', () => {
    expect(next(berlin, '1 day at 02:30', '2026-03-28T12:00+01:00')).toBe('2026-03-29T03:30+02:00')
    expect(next(berlin, '1 day at 02:30', '2026-03-29T03:30+02:00')).toBe('2026-03-30T02:30+02:00')
    expect(next(berlin, '1 day at 02:30', '2026-10-24T12:00+02:00')).toBe('2026-10-25T02:30+02:00')
    expect(next(berlin, '1 day at 02:30', '2026-10-25T02:30+02:00')).toBe('2026-10-26T02:30+01:00')
  })

  it('skips half an hour on Lord Howe, and a whole day on Samoa', () => {
    const lordHowe = calendarOf({ zone: 'Australia/Lord_Howe' })
    const apia = calendarOf({ zone: 'Pacific/Apia' })

    expect(next(lordHowe, '1 day at 02:15', '2026-10-03T12:00+10:30')).toBe('2026-10-04T02:45+11:00')
    expect(next(apia, '1 day at 09:00', '2011-12-29T10:00-10:00')).toBe('2011-12-31T09:00+14:00')
    expect(next(apia, '1 day at 09:00', '2011-12-31T09:00+14:00')).toBe('2012-01-01T09:00+14:00')
  })

  it('is provisional on working days of a year without published holidays only', () => {
    const after = instant('2090-01-02T10:00+08:00')
    const every = (text: string) => centre.nextOccurrence({ every: duration(text), at: '09:00' }, after)

    expect(every('1 working day').provisional).toBe(true)
    expect(every('1 day').provisional).toBe(false)
  })

  it.each<[every: string, why: string]>([
    ['0 hours', 'comes again later'],
    ['0 days at 09:00', 'days, weeks or months'],
    ['4 hours at 09:00', 'days, weeks or months'],
    ['1 day at 24:00', 'a time of day'],
    ['1 day at nine', 'a time of day'],
  ])('cannot be every %s', (every, why) => {
    expect(() => next(centre, every, '2026-09-28T10:00+08:00')).toThrow(why)
  })
})

/** The first occurrences of a repetition that began at a time, one after the other. */
function occurrences(calendar: Calendar, every: string, from: string, count: number): readonly string[] {
  const [text = '', at] = every.split(' at ')
  const recurrence = { every: duration(text), ...(at === undefined ? {} : { at }) }
  const found: string[] = []
  for (let after = instant(from); found.length < count;) {
    after = calendar.nextOccurrence(recurrence, after, { from: instant(from) }).at
    found.push(shown(after, calendar.zone).slice(0, 16))
  }
  return found
}

describe('something that comes again and began at a time', () => {
  const office = calendarOf({ zone: 'Asia/Shanghai' })

  it('is counted from there each time: neither a short month nor a weekend shifts what comes later', () => {
    expect(occurrences(office, '1 month', '2026-01-31T10:00+08:00', 6)).toEqual([
      '2026-03-02T17:00',
      '2026-03-31T17:00',
      '2026-04-30T17:00',
      '2026-06-01T17:00',
      '2026-06-30T17:00',
      '2026-07-31T17:00',
    ])
    expect(occurrences(office, '3 days', '2026-11-05T10:00+08:00', 4)).toEqual([
      '2026-11-09T17:00',
      '2026-11-11T17:00',
      '2026-11-16T17:00',
      '2026-11-17T17:00',
    ])
  })

  it('stays on its day of the month at a time of day, worked or not', () => {
    expect(occurrences(office, '1 month at 09:00', '2026-01-31T10:00+08:00', 5)).toEqual([
      '2026-02-28T09:00',
      '2026-03-31T09:00',
      '2026-04-30T09:00',
      '2026-05-31T09:00',
      '2026-06-30T09:00',
    ])
    expect(occurrences(office, '2 weeks at 09:00', '2026-01-31T10:00+08:00', 2)).toEqual([
      '2026-02-14T09:00',
      '2026-02-28T09:00',
    ])
  })

  it('goes on from the last time in hours and working days', () => {
    expect(occurrences(office, '20 hours', '2026-01-31T10:00+08:00', 2)).toEqual([
      '2026-02-01T06:00',
      '2026-02-02T02:00',
    ])
    expect(occurrences(office, '1 working day at 09:00', '2026-01-30T10:00+08:00', 2)).toEqual([
      '2026-02-02T09:00',
      '2026-02-03T09:00',
    ])
  })

  it('is the first of its multiples, however long it has gone on', () => {
    const plain = calendarOf({ zone: 'UTC', dayCounting: 'same-time' })
    const at = plain.nextOccurrence({ every: duration('1 month') }, instant('2061-05-03T00:00Z'), {
      from: instant('2026-01-31T10:00Z'),
    })

    expect(shown(at.at, 'UTC')).toBe('2061-05-31T10:00Z')
  })

  it('is put off by the pauses of its own time, once', () => {
    const plain = calendarOf({ zone: 'UTC', dayCounting: 'same-time' })
    const from = instant('2026-01-31T10:00Z')
    const pauses = [{ from: instant('2026-03-10T10:00Z'), to: instant('2026-03-12T10:00Z') }]
    const next = plain.nextOccurrence({ every: duration('1 month') }, instant('2026-02-28T10:00Z'), {
      from,
      pauses,
    })

    expect(shown(next.at, 'UTC')).toBe('2026-04-02T10:00Z')
  })
})
