import { describe, expect, it } from 'vitest'
import { FactNeeded, step } from '../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, leader, monday, Play, processOf } from './play.js'

const body = `
calendar: service-centre
number: EX-{yyyy}{mm}-{seq:3}
editable: { fields: [customer, total], roles: [clerk] }
fields:
  customer: { type: object, label: { zh-CN: 客户, en: Customer }, fields: { name: { type: text, personal: true, label: { zh-CN: 名, en: Name } }, city: { type: text, label: { zh-CN: 城, en: City } } } }
  total: { type: money, label: { zh-CN: 计, en: Total } }
  parts: { type: list, maxItems: 5, label: { zh-CN: 件, en: Parts }, of: { type: object, fields: { no: { type: integer, label: { zh-CN: 号, en: No } }, in: { type: boolean, label: { zh-CN: 到, en: In } } } } }
  kept: { type: text, default: yes indeed, label: { zh-CN: 存, en: Kept } }
forms:
  order: { ask: [parts], also: { secret: { type: text, personal: true, label: { zh-CN: 密, en: Secret } } } }
  one: { also: { no: { type: integer, required: true, label: { zh-CN: 号, en: No } } } }
  who: { ask: [customer.name, customer.city] }
initial: open
states:
  open:
    task: clerk
    on:
      order: { form: order, branches: [ {} ] }
      who: { form: who, branches: [ {} ] }
      add: { form: one, actions: [ { append: { parts: { no: =event.no, in: false } } } ], branches: [ {} ] }
      arrived: { form: one, actions: [ { update: { parts: { where: item.no == event.no, set: { in: true } } } } ], branches: [ {} ] }
      drop: { form: one, actions: [ { remove: { parts: { where: item.no == event.no } } } ], branches: [ {} ] }
      pay: { actions: [ { assign: { total: =yuan(12) * 3, customer.city: Shanghai } } ], branches: [ {} ] }
      clear: { actions: [ { clear: [parts] } ], branches: [ {} ] }
invariants: { cheap: { if: 'or(data.total, yuan(0)) < yuan(1000)', else: { zh-CN: 太贵, en: Too dear. } } }
`
const begin = (data = {}): Play => {
  const play = new Play(processOf(body))
  expectAdvanced(play.create(data))
  return play
}

describe('a creation', () => {
  it('draws the next number of its series and asks for the series it needs', () => {
    const play = new Play(processOf(body))
    const command = { kind: 'create', id: 'c1', data: {}, actor: clerk } as const
    const asked = { request: { kind: 'series', keys: ['EX-202609-{seq:3}'] } }
    expect(() => step(play.process, play.facts, undefined, command, monday)).toThrow(FactNeeded)
    expect(() => step(play.process, play.facts, undefined, command, monday)).toThrow(
      expect.objectContaining(asked),
    )
    const facts = { ...play.facts, series: { 'EX-202609-{seq:3}': 41 } }
    const created = expectAdvanced(step(play.process, facts, undefined, command, monday))
    expect(created.after.number).toBe('EX-202609-042')
    expect(created.shared).toEqual({ series: { 'EX-202609-{seq:3}': 42 } })
  })

  it('fills in defaults and keeps personal values beside the trail', () => {
    const play = begin({ customer: { name: 'Wang', city: 'Beijing' } })
    expect(play.case.data).toEqual({ kept: 'yes indeed', customer: { name: 'Wang', city: 'Beijing' } })
    expect(play.trail[0]).toMatchObject({
      seq: 1,
      type: 'created',
      actor: 'clerk-1',
      body: {
        number: 'EX-202609-001',
        data: { customer: { name: null, city: 'Beijing' }, kept: 'yes indeed' },
      },
      personal: { '/data/customer/name': 'Wang' },
    })
  })
})

