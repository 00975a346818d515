import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bindings } from '../../engine/expression/index.js'
import { problemsOf, scope, valueOf, values, withData } from './sample.js'

const hourMs = 3_600_000
const start = Date.UTC(2026, 8, 26, 20)
const after = (hours: number): string => new Date(start + hours * hourMs).toISOString()

describe('started days', () => {
  it.each([
    ['nothing', 0, 0],
    ['a minute', 1 / 60, 1],
    ['exactly a day', 24, 1],
    ['a day and a minute', 24 + 1 / 60, 2],
    ['exactly five days', 120, 5],
    ['five days and an hour', 121, 6],
  ])('count %s', (_, hours, days) => {
    const bound = withData({ arrivedAt: after(0), waits: [{ from: after(hours) }] })

    expect(valueOf('startedDays(data.arrivedAt, data.waits[0].from)', bound)).toBe(days)
  })

  it('are none where the end lies before the start', () => {
    expect(valueOf('startedDays(now, data.arrivedAt)')).toBe(0)
  })

  it('are a problem of a text', () => {
    expect(problemsOf('startedDays("5 days")').map(({ code }) => code)).toEqual(['expression-type'])
  })
})

describe('hours of a duration', () => {
  const lentFor = (loanWithin: string): Bindings =>
    scope.bind({ ...values, params: { ...values.params, loanWithin } })

  it.each([
    ['120 hours', 120],
    ['90 minutes', 1.5],
    ['36 seconds', 0.01],
  ])('are %s', (text, hours) => {
    expect(valueOf('hoursOf(params.loanWithin)', lentFor(text))).toBe(hours)
  })

  it.each(['5 days', '8 working hours', 'end of day'])('are nothing of %s', (text) => {
    expect(() => valueOf('hoursOf(params.loanWithin)', lentFor(text))).toThrow(/such as 120 hours/)
  })
})

describe('hours outside of a list of stretches', () => {
  it.each([
    ['no stretch', [], 48],
    ['one inside', [{ from: after(10), to: after(20) }], 38],
    [
      'two that overlap, once',
      [
        { from: after(10), to: after(20) },
        { from: after(15), to: after(25) },
      ],
      33,
    ],
    [
      'one before and one behind, not at all',
      [
        { from: after(-9), to: after(-1) },
        { from: after(50), to: after(60) },
      ],
      48,
    ],
    ['one across the start, as far as it is inside', [{ from: after(-5), to: after(5) }], 43],
    ['one without an end, up to the end', [{ from: after(40) }], 40],
    ['one around all', [{ from: after(-1), to: after(99) }], 0],
    ['one that ends before it begins, not at all', [{ from: after(20), to: after(10) }], 48],
  ])('leave out %s', (_, waits, hours) => {
    const bound = withData({ arrivedAt: after(0), waits })

    expect(valueOf('hoursOutside(data.arrivedAt, addHours(data.arrivedAt, 48), data.waits)', bound)).toBe(
      hours,
    )
  })

  it('are the hours in none of the stretches, whatever their order', () => {
    const stretch = fc.record({
      from: fc.integer({ min: -20, max: 70 }),
      length: fc.integer({ min: 0, max: 30 }),
    })
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 10 }), (stretches) => {
        const waits = stretches.map(({ from, length }) => ({ from: after(from), to: after(from + length) }))
        const bound = withData({ arrivedAt: after(0), waits })
        const free = Array.from({ length: 48 }, (__, hour) => hour).filter(
          (hour) => !stretches.some(({ from, length }) => from <= hour && hour < from + length),
        )

        expect(valueOf('hoursOutside(data.arrivedAt, addHours(data.arrivedAt, 48), data.waits)', bound)).toBe(
          free.length,
        )
      }),
    )
  })

  it.each(['data.parts', 'data.tags', '["a"]'])('are a problem of %s, whose items have no times', (list) => {
    expect(problemsOf(`hoursOutside(data.arrivedAt, now, ${list})`).map(({ code }) => code)).toEqual([
      'expression-type',
    ])
  })
})

describe('how often the most frequent item comes up', () => {
  it.each([
    ['[] + data.tags.filter(t, t == "none")', 0],
    ['["a", "b", "a", "a"]', 3],
    ['[1, 2, 2]', 2],
    ['data.tags', 1],
  ])('in %s', (list, count) => {
    expect(valueOf(`mostAlike(${list})`)).toBe(count)
  })

  it('is a problem of a list of objects', () => {
    expect(problemsOf('mostAlike(data.parts)').map(({ code }) => code)).toEqual(['expression-type'])
  })
})
