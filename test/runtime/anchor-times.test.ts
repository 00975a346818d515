import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/errors/index.js'
import {
  anchorPlan,
  longestAnchorGap,
  parseAnchorTimes,
  type AnchorTimes,
} from '../../engine/runtime/anchor-times.js'

const at = (text: string): number => Date.parse(text)
const shown = (instant: number): string => new Date(instant).toISOString()
const shanghai = [{ zone: 'Asia/Shanghai' }]

describe('the times of anchors', () => {
  it.each<[string, AnchorTimes]>([
    ['30 minutes', { every: 1_800_000 }],
    ['1 day', { every: 86_400_000 }],
    ['20:00', { at: ['20:00'] }],
    [' 20:00, 08:00,20:00 ', { at: ['08:00', '20:00'] }],
    ['00:00, 12:00 Europe/Berlin', { at: ['00:00', '12:00'], zone: 'Europe/Berlin' }],
  ])('are read from %j', (text, times) => {
    expect(parseAnchorTimes(text)).toEqual(times)
  })

  it.each(['', 'hourly', '24:00', '8:00', '08:60', '08:00;20:00', '1 working hour', '2 months', '08:00 -1'])(
    'are not read from %j',
    (text) => {
      expect(parseAnchorTimes(text)).toHaveProperty('expected')
    },
  )

  it.each([
    ['30 seconds', 'a minute to seven days'],
    ['2 weeks', 'a minute to seven days'],
    ['08:00 Nowhere/City', 'the name of a zone such as Asia/Shanghai behind the times'],
  ])('say of %j what is expected', (text, expected) => {
    expect(parseAnchorTimes(text)).toEqual({ expected })
  })

  it('of day are those of the zone of the calendars', () => {
    const next = anchorPlan({ at: ['08:00', '20:00'] }, [...shanghai, ...shanghai])

    expect([
      shown(next(at('2026-03-02T00:00:00Z'))),
      shown(next(at('2026-03-02T11:59:00Z'))),
      shown(next(at('2026-03-02T12:00:00Z'))),
    ]).toEqual(['2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-03T00:00:00.000Z'])
  })

  it('of day come once on the days on which the clock is changed', () => {
    const next = anchorPlan({ at: ['02:30'], zone: 'Europe/Berlin' }, shanghai)
    const days = [at('2026-03-28T00:00:00Z')]
    for (let day = 0; day < 3; day += 1) days.push(next(days.at(-1) ?? 0))

    expect(days.slice(1).map(shown)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
  })

  it('of day need a zone where the calendars have several, and count in UTC where there are none', () => {
    const several = (): unknown => anchorPlan({ at: ['08:00'] }, [...shanghai, { zone: 'Europe/Berlin' }])

    expect(several).toThrow(EngineError)
    expect(several).toThrow("such as '20:00 Asia/Shanghai'")
    expect(shown(anchorPlan({ at: ['08:00'] }, [])(0))).toBe('1970-01-01T08:00:00.000Z')
  })

  it('always lie ahead, and no farther than the longest gap and the hour of a changed clock', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    const times = fc.uniqueArray(time, { minLength: 1, maxLength: 4 }).map((list) => ({ at: list.sort() }))
    const instant = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') })
    fc.assert(
      fc.property(times, instant, (some, after) => {
        const next = anchorPlan(some, [{ zone: 'Europe/Berlin' }])(after)
        expect(next).toBeGreaterThan(after)
        expect(next - after).toBeLessThanOrEqual(longestAnchorGap(some) + 3_600_000)
      }),
    )
  })
})
