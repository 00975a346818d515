import { describe, expect, it } from 'vitest'
import { step, upgradeRecord, type InstanceRecord } from '../../engine/core/index.js'
import { EngineError } from '../../engine/errors/index.js'
import { clerk, day, expectAdvanced, expectRefused, hour, leader, Play, processOf } from './play.js'

describe('a visit', () => {
  const body = `
initial: open
states:
  open:
    task: clerk
    due: { within: 2 hours }
    on:
      stay: open
      again: { target: open, reenter: true }
      away: other
      noted: { actions: [ { assign: { n: 1 } } ] }
  other: { task: clerk, on: { back: open } }
fields: { n: { type: integer, label: { zh-CN: 数, en: N } } }
`

  it('is numbered, and brings its task, its clock and their end', () => {
    const play = Play.begin(body)
    expect(play.case).toMatchObject({
      active: [{ path: 'open', visit: 1, since: play.now }],
      tasks: [{ id: 'c1-t1', state: 'open', visit: 1, roles: ['clerk'], openedAt: play.now }],
      deadlines: [{ id: 'open#due', visit: 1, dueAt: play.now + 2 * hour, status: 'running' }],
      timers: [{ id: 'c1-m1', kind: 'breach', key: 'due', dueAt: play.now + 2 * hour }],
    })
    expectAdvanced(play.send('away'))
    expect(play.case).toMatchObject({ deadlines: [], timers: [], tasks: [{ id: 'c1-t2', state: 'other' }] })
    expectAdvanced(play.send('back'))
    expect(play.case.visits).toEqual({ open: 2, other: 1 })
    expect(play.case.active).toMatchObject([{ path: 'open', visit: 2 }])
  })

  it('goes on over a self-target: task, timer and clock run on', () => {
    const play = Play.begin(body)
    const { tasks, timers, deadlines, active } = play.case
    play.now += hour
    expectAdvanced(play.send('stay'))
    expectAdvanced(play.send('noted'))
    expect(play.case).toMatchObject({ tasks, timers, deadlines, active })
  })

  it('ends and begins anew over a self-target that re-enters', () => {
    const play = Play.begin(body)
    play.now += hour
    expectAdvanced(play.send('again'))
    expect(play.case.active).toEqual([{ path: 'open', visit: 2, since: play.now }])
    expect(play.case.timers).toMatchObject([{ id: 'c1-m2', visit: 2, dueAt: play.now + 2 * hour }])
    expect(play.entries('state-left', 'state-entered', 'deadline-met')).toMatchObject([
      { type: 'state-entered', state: 'open', visit: 1 },
      { type: 'state-left', state: 'open', visit: 1 },
      { type: 'state-entered', state: 'open', visit: 2 },
      { type: 'deadline-met', deadline: 'open#due', visit: 1 },
    ])
  })

  it('of a compound state goes on over a self-target; its children are entered again', () => {
    const play = Play.begin(`
initial: work
states:
  work:
    initial: a
    on: { restart: { roles: [clerk], target: work } }
    states:
      a: { task: clerk, on: { next: b } }
      b: { task: clerk, on: { prev: a } }
`)
    expectAdvanced(play.send('next'))
    expectAdvanced(play.send('restart'))
    expect(play.case.active).toMatchObject([
      { path: 'work', visit: 1 },
      { path: 'work.a', visit: 2 },
    ])
  })

  it('keeps case-wide tasks and clocks with the root', () => {
    const play = Play.begin(`
deadlines: { whole: { within: 3 days, escalate: [leader] } }
initial: a
states:
  a: { task: clerk, on: { next: b } }
  b: { task: clerk, on: { finish: z } }
  z: { type: final, outcome: done }
`)
    expect(play.case.deadlines).toMatchObject([{ id: '#whole', state: '', visit: 1 }])
    expectAdvanced(play.send('next'))
    expect(play.case.deadlines).toHaveLength(1)
    play.wait(4 * day)
    expect(play.case.deadlines).toMatchObject([{ status: 'breached' }])
    expectAdvanced(play.send('finish'))
    expect(play.case).toMatchObject({
      status: 'ended',
      outcome: 'done',
      deadlines: [],
      timers: [],
      tasks: [],
    })
  })
})

