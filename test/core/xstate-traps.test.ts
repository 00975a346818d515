import { describe, expect, it } from 'vitest'
import { acceptedEvents } from '../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, hour, leader, Play } from './play.js'

/** One test per line of what is known to bite in XState; the engine's own behaviour is what is asserted. */
describe('what bites in XState', () => {
  it('does not fire a delay at once because its length is unset', () => {
    const body = `
parameters: { silence: { type: duration, required: true, title: { zh-CN: 期限, en: Silence } } }
initial: open
states:
  open: { task: clerk, on: { go: closed }, after: { silence: closed } }
  closed: { type: final, outcome: closed }
`
    expect(() => Play.begin(body)).toThrow(/parameter-unset/)
  })

  it('keeps two delays of the same length apart', () => {
    const play = Play.begin(`
parameters:
  first: { type: duration, default: 1 hour, title: { zh-CN: 一, en: First } }
  second: { type: duration, default: 60 minutes, title: { zh-CN: 二, en: Second } }
initial: open
states:
  open: { task: clerk, on: { go: a }, after: { first: { guard: 'visits.open > 1', target: a }, second: b } }
  a: { task: clerk }
  b: { task: clerk }
`)
    play.wait(hour)
    expect(play.states).toEqual(['b'])
    expect(play.entries('timer-fired')).toMatchObject([
      { key: 'first', taken: false },
      { key: 'second', taken: true },
    ])
  })

  it('does not let an old timer move a new visit', () => {
    const play = Play.begin(`
initial: open
states:
  open: { task: clerk, on: { away: other }, after: { 2 hours: closed } }
  other: { task: clerk, on: { back: open } }
  closed: { type: final, outcome: closed }
`)
    play.wait(hour)
    expectAdvanced(play.send('away'))
    expectAdvanced(play.send('back'))
    play.wait(hour + 1)
    expect(play.states).toEqual(['open'])
    play.wait(hour)
    expect(play.case.status).toBe('ended')
  })

  it('runs no guard and no action of the initial state again on later steps', () => {
    const play = Play.begin(`
decisions:
  probe: { in: { n: data.n }, out: { open: boolean }, rules: [ { when: { n: at least 5 }, then: { open: true } }, { then: { open: false } } ] }
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
initial: start
states:
  start: { entry: [ { assign: { n: =data.n + 1 } } ], always: [ { guard: decisions.probe.open, target: late }, { target: open } ] }
  open: { task: clerk, on: { stay: open } }
  late: { task: clerk }
`)
    expect(play.case.data).toEqual({ n: 1 })
    const before = play.entries('decided').length
    expectAdvanced(play.send('stay'))
    expect(play.case.data).toEqual({ n: 1 })
    expect(play.entries('decided')).toHaveLength(before)
  })

  it('turns an exception in the first step into a refusal, not into a dead case', () => {
    const body = `
fields: { n: { type: integer, label: { zh-CN: 数, en: N } } }
initial: open
states:
  open: { task: clerk, entry: [ { assign: { n: =data.n + 1 } } ], on: { go: open } }
`
    expect(() => Play.begin(body)).toThrow(/field-missing/)
  })

  it('lets nobody stop, kill or complete a case by the name of an event', () => {
    const play = Play.begin(`
initial: work
states:
  work: { initial: a, states: { a: { task: clerk, on: { go: z } }, z: { type: final } }, onDone: closed, after: { 1 hour: closed } }
  closed: { type: final, outcome: closed }
`)
    const record = JSON.stringify(play.case)
    for (const event of [
      'xstate.stop',
      'xstate.init',
      'xstate.error.actor.z',
      'xstate.done.state.case.work',
      'xstate.after.1',
      '@timer:work#after.1 hour',
      '@done:work',
      '@failed:work',
      '*',
      'work.*',
    ])
      expectRefused(play.send(event), 'unknown-event')
    expect(JSON.stringify(play.case)).toBe(record)
  })

  it('(a) restores deep in parallel regions, and joins after a restore at every step', () => {
    const play = Play.begin(`
initial: side
states:
  side:
    type: parallel
    states:
      l: { initial: a, states: { a: { initial: x, states: { x: { task: clerk, on: { deep: side.l.z } } } }, z: { type: final } } }
      r: { initial: a, states: { a: { task: leader, on: { right: z } }, z: { type: final } } }
    onDone: after
  after: { task: clerk, on: { go: closed } }
  closed: { type: final, outcome: closed }
`)
    expectAdvanced(play.send('deep'))
    expectAdvanced(play.send('right', { actor: leader }))
    expect(play.states).toEqual(['after'])
  })

  it('(d) shows the answers of the event to its guards, and assigned data to always', () => {
    const play = Play.begin(`
fields: { n: { type: integer, label: { zh-CN: 数, en: N } }, m: { type: integer, label: { zh-CN: 数, en: M } } }
forms: { enter: { ask: [n], required: [n] } }
initial: open
states:
  open: { task: clerk, on: { enter: { form: enter, branches: [ { guard: data.n > 5, target: mid, actions: [ { assign: { m: =data.n * 2 } } ] }, { target: open } ] } } }
  mid: { always: [ { guard: data.m == 14, target: good }, { target: bad } ] }
  good: { task: clerk }
  bad: { task: clerk }
`)
    expectAdvanced(play.send('enter', { payload: { n: 7 } }))
    expect(play.states).toEqual(['good'])
  })

  it('(e) evaluates no always on an event nobody accepts', () => {
    const play = Play.begin(`
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
initial: open
states:
  open: { task: clerk, on: { go: { guard: data.n > 1, target: away } }, always: [ { guard: 'data.n == 99', target: away } ] }
  away: { task: clerk, on: { only-here: open } }
`)
    const corrupted = { ...play.case, data: { n: 99 } }
    play.record = corrupted
    expectRefused(play.send('only-here'), 'event-not-accepted')
    expect(play.record).toBe(corrupted)
  })

  it('(f) runs raised events in order, before the step ends, and says which nobody heard', () => {
    const play = Play.begin(`
fields: { log: { type: list, maxItems: 20, of: { type: text }, default: [], label: { zh-CN: 录, en: Log } } }
initial: open
states:
  open:
    task: clerk
    exit: [ { append: { log: exit } } ]
    on:
      go: { actions: [ { append: { log: handler } }, { raise: one }, { raise: lost }, { raise: two } ], branches: [ { target: next, actions: [ { append: { log: branch } } ] } ] }
      lost: { roles: [], target: open }
  next:
    task: clerk
    entry: [ { append: { log: entry } } ]
    on:
      one: { roles: [], actions: [ { append: { log: one } }, { raise: three } ] }
      two: { roles: [], actions: [ { append: { log: two } } ] }
      three: { roles: [], actions: [ { append: { log: three } } ] }
`)
    expectAdvanced(play.send('go'))
    expect(play.case.data['log']).toEqual(['exit', 'handler', 'branch', 'entry', 'one', 'two', 'three'])
    expect(play.entries('raise-unheard')).toEqual([{ type: 'raise-unheard', event: 'lost' }])
    expect(play.entries('event-raised').map(({ event }) => event)).toEqual(['one', 'lost', 'two', 'three'])
  })

  it('(f) refuses the whole step when a raised event meets a requirement that fails', () => {
    const play = Play.begin(`
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
initial: open
states:
  open:
    task: clerk
    on:
      go: { actions: [ { assign: { n: 1 } }, { raise: inner } ] }
      inner: { roles: [], require: [ { if: data.n == 0, else: { zh-CN: 不行, en: No. } } ], target: away }
  away: { task: clerk }
`)
    const refusal = expectRefused(play.send('go'), 'requirement-not-met')
    expect(refusal.text.en).toBe('No.')
    expect(play.case.data).toEqual({ n: 0 })
  })

  it('(f) says which raised events were left when the case ended', () => {
    const play = Play.begin(`
initial: open
states:
  open: { task: clerk, on: { go: { actions: [ { raise: later } ], target: closed }, later: { roles: [], target: open } } }
  closed: { type: final, outcome: closed }
`)
    expectAdvanced(play.send('go'))
    expect(play.case.status).toBe('ended')
    expect(play.entries('raise-unheard')).toEqual([{ type: 'raise-unheard', event: 'later' }])
  })

  it('(g) refuses an endless chain of always, and of raised events, in any step', () => {
    const always = `
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
initial: START
states:
  open: { task: clerk, on: { go: a, shout: { actions: [ { raise: shout } ] } } }
  a: { always: [ { target: b } ] }
  b: { always: [ { target: a } ] }
`
    expect(() => Play.begin(always.replace('START', 'a'))).toThrow(/expression-failed/)
    const play = Play.begin(always.replace('START', 'open'))
    expectRefused(play.send('go'), 'expression-failed')
    expectRefused(play.send('shout'), 'expression-failed')
    expect(play.states).toEqual(['open'])
  })

  it('(h) falls through to the handler further out when no branch is open inside', () => {
    const play = Play.begin(`
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
initial: work
states:
  work:
    initial: a
    on: { go: { roles: [leader], target: outer } }
    states:
      a: { task: { roles: [clerk, leader] }, on: { go: { guard: data.n > 5, target: work.b } } }
      b: { task: clerk }
  outer: { task: clerk }
`)
    expectRefused(play.send('go'), 'guard-not-met')
    expectAdvanced(play.send('go', { actor: leader }))
    expect(play.states).toEqual(['outer'])
  })

  it('accepts a handler without target and actions: its answers count', () => {
    const play = Play.begin(
      `
fields: { n: { type: integer, label: { zh-CN: 数, en: N } } }
forms: { enter: { ask: [n], required: [n] } }
initial: open
states:
  open: { task: clerk, on: { enter: { form: enter } } }
`.replace('{ form: enter }', '{ form: enter, branches: [ {} ] }'),
    )
    expectAdvanced(play.send('enter', { payload: { n: 3 } }))
    expect(play.case).toMatchObject({ data: { n: 3 }, revision: 2, active: [{ path: 'open', visit: 1 }] })
  })

  it('leaves data alone whatever its keys are called', () => {
    const play = Play.begin(`
fields: { free: { type: object, schema: { type: object }, label: { zh-CN: 杂, en: Free } } }
forms: { enter: { ask: [free], required: [free] } }
initial: open
states:
  open: { task: clerk, on: { enter: { form: enter, target: open }, stay: open } }
`)
    const free = { xstate$$type: 1, nested: { xstate$$type: 2 } }
    expectAdvanced(play.send('enter', { payload: { free } }))
    expectAdvanced(play.send('stay'))
    expect(play.case.data).toEqual({ free })
  })
})

