import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOut } from '../../engine/core/allocate.js'
import type { PriceTable } from '../../engine/definition/prices/index.js'
import { day, Play, processOf } from './play.js'

const body = `
prices: service
parameters:
  factoryShare: { type: number, default: 70, title: { zh-CN: 厂方比例, en: Share of the factory } }
fields:
  hours: { type: number, default: 1.5 }
  total: { type: money }
  costs:
    type: list
    label: { zh-CN: 费用, en: Costs }
    of:
      type: object
      fields: { amount: { type: money, required: true }, bearer: { type: text, required: true } }
forms:
  share: { also: { company: { type: number, required: true } } }
initial: open
states:
  open:
    task: clerk
    on:
      quote: { actions: [ { assign: { total: '=prices["labour-hour"] * data.hours + prices.visit' } } ] }
      quote-twice: { actions: [ { assign: { total: '=prices.visit' } }, { assign: { total: '=prices.visit + data.total' } } ] }
      ask-missing: { actions: [ { assign: { total: '=prices["gone"]' } } ] }
      split:
        form: share
        actions:
          - allocate:
              costs:
                amount: =data.total
                shares:
                  - { percent: =params.factoryShare, set: { bearer: factory } }
                  - { percent: =event.company, set: { bearer: company } }
      close: closed
  closed: { type: final, outcome: closed }
`

const table = (
  validFrom: string,
  items: PriceTable['items'],
  more: Partial<PriceTable> = {},
): PriceTable => ({
  hash: `hash of ${validFrom}`,
  validFrom,
  items,
  described: {},
  ...more,
})

function playWith(prices: readonly PriceTable[]): Play {
  const play = new Play(processOf(body))
  play.prices = { service: prices }
  play.create()
  return play
}

describe('prices in expressions', () => {
  it('are those of the day of the step, and the table that was read is noted once', () => {
    const play = playWith([
      table('2026-01-01', { 'labour-hour': 80, visit: 30 }, { validUntil: '2026-09-30' }),
      table('2026-10-01', { 'labour-hour': 90, visit: 35 }),
    ])

    play.send('quote')
    expect(play.case.data['total']).toBe(150)
    play.now += 3 * day
    play.send('quote-twice')

    expect(play.case.data['total']).toBe(70)
    expect(play.entries('prices-read')).toEqual([
      { type: 'prices-read', list: 'service', validFrom: '2026-01-01', hash: 'hash of 2026-01-01' },
      { type: 'prices-read', list: 'service', validFrom: '2026-10-01', hash: 'hash of 2026-10-01' },
    ])
  })

  it('refuse the event on a day without a table, and an item the table of the day does not have', () => {
    const later = playWith([table('2026-10-01', { 'labour-hour': 90, visit: 35, gone: 1 })])
    const without = playWith([table('2026-01-01', { 'labour-hour': 80, visit: 30 })])

    const refused = [later.send('quote'), without.send('ask-missing')]

    expect(refused.map((each) => each.kind === 'refused' && each.refusal.text.en)).toEqual([
      "Expected a price of 'labour-hour' on 2026-09-28, but no price list is in force.",
      "Expected a price of 'gone' on 2026-09-28, but the price list in force has none.",
    ])
  })
})

describe('allocate', () => {
  it('appends one line for each share, and the lines add up to the amount', () => {
    const play = playWith([table('2026-01-01', { 'labour-hour': 66.67, visit: 0.01 })])
    play.send('quote')

    play.send('split', { payload: { company: 30 } })

    expect(play.case.data['total']).toBe(100.02)
    expect(play.case.data['costs']).toEqual([
      { bearer: 'factory', amount: 70.01 },
      { bearer: 'company', amount: 30.01 },
    ])
  })

  it('is refused when the shares are not the whole, and names them', () => {
    const play = playWith([table('2026-01-01', { 'labour-hour': 80, visit: 30 })])
    play.send('quote')

    const result = play.send('split', { payload: { company: 20 } })

    expect(result).toMatchObject({
      kind: 'refused',
      refusal: { code: 'shares-not-whole', reasons: [{ field: 'costs', found: '70 % + 20 %' }] },
    })
    expect(play.case.data['costs']).toBeUndefined()
  })

  it('leaves a bearer of nothing out', () => {
    const play = new Play(processOf(body.replace('default: 70', 'default: 100')))
    play.prices = { service: [table('2026-01-01', { 'labour-hour': 80, visit: 30 })] }
    play.create()
    play.send('quote')

    play.send('split', { payload: { company: 0 } })

    expect(play.case.data['costs']).toEqual([{ bearer: 'factory', amount: 150 }])
  })

  it('never loses a fen, and no part is a fen or more from its exact share', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 8 })
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), cuts, (fen, points) => {
        const edges = [0, ...points.toSorted((a, b) => a - b), 100_000_000]
        const shares = edges.slice(1).map((edge, index) => BigInt(edge - (edges[index] ?? 0)))

        const parts = shareOut(fen, shares)

        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(fen)
        for (const [index, part] of parts.entries()) {
          const distance = part * 100_000_000n - fen * (shares[index] ?? 0n)
          expect((distance < 0n ? -distance : distance) < 100_000_000n).toBe(true)
        }
      }),
    )
  })
})
