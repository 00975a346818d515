import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { step } from '../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, leader, Play, processOf } from './play.js'

const body = `
fields:
  amount: { type: integer, label: { zh-CN: 数, en: Amount } }
  note: { type: text, label: { zh-CN: 注, en: Note } }
forms:
  enter: { ask: [amount, note], required: [amount], also: { code: { type: text, label: { zh-CN: 码, en: Code } } } }
parameters:
  most: { type: integer, default: 10, title: { zh-CN: 上限, en: Most } }
initial: open
states:
  open:
    task: clerk
    on:
      enter: { form: enter, target: review }
      guarded: { branches: [ { guard: 'or(data.amount, 0) > 5', target: review }, { guard: 'or(data.amount, 0) > 50', target: closed } ] }
      missing: { guard: data.amount > 1, target: review }
      finish: closed
      internal: { roles: [], target: closed }
  review:
    task: { roles: [leader, clerk], notBy: [enter] }
    on:
      approve:
        require:
          - { if: data.amount <= params.most, else: { zh-CN: 太多, en: Too much. } }
          - { if: visits.review > 1, else: { zh-CN: 第一次不行, en: Not the first time. } }
        target: closed
      back: { roles: [leader, clerk], notBy: [], target: open }
  closed: { type: final, outcome: closed }
invariants:
  small: { in: [closed], if: 'or(data.amount, 0) != 13', else: { zh-CN: 不可为十三, en: Never thirteen. } }
`

