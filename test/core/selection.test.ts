import { describe, expect, it } from 'vitest'
import { clerk, expectAdvanced, expectRefused, leader, monday, Play, hour } from './play.js'

const both = { id: 'both-1', roles: ['clerk', 'leader'] }

describe('one event in two regions', () => {
  const regions = (quality: string, finance: string): string => `
fields:
  quality: { type: text, label: { zh-CN: 质量, en: Quality } }
  finance: { type: text, label: { zh-CN: 财务, en: Finance } }
forms:
  quality: { ask: [quality], required: [quality] }
  finance: { ask: [finance], required: [finance] }
type: parallel
states:
  quality:
    initial: open
    states: { open: { task: clerk, on: { sign: { ${quality} target: signed } } }, signed: { type: final } }
  finance:
    initial: open
    states: { open: { task: leader, on: { sign: { ${finance} target: signed } } }, signed: { type: final } }
`

  it('with a form of its own in each wants to know which is meant', () => {
    const play = Play.begin(regions('form: quality,', 'form: finance,'))
    const refusal = expectRefused(
      play.send('sign', { payload: { quality: 'ok' }, actor: both }),
      'event-not-accepted',
    )
    expect(refusal.text.en).toContain("'to'")
    expectAdvanced(play.send('sign', { payload: { quality: 'ok' }, actor: both, to: 'quality' }))
    expectAdvanced(play.send('sign', { payload: { finance: 'ok' }, actor: both, to: 'finance' }))
    expect(play.case).toMatchObject({ status: 'ended', data: { quality: 'ok', finance: 'ok' } })
  })

  it('never lets one person be two pairs of eyes', () => {
    const play = Play.begin(regions('notBy: sign,', 'notBy: sign,'))
    expectRefused(play.send('sign', { actor: both }), 'event-not-accepted')
    expectAdvanced(play.send('sign', { actor: both, to: 'quality' }))
    expectRefused(play.send('sign', { actor: both, to: 'finance' }), 'forbidden')
    expectAdvanced(play.send('sign', { actor: leader, to: 'finance' }))
    expect(play.case.status).toBe('ended')
  })
})

describe('an event that falls to a handler further out', () => {
  it('does not take answers to another form along', () => {
    const play = Play.begin(`
fields:
  inner: { type: text, label: { zh-CN: 内, en: Inner } }
  outer: { type: text, label: { zh-CN: 外, en: Outer } }
forms:
  inner: { ask: [inner] }
  outer: { ask: [outer], required: [outer] }
initial: box
states:
  box:
    initial: open
    on: { go: { roles: clerk, form: outer, target: done } }
    states:
      open: { on: { go: { roles: clerk, form: inner, guard: 1 > 2, target: shut } } }
      shut: { type: final }
  done: { type: final, outcome: done }
`)
    expectRefused(play.send('go', { payload: { inner: 'x' } }), 'guard-not-met')
    expect(play.case.status).toBe('active')
  })
})

describe('an event called like a word of the machine', () => {
  it('is an event like any other', () => {
    const play = Play.begin(`
initial: open
states:
  open: { on: { always: { roles: clerk, guard: 1 < 2, target: done } } }
  done: { type: final, outcome: done }
`)
    expectAdvanced(play.send('always'))
    expect(play.case.status).toBe('ended')
  })
})

describe('four eyes', () => {
  it('see through an event that another one raised', () => {
    const play = Play.begin(`
initial: open
states:
  open:
    on:
      quick: { roles: clerk, actions: [ { raise: submit } ], branches: [ {} ] }
      submit: { roles: clerk, target: checking }
  checking: { on: { approve: { roles: [clerk, leader], notBy: submit, target: done } } }
  done: { type: final, outcome: done }
`)
    expectAdvanced(play.send('quick'))
    expectRefused(play.send('approve', { actor: clerk }), 'forbidden')
    expectAdvanced(play.send('approve', { actor: leader }))
  })
})

describe('a warning of a compound state', () => {
  it('is told to the tasks open inside it', () => {
    const play = Play.begin(`
initial: box
states:
  box:
    due: { within: 3 hours, warn: 1 hour before, escalate: leader }
    initial: open
    states: { open: { task: clerk, on: { go: shut } }, shut: { type: final } }
`)
    play.wait(2 * hour)
    expect(play.effects).toMatchObject([{ template: 'deadline-warned', to: ['clerk'] }])
    expect(play.case.updatedAt).toBe(monday + 2 * hour)
  })
})

describe('a decision asked twice in one step', () => {
  it('is noted again when its result differs, though its inputs do not', () => {
    const play = Play.begin(`
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: Number } }, seen: { type: integer, default: 0, label: { zh-CN: 见, en: Seen } } }
decisions:
  twice: { in: { known: data.seen < 100 }, out: { r: integer }, rules: [ { then: { r: =data.n * 2 } } ] }
initial: open
states:
  open:
    on:
      go:
        roles: clerk
        actions: [ { assign: { seen: =decisions.twice.r } }, { assign: { n: 5 } }, { assign: { seen: =decisions.twice.r } } ]
        branches: [ {} ]
`)
    expectAdvanced(play.send('go'))
    expect(play.entries('decided')).toMatchObject([{ outputs: { r: 0 } }, { outputs: { r: 10 } }])
  })
})
