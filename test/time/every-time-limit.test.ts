import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../engine/time/index.js'
import { weekdays } from '../../engine/time/periods.js'
import type { Calendar } from '../../engine/time/index.js'
import { calendarOf, duration, instant, serviceCentre, shown } from './calendars.js'

/**
 * Every time limit of the procedures that has a figure, with a date where the figure is easily got wrong. In 2026
 * National Day is 1 to 7 October (Thursday to Wednesday) with 20 September (Sunday) and 10 October (Saturday) worked
 * in lieu, Mid-Autumn 25 to 27 September, Spring Festival 15 to 23 February with 14 and 28 February worked in lieu.
 */
const calendar: Calendar = calendarOf(serviceCentre)

const text = (at: number | undefined): string => (at === undefined ? 'never' : shown(at, calendar.zone))

function within(start: string, figure: string): { due: string | undefined; lower?: string | undefined } {
  const parsed = parseDuration(figure)
  if (!parsed.ok) throw new Error(parsed.message)
  const span = calendar.dueOf(
    { kind: 'within', range: parsed.range },
    { startedAt: instant(start), pauses: [] },
  )
  return { due: text(span.due.at), ...(span.lower ? { lower: text(span.lower.at) } : {}) }
}

describe('limits that run from a moment', () => {
  it.each([
    ['first reply', '000 L24', '24 hours', '2026-09-30T16:00+08:00', '2026-10-01T16:00+08:00'],
    ['first reply, its reminder', 'C01', '4 hours', '2026-09-30T16:00+08:00', '2026-09-30T20:00+08:00'],
    [
      'answer to service information',
      '003 L43',
      '4 hours',
      '2026-10-04T22:30+08:00',
      '2026-10-05T02:30+08:00',
    ],
    ['on site, in guarantee', '003 L14', '12 hours', '2026-10-03T22:00+08:00', '2026-10-04T10:00+08:00'],
    ['on site, after guarantee', '003 L15', '48 hours', '2026-10-03T22:00+08:00', '2026-10-05T22:00+08:00'],
    [
      'on site, urban area',
      '002 L244',
      '6 working hours',
      '2026-09-30T16:00+08:00',
      '2026-10-08T14:30+08:00',
    ],
    ['on site, suburbs', '002 L244', '7 working hours', '2026-09-30T16:00+08:00', '2026-10-08T15:30+08:00'],
    [
      'on site, urban area, called in the lunch hour',
      '002 L244',
      '6 working hours',
      '2026-10-10T12:30+08:00',
      '2026-10-12T10:30+08:00',
    ],
    [
      'repair with parts to replace',
      '004 L71',
      '7 working days',
      '2026-09-28T10:00+08:00',
      '2026-10-13T18:00+08:00',
    ],
    [
      'repair with parts, over Spring Festival',
      '004 L71',
      '7 working days',
      '2026-02-12T10:00+08:00',
      '2026-02-28T18:00+08:00',
    ],
    [
      'problem of a customer, software',
      '002 L94',
      'end of day',
      '2026-09-30T10:00+08:00',
      '2026-09-30T18:00+08:00',
    ],
    [
      'problem of a customer, software, on a holiday',
      '002 L94',
      'end of day',
      '2026-10-03T10:00+08:00',
      '2026-10-08T18:00+08:00',
    ],
    [
      'invoice for a job not collected on the spot',
      '002 L226',
      'end of day',
      '2026-10-10T15:00+08:00',
      '2026-10-10T18:00+08:00',
    ],
    [
      'invoice of a paid take-away repair',
      '002 L232',
      'end of day',
      '2026-02-14T11:00+08:00',
      '2026-02-14T18:00+08:00',
    ],
    ['handling group on site', '001 L149', 'end of day', '2026-02-28T17:59+08:00', '2026-02-28T18:00+08:00'],
    ['special tools back', '000 L105', 'end of day', '2026-09-20T09:00+08:00', '2026-09-20T18:00+08:00'],
    ['project handover', '002 L76', '2 weeks', '2026-09-21T15:00+08:00', '2026-10-08T18:00+08:00'],
    [
      'call register to the service department',
      '002 L256',
      '1 working day',
      '2026-09-30T10:00+08:00',
      '2026-10-08T18:00+08:00',
    ],
    ['data restorable', '002 L140', '2 months', '2026-08-03T10:00+08:00', '2026-10-08T18:00+08:00'],
    ['new-idea profit window', '004 L150', '1 year', '2025-10-03T10:00+08:00', '2026-10-08T18:00+08:00'],
    ['accumulation by the month', '004 L135', '1 month', '2026-01-17T10:00+08:00', '2026-02-24T18:00+08:00'],
    ['accumulation by the year', '004 L135', '1 year', '2025-10-01T10:00+08:00', '2026-10-08T18:00+08:00'],
    [
      'accumulation over three months',
      '004 L135',
      '3 months',
      '2026-07-02T10:00+08:00',
      '2026-10-08T18:00+08:00',
    ],
    [
      'accumulation over half a year',
      '004 L135',
      '6 months',
      '2026-04-04T10:00+08:00',
      '2026-10-08T18:00+08:00',
    ],
    [
      'accumulation over three years',
      '004 L135',
      '3 years',
      '2023-10-07T10:00+08:00',
      '2026-10-08T18:00+08:00',
    ],
    [
      'each step of an exchange (recommended)',
      '004 L79-84',
      '1 working day',
      '2026-02-14T10:00+08:00',
      '2026-02-24T18:00+08:00',
    ],
    [
      'inquiry at the factory (recommended)',
      '004 L72',
      '5 working days',
      '2026-09-29T10:00+08:00',
      '2026-10-12T18:00+08:00',
    ],
    [
      'report of a major complaint (recommended)',
      '001 L141',
      '1 hour',
      '2026-10-01T23:30+08:00',
      '2026-10-02T00:30+08:00',
    ],
    [
      'accepting an unsolved job (recommended)',
      '002 L194',
      '2 working hours',
      '2026-09-30T17:00+08:00',
      '2026-10-08T10:00+08:00',
    ],
    [
      'the same problem again (C37)',
      '003 L46',
      '90 days',
      '2026-07-05T10:00+08:00',
      '2026-10-08T18:00+08:00',
    ],
  ])('%s (%s): %s from %s end %s', (...[, , figure, start, due]) => {
    expect(within(start, figure)).toEqual({ due })
  })

  it.each([
    [
      'factory return repair',
      '004 L72, C31',
      '10 to 15 working days',
      '2026-09-28T10:00+08:00',
      '2026-10-16T18:00+08:00',
      '2026-10-23T18:00+08:00',
    ],
    [
      'pick-up notice missing',
      '004 L104, C30',
      '7 to 10 working days',
      '2026-02-11T11:00+08:00',
      '2026-02-27T18:00+08:00',
      '2026-03-03T18:00+08:00',
    ],
  ])('%s (%s): %s from %s warn at %s and end %s', (...[, , figure, start, lower, due]) => {
    expect(within(start, figure)).toEqual({ due, lower })
  })

  it('warns the supervisor when 80 % of the six working hours are used up (recommended for dispatch)', () => {
    const rule = { kind: 'within', range: { upper: duration('6 working hours') } } as const
    const run = { startedAt: instant('2026-09-30T16:00+08:00'), pauses: [] }

    // 4.8 hours: two before the holidays, 2.8 after them.
    expect(text(calendar.warningAt({ kind: 'share', share: 0.8 }, rule, run).at)).toBe(
      '2026-10-08T11:48+08:00',
    )
  })

  it('warns one working day before a repair with parts is due (recommended, 004 L71)', () => {
    const rule = { kind: 'within', range: { upper: duration('7 working days') } } as const
    const run = { startedAt: instant('2026-09-28T10:00+08:00'), pauses: [] }

    const warning = calendar.warningAt({ kind: 'before', duration: duration('1 working day') }, rule, run)

    expect(text(warning.at)).toBe('2026-10-12T18:00+08:00')
  })
})

