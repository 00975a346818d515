import { describe, expect, it } from 'vitest'
import { clerk, day, expectAdvanced, hour, monday, Play, processOf, serviceCentre } from './play.js'

const body = `
calendar: service-centre
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
initial: open
states:
  open:
    task: clerk
    due: { within: 2 working days, escalate: leader, breach: [ { do: [ { assign: { n: =data.n + 1 } } ] } ] }
    after: { 3 working days: late }
    on: { go: late }
  late: { task: clerk }
`

const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`)

const begin = (): Play => {
  const play = new Play(processOf(body), serviceCentre())
  expectAdvanced(play.create())
  return play
}

const recompute = (play: Play, reason = 'the calendar changed') =>
  expectAdvanced(play.run({ kind: 'recompute', reason, actor: { id: 'operator-1', roles: [] } }))

describe('a recompute', () => {
  it('of an unchanged world gives the very case it was given', () => {
    const play = begin()
    play.wait(hour)
    const before = play.case
    const result = recompute(play)
    expect(result.after).toEqual(before)
    expect(result).toMatchObject({ trail: [], effects: [], covered: [] })
  })

  it('moves what the calendar moves, with before and after and the reason', () => {
    const play = begin()
    const old = play.calendar.hash
    expect(play.case.deadlines).toMatchObject([{ dueAt: at('09-30T18:00') }])
    play.calendar = serviceCentre({ closed: ['2026-09-30'] })
    recompute(play, '国庆前多放一天')
    expect(play.case.deadlines).toMatchObject([
      { dueAt: at('10-08T18:00'), calendar: { hash: play.calendar.hash } },
    ])
    expect(play.case.timers.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ['after', at('10-09T18:00')],
      ['breach', at('10-08T18:00')],
    ])
    const [head, ...moved] = play.trail.filter(({ at: when, seq }) => when === monday && seq > 4)
    expect(head).toMatchObject({
      type: 'recomputed',
      body: { reason: null, calendars: { 'service-centre': { from: old, to: play.calendar.hash } } },
      personal: { '/reason': '国庆前多放一天' },
    })
    expect(moved.map(({ type, body: told }) => [type, told['because']])).toEqual([
      ['deadline-moved', 'recompute'],
      ['clock-moved', 'recompute'],
    ])
  })

  it('notes a calendar that moves nothing, once', () => {
    const play = begin()
    play.calendar = serviceCentre({ closed: ['2030-01-02'] })
    expect(recompute(play).trail.map(({ type }) => type)).toEqual(['recomputed'])
    expect(recompute(play).trail).toEqual([])
  })

  it('is allowed while timers are due, and may save what had not been broken yet', () => {
    const play = begin()
    play.calendar = serviceCentre({ closed: ['2026-09-30'] })
    play.now = at('10-01T10:00')
    recompute(play)
    play.wait(0)
    expect(play.entries('deadline-breached')).toEqual([])
    expect(play.case.deadlines).toMatchObject([{ status: 'running', dueAt: at('10-08T18:00') }])
  })

  it('does not repeat a breach whose due point stayed or comes back', () => {
    const play = begin()
    play.wait(2.5 * day)
    expect(play.case).toMatchObject({ data: { n: 1 }, deadlines: [{ status: 'breached' }] })
    play.calendar = serviceCentre({ closed: ['2030-01-02'] })
    recompute(play)
    play.wait(0)
    expect(play.case).toMatchObject({ data: { n: 1 }, deadlines: [{ status: 'breached' }] })
    // Later: the breach stays a fact under the calendar it had.
    const under = play.calendar.hash
    play.calendar = serviceCentre({ closed: ['2026-09-30'] })
    recompute(play)
    expect(play.case.deadlines).toMatchObject([
      { status: 'running', dueAt: at('10-08T18:00'), breaches: [{ dueAt: at('09-30T18:00') }] },
    ])
    expect(play.case.deadlines[0]?.breaches?.[0]?.calendar?.hash).not.toBe(under)
    // Back again: that point was broken already.
    play.calendar = serviceCentre()
    recompute(play)
    play.wait(0)
    expect(play.case).toMatchObject({
      data: { n: 1 },
      deadlines: [{ status: 'breached', dueAt: at('09-30T18:00') }],
    })
    expect(play.effects).toHaveLength(1)
  })

  it('fires a breach once for a new due point that has passed', () => {
    const play = new Play(processOf(body), serviceCentre({ closed: ['2026-09-30'] }))
    expectAdvanced(play.create())
    play.wait(3 * day)
    expect(play.case).toMatchObject({ data: { n: 0 } })
    play.calendar = serviceCentre()
    recompute(play)
    expect(play.case.timers).toContainEqual(
      expect.objectContaining({ kind: 'breach', dueAt: at('09-30T18:00') }),
    )
    play.wait(0)
    play.wait(0)
    expect(play.case).toMatchObject({ data: { n: 1 }, deadlines: [{ status: 'breached' }] })
  })

  it('counts what is paused by a suspension, without arming it', () => {
    const play = begin()
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: clerk }))
    play.calendar = serviceCentre({ closed: ['2026-09-30'] })
    recompute(play)
    expect(play.case).toMatchObject({
      timers: [],
      deadlines: [{ dueAt: at('10-08T18:00'), paused: { by: ['@suspended'] } }],
    })
  })

  it('leaves an ended case alone', () => {
    const play = new Play(processOf('initial: over\nstates: { over: { type: final, outcome: done } }'))
    expectAdvanced(play.create())
    expect(recompute(play)).toMatchObject({ trail: [], after: play.case })
  })
})
