import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addToDate,
  compareDates,
  dateIn,
  formatInstant,
  isDate,
  isZone,
  localParts,
  parseInstant,
  startOfDate,
} from '../../engine/time/index.js'
import { instant } from './calendars.js'

const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
]

/** What the platform says a clock shows: another source than the zone code under test. */
function wallClock(at: number, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return format.format(at)
}

describe('localParts', () => {
  it('shows Sunday morning in Shanghai while it is Saturday in UTC', () => {
    const at = instant('2026-10-10T20:30:00Z')

    expect(localParts(at, 'Asia/Shanghai')).toEqual({
      year: 2026,
      month: 10,
      day: 11,
      hour: 4,
      minute: 30,
      weekday: 7,
    })
    expect(localParts(at, 'UTC').weekday).toBe(6)
  })

  it('agrees with the clock of the platform at any time in any zone', () => {
    const two = (number: number): string => String(number).padStart(2, '0')
    const moment = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2060, 0) })
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const { year, month, day, hour, minute } = localParts(at, zone)
        expect(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`).toBe(wallClock(at, zone))
      }),
      { numRuns: 400 },
    )
  })

  it('is right in the last millisecond before and the first after a clock change, in either order of asking', () => {
    const change = instant('2026-03-29T01:00:00Z')

    expect(localParts(change, 'Europe/Berlin').hour).toBe(3)
    expect(localParts(change - 1, 'Europe/Berlin').hour).toBe(1)
    expect(localParts(change, 'Europe/Berlin').hour).toBe(3)
  })
})

describe('dates in a zone', () => {
  it('gives the local date on both sides of midnight', () => {
    expect(dateIn(instant('2026-09-30T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-09-30')
    expect(dateIn(instant('2026-09-30T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-10-01')
  })

  it('starts a date at its first moment where the clock skips midnight', () => {
    // Beirut puts its clocks forward at midnight.
    expect(formatInstant(startOfDate('2026-03-29', 'Asia/Beirut'), 'Asia/Beirut')).toBe(
      '2026-03-29T01:00:00+03:00',
    )
  })

  it('refuses a date that does not exist', () => {
    expect(() => startOfDate('2026-02-29', 'UTC')).toThrow(RangeError)
  })

  it('starts every date where the date begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.constantFrom(...zones), (days, zone) => {
        const date = addToDate('1975-01-01', { days })
        const start = startOfDate(date, zone)
        expect(dateIn(start, zone)).toBe(date)
        expect(dateIn(start - 1, zone)).toBe(addToDate(date, { days: -1 }))
      }),
    )
  })
})

describe('isZone', () => {
  it.each(['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires'])('knows %s', (zone) => {
    expect(isZone(zone)).toBe(true)
  })

  it.each(['+08:00', '', 'Asia/Shangai', 'Beijing'])('does not know %j', (zone) => {
    expect(isZone(zone)).toBe(false)
  })
})

describe('parseInstant', () => {
  it.each([
    ['2026-09-28T09:30+08:00', '2026-09-28T01:30:00Z'],
    ['2026-09-28T09:30:15+08:00', '2026-09-28T01:30:15Z'],
    ['2026-09-28t01:30:00.5z', '2026-09-28T01:30:00.500Z'],
    ['2026-09-28T01:30:00.123999Z', '2026-09-28T01:30:00.123Z'],
    ['2026-01-01T00:00:00-05:30', '2026-01-01T05:30:00Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ])('reads %s as %s', (text, utc) => {
    expect(formatInstant(instant(text))).toBe(utc)
  })

  it.each([
    '2026-09-28T09:30:00',
    '2026-09-28 09:30:00Z',
    '2026-09-28',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-09-28T24:00:00Z',
    '2026-09-28T23:59:60Z',
    '2026-09-28T09:30:00+8:00',
    '2026-09-28T09:30:00+24:00',
    'now',
  ])('refuses %s', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })

  it('reads back what formatInstant writes, in every zone', () => {
    const moment = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2100, 0) })
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        expect(parseInstant(formatInstant(at, zone))).toBe(at)
      }),
    )
  })
})

describe('dates', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-4-3', false],
    ['2026-00-01', false],
    ['2026-10-10T00:00', false],
  ])('%s is a date: %s', (text, is) => {
    expect(isDate(text)).toBe(is)
  })

  it.each([
    ['2026-01-31', { months: 1 }, '2026-02-28'],
    ['2024-01-31', { months: 1 }, '2024-02-29'],
    ['2026-03-31', { months: -1 }, '2026-02-28'],
    ['2024-02-29', { months: 12 }, '2025-02-28'],
    ['2026-12-15', { months: 1 }, '2027-01-15'],
    ['2026-01-15', { months: -13 }, '2024-12-15'],
    ['2026-02-28', { days: 1 }, '2026-03-01'],
    ['2026-01-31', { months: 1, days: 1 }, '2026-03-01'],
  ])('%s and %j is %s', (date, step, result) => {
    expect(addToDate(date, step)).toBe(result)
  })

  it('refuses to leave the years a date can be written in', () => {
    expect(() => addToDate('9999-12-31', { days: 1 })).toThrow(RangeError)
    expect(() => addToDate('soon', { days: 1 })).toThrow(RangeError)
  })

  it('compares dates by the calendar', () => {
    expect(['2026-10-01', '2025-12-31', '2026-09-30'].sort(compareDates)).toEqual([
      '2025-12-31',
      '2026-09-30',
      '2026-10-01',
    ])
    expect(compareDates('2026-10-01', '2026-10-01')).toBe(0)
  })
})