describe('accepted events', () => {
  const body = `
fields:
  n: { type: integer, default: 0, label: { zh-CN: 数, en: N } }
  m: { type: integer, default: 0, label: { zh-CN: 数, en: M } }
forms: { enter: { ask: [n], required: [n], also: { code: { type: text, label: { zh-CN: 码, en: Code } } } } }
decisions:
  big: { in: { n: data.n }, out: { big: boolean }, rules: [ { when: { n: at least 5 }, then: { big: true } }, { then: { big: false } } ] }
initial: open
states:
  open:
    task: clerk
    on:
      plain: away
      filled: { form: enter, target: away }
      waits: { form: enter, require: [ { if: data.n > 1, else: { zh-CN: 小, en: Small. } } ], target: away }
      decides: { form: enter, guard: decisions.big.big, target: away }
      code: { form: enter, guard: 'or(event.code, "") == "x"', target: away }
      settled: { form: enter, require: [ { if: data.n > 1, else: { zh-CN: 小, en: Small. } }, { if: data.m > 1, else: { zh-CN: 缺, en: Lacks m. } } ], target: away }
      closed-way: { guard: data.m > 1, target: away }
      breaks: { actions: [ { assign: { m: 13 } } ], target: away }
      chief: { roles: [leader], target: away }
      inner: { roles: [], target: away }
  away: { task: clerk }
invariants: { luck: { if: data.m != 13, else: { zh-CN: 不吉, en: Bad luck. } } }
`

  it('answers yes, no because of something, or that it depends on what is entered', () => {
    const play = Play.begin(body)
    const found = acceptedEvents(play.process, play.facts, play.case, clerk, play.now)
    expect(found.map(({ event, answer, refusal }) => [event, answer, refusal?.code])).toEqual([
      ['plain', 'yes', undefined],
      ['filled', 'yes', undefined],
      ['waits', 'depends', undefined],
      ['decides', 'depends', undefined],
      ['code', 'depends', undefined],
      ['settled', 'no', 'requirement-not-met'],
      ['closed-way', 'no', 'guard-not-met'],
      ['breaks', 'no', 'invariant-broken'],
      ['chief', 'no', 'forbidden'],
    ])
    expect(found[1]).toMatchObject({ state: 'open', visit: 1, form: 'enter', roles: ['clerk'] })
  })

  it('are none when the case has ended', () => {
    const play = Play.begin(`
initial: open
states: { open: { task: clerk, on: { go: closed } }, closed: { type: final, outcome: closed } }
`)
    expectAdvanced(play.send('go'))
    expect(acceptedEvents(play.process, play.facts, play.case, clerk, play.now)).toEqual([])
  })
})