describe('the same day where the service telephone closes it (002 L94, recommended)', () => {
  const phone = calendarOf({
    ...serviceCentre,
    holidays: [],
    hours: Object.fromEntries(weekdays.map((day) => [day, [['09:00', '22:00']] as const])),
  })

  it.each([
    ['2026-09-30T16:00+08:00', '2026-09-30T22:00+08:00'],
    ['2026-10-03T10:00+08:00', '2026-10-03T22:00+08:00'],
    ['2026-10-03T22:00+08:00', '2026-10-04T22:00+08:00'],
  ])('a problem of a customer from %s ends %s', (start, due) => {
    expect(text(phone.add(instant(start), duration('end of day')).at)).toBe(due)
  })
})

describe('limits before or at a date in the data', () => {
  it.each([
    ['after-sales group joins the project', '002 L76', '1 month', '2026-10-31', '2026-09-30T18:00+08:00'],
    [
      'after-sales group, where the day is a holiday',
      '002 L76',
      '1 month',
      '2026-11-03',
      '2026-09-30T18:00+08:00',
    ],
    [
      'maintenance contract renewal notice',
      '002 L246, C32',
      '1 month',
      '2026-11-08',
      '2026-10-08T18:00+08:00',
    ],
    ['free maintenance expiry report', '002 L144, C32', '3 months', '2026-05-18', '2026-02-14T18:00+08:00'],
    [
      'free maintenance expiry, over the end of the year',
      '002 L144, C32',
      '3 months',
      '2027-01-05',
      '2026-09-30T18:00+08:00',
    ],
    ['end of a short month', '002 L246', '1 month', '2026-03-31', '2026-02-28T18:00+08:00'],
  ])('%s (%s): %s before %s is %s', (...[, , figure, date, due]) => {
    const by = { duration: duration(figure), direction: 'before' } as const
    const span = calendar.dueOf({ kind: 'until', point: date, by }, { startedAt: 0, pauses: [] })

    expect(text(span.due.at)).toBe(due)
  })

  it('leave is asked for 36 hours before it begins (004 L25)', () => {
    const by = { duration: duration('36 hours'), direction: 'before' } as const
    const point = instant('2026-10-08T09:00+08:00')

    const span = calendar.dueOf({ kind: 'until', point, by }, { startedAt: 0, pauses: [] })

    expect(text(span.due.at)).toBe('2026-10-06T21:00+08:00')
  })

  it.each([
    ['repair of a handed-in product, agreed for a day', '000 L25', '2026-10-09', '2026-10-09T18:00+08:00'],
    ['take-away repair, planned for a holiday', '002 L234', '2026-10-05', '2026-10-06T00:00+08:00'],
  ])('%s (%s): promised for %s ends %s', (_what, _source, point, due) => {
    const span = calendar.dueOf({ kind: 'until', point }, { startedAt: 0, pauses: [] })

    expect(text(span.due.at)).toBe(due)
  })

  it.each([
    ['on site when the customer says', '003 L43'],
    ['VAT invoice when the customer wants it', '004 L395'],
  ])('%s (%s) is the very moment', () => {
    const point = instant('2026-10-03T14:20+08:00')

    const span = calendar.dueOf({ kind: 'until', point }, { startedAt: 0, pauses: [] })

    expect(text(span.due.at)).toBe('2026-10-03T14:20+08:00')
  })
})

