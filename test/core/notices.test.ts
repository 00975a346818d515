import { describe, expect, it } from 'vitest'
import { day, expectAdvanced, hour, monday, Play, processOf } from './play.js'

const operator = { id: 'operator-1', roles: [] }

const template = {
  file: 't.yaml',
  text: 'template: renewal\ntitle: { zh-CN: 续, en: Renewal }\nbody: { zh-CN: 续, en: Renew }\n',
}

const begin = (data = {}): Play => {
  const play = new Play(
    processOf(
      `
fields:
  endsOn: { type: date, label: { zh-CN: 止, en: Ends } }
  contracts:
    type: list
    maxItems: 10
    of: { type: object, fields: { no: { type: text, required: true, label: { zh-CN: 号, en: No } }, endsOn: { type: date, label: { zh-CN: 止, en: Ends } } } }
    label: { zh-CN: 合同, en: Contracts }
forms: { set: { ask: [endsOn, contracts] } }
notices:
  - { at: 1 month before, of: data.endsOn, to: customer, template: renewal }
  - { at: 10 days before, of: item.endsOn, each: contracts, key: item.no, to: clerk, template: renewal }
initial: open
states: { open: { task: clerk, on: { set: { form: set, branches: [ {} ] }, over: over } }, over: { type: final, outcome: over } }
`,
      [template],
    ),
  )
  expectAdvanced(play.create(data))
  return play
}

describe('a notice', () => {
  it('is sent once, its time before the date', () => {
    const play = begin({ endsOn: '2026-12-31' })
    const due = Date.parse('2026-12-01T00:00:00+08:00')
    expect(play.case.waits).toMatchObject([
      { id: '@notice.0', kind: 'notice', key: '0', dueAt: due, reads: { until: '2026-12-31' } },
    ])
    expect(play.case.timers).toMatchObject([{ kind: 'notice', dueAt: due }])
    play.wait(120 * day)
    expect(play.effects).toMatchObject([{ template: 'renewal', to: ['customer'], at: due }])
    expect(play.case).toMatchObject({ timers: [], waits: [{ sentFor: '2026-12-31' }] })
    // The same date again is the same notice; another date is another one.
    expectAdvanced(play.send('set', { payload: { endsOn: '2026-12-31' } }))
    expect(play.case.timers).toEqual([])
    expectAdvanced(play.send('set', { payload: { endsOn: '2027-12-31' } }))
    expect(play.case.timers).toMatchObject([{ dueAt: Date.parse('2027-12-01T00:00:00+08:00') }])
  })

  it('whose time has passed is sent at once while the date lies ahead', () => {
    const play = begin({ endsOn: '2026-10-10' })
    play.wait(0)
    expect(play.effects).toMatchObject([{ to: ['customer'], at: monday }])
    expect(play.case.timers).toEqual([])
  })

  it('whose date has passed too is not sent, and the trail says so', () => {
    const play = begin({ endsOn: '2026-09-27' })
    play.wait(day)
    expect(play.effects).toEqual([])
    expect(play.entries('clock-read')).toMatchObject([{ until: '2026-09-27', tooLate: true }])
    expect(play.case.waits).toMatchObject([{ sentFor: '2026-09-27' }])
  })

  it('for each item of a list has a clock of its own, which goes with the item', () => {
    const play = begin({
      contracts: [{ no: 'A', endsOn: '2026-10-20' }, { no: 'B', endsOn: '2026-10-30' }, { no: 'C' }],
    })
    expect(play.case.waits.map(({ id, key }) => [id, key])).toEqual([
      ['@notice.1.A', '1.A'],
      ['@notice.1.B', '1.B'],
    ])
    play.wait(15 * day)
    expect(play.effects).toHaveLength(1)
    expectAdvanced(
      play.send('set', {
        payload: {
          contracts: [
            { no: 'B', endsOn: '2026-11-30' },
            { no: 'A', endsOn: '2026-10-20' },
          ],
        },
      }),
    )
    expect(play.case.timers.map(({ key, dueAt }) => [key, new Date(dueAt).toISOString()])).toEqual([
      ['1.B', '2026-11-20T16:00:00.000Z'],
    ])
    expect(play.entries('clock-moved')).toMatchObject([{ clock: '@notice.1.B', because: 'data' }])
    expectAdvanced(play.send('set', { payload: { contracts: [] } }))
    expect(play.case).toMatchObject({ waits: [], timers: [] })
  })

  it('waits while the case is suspended and is sent when it goes on', () => {
    const play = begin({ endsOn: '2026-10-30' })
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: operator }))
    play.wait(10 * day)
    expect(play.effects).toEqual([])
    expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: operator }))
    play.wait(hour)
    expect(play.effects).toMatchObject([{ at: monday + 10 * day }])
  })

  it('ends with the case', () => {
    const play = begin({ endsOn: '2026-12-31' })
    expectAdvanced(play.send('over'))
    expect(play.case).toMatchObject({ waits: [], timers: [] })
  })
})