describe('parallel regions', () => {
  const body = `
fields: { signs: { type: integer, default: 0, label: { zh-CN: 数, en: Signs } } }
initial: consult
states:
  consult:
    type: parallel
    on: { cancel: { roles: [clerk], target: cancelled } }
    onDone: closed
    states:
      quality:
        initial: waiting
        states:
          waiting: { task: quality, on: { sign: { target: signed, actions: [ { assign: { signs: =data.signs + 1 } } ] }, leave: { roles: [boss], target: cancelled } } }
          signed: { type: final }
      finance:
        initial: waiting
        states:
          waiting: { task: finance, on: { sign: { target: signed, actions: [ { assign: { signs: =data.signs + 1 } } ] }, leave: { roles: [boss], target: signed } } }
          signed: { type: final }
  closed: { type: final, outcome: closed }
  cancelled: { type: final, outcome: cancelled }
`
  const quality = { id: 'q', roles: ['quality'] }
  const both = { id: 'b', roles: ['quality', 'finance'] }
  const boss = { id: 'x', roles: ['boss'] }

  it('never sign for another department', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('sign', { actor: quality }))
    expect(play.states).toEqual([
      'consult',
      'consult.quality',
      'consult.quality.signed',
      'consult.finance',
      'consult.finance.waiting',
    ])
    expect(play.case.data).toEqual({ signs: 1 })
    expectRefused(play.send('sign', { actor: quality }), 'forbidden')
  })

  it('all move for someone who may in all, but only the one that is addressed', () => {
    const together = Play.begin(body)
    expectAdvanced(together.send('sign', { actor: both }))
    expect(together.case).toMatchObject({ status: 'ended', outcome: 'closed', data: { signs: 2 } })

    const one = Play.begin(body)
    expectAdvanced(one.send('sign', { actor: both, to: 'consult.finance' }))
    expect(one.states).toContain('consult.quality.waiting')
    expect(one.states).toContain('consult.finance.signed')
    expectRefused(one.send('sign', { actor: both, to: 'consult.finance' }), 'event-not-accepted')
    expectRefused(one.send('sign', { actor: both, to: 'nowhere' }), 'event-not-accepted')
  })

  it('are left by a handler on the parallel state, unless it stands outside of what is addressed', () => {
    const play = Play.begin(body)
    expectRefused(play.send('cancel', { to: 'consult.finance' }), 'event-not-accepted')
    expectAdvanced(play.send('cancel', { to: 'consult' }))
    expect(play.case.outcome).toBe('cancelled')
  })

  it('refuse an event on which one leaves and another stays, instead of dropping one in silence', () => {
    const play = Play.begin(body)
    expectRefused(play.send('leave', { actor: boss }), 'event-not-accepted')
    expectAdvanced(play.send('leave', { actor: boss, to: 'consult.finance' }))
  })

  it('at the top end the case when the last one is done, with the first outcome', () => {
    const play = Play.begin(`
type: parallel
states:
  a: { initial: w, states: { w: { task: clerk, on: { done: z } }, z: { type: final } } }
  b: { initial: w, states: { w: { task: leader, on: { done: z } }, z: { type: final, outcome: by-leader } } }
`)
    expectAdvanced(play.send('done'))
    expect(play.case.status).toBe('active')
    expectAdvanced(play.send('done', { actor: leader }))
    expect(play.case).toMatchObject({ status: 'ended', outcome: 'by-leader', tasks: [] })
    expect(play.states).toEqual(['a', 'a.z', 'b', 'b.z'])
  })
})

