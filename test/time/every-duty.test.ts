import { describe, expect, it } from 'vitest'
import { nextOccurrence } from '../../engine/definition/schedules/next-occurrence.js'
import type { ScheduleRule } from '../../engine/definition/schedules/schedule-rule.js'
import { calendarOf, instant, serviceCentre, shown } from './calendars.js'

/** Every duty of the procedures that comes back on days of the calendar, asked for just before National Day 2026. */
const calendar = calendarOf(serviceCentre)

const monday = { kind: 'weekday', weekday: 1 } as const
const lastDay = { kind: 'edge', edge: 'last', working: false } as const
const lastWorkingDay = { kind: 'edge', edge: 'last', working: true } as const
const firstWorkingDay = { kind: 'edge', edge: 'first', working: true } as const

describe('duties by the calendar, asked for on 30 September 2026 at 18:30', () => {
  const rows: readonly (readonly [
    string,
    string,
    Partial<ScheduleRule> & Pick<ScheduleRule, 'every'>,
    string,
  ])[] = [
    [
      'technician’s and director’s reports, every working day',
      '002 L236-238',
      { every: 'working day', at: ['17:30'] },
      '2026-10-08T17:30+08:00',
    ],
    [
      'log of finished work, daily before the end of work',
      '002 L96',
      { every: 'working day', at: ['18:00'] },
      '2026-10-08T18:00+08:00',
    ],
    ['quality reports, daily', '004 L306', { every: 'day', at: ['09:00'] }, '2026-10-01T09:00+08:00'],
    [
      'area 6S, daily by 08:50 (C35)',
      '000 L63',
      { every: 'working day', at: ['08:50'] },
      '2026-10-08T08:50+08:00',
    ],
    [
      'equipment cleaned, twice daily',
      '000 L116',
      { every: 'working day', at: ['12:00', '18:00'] },
      '2026-10-08T12:00+08:00',
    ],
    [
      'power and air check, start and end of work',
      '000 L121',
      { every: 'working day', at: ['09:00', '18:00'] },
      '2026-10-08T09:00+08:00',
    ],
    [
      'big 6S clean-up, Thursday 18:00 (C11)',
      '000 L79, L201',
      { every: 'week', on: [{ kind: 'weekday', weekday: 4 }], at: ['18:00'] },
      '2026-10-01T18:00+08:00',
    ],
    [
      'big 6S clean-up, moved off a holiday',
      '000 L79',
      { every: 'week', on: [{ kind: 'weekday', weekday: 4 }], at: ['18:00'], shift: 'next working day' },
      '2026-10-08T18:00+08:00',
    ],
    [
      'best and worst 6S, Friday weekly',
      '000 L202',
      { every: 'week', on: [{ kind: 'weekday', weekday: 5 }], at: ['17:00'] },
      '2026-10-02T17:00+08:00',
    ],
    [
      'weekly repair report',
      '004 L287',
      { every: 'week', on: [monday], at: ['09:00'], shift: 'skip' },
      '2026-10-12T09:00+08:00',
    ],
    [
      'warranty reports screened weekly',
      '004 L304',
      { every: 'week', on: [monday], at: ['09:00'] },
      '2026-10-05T09:00+08:00',
    ],
    [
      'filing cabinet, half-monthly',
      '000 L194',
      {
        every: 'half-month',
        on: [
          { kind: 'day', day: 1 },
          { kind: 'day', day: 16 },
        ],
        at: ['17:00'],
        shift: 'next working day',
      },
      '2026-10-08T17:00+08:00',
    ],
    [
      'technician appraisal, monthly',
      '002 L254',
      { every: 'month', on: [firstWorkingDay], at: ['09:00'] },
      '2026-10-08T09:00+08:00',
    ],
    [
      'system inspection, monthly',
      '002 L104',
      { every: 'month', on: [firstWorkingDay], at: ['09:00'] },
      '2026-10-08T09:00+08:00',
    ],
    [
      'service handbook upload, month end',
      '002 L100',
      { every: 'month', on: [lastWorkingDay], at: ['18:00'] },
      '2026-10-30T18:00+08:00',
    ],
    [
      'trolley count, month end',
      '000 L86',
      { every: 'month', on: [lastDay], at: ['18:00'] },
      '2026-10-31T18:00+08:00',
    ],
    [
      'customer revisits, quarterly',
      '002 L118',
      { every: 'quarter', on: [firstWorkingDay], at: ['09:00'] },
      '2026-10-08T09:00+08:00',
    ],
    [
      'provider assessment, yearly',
      '004 L257',
      {
        every: 'year',
        on: [{ kind: 'date', month: 10, day: 5 }],
        at: ['09:00'],
        shift: 'next working day',
      },
      '2026-10-08T09:00+08:00',
    ],
    [
      'QC circle selection, yearly',
      '004 L385',
      { every: 'year', on: [{ kind: 'date', month: 12, day: 31 }], at: ['09:00'] },
      '2026-12-31T09:00+08:00',
    ],
    [
      'repair orders recovered, hours and costs computed the same day (recommended)',
      '004 L285',
      { every: 'working day', at: ['18:00'] },
      '2026-10-08T18:00+08:00',
    ],
    [
      'working hours summed, checked and published, month end',
      '004 L288',
      { every: 'month', on: [lastWorkingDay], at: ['18:00'] },
      '2026-10-30T18:00+08:00',
    ],
    [
      'call register sorted, quality feedback, daily',
      '004 L300',
      { every: 'day', at: ['17:00'] },
      '2026-10-01T17:00+08:00',
    ],
    [
      'quality reports, weekly',
      '004 L306',
      { every: 'week', on: [{ kind: 'weekday', weekday: 5 }], at: ['17:00'], shift: 'next working day' },
      '2026-10-08T17:00+08:00',
    ],
    [
      'major quality daily report; telephone report',
      '001 L113, L105',
      { every: 'day', at: ['18:00'] },
      '2026-10-01T18:00+08:00',
    ],
    [
      'field engineer’s work summary, monthly',
      '002 L26',
      { every: 'month', on: [lastWorkingDay], at: ['17:00'] },
      '2026-10-30T17:00+08:00',
    ],
    [
      'field engineer’s work summary, yearly',
      '002 L26',
      { every: 'year', on: [lastWorkingDay], at: ['17:00'] },
      '2026-12-31T17:00+08:00',
    ],
    [
      'system optimisation, monthly; its report, month end',
      '002 L108',
      { every: 'month', on: [lastDay], at: ['17:00'], shift: 'previous working day' },
      '2026-10-30T17:00+08:00',
    ],
    [
      'customer revisits, split by month',
      '002 L118',
      { every: 'month', on: [firstWorkingDay], at: ['09:00'] },
      '2026-10-08T09:00+08:00',
    ],
    [
      'office 6S, twice daily',
      '000 L197',
      { every: 'working day', at: ['08:50', '17:50'] },
      '2026-10-08T08:50+08:00',
    ],
    [
      'drawer, weekly',
      '000 L193',
      { every: 'week', on: [{ kind: 'weekday', weekday: 5 }], at: ['17:30'], shift: 'previous working day' },
      '2026-10-09T17:30+08:00',
    ],
    [
      'special tools and moulds counted, daily',
      '000 L99, L111',
      { every: 'working day', at: ['17:45'] },
      '2026-10-08T17:45+08:00',
    ],
    [
      'equipment check and lift upkeep, month end',
      '000 L117, L154',
      { every: 'month', on: [lastWorkingDay], at: ['17:00'] },
      '2026-10-30T17:00+08:00',
    ],
    [
      'big 6S clean-up, weekend 18:00',
      '000 L201',
      { every: 'week', on: [{ kind: 'weekday', weekday: 6 }], at: ['18:00'] },
      '2026-10-03T18:00+08:00',
    ],
    [
      '6S violations counted, per month',
      '000 L200',
      { every: 'month', on: [{ kind: 'day', day: 1 }], at: ['09:00'] },
      '2026-10-01T09:00+08:00',
    ],
    [
      '6S model employee, month end',
      '004 L41',
      { every: 'month', on: [lastDay], at: ['18:00'] },
      '2026-10-31T18:00+08:00',
    ],
    [
      'targets of the first half-year',
      '004 L135-232',
      { every: 'year', on: [{ kind: 'date', month: 6, day: 30 }], at: ['18:00'] },
      '2027-06-30T18:00+08:00',
    ],
  ]

  it.each(rows)('%s (%s)', (_what, _source, rule, at) => {
    const whole: ScheduleRule = { on: [], at: [], shift: 'none', ...rule }

    const next = nextOccurrence(whole, calendar, instant('2026-09-30T18:30+08:00'))

    expect(next && shown(next.at, calendar.zone)).toBe(at)
  })
})
