import { describe, expect, it } from 'vitest'
import { parseDuration, type Calendar, type TraceLine } from '../../engine/time/index.js'
import type { ClockRule, ClockRun, WarningPoint } from '../../engine/time/calendar.js'
import { calendarOf, duration, instant, serviceCentre, shown } from './calendars.js'

const centre = calendarOf(serviceCentre)
const sameTime = calendarOf({ ...serviceCentre, dayCounting: 'same-time' })

const at = (text: string): number => instant(`2026-${text}+08:00`)
const short = (instantAt: number): string => shown(instantAt, 'Asia/Shanghai').slice(5, 16)

function within(text: string): ClockRule {
  const parsed = parseDuration(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return { kind: 'within', range: parsed.range }
}

function until(point: string | number, by?: string): ClockRule {
  if (by === undefined) return { kind: 'until', point }
  const direction = by.endsWith(' before') ? 'before' : 'after'
  return { kind: 'until', point, by: { duration: duration(by.replace(/ \w+$/, '')), direction } }
}

function run(startedAt: string, ...pauses: readonly (readonly [from: string, to: string])[]): ClockRun {
  return { startedAt: at(startedAt), pauses: pauses.map(([from, to]) => ({ from: at(from), to: at(to) })) }
}

describe('a clock with a stretch of time', () => {
  it('is due when it has passed, at the lower end of a range first', () => {
    const span = centre.dueOf(within('10 to 15 working days'), run('09-28T09:30'))

    // 29, 30 September, 8 to 10 and 12 to 16 October are ten.
    expect(short(span.due.at)).toBe('10-23T18:00')
    expect(span.lower && short(span.lower.at)).toBe('10-16T18:00')
  })

  it('has no lower end without a range', () => {
    expect(centre.dueOf(within('4 working hours'), run('09-28T09:30'))).toEqual({
      due: { at: at('09-28T15:00'), provisional: false },
    })
  })

  it('moves both ends by its pauses', () => {
    const paused = run('09-28T09:30', ['10-12T09:00', '10-14T09:00'])

    const span = centre.dueOf(within('10 to 15 working days'), paused)

    expect(short(span.due.at)).toBe('10-27T18:00')
    expect(span.lower && short(span.lower.at)).toBe('10-20T18:00')
  })

  it('while paused is due as if it went on at the instant it was paused', () => {
    const paused: ClockRun = { ...run('09-28T09:30'), pausedSince: at('09-28T10:00') }

    expect(short(centre.dueOf(within('4 working hours'), paused).due.at)).toBe('09-28T15:00')
  })

  it('tells the trace of its due point', () => {
    const lines: TraceLine[] = []
    centre.dueOf(within('1 to 2 working days'), run('09-30T10:00'), (line) => lines.push(line))

    expect(lines.filter(({ kind }) => kind === 'result')).toEqual([{ kind: 'result', to: at('10-09T18:00') }])
    expect(lines.filter(({ kind }) => kind === 'holiday')).toHaveLength(7)
  })
})

describe('a clock with a point in the data', () => {
  it.each<[point: string, by: string | undefined, due: string]>([
    ['2026-09-30', undefined, '09-30T18:00'],
    ['2026-10-03', undefined, '10-04T00:00'],
    ['2026-03-31', '1 month before', '02-28T18:00'],
    ['2026-10-30', '1 month before', '09-30T18:00'],
    ['2026-11-04', '1 month before', '09-30T18:00'],
    ['2026-09-04', '1 month after', '10-08T18:00'],
    ['2026-10-09', '2 working days before', '09-30T18:00'],
    ['2026-09-30', '3 working days after', '10-10T18:00'],
  ])('of the date %s (%s) is due at %s, at a close of business', (point, by, due) => {
    expect(short(centre.dueOf(until(point, by), run('01-05T09:00')).due.at)).toBe(due)
  })

  it.each<[by: string | undefined, due: string]>([
    [undefined, '10-12T10:15'],
    ['1 day before', '10-11T10:15'],
    ['1 week before', '10-05T10:15'],
    ['1 month before', '09-12T10:15'],
    ['1 month after', '11-12T10:15'],
    ['3 hours before', '10-12T07:15'],
    ['2 working hours before', '10-10T17:15'],
    ['2 working hours after', '10-12T13:45'],
    ['1 working day before', '10-09T18:00'],
  ])('of an instant (%s) is due at %s, days at the same local time', (by, due) => {
    expect(short(centre.dueOf(until(at('10-12T10:15'), by), run('01-05T09:00')).due.at)).toBe(due)
  })

  it('clamps a month before an instant to the last day of the month', () => {
    const rule = until(at('03-31T10:15'), '1 month before')

    expect(short(centre.dueOf(rule, run('01-05T09:00')).due.at)).toBe('02-28T10:15')
  })

  it('stays where it is, whatever was paused', () => {
    const paused = run('09-28T09:30', ['09-29T09:00', '10-10T09:00'])

    for (const rule of [until('2026-10-12'), until('2026-10-12', '1 day before'), until(at('10-12T10:15'))])
      expect(centre.dueOf(rule, paused)).toEqual(centre.dueOf(rule, run('09-28T09:30')))
  })

  it('is provisional in a year without published holidays', () => {
    expect(centre.dueOf(until('2026-12-31'), run('09-28T09:30')).due.provisional).toBe(false)
    expect(centre.dueOf(until('2090-01-03'), run('09-28T09:30')).due.provisional).toBe(true)
    expect(centre.dueOf(until('2090-01-20', '2 days before'), run('09-28T09:30')).due.provisional).toBe(true)
  })

  it('tells the point, where it moved to and the result', () => {
    const lines: TraceLine[] = []
    centre.dueOf(until('2026-11-04', '1 month before'), run('09-28T09:30'), (line) => lines.push(line))

    expect(lines.filter(({ kind }) => kind !== 'holiday')).toEqual([
      { kind: 'point', day: '2026-11-04' },
      { kind: 'counted-day', day: '2026-09-30' },
      { kind: 'moved', day: '2026-09-30', note: 'the first day 2026-10-04 is not a working day' },
      { kind: 'result', to: at('09-30T18:00') },
    ])
  })

  it('is refused a text that is no date', () => {
    expect(() => centre.dueOf(until('soon'), run('09-28T09:30'))).toThrow("but found 'soon'")
  })
})

describe('a duration before or after a date', () => {
  it.each<[date: string, text: string, direction: 1 | -1, close: string, same: string]>([
    ['2026-03-31', '1 month', -1, '2026-02-28T18:00', '2026-02-28T18:00'],
    ['2024-03-31', '1 month', -1, '2024-02-29T18:00', '2024-02-29T18:00'],
    ['2024-02-29', '1 year', 1, '2025-02-28T18:00', '2025-02-28T18:00'],
    ['2024-02-29', '1 year', -1, '2023-02-28T18:00', '2023-02-28T18:00'],
    ['2026-01-31', '3 months', 1, '2026-04-30T18:00', '2026-04-30T18:00'],
    ['2026-10-10', '3 days', -1, '2026-09-30T18:00', '2026-10-08T00:00'],
    ['2026-10-10', '0 days', -1, '2026-10-10T18:00', '2026-10-10T18:00'],
    ['2026-10-03', '0 days', -1, '2026-09-30T18:00', '2026-10-04T00:00'],
    ['2026-10-03', '0 days', 1, '2026-10-08T18:00', '2026-10-04T00:00'],
    ['2026-10-03', 'end of day', 1, '2026-10-08T18:00', '2026-10-04T00:00'],
    ['2026-10-03', '0 working days', 1, '2026-10-08T18:00', '2026-10-08T18:00'],
    ['2026-10-03', '1 working day', 1, '2026-10-08T18:00', '2026-10-08T18:00'],
    ['2026-10-03', '2 working days', -1, '2026-09-29T18:00', '2026-09-29T18:00'],
    ['2026-02-16', '1 week', 1, '2026-02-24T18:00', '2026-02-24T00:00'],
    ['2026-02-28', '2 weeks', -1, '2026-02-14T18:00', '2026-02-14T18:00'],
    ['2026-10-01', '12 hours', -1, '2026-09-30T12:00', '2026-09-30T12:00'],
    ['2026-10-01', '1 working hour', 1, '2026-10-08T10:00', '2026-10-08T10:00'],
    ['2026-10-01', '1 working hour', -1, '2026-09-30T17:00', '2026-09-30T17:00'],
  ])('%s, %s, %i: %s at close of business, %s at the same time', (date, text, direction, ...expected) => {
    const found = [centre, sameTime].map((calendar) =>
      shown(calendar.shiftDate(date, duration(text), direction).at, calendar.zone).slice(0, 16),
    )

    expect(found).toEqual(expected)
  })

  it('is refused what is no date', () => {
    expect(() => centre.shiftDate('2026-02-29', duration('1 month'), 1)).toThrow("but found '2026-02-29'")
  })
})

describe('a warning', () => {
  const before = (text: string): WarningPoint => ({ kind: 'before', duration: duration(text) })
  const after = (text: string): WarningPoint => ({ kind: 'after-start', duration: duration(text) })
  const share = (part: number): WarningPoint => ({ kind: 'share', share: part })

  function warned(calendar: Calendar, warning: WarningPoint, rule: ClockRule, of: ClockRun): string {
    return short(calendar.warningAt(warning, rule, of).at)
  }

  it.each<[warning: WarningPoint, rule: string, result: string]>([
    [before('2 working hours'), '4 working hours', '09-28T11:30'],
    [before('1 hour'), '4 working hours', '09-28T14:00'],
    [before('10 working hours'), '4 working hours', '09-28T09:30'],
    [before('1 working day'), '5 working days', '10-09T18:00'],
    [after('1 working hour'), '4 working hours', '09-28T10:30'],
    [after('9 working hours'), '4 working hours', '09-29T11:00'],
    [share(0.75), '4 working hours', '09-28T14:00'],
    [share(0), '4 working hours', '09-28T09:30'],
    [share(1), '4 working hours', '09-28T15:00'],
    [share(0.5), '10 hours', '09-28T14:30'],
    [share(0.5), '2 to 8 working hours', '09-28T15:00'],
    [share(0.5), '2 working days', '09-29T14:30'],
  ])('%j of %s comes at %s', (warning, rule, result) => {
    expect(warned(centre, warning, within(rule), run('09-28T09:30'))).toBe(result)
  })

  it.each<[warning: WarningPoint, pause: [string, string], result: string]>([
    [before('2 working hours'), ['09-28T10:00', '09-28T11:00'], '09-28T14:00'],
    [before('2 working hours'), ['09-28T14:00', '09-28T15:30'], '09-28T11:30'],
    [after('1 working hour'), ['09-28T10:00', '09-28T11:00'], '09-28T11:30'],
    [share(0.75), ['09-28T10:00', '09-28T11:00'], '09-28T15:00'],
    [share(0.75), ['09-28T14:30', '09-28T15:30'], '09-28T14:00'],
  ])('%j leaves the pause %j out', (warning, pause, result) => {
    expect(warned(centre, warning, within('4 working hours'), run('09-28T09:30', pause))).toBe(result)
  })

  it('before a point in the data counts in real time, whatever was paused', () => {
    const paused = run('09-28T09:30', ['09-29T09:00', '09-30T16:00'])

    expect(warned(centre, before('3 working hours'), until('2026-09-30'), paused)).toBe('09-30T15:00')
    expect(warned(centre, before('3 hours'), until(at('09-30T18:00')), paused)).toBe('09-30T15:00')
  })

  it('at a share of the time to a point in the data counts elapsed time', () => {
    expect(warned(centre, share(0.5), until(at('09-29T09:30')), run('09-28T09:30'))).toBe('09-28T21:30')
  })

  it('never lies behind a due point without own time before it', () => {
    const rule = within('0 working days')

    // At night nothing is open before the due point.
    expect(warned(sameTime, share(0.5), rule, run('09-28T20:00'))).toBe('09-28T20:00')
  })

  it('is provisional with its due point', () => {
    const far = { kind: 'until', point: '2090-01-03' } as const

    expect(centre.warningAt(before('3 days'), far, run('09-28T09:30')).provisional).toBe(true)
    expect(centre.warningAt(share(0.1), far, run('09-28T09:30')).provisional).toBe(true)
  })

  it('is refused a share of more than all', () => {
    expect(() => centre.warningAt(share(75), within('1 hour'), run('09-28T09:30'))).toThrow('between 0 and 1')
  })
})