describe('actions on data', () => {
  it('append, update, remove and clear; the trail shows old and new', () => {
    const play = begin()
    expectAdvanced(play.send('add', { payload: { no: 1 } }))
    expectAdvanced(play.send('add', { payload: { no: 2 } }))
    expectAdvanced(play.send('arrived', { payload: { no: 2 } }))
    expect(play.case.data['parts']).toEqual([
      { no: 1, in: false },
      { no: 2, in: true },
    ])
    expectAdvanced(play.send('drop', { payload: { no: 1 } }))
    expect(play.case.data['parts']).toEqual([{ no: 2, in: true }])
    const count = play.trail.length
    expectAdvanced(play.send('drop', { payload: { no: 7 } }))
    expect(play.trail.slice(count).map(({ type }) => type)).toEqual(['event-accepted', 'branch-taken'])
    expectAdvanced(play.send('clear'))
    expect(play.case.data).toEqual({ kept: 'yes indeed' })
    expect(play.trail.at(-1)).toMatchObject({
      body: { changes: { parts: [[{ no: 2, in: true }], null] } },
    })
  })

  it('create parents and write money in yuan', () => {
    const play = begin()
    expectAdvanced(play.send('pay'))
    expect(play.case.data).toMatchObject({ total: 36, customer: { city: 'Shanghai' } })
  })

  it('do not write more than the field allows', () => {
    const play = begin()
    for (let no = 1; no <= 5; no += 1) expectAdvanced(play.send('add', { payload: { no } }))
    expectRefused(play.send('add', { payload: { no: 6 } }), 'payload-invalid')
    expect(play.case.data['parts']).toHaveLength(5)
  })
})

describe('answers', () => {
  it('are kept in their fields, or only for the step; personal ones stand beside the trail', () => {
    const play = begin()
    expectAdvanced(play.send('who', { payload: { customer: { name: 'Li', city: 'Xian' } } }))
    expect(play.case.data['customer']).toEqual({ name: 'Li', city: 'Xian' })
    const [accepted, changed] = play.trail.slice(-3)
    expect(accepted).toMatchObject({ type: 'event-accepted', body: { event: 'who' } })
    expect(JSON.stringify([accepted?.body, changed?.body])).not.toContain('Li')
    expect(changed).toMatchObject({
      type: 'data-changed',
      body: { changes: { 'customer.name': [null, null], 'customer.city': [null, 'Xian'] } },
      personal: { '/changes/customer.name/1': 'Li' },
    })
    expectAdvanced(play.send('order', { payload: { secret: 'x' } }))
    expect(JSON.stringify(play.record)).not.toContain('secret')
    expect(play.entries('event-accepted').at(-1)).toMatchObject({ event: 'order', also: { secret: null } })
  })
})

describe('a correction', () => {
  const correct = (play: Play, changes: object, more: object = {}) =>
    play.run({
      kind: 'correct',
      changes: JSON.parse(JSON.stringify(changes)),
      reason: 'typing error',
      actor: clerk,
      ...more,
    })

  it('changes what the process lets people correct, with old, new and the reason in the trail', () => {
    const play = begin({ customer: { name: 'Wang', city: 'Beijing' }, total: 5 })
    expectAdvanced(correct(play, { 'customer.city': 'Tianjin', total: null }, { expectedRevision: 1 }))
    expect(play.case).toMatchObject({ revision: 2, data: { customer: { name: 'Wang', city: 'Tianjin' } } })
    expect(play.case.data).not.toHaveProperty('total')
    expect(play.trail.at(-1)).toMatchObject({
      type: 'corrected',
      actor: 'clerk-1',
      body: {
        reason: null,
        changes: { 'customer.city': ['Beijing', 'Tianjin'], total: [5, null] },
      },
    })
  })

  it('is refused for other fields, other roles, stale revisions, wrong values and broken invariants', () => {
    const play = begin({ customer: { name: 'Wang' } })
    expectRefused(correct(play, { kept: 'no' }), 'not-editable')
    expectRefused(correct(play, JSON.parse('{"__proto__":{"x":1}}')), 'not-editable')
    expectRefused(correct(play, { 'customer.__proto__': 1 }), 'not-editable')
    expectRefused(correct(play, { total: 1 }, { actor: leader }), 'not-editable')
    expectRefused(correct(play, { total: 1 }, { expectedRevision: 3 }), 'revision-conflict')
    expectRefused(correct(play, { total: 'much' }), 'payload-invalid')
    expectRefused(correct(play, { total: 5000 }), 'invariant-broken')
    expect(play.case.revision).toBe(1)
  })
})

