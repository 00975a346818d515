import { describe, expect, it } from 'vitest'
import type { Calendar, TimeTrace } from '../../engine/time/index.js'
import { before, calendarOf, duration, instant, serviceCentre, shown } from './calendars.js'

const centre = calendarOf(serviceCentre)
const sameTime = calendarOf({ ...serviceCentre, dayCounting: 'same-time' })

/** Local times of 2026 in Shanghai without the year, `09-28T10:00`, one pause after the other. */
type Pauses = readonly (readonly [from: string, to: string])[]

const at = (text: string): number => instant(`2026-${text}+08:00`)
const pausesOf = (texts: Pauses) => texts.map(([from, to]) => ({ from: at(from), to: at(to) }))
const short = (instantAt: number): string => shown(instantAt, 'Asia/Shanghai').slice(5, 16)

function due(calendar: Calendar, from: string, text: string, pauses: Pauses): string {
  return short(calendar.add(at(from), duration(text), { pauses: pausesOf(pauses) }).at)
}

describe('working hours with pauses', () => {
  it.each<[what: string, from: string, text: string, pauses: Pauses, result: string]>([
    ['leave a pause out', '09-28T09:30', '4 working hours', [['09-28T10:00', '09-28T11:00']], '09-28T16:00'],
    [
      'lose open time only',
      '09-28T09:30',
      '4 working hours',
      [['09-28T11:30', '09-28T14:00']],
      '09-28T16:00',
    ],
    [
      'lose nothing at night',
      '09-28T16:00',
      '4 working hours',
      [['09-28T19:00', '09-29T08:00']],
      '09-29T11:00',
    ],
    [
      'end where a pause begins',
      '09-28T09:30',
      '2 working hours',
      [['09-28T11:30', '09-28T13:45']],
      '09-28T11:30',
    ],
    [
      'close before a pause',
      '09-28T09:30',
      '2.5 working hours',
      [['09-28T12:00', '09-29T09:00']],
      '09-28T12:00',
    ],
    ['begin when it ends', '09-28T10:30', '1 working hour', [['09-28T10:00', '09-28T11:00']], '09-28T12:00'],
    [
      'run on after the holidays',
      '09-30T16:00',
      '4 working hours',
      [['09-30T17:00', '10-10T10:00']],
      '10-10T14:30',
    ],
    [
      'count between two pauses',
      '09-30T16:00',
      '2 working hours',
      [
        ['09-30T16:30', '10-08T09:30'],
        ['10-08T10:00', '10-10T11:00'],
      ],
      '10-10T12:00',
    ],
    [
      'take Spring Festival out',
      '02-14T17:00',
      '2 working hours',
      [['02-14T17:30', '02-24T10:00']],
      '02-24T11:30',
    ],
    [
      'wait in a pause for nothing',
      '09-28T10:30',
      '0 working hours',
      [['09-28T10:00', '09-28T11:00']],
      '09-28T11:00',
    ],
    [
      'wait from its first instant',
      '09-28T10:00',
      '0 working hours',
      [['09-28T10:00', '09-28T11:00']],
      '09-28T11:00',
    ],
    [
      'wait for the next opening',
      '09-28T10:30',
      '0 working hours',
      [['09-28T10:00', '09-28T12:00']],
      '09-28T13:30',
    ],
    [
      'do not wait after it',
      '09-28T11:00',
      '0 working hours',
      [['09-28T10:00', '09-28T11:00']],
      '09-28T11:00',
    ],
  ])('%s', (_what, ...row) => {
    const [from, text, pauses, result] = row
    expect(due(centre, from, text, pauses)).toBe(result)
    expect(due(sameTime, from, text, pauses)).toBe(result)
  })

  it.each<[to: string, text: string, pauses: Pauses, result: string]>([
    ['09-28T15:00', '2 working hours', [['09-28T14:00', '09-28T14:30']], '09-28T11:00'],
    ['09-28T12:00', '1 working hour', [['09-28T09:30', '09-28T11:00']], '09-28T11:00'],
    ['10-10T14:30', '4 working hours', [['09-30T17:00', '10-10T10:00']], '09-30T16:00'],
    ['09-28T10:30', '0 working hours', [['09-28T10:00', '09-28T11:00']], '09-28T10:00'],
    ['09-28T11:00', '0 working hours', [['09-28T10:00', '09-28T11:00']], '09-28T11:00'],
  ])('before %s, %s without %j begin at %s', (to, text, pauses, result) => {
    expect(short(centre.subtract(at(to), duration(text), { pauses: pausesOf(pauses) }).at)).toBe(result)
  })
})

