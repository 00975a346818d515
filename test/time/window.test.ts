import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../engine/time/index.js'
import type { TimeWindow } from '../../engine/time/calendar.js'
import { calendarOf, instant, serviceCentre, shown } from './calendars.js'

const centre = calendarOf(serviceCentre)

function opening(calendar: Calendar, window: TimeWindow, at: string): string {
  const opens = calendar.openingOf(window, instant(at))
  return opens ? shown(opens.at, calendar.zone) : 'never'
}

const weekend: TimeWindow = { days: ['sat', 'sun'] }
const phone: TimeWindow = { hours: [['09:00', '22:00']] }
const quiet: TimeWindow = { days: ['fri'], hours: [['22:00', '06:00']] }
const split: TimeWindow = {
  hours: [
    ['14:00', '16:00'],
    ['08:00', '10:00'],
  ],
}

describe('a window', () => {
  it.each<[what: string, window: TimeWindow, at: string, result: string]>([
    ['that restricts nothing', {}, '2026-10-03T03:00+08:00', '2026-10-03T03:00+08:00'],
    ['of days, open', weekend, '2026-10-03T03:00+08:00', '2026-10-03T03:00+08:00'],
    ['of days, closed', weekend, '2026-09-28T10:00+08:00', '2026-10-03T00:00+08:00'],
    ['of days, over', weekend, '2026-10-05T00:00+08:00', '2026-10-10T00:00+08:00'],
    ['of hours, open', phone, '2026-10-03T09:00+08:00', '2026-10-03T09:00+08:00'],
    ['of hours, at its closing instant', phone, '2026-10-03T22:00+08:00', '2026-10-04T09:00+08:00'],
    ['of hours, before it opens', phone, '2026-10-03T08:59+08:00', '2026-10-03T09:00+08:00'],
    ['of two periods in any order', split, '2026-10-03T10:30+08:00', '2026-10-03T14:00+08:00'],
    ['of a night, begun', quiet, '2026-10-02T23:00+08:00', '2026-10-02T23:00+08:00'],
    ['of a night, on the day after', quiet, '2026-10-03T05:59+08:00', '2026-10-03T05:59+08:00'],
    ['of a night, over', quiet, '2026-10-03T06:00+08:00', '2026-10-09T22:00+08:00'],
    ['of a night, of another day', quiet, '2026-10-04T01:00+08:00', '2026-10-09T22:00+08:00'],
    ['of open hours, open', { openOnly: true }, '2026-09-28T09:00+08:00', '2026-09-28T09:00+08:00'],
    ['of open hours, at lunch', { openOnly: true }, '2026-09-28T12:00+08:00', '2026-09-28T13:30+08:00'],
    ['of open hours, on holidays', { openOnly: true }, '2026-09-30T18:00+08:00', '2026-10-08T09:00+08:00'],
    [
      'of open hours and late hours',
      { openOnly: true, hours: [['17:00', '20:00']] },
      '2026-09-30T18:00+08:00',
      '2026-10-08T17:00+08:00',
    ],
    [
      'of open hours on a weekend, that only a make-up day opens',
      { openOnly: true, ...weekend },
      '2026-09-28T10:00+08:00',
      '2026-10-10T09:00+08:00',
    ],
  ])('%s', (_what, window, at, result) => {
    expect(opening(centre, window, at)).toBe(result)
  })

  it('of open hours waits for the night shift of the calendar, and finds it open after midnight', () => {
    const nights = calendarOf({ hours: { fri: [['22:00', '06:00']] } })
    const saturday: TimeWindow = { openOnly: true, days: ['sat'] }

    expect(opening(nights, saturday, '2026-10-09T23:00+02:00')).toBe('2026-10-10T00:00+02:00')
    expect(opening(nights, saturday, '2026-10-10T05:00+02:00')).toBe('2026-10-10T05:00+02:00')
    expect(opening(nights, saturday, '2026-10-10T06:00+02:00')).toBe('2026-10-17T00:00+02:00')
  })

  it('opens later by the gap where the clock skips its opening', () => {
    const berlin = calendarOf()
    const lordHowe = calendarOf({ zone: 'Australia/Lord_Howe' })

    expect(opening(berlin, { hours: [['02:30', '06:00']] }, '2026-03-28T12:00+01:00')).toBe(
      '2026-03-29T03:30+02:00',
    )
    expect(opening(lordHowe, { hours: [['02:15', '06:00']] }, '2026-10-03T12:00+10:30')).toBe(
      '2026-10-04T02:45+11:00',
    )
  })

  it('does not open on a date its zone left out', () => {
    const apia = calendarOf({ zone: 'Pacific/Apia' })

    // Samoa had no Friday 30 December 2011.
    expect(opening(apia, { days: ['fri'] }, '2011-12-29T10:00-10:00')).toBe('2012-01-06T00:00+14:00')
  })

  it('is provisional when days of a year without published holidays decide', () => {
    const at = instant('2090-01-01T01:00+08:00')

    expect(centre.openingOf({ openOnly: true }, at)?.provisional).toBe(true)
    expect(centre.openingOf(weekend, at)?.provisional).toBe(false)
  })

  it('says so when it never opens', () => {
    const closed: TimeWindow = { openOnly: true, hours: [['03:00', '04:00']] }

    expect(opening(centre, closed, '2026-09-28T10:00+08:00')).toBe('never')
    expect(opening(centre, { days: [] }, '2026-09-28T10:00+08:00')).toBe('never')
  })
})