describe('history', () => {
  const body = (depth: string): string => `
initial: work
states:
  work:
    initial: a
    on: { pause: { roles: [clerk], target: paused } }
    states:
      a: { task: clerk, on: { next: b } }
      b:
        initial: b1
        states:
          b1: { task: clerk, on: { deeper: work.b.b2 } }
          b2: { task: clerk, on: { shallower: work.b.b1 } }
      back: { type: history, history: ${depth}, target: work.a }
  paused: { task: clerk, on: { resume: work.back, forget: work } }
`

  it('brings back the whole depth when it is deep', () => {
    const play = Play.begin(body('deep'))
    for (const event of ['next', 'deeper', 'pause']) expectAdvanced(play.send(event))
    expect(play.case.history).toEqual({ work: ['work.b.b2'] })
    expectAdvanced(play.send('resume'))
    expect(play.states).toEqual(['work', 'work.b', 'work.b.b2'])
    expect(play.case.visits).toMatchObject({ 'work.b.b2': 2, work: 2 })
    expect(play.covered).toContain('state:work.back')
  })

  it('brings back one level when it is shallow', () => {
    const play = Play.begin(body('shallow'))
    for (const event of ['next', 'deeper', 'pause']) expectAdvanced(play.send(event))
    expect(play.case.history).toEqual({ work: ['work.b'] })
    expectAdvanced(play.send('resume'))
    expect(play.states).toEqual(['work', 'work.b', 'work.b.b1'])
  })

  it('leads to its target while there is nothing to remember', () => {
    const play = Play.begin(body('deep').replace('initial: work\n', 'initial: paused\n'))
    expectAdvanced(play.send('resume'))
    expect(play.states).toEqual(['work', 'work.a'])
  })

  it('is remembered over steps in between that do not concern it', () => {
    const play = Play.begin(body('deep').replace('forget: work }', 'forget: work, wait: paused }'))
    for (const event of ['next', 'pause', 'wait', 'wait', 'resume']) expectAdvanced(play.send(event))
    expect(play.states).toEqual(['work', 'work.b', 'work.b.b1'])
  })
})

describe('a record', () => {
  const process = processOf(`
initial: side
states:
  side:
    type: parallel
    states:
      l: { initial: a, states: { a: { task: clerk, on: { go: b } }, b: { task: clerk } } }
      r: { initial: a, states: { a: { task: clerk, on: { go: b } }, b: { task: clerk } } }
`)
  const begun = (): InstanceRecord => {
    const play = new Play(process)
    expectAdvanced(play.create())
    return play.case
  }
  const stepOn = (record: InstanceRecord): unknown => {
    const play = new Play(process)
    return step(
      process,
      play.facts,
      record,
      { kind: 'send', event: 'go', payload: {}, actor: clerk },
      play.now,
    )
  }
  const doesNotFit = expect.objectContaining({ code: 'record-does-not-fit' })

  it('that lacks a region is not completed in silence', () => {
    const record = begun()
    const active = record.active.filter(({ path }) => !path.startsWith('side.r'))
    expect(() => stepOn({ ...record, active })).toThrow(doesNotFit)
  })

  it('that lacks a leaf is not completed in silence', () => {
    const record = begun()
    const active = record.active.filter(({ path }) => path !== 'side.r.a')
    expect(() => stepOn({ ...record, active })).toThrow(doesNotFit)
  })

  it('with a state the process does not have, two at once, or a vanished memory does not fit', () => {
    const record = begun()
    const [first] = record.active
    const gone = record.active.map((state) =>
      state.path === 'side.r.a' ? { ...state, path: 'side.r.gone' } : state,
    )
    expect(() => stepOn({ ...record, active: gone })).toThrow(doesNotFit)
    expect(() => stepOn({ ...record, active: [...record.active, { ...first!, path: 'side.r.b' }] })).toThrow(
      doesNotFit,
    )
    expect(() => stepOn({ ...record, history: { gone: ['gone.a'] } })).toThrow(doesNotFit)
  })

  it('of another version does not fit', () => {
    expect(() => stepOn({ ...begun(), version: 'other' })).toThrow(doesNotFit)
  })

  it('of this format is taken as it is; of a newer one, or none, it is refused', () => {
    const record = JSON.parse(JSON.stringify(begun()))
    expect(upgradeRecord(record)).toEqual(record)
    for (const wrong of [{ ...record, format: 2 }, { ...record, format: '1' }, {}, { format: 1 }])
      expect(() => upgradeRecord(wrong)).toThrow(EngineError)
  })
})