describe('a note', () => {
  it('is added to the trail, also of an ended case', () => {
    const play = Play.begin(`
initial: open
states: { open: { task: clerk, on: { go: closed } }, closed: { type: final, outcome: closed } }
`)
    expectAdvanced(play.send('go'))
    expectAdvanced(play.run({ kind: 'note', text: 'called back', actor: { ...clerk, via: 'crm' } }))
    expect(play.trail.at(-1)).toMatchObject({
      type: 'note-added',
      actor: 'clerk-1',
      via: 'crm',
      body: { text: null },
      personal: { '/text': 'called back' },
    })
    expect(play.case).toMatchObject({ revision: 3, status: 'ended', outcome: 'closed' })
  })
})

describe('outside work', () => {
  const invoking = `
fields: { n: { type: integer, default: 1, label: { zh-CN: 数, en: N } }, ref: { type: text, label: { zh-CN: 号, en: Ref } } }
initial: open
states:
  open: { task: clerk, on: { go: paying } }
  paying:
    entry: [ { assign: { n: 7 } }, { call: { service: print, input: { n: =data.n } } } ]
    invoke: { service: refund, input: { n: =data.n }, onDone: [ { guard: event.ok == true, target: closed, actions: [ { assign: { ref: =event.ref } } ] } ], onError: [ { target: open } ] }
    on: { stop: { roles: [clerk], target: open } }
  closed: { type: final, outcome: closed }
`
  const answer = (play: Play, invocation: string, output: object) =>
    play.run({
      kind: 'result',
      invocation,
      outcome: { ok: true, output: JSON.parse(JSON.stringify(output)) },
    })

  it('begins after the entry actions and moves the case by its result', () => {
    const play = Play.begin(invoking)
    expectAdvanced(play.send('go'))
    expect(play.effects).toMatchObject([
      { id: 'c1-e1', kind: 'call', service: 'print', input: { n: 7 } },
      { id: 'c1-e2', kind: 'invoke', service: 'refund', input: { n: 7 }, state: 'paying', visit: 1 },
    ])
    expect(play.case.invocations).toEqual([{ id: 'c1-e2', state: 'paying', visit: 1 }])
    expectAdvanced(answer(play, 'c1-e2', { ok: true, ref: 'R-1' }))
    expect(play.case).toMatchObject({ status: 'ended', data: { ref: 'R-1' }, invocations: [] })
  })

  it('that failed moves the case by onError', () => {
    const play = Play.begin(invoking)
    expectAdvanced(play.send('go'))
    expectAdvanced(
      play.run({ kind: 'result', invocation: 'c1-e2', outcome: { ok: false, message: 'no money' } }),
    )
    expect(play.states).toEqual(['open'])
    expect(play.covered).toContain('branch:paying:invoke.onError:0')
  })

  it('whose visit is over, or whose result comes twice, is noted and ignored', () => {
    const play = Play.begin(invoking)
    for (const event of ['go', 'stop', 'go']) expectAdvanced(play.send(event))
    expectAdvanced(answer(play, 'c1-e2', { ok: true, ref: 'old' }))
    expect(play.states).toEqual(['paying'])
    expect(play.entries('result-ignored')).toEqual([
      { type: 'result-ignored', invocation: 'c1-e2', ok: true },
    ])
    expectAdvanced(answer(play, 'c1-e4', { ok: false }))
    expect(play.entries('result-taken')).toMatchObject([{ invocation: 'c1-e4', taken: false }])
    expectAdvanced(answer(play, 'c1-e4', { ok: true, ref: 'late' }))
    expect(play.states).toEqual(['paying'])
  })
})