describe('hours with pauses', () => {
  it.each<[from: string, text: string, pauses: Pauses, result: string]>([
    ['09-28T10:00', '3 hours', [['09-28T11:00', '09-28T12:00']], '09-28T14:00'],
    ['09-28T10:00', '1 hour', [['09-28T11:00', '09-28T12:00']], '09-28T11:00'],
    ['09-28T10:00', '24 hours', [['09-28T09:00', '09-28T11:00']], '09-29T11:00'],
    ['09-28T10:00', '0 hours', [], '09-28T10:00'],
    ['09-28T10:00', '0 hours', [['09-28T09:00', '09-28T11:00']], '09-28T11:00'],
    ['09-28T10:00', '0 hours', [['09-28T09:00', '09-28T10:00']], '09-28T10:00'],
  ])('from %s, %s without %j end at %s', (from, text, pauses, result) => {
    expect(due(centre, from, text, pauses)).toBe(result)
  })
})

describe('days until close of business with pauses', () => {
  it.each<[what: string, from: string, text: string, pauses: Pauses, result: string]>([
    ['paused at its close', '09-28T09:30', '2 working days', [['09-29T17:00', '09-30T09:00']], '10-08T18:00'],
    [
      'going on before its close',
      '09-28T09:30',
      '2 working days',
      [['09-29T09:00', '09-29T17:59']],
      '09-30T18:00',
    ],
    [
      'going on at its close',
      '09-28T09:30',
      '2 working days',
      [['09-29T09:00', '09-29T18:00']],
      '09-30T18:00',
    ],
    [
      'paused from its close on',
      '09-28T09:30',
      '2 working days',
      [['09-29T18:00', '09-30T09:00']],
      '10-08T18:00',
    ],
    [
      'a make-up day paused',
      '09-30T10:00',
      '3 working days',
      [['10-09T12:00', '10-11T12:00']],
      '10-13T18:00',
    ],
    ['the holidays paused', '09-30T10:00', '1 working day', [['10-01T00:00', '10-08T09:00']], '10-08T18:00'],
    [
      'the day it starts paused',
      '09-28T09:30',
      '1 working day',
      [['09-28T10:00', '09-29T09:00']],
      '09-29T18:00',
    ],
    ['two days of ten paused', '09-28T09:30', '10 days', [['09-29T17:00', '10-01T09:00']], '10-10T18:00'],
    ['a day off paused', '09-28T09:30', '10 days', [['10-03T09:00', '10-04T09:00']], '10-09T18:00'],
    [
      'three days of a month paused',
      '09-28T09:30',
      '1 month',
      [['10-12T09:00', '10-15T09:00']],
      '11-02T18:00',
    ],
    ['the day it moved to paused', '09-28T09:30', '3 days', [['10-08T12:00', '10-09T12:00']], '10-09T18:00'],
    ['the days before paused', '09-28T09:30', '3 days', [['09-29T12:00', '09-30T12:00']], '10-08T18:00'],
    ['a pause that reaches behind', '02-10T09:00', '3 days', [['02-11T09:00', '02-25T09:00']], '02-27T18:00'],
    ['end of day paused', '09-28T09:30', 'end of day', [['09-28T17:00', '09-29T09:00']], '09-29T18:00'],
    ['zero days paused', '09-30T09:30', '0 working days', [['09-30T17:00', '10-08T19:00']], '10-09T18:00'],
  ])('do not count a day at whose close the clock stands paused: %s', (_what, ...row) => {
    const [from, text, pauses, result] = row
    expect(due(centre, from, text, pauses)).toBe(result)
  })

  it.each<[to: string, text: string, pauses: Pauses, result: string]>([
    ['09-30T18:00', '1 working day', [], '09-29T18:00'],
    ['10-09T18:00', '1 working day', [['10-08T12:00', '10-09T12:00']], '09-30T18:00'],
    ['10-10T18:00', '3 days', [['10-08T12:00', '10-09T12:00']], '09-30T18:00'],
    ['10-30T18:00', '1 week', [['10-27T12:00', '10-29T12:00']], '10-21T18:00'],
  ])('before %s, %s without %j begin at %s', (to, text, pauses, result) => {
    expect(short(centre.subtract(at(to), duration(text), { pauses: pausesOf(pauses) }).at)).toBe(result)
  })

  it('give back the start of what they counted', () => {
    const pauses = pausesOf([['10-14T12:00', '10-16T12:00']])
    const start = at('10-09T18:00')
    const end = centre.add(start, duration('7 working days'), { pauses }).at

    expect(short(end)).toBe('10-21T18:00')
    expect(centre.subtract(end, duration('7 working days'), { pauses }).at).toBe(start)
  })
})

