import { describe, expect, it } from 'vitest'
import { figurePeriod, type AskedPeriod } from '../../../engine/runtime/figures/figure-period.js'
import { tellFigures } from '../../../engine/runtime/figures/tell-figures.js'
import type { PeriodFigures } from '../../../engine/store/port.js'

const now = Date.parse('2026-11-22T20:00:00+08:00')
const hour = 3_600_000
const quarter = 900_000

const period = (asked: AskedPeriod) => figurePeriod(asked, { now, zones: ['Asia/Shanghai'] })
const nothing = { quarters: [], kinds: [] }
const none: PeriodFigures = {
  begun: nothing,
  ended: nothing,
  breached: nothing,
  breachedCases: 0,
  breaches: [],
  visits: [],
}

describe('the period of figures', () => {
  it('is the thirty days up to today, in the zone of most calendars', () => {
    const { from, to, zone, spans, since, until } = figurePeriod(
      {},
      { now, zones: ['UTC', 'Asia/Shanghai', 'Asia/Shanghai'] },
    )

    expect([from, to, zone, spans.length]).toEqual(['2026-10-24', '2026-11-22', 'Asia/Shanghai', 30])
    expect([since, until]).toEqual([
      Date.parse('2026-10-24T00:00:00+08:00'),
      Date.parse('2026-11-23T00:00:00+08:00'),
    ])
  })

  it('has weeks that begin on Mondays, and of the first and the last what it has of them', () => {
    const { spans } = period({ from: '2026-11-05', to: '2026-11-17', per: 'week' })

    expect(spans.map(({ day }) => day)).toEqual(['2026-11-05', '2026-11-09', '2026-11-16'])
    expect(spans.at(-1)?.until).toBe(Date.parse('2026-11-18T00:00:00+08:00'))
  })

  it('has days of 23 and of 25 hours where clocks are changed', () => {
    const lengths = (from: string, to: string): readonly number[] =>
      period({ from, to, zone: 'Europe/Berlin' }).spans.map(({ since, until }) => (until - since) / hour)

    expect(lengths('2026-03-28', '2026-03-30')).toEqual([24, 23, 24])
    expect(lengths('2026-10-24', '2026-10-26')).toEqual([24, 25, 24])
  })

  it('holds 400 days and no more', () => {
    expect(period({ from: '2025-01-01', to: '2026-02-04' }).spans).toHaveLength(400)
    expect(() => period({ from: '2025-01-01', to: '2026-02-05' })).toThrow(/at most 400 days/)
  })

  it.each([
    { from: '9998-12-01', to: '9998-12-31' },
    { to: '9999-12-31' },
    { to: '0000-01-05' },
    { from: '1899-12-31', to: '1900-01-01' },
    { from: '2026-02-30' },
    { from: '2026-11-22', to: '2026-11-21' },
    { zone: 'Asia/Nowhere' },
  ])('is refused where it cannot be one: %o', (asked) => {
    expect(() => period(asked)).toThrow(expect.objectContaining({ code: 'usage-wrong' }))
  })

  it.each([
    { from: '1900-01-01', to: '1900-01-02' },
    { from: '2999-12-30', to: '2999-12-31' },
  ])('reaches to both ends of the years: %o', (asked) => {
    expect(period(asked).spans).toHaveLength(2)
  })
})

describe('figures of days', () => {
  it('count each quarter of an hour in the day it falls into, from its first to its last', () => {
    const told = period({ from: '2026-10-24', to: '2026-10-26', zone: 'Europe/Berlin' })
    const quarters = Array.from({ length: (told.until - told.since) / quarter }, (_, index) => ({
      quarter: told.since / quarter + index,
      count: 1,
    }))

    const kinds = [{ process: 'repair', count: 292 }]
    const { spans, total } = tellFigures(told, {
      ...none,
      begun: { quarters, kinds },
      ended: { quarters: quarters.slice(0, 1), kinds: [{ process: 'repair', outcome: 'done', count: 1 }] },
    })

    expect(spans.map(({ begun }) => begun)).toEqual([96, 100, 96])
    expect(spans.map(({ ended }) => ended)).toEqual([1, 0, 0])
    expect(total).toMatchObject({ begun: 292, ended: 1 })
  })
})