describe('decisions', () => {
  it('are noted with inputs, outputs and rule, personal inputs beside', () => {
    const play = new Play(
      processOf(`
fields:
  name: { type: text, personal: true, default: Wang, label: { zh-CN: 名, en: Name } }
  n: { type: integer, default: 7, label: { zh-CN: 数, en: N } }
decisions:
  vip: { in: { name: data.name, n: data.n }, out: { vip: boolean }, rules: [ { when: { n: at least 5 }, then: { vip: true } }, { then: { vip: false } } ] }
initial: open
states: { open: { task: clerk, on: { go: { require: [ { if: decisions.vip.vip, else: { zh-CN: 否, en: No. } } ], guard: decisions.vip.vip, target: open } } } }
`),
    )
    expectAdvanced(play.create())
    expectAdvanced(play.send('go'))
    const decided = play.trail.filter(({ type }) => type === 'decided')
    expect(decided).toMatchObject([
      {
        body: { decision: 'vip', inputs: { name: null, n: 7 }, outputs: { vip: true }, rule: 1 },
        personal: { '/inputs/name': 'Wang' },
      },
    ])
    expect(play.covered).toContain('decision:vip:1')
    expect(play.covered).toContain('branch:open:go:0')
  })

  it('that cannot be calculated refuse the event', () => {
    const play = Play.begin(`
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
decisions:
  d: { in: { n: 1 / data.n }, out: { big: boolean }, rules: [ { when: { n: at least 5 }, then: { big: true } }, { then: { big: false } } ] }
initial: open
states: { open: { task: clerk, on: { go: { guard: decisions.d.big, target: open } } } }
`)
    expect(expectRefused(play.send('go'), 'expression-failed').reasons[0]).toMatchObject({
      state: 'open',
      expression: 'decisions.d.big',
    })
  })
})

describe('a start with a form', () => {
  const body = `
fields:
  customer: { type: text, required: true, label: { zh-CN: 客户, en: Customer } }
  charge: { type: money, label: { zh-CN: 费用, en: Charge } }
forms: { request: { ask: [customer], required: [customer] } }
start: { roles: [clerk], form: request }
initial: open
states: { open: { task: clerk, on: { go: closed } }, closed: { type: final, outcome: closed } }
`

  it('takes what the form asks and refuses everything else', () => {
    const process = processOf(
      body.replace('start:', 'events: { go: { title: { zh-CN: 走, en: Go } } }\nstart:'),
    )
    const play = new Play(process)
    const refusal = expectRefused(play.create({ customer: 'Wang', charge: 0 }), 'payload-invalid')
    expect(refusal.reasons).toMatchObject([{ field: 'charge' }])
    expectAdvanced(play.create({ customer: 'Wang' }))
    expect(play.case.data).toEqual({ customer: 'Wang' })
  })
})

describe('the data of a case', () => {
  const body = `
editable: { fields: [name], roles: [clerk] }
fields:
  name: { type: text, required: true, label: { zh-CN: 名, en: Name } }
  count: { type: integer, min: 0, max: 3, default: 0, label: { zh-CN: 数, en: Count } }
  list: { type: list, maxItems: 2, of: { type: text }, default: [], label: { zh-CN: 表, en: List } }
initial: open
states:
  open:
    task: clerk
    on:
      count: { actions: [ { assign: { count: =data.count + 2 } } ], branches: [{}] }
      note: { actions: [ { append: { list: more } } ], branches: [{}] }
`

  it('is checked by every step for what the step wrote and took away', () => {
    const play = new Play(processOf(body))
    expectAdvanced(play.create({ name: 'Wang' }))

    expectAdvanced(play.send('count'))
    expectRefused(play.send('count'), 'payload-invalid')
    for (let times = 0; times < 2; times += 1) expectAdvanced(play.send('note'))
    expectRefused(play.send('note'), 'payload-invalid')

    expectRefused(
      play.run({ kind: 'correct', changes: { name: null }, reason: 'unknown', actor: clerk }),
      'payload-invalid',
    )

    expect(play.case.data).toEqual({ name: 'Wang', count: 2, list: ['more', 'more'] })
  })
})