describe('days to the same time with pauses', () => {
  it.each<[what: string, from: string, text: string, pauses: Pauses, result: string]>([
    ['open time', '09-28T09:30', '2 working days', [['09-28T10:00', '09-28T11:00']], '09-30T10:30'],
    [
      'open time of two days',
      '09-28T09:30',
      '2 working days',
      [['09-28T17:00', '09-29T10:00']],
      '09-30T11:30',
    ],
    ['no time at night', '09-28T09:30', '2 working days', [['09-29T19:00', '09-29T22:00']], '09-30T09:30'],
    [
      'a pause around the due point',
      '09-28T09:30',
      '2 working days',
      [['09-30T08:00', '09-30T10:00']],
      '09-30T10:30',
    ],
    [
      'nothing after the due point',
      '09-28T09:30',
      '2 working days',
      [['09-30T09:30', '09-30T12:00']],
      '09-30T09:30',
    ],
    [
      'what moves it over holidays',
      '09-28T09:30',
      '2 working days',
      [['09-28T09:30', '09-29T18:00']],
      '10-08T18:00',
    ],
    [
      'a pause only the moved point meets',
      '09-28T09:30',
      '2 working days',
      [
        ['09-29T09:00', '09-29T10:00'],
        ['09-30T10:00', '09-30T11:00'],
      ],
      '09-30T11:30',
    ],
    ['elapsed time of days', '09-28T09:30', '2 days', [['09-28T17:00', '09-29T10:00']], '10-01T02:30'],
    ['elapsed time of a month', '09-28T09:30', '1 month', [['10-01T00:00', '10-03T00:00']], '10-30T09:30'],
    [
      'the time since its start only',
      '09-28T09:30',
      '1 week',
      [['09-28T00:00', '09-28T10:30']],
      '10-05T10:30',
    ],
    [
      'a close of business paused',
      '09-28T09:30',
      'end of day',
      [['09-28T17:00', '09-29T09:00']],
      '09-29T18:00',
    ],
  ])('move by %s', (_what, ...row) => {
    const [from, text, pauses, result] = row
    expect(due(sameTime, from, text, pauses)).toBe(result)
  })

  it('count back in the same way', () => {
    const pauses = pausesOf([['09-28T17:00', '09-29T10:00']])

    expect(short(sameTime.subtract(at('09-30T11:30'), duration('2 working days'), { pauses }).at)).toBe(
      '09-28T09:30',
    )
  })
})