describe('windows', () => {
  it('repair visits happen on Saturday or Sunday (004 L280)', () => {
    const opening = calendar.openingOf({ days: ['sat', 'sun'] }, instant('2026-09-30T16:00+08:00'))

    expect(text(opening?.at)).toBe('2026-10-03T00:00+08:00')
  })

  it('the service telephone answers from 9:00 to 22:00, on holidays too (002 L122, C21)', () => {
    const phone = { hours: [['09:00', '22:00']] } as const

    expect(text(calendar.openingOf(phone, instant('2026-10-01T22:00+08:00'))?.at)).toBe(
      '2026-10-02T09:00+08:00',
    )
    expect(text(calendar.openingOf(phone, instant('2026-10-01T21:59+08:00'))?.at)).toBe(
      '2026-10-01T21:59+08:00',
    )
  })

  it('the complaint line is open at any hour, and the telephone beside it is not (001 L35)', () => {
    expect(text(calendar.openingOf({}, instant('2026-10-01T03:00+08:00'))?.at)).toBe('2026-10-01T03:00+08:00')
    expect(
      text(calendar.openingOf({ hours: [['09:00', '22:00']] }, instant('2026-10-01T03:00+08:00'))?.at),
    ).toBe('2026-10-01T09:00+08:00')
  })

  it('calls left over at the end of a day come first on the next one (002 L242)', () => {
    const next = calendar.nextOccurrence(
      { every: duration('1 working day'), at: '09:00' },
      instant('2026-09-30T18:00+08:00'),
    )

    expect(text(next.at)).toBe('2026-10-08T09:00+08:00')
  })
})
