import { describe, expect, it } from 'vitest'
import { foldClocks } from '../../engine/core/index.js'
import { day, expectAdvanced, expectRefused, hour, monday, Play, processOf } from './play.js'

const template = {
  file: 't.yaml',
  text: 'template: sorry\ntitle: { zh-CN: 歉, en: Sorry }\nbody: { zh-CN: 抱歉, en: Sorry }\n',
}

const body = `
events:
  received: { title: { zh-CN: 收到, en: Received }, occurredAt: 2 days }
  delivered: { title: { zh-CN: 送达, en: Delivered }, occurredAt: 3 days }
initial: waiting
states:
  waiting:
    task: clerk
    due: { within: 1 day, escalate: leader, breach: [ { do: [ { notify: { to: customer, template: sorry } } ] } ] }
    on: { received: working, now: working }
  working:
    task: clerk
    due: { within: 5 days }
    on: { delivered: done, again: working }
  done: { type: final, outcome: done }
`

const begin = (): Play => {
  const play = new Play(processOf(body, [template]))
  expectAdvanced(play.create())
  return play
}

describe('an event that happened earlier', () => {
  it('counts for the clocks at its own time; visits and trail keep the time of entry', () => {
    const play = begin()
    play.wait(10 * hour)
    expectAdvanced(play.send('received', { occurredAt: monday + 2 * hour }))
    expect(play.case).toMatchObject({
      active: [{ path: 'working', since: monday + 10 * hour, beganAt: monday + 2 * hour }],
      deadlines: [{ startedAt: monday + 2 * hour, dueAt: monday + 2 * hour + 5 * day }],
      lastOccurredAt: monday + 2 * hour,
    })
    expect(play.entries('event-accepted')).toMatchObject([
      { occurredAt: new Date(monday + 2 * hour).toISOString() },
    ])
    expect(play.trail.at(-1)?.at).toBe(monday + 10 * hour)
  })

  it('withdraws a breach it was in time for, and lists what was told already', () => {
    const play = begin()
    play.wait(30 * hour)
    expect(play.case.deadlines).toMatchObject([
      { status: 'breached', breaches: [{ told: ['c1-e1', 'c1-e2'] }] },
    ])
    expectAdvanced(play.send('received', { occurredAt: monday + 20 * hour }))
    expect(play.entries('breach-withdrawn', 'deadline-met')).toEqual([
      {
        type: 'breach-withdrawn',
        deadline: 'waiting#due',
        visit: 1,
        breachedAt: new Date(monday + day).toISOString(),
        dueAt: new Date(monday + day).toISOString(),
        occurredAt: new Date(monday + 20 * hour).toISOString(),
        told: ['c1-e1', 'c1-e2'],
      },
      {
        type: 'deadline-met',
        deadline: 'waiting#due',
        visit: 1,
        dueAt: new Date(monday + day).toISOString(),
      },
    ])
    expect(foldClocks(play.process, play.facts, play.trail).ended).toMatchObject([
      { id: 'waiting#due', how: 'met', endedAt: monday + 20 * hour, withdrawn: [{ dueAt: monday + day }] },
    ])
  })

  it('at or after the due point withdraws nothing', () => {
    const play = begin()
    play.wait(30 * hour)
    expectAdvanced(play.send('received', { occurredAt: monday + day }))
    expect(play.entries('breach-withdrawn', 'deadline-met')).toEqual([])
  })

  it('is refused before the earliest time allowed, which the refusal names', () => {
    const play = begin()
    play.wait(3 * day)
    expect(
      expectRefused(play.send('received', { occurredAt: monday }), 'occurred-at-invalid').reasons,
    ).toMatchObject([
      {
        expected: '2026-09-29T09:30:00+08:00',
        found: '2026-09-28T09:30:00+08:00',
        text: { 'zh-CN': '“收到”的发生时间最早可填 2026-09-29 09:30。' },
      },
    ])
    expectAdvanced(play.send('received', { occurredAt: monday + 2 * day }))
    // Before the visit that takes it began, or before a time already taken, nothing can have happened there.
    expect(
      expectRefused(play.send('delivered', { occurredAt: monday + 2 * day - 1 }), 'occurred-at-invalid')
        .reasons[0]?.expected,
    ).toBe('2026-09-30T09:30:00+08:00')
    expectAdvanced(play.send('delivered', { occurredAt: monday + 2 * day }))
    expect(play.case.status).toBe('ended')
  })

  it('is refused when it lies ahead, or where the event allows no other time', () => {
    const play = begin()
    expectRefused(play.send('received', { occurredAt: monday + 1 }), 'occurred-at-invalid')
    expectRefused(play.send('now', { occurredAt: monday }), 'occurred-at-invalid')
  })
})