describe('any clock with pauses', () => {
  const texts = ['3 working hours', '5 hours', '2 working days', '3 days', '1 month', 'end of day', '0 hours']

  it.each(texts)('counts %s as if an empty pause were not there', (text) => {
    for (const calendar of [centre, sameTime]) {
      const empty: Pauses = [
        ['09-28T10:00', '09-28T10:00'],
        ['09-29T18:00', '09-29T18:00'],
      ]
      expect(due(calendar, '09-28T10:00', text, empty)).toBe(due(calendar, '09-28T10:00', text, []))
    }
  })

  it.each(texts)('counts %s as if pauses that follow each other were one', (text) => {
    for (const calendar of [centre, sameTime]) {
      const parts: Pauses = [
        ['09-28T11:00', '09-28T18:00'],
        ['09-28T18:00', '09-29T18:00'],
        ['09-29T18:00', '09-30T10:00'],
      ]
      const whole: Pauses = [['09-28T11:00', '09-30T10:00']]
      expect(due(calendar, '09-28T10:00', text, parts)).toBe(due(calendar, '09-28T10:00', text, whole))
    }
  })

  it('is refused a pause that lies nowhere', () => {
    const pauses = [{ from: Number.NaN, to: 5 }]

    expect(() => centre.add(0, duration('1 hour'), { pauses })).toThrow(
      'Expected a pause of at most a hundred years',
    )
  })

  it('becomes provisional when a pause moves it into a year without holidays', () => {
    const pauses = [{ from: instant('2026-12-30T10:00+08:00'), to: instant('2090-01-02T10:00+08:00') }]

    expect(centre.add(at('12-29T10:00'), duration('2 working days')).provisional).toBe(false)
    expect(centre.add(at('12-29T10:00'), duration('2 working days'), { pauses }).provisional).toBe(true)
  })
})

describe('elapsed time', () => {
  it.each<[unit: 'hour' | 'working-hour' | 'working-day' | 'week', pauses: Pauses, hours: number]>([
    ['hour', [], 26],
    ['week', [], 26],
    ['working-hour', [], 7.5 + 2],
    ['working-day', [], 7.5 + 2],
    ['hour', [['09-28T11:00', '09-28T14:00']], 23],
    ['working-hour', [['09-28T11:00', '09-28T14:00']], 8],
    ['working-hour', [['09-28T08:00', '09-30T14:00']], 0],
    ['hour', [['09-28T08:00', '09-28T10:00']], 25],
  ])('in the %s without %j is %f hours', (unit, pauses, hours) => {
    const found = centre.elapsed(at('09-28T09:00'), at('09-29T11:00'), unit, pausesOf(pauses))

    expect(found / 3_600_000).toBe(hours)
  })

  it('leaves holidays out and works on make-up days, over many weeks', () => {
    // September has 3 working days from the 28th on, October 18 with the make-up day.
    const found = centre.elapsed(at('09-28T00:00'), at('11-01T00:00'), 'working-hour')

    expect(found / 3_600_000).toBe(21 * 7.5)
  })

  it('is nothing towards an earlier instant', () => {
    expect(centre.elapsed(at('09-28T11:00'), at('09-28T10:00'), 'hour')).toBe(0)
    expect(centre.elapsed(at('09-28T11:00'), at('09-28T10:00'), 'working-hour')).toBe(0)
  })
})