describe('a refusal', () => {
  it('names an event the process does not have, forged internal names included', () => {
    const play = Play.begin(body)
    for (const event of [
      'nonsense',
      'xstate.stop',
      'xstate.error.actor.z',
      'xstate.done.state.case',
      '@timer:open#x',
      '*',
      '__proto__',
      'constructor',
      '',
    ]) {
      const refusal = expectRefused(play.send(event), 'unknown-event')
      expect(refusal.accepted).toContainEqual({ event: 'enter', roles: ['clerk'] })
    }
  })

  it('says that an event is not accepted now, and which are', () => {
    const play = Play.begin(body)
    const refusal = expectRefused(play.send('approve', { actor: leader }), 'event-not-accepted')
    expect(refusal.accepted?.map(({ event }) => event)).toEqual(['enter', 'guarded', 'missing', 'finish'])
  })

  it('names the roles that may', () => {
    const play = Play.begin(body)
    const refusal = expectRefused(play.send('enter', { actor: leader, payload: { amount: 1 } }), 'forbidden')
    expect(refusal.reasons).toMatchObject([{ code: 'forbidden', state: 'open', roles: ['clerk'] }])
  })

  it('keeps events without roles from everybody', () => {
    expectRefused(Play.begin(body).send('internal'), 'forbidden')
  })

  it('says that four eyes are wanted', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('enter', { payload: { amount: 1 } }))
    const refusal = expectRefused(play.send('approve'), 'forbidden')
    expect(refusal.text.en).toContain("Four eyes: whoever sent 'enter'")
    expect(refusal.reasons[0]).toMatchObject({ found: 'clerk-1' })
    expectAdvanced(play.send('back'))
    expectAdvanced(play.send('enter', { payload: { amount: 1 }, actor: { id: 'clerk-2', roles: ['clerk'] } }))
    expectRefused(play.send('approve', { actor: { id: 'clerk-2', roles: ['clerk'] } }), 'forbidden')
    expectAdvanced(play.send('approve', { actor: leader }))
  })

  it('checks answers against the form, and wants none where there is no form', () => {
    const play = Play.begin(body)
    expect(expectRefused(play.send('enter'), 'payload-invalid').reasons[0]).toMatchObject({ field: 'amount' })
    expectRefused(play.send('enter', { payload: { amount: 'x' } }), 'payload-invalid')
    expectRefused(play.send('enter', { payload: { amount: 1, other: 2 } }), 'payload-invalid')
    expectRefused(
      play.send('enter', { payload: JSON.parse('{"amount":1,"__proto__":{"x":1}}') }),
      'payload-invalid',
    )
    expect(
      expectRefused(play.send('finish', { payload: { amount: 1 } }), 'payload-invalid').reasons[0],
    ).toMatchObject({ field: 'amount' })
  })

  it('gives every failed requirement with its text, expression and values', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('enter', { payload: { amount: 11 } }))
    const refusal = expectRefused(play.send('approve', { actor: leader }), 'requirement-not-met')
    expect(refusal.reasons).toEqual([
      {
        code: 'requirement-not-met',
        text: { 'zh-CN': '太多', en: 'Too much.' },
        state: 'review',
        expression: 'data.amount <= params.most',
        values: { 'data.amount': 11, 'params.most': 10 },
      },
      {
        code: 'requirement-not-met',
        text: { 'zh-CN': '第一次不行', en: 'Not the first time.' },
        state: 'review',
        expression: 'visits.review > 1',
        values: { 'visits.review': 1 },
      },
    ])
  })

  it('gives every branch that was closed when none is open', () => {
    const refusal = expectRefused(Play.begin(body).send('guarded'), 'guard-not-met')
    expect(refusal.reasons.map(({ expression }) => expression)).toEqual([
      'or(data.amount, 0) > 5',
      'or(data.amount, 0) > 50',
    ])
  })

  it('names the field that is missing', () => {
    const refusal = expectRefused(Play.begin(body).send('missing'), 'field-missing')
    expect(refusal.reasons[0]).toMatchObject({ field: 'data.amount', state: 'open' })
  })

  it('leaves everything as it was when an invariant breaks, the answers included', () => {
    const play = Play.begin(body)
    expectAdvanced(play.run({ kind: 'send', event: 'enter', payload: { amount: 13 }, actor: clerk }))
    expectAdvanced(play.send('back'))
    const before = JSON.stringify(play.record)
    const refusal = expectRefused(play.send('finish'), 'invariant-broken')
    expect(refusal.reasons[0]).toMatchObject({
      text: { en: 'Never thirteen.' },
      values: { 'data.amount': 13 },
    })
    expect(JSON.stringify(play.record)).toBe(before)
  })

  it('notices a visit that is over, a stale revision and an ended case, in this order of precedence', () => {
    const play = Play.begin(body)
    const visit = { state: 'open', visit: 1 }
    expectRefused(
      play.send('enter', { expectedRevision: 7, expectedVisit: { state: 'open', visit: 9 } }),
      'revision-conflict',
    )
    expectRefused(play.send('nonsense', { expectedVisit: { state: 'review', visit: 1 } }), 'visit-over')
    expectAdvanced(play.send('enter', { payload: { amount: 1 }, expectedVisit: visit, expectedRevision: 1 }))
    expectAdvanced(play.send('back'))
    expectRefused(play.send('enter', { payload: { amount: 1 }, expectedVisit: visit }), 'visit-over')
    expectAdvanced(play.send('finish', { expectedVisit: { state: 'open', visit: 2 } }))
    expectRefused(play.send('nonsense', { expectedRevision: 1 }), 'instance-ended')
  })

  it('keeps no memory of 100,000 forged event names', () => {
    const play = Play.begin(body)
    const forge = (from: number): void => {
      for (let n = from; n < from + 50_000; n += 1) {
        const command = { kind: 'send', event: `forged-${n}`, payload: {}, actor: clerk } as const
        const result = step(play.process, play.facts, play.record, command, play.now)
        if (result.kind !== 'refused') throw new Error('Expected a refusal.')
      }
    }
    forge(0)
    collectGarbage()
    const before = process.memoryUsage().heapUsed
    forge(50_000)
    collectGarbage()
    // XState keeps some 230 bytes per name and active node, 11 MB here, if it is ever asked about one.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(4_000_000)
    // The case is still in use, so that nothing was collected that it would have kept.
    expectAdvanced(play.send('finish'))
  })
})

describe('a creation', () => {
  it('is for the roles that start the process', () => {
    expect(
      expectRefused(new Play(processOf(body)).create({}, leader), 'forbidden').reasons[0]?.roles,
    ).toEqual(['clerk'])
  })

  it('checks the data', () => {
    expectRefused(new Play(processOf(body)).create({ amount: 'many' }), 'payload-invalid')
    expectRefused(new Play(processOf(body)).create({ unknown: 1 }), 'payload-invalid')
  })

  it('names parameters without a value', () => {
    const unset = body.replace('default: 10', 'required: true')
    const refusal = expectRefused(new Play(processOf(unset)).create(), 'parameter-unset')
    expect(refusal.reasons[0]).toMatchObject({ field: 'most' })
  })
})

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