describe('the earliest time a refusal names', () => {
  it('is accepted as it is, though visits begin between two seconds', () => {
    const play = new Play(processOf(body, [template]))
    play.now = monday + 37_512
    expectAdvanced(play.create())
    play.wait(hour)
    const { reasons } = expectRefused(
      play.send('received', { occurredAt: monday - 1 }),
      'occurred-at-invalid',
    )
    expect(reasons[0]?.text.en).toContain('2026-09-28 09:30')
    expectAdvanced(play.send('received', { occurredAt: monday }))
    // Nothing ends before it began.
    expect(play.case).toMatchObject({
      lastOccurredAt: monday + 37_512,
      active: [{ beganAt: monday + 37_512 }],
    })
  })

  const nested = `
events:
  heard: { title: { zh-CN: 收, en: Heard }, occurredAt: 10 days }
  stop: { title: { zh-CN: 止, en: Stop }, occurredAt: 10 days }
  again: { title: { zh-CN: 再, en: Again }, occurredAt: 10 days }
deadlines: { d: { within: 2 days, from: event:go, stopOn: [event:stop], restartOn: [event:again] } }
on: { stop: { roles: [clerk], branches: [ {} ] }, go: { roles: [clerk], branches: [ {} ] }, again: { roles: [clerk], branches: [ {} ] } }
initial: m
states:
  m:
    initial: a
    on: { heard: { roles: [clerk], target: done } }
    states: { a: { task: clerk, after: { 10 hours: b } }, b: { task: clerk } }
  done: { type: final }
`

  it('is the start of the innermost visit that is left', () => {
    const play = Play.begin(nested)
    play.wait(14 * hour)
    const { reasons } = expectRefused(
      play.send('heard', { occurredAt: monday + 4 * hour }),
      'occurred-at-invalid',
    )
    expect(reasons).toMatchObject([{ state: 'm.b', expected: '2026-09-28T19:30:00+08:00' }])
    expectAdvanced(play.send('heard', { occurredAt: monday + 10 * hour }))
  })

  it('is the start of a count that is stopped; one that would begin it anew before that is passed over', () => {
    const play = Play.begin(nested)
    play.wait(day)
    expectAdvanced(play.send('go'))
    play.wait(hour)
    expectAdvanced(play.send('again', { occurredAt: monday + hour }))
    expect(play.case.deadlines).toMatchObject([{ startedAt: monday + day }])
    const { reasons } = expectRefused(
      play.send('stop', { occurredAt: monday + 2 * hour }),
      'occurred-at-invalid',
    )
    expect(reasons).toMatchObject([{ expected: '2026-09-29T09:30:00+08:00' }])
    expectAdvanced(play.send('stop', { occurredAt: monday + day }))
    expect(play.case.deadlines).toEqual([])
  })

  it('does not keep out what ended first and is reported last', () => {
    const play = Play.begin(`
events: { x: { title: { zh-CN: 完, en: Done }, occurredAt: 10 days } }
initial: m
states:
  m:
    type: parallel
    due: { within: 36 hours }
    onDone: next
    states:
      a: { initial: a1, states: { a1: { task: clerk, on: { x: a2 } }, a2: { type: final } } }
      b: { initial: b1, states: { b1: { task: clerk, on: { y: b2 } }, b2: { type: final } } }
  next: { task: clerk, due: { within: 1 day } }
`)
    play.wait(2 * day)
    expectAdvanced(play.send('y'))
    play.wait(day)

    expectAdvanced(play.send('x', { occurredAt: monday + day }))

    // The whole was over with its last part, too late.
    expect(foldClocks(play.process, play.facts, play.trail).ended).toMatchObject([
      { id: 'm#due', how: 'broken', endedAt: monday + 2 * day },
    ])
    expect(play.case.deadlines).toMatchObject([{ id: 'next#due', startedAt: monday + 2 * day }])
  })
})