describe('the trace of a count with pauses', () => {
  function linesOf(run: (trace: TimeTrace) => unknown): string[] {
    const lines: string[] = []
    run(({ kind, day, from, to, note }) => {
      const span = [from, to].flatMap((end) => (end === undefined ? [] : [short(end)])).join(' ')
      lines.push([kind, day?.slice(5) ?? '', span, note ?? ''].filter((part) => part !== '').join(' | '))
    })
    return lines
  }

  it('tells pauses, holidays and counted stretches in order', () => {
    const pauses = pausesOf([
      ['09-30T16:30', '09-30T17:30'],
      ['10-09T17:00', '10-10T10:00'],
    ])

    const lines = linesOf((trace) =>
      centre.add(at('09-30T16:00'), duration('16 working hours'), { trace, pauses }),
    )

    expect(lines).toEqual([
      'counted | 09-30 | 09-30T16:00 09-30T16:30',
      'paused | 09-30T16:30 09-30T17:30',
      'counted | 09-30 | 09-30T17:30 09-30T18:00',
      ...[1, 2, 3, 4, 5, 6, 7].map((day) => `holiday | 10-0${day} | National Day / 国庆节`),
      'counted | 10-08 | 10-08T09:00 10-08T12:00',
      'counted | 10-08 | 10-08T13:30 10-08T18:00',
      'counted | 10-09 | 10-09T09:00 10-09T12:00',
      'counted | 10-09 | 10-09T13:30 10-09T17:00',
      'paused | 10-09T17:00 10-10T10:00',
      'make-up-day | 10-10 | National Day / 国庆节',
      'counted | 10-10 | 10-10T10:00 10-10T11:00',
      'result | 10-10T11:00',
    ])
  })

  it('tells the days that do not count, and why a last day moved', () => {
    const pauses = pausesOf([
      ['09-29T17:00', '09-30T09:00'],
      ['10-08T12:00', '10-09T12:00'],
    ])

    const working = linesOf((trace) =>
      centre.add(at('09-28T09:30'), duration('2 working days'), { trace, pauses }),
    )
    const days = linesOf((trace) => centre.add(at('09-28T09:30'), duration('9 days'), { trace, pauses }))

    expect(working.filter((line) => !line.startsWith('holiday'))).toEqual([
      'paused | 09-29T17:00 09-30T09:00',
      'paused-day | 09-29',
      'counted-day | 09-30',
      'paused | 10-08T12:00 10-09T12:00',
      'paused-day | 10-08',
      'counted-day | 10-09',
      'result | 10-09T18:00',
    ])
    // 7 October and one day more is 8 October, paused: one day more again.
    expect(days).toEqual([
      'paused | 09-29T17:00 09-30T09:00',
      'paused-day | 09-29',
      'paused | 10-08T12:00 10-09T12:00',
      'paused-day | 10-08',
      'counted-day | 10-09',
      'result | 10-09T18:00',
    ])
  })

  it('tells how far a due point at the same time moved', () => {
    const pauses = pausesOf([['09-28T17:00', '09-29T10:00']])

    const lines = linesOf((trace) =>
      sameTime.add(at('09-28T09:30'), duration('2 working days'), { trace, pauses }),
    )

    expect(lines).toEqual([
      'counted-day | 09-29',
      'counted-day | 09-30',
      'paused | 09-28T17:00 09-29T10:00',
      'moved | 09-30 | 09-30T09:30 09-30T11:30 | by the time spent paused',
      'result | 09-30T11:30',
    ])
  })

  it('tells elapsed hours with their pauses', () => {
    const pauses = pausesOf([['09-28T11:00', '09-28T12:00']])

    const lines = linesOf((trace) => centre.add(at('09-28T10:00'), duration('3 hours'), { trace, pauses }))

    expect(lines).toEqual([
      'counted | 09-28T10:00 09-28T11:00',
      'paused | 09-28T11:00 09-28T12:00',
      'counted | 09-28T12:00 09-28T14:00',
      'result | 09-28T14:00',
    ])
  })

  it('tells closures, one-off hours and closed days', () => {
    const calendar = calendarOf({
      ...serviceCentre,
      dateHours: { '2026-09-29': [['10:00', '12:00']], '2026-09-30': [] },
      closures: [['2026-09-28T02:00:00Z', '2026-09-28T03:00:00Z']],
    })

    const lines = linesOf((trace) => calendar.add(at('09-28T09:30'), duration('8 working hours'), { trace }))

    expect(lines.filter((line) => !line.startsWith('holiday'))).toEqual([
      'counted | 09-28 | 09-28T09:30 09-28T10:00',
      'closed | 09-28T10:00 09-28T11:00 | closures of the calendar',
      'counted | 09-28 | 09-28T11:00 09-28T12:00',
      'counted | 09-28 | 09-28T13:30 09-28T18:00',
      'date-hours | 09-29 | dateHours of the calendar',
      'counted | 09-29 | 09-29T10:00 09-29T12:00',
      'result | 09-29T12:00',
    ])
    expect(before(calendar, '2026-10-08T10:00+08:00', '2 working hours')).toBe('2026-09-29T11:00+08:00')
  })

  it('changes no result', () => {
    const pauses = pausesOf([['09-29T17:00', '09-30T09:00']])
    for (const text of ['9 working hours', '2 working days', '3 days', '30 hours']) {
      for (const calendar of [centre, sameTime]) {
        const plain = calendar.add(at('09-28T09:30'), duration(text), { pauses })
        expect(calendar.add(at('09-28T09:30'), duration(text), { pauses, trace: () => undefined })).toEqual(
          plain,
        )
      }
    }
  })
})
