import { describe, expect, it } from 'vitest'
import { foldClocks } from '../../engine/core/index.js'
import {
  clerk,
  expectAdvanced,
  expectRefused,
  hour,
  minute,
  monday,
  Play,
  processOf,
  serviceCentre,
} from './play.js'

const operator = { id: 'operator-1', roles: [] }

const body = `
deadlines: { whole: { within: 10 hours, warn: 2 hours before, escalate: leader, pauseIn: [tag:waiting-for-customer, parked] } }
initial: open
states:
  open: { task: clerk, on: { ask: asking, park: parked } }
  asking: { task: clerk, tags: [waiting-for-customer], on: { answer: open, park: parked }, after: { 30 hours: open } }
  parked: { task: clerk, on: { answer: open } }
`

describe('a paused clock', () => {
  it('keeps its remainder, has no armed timers, and says who paused it', () => {
    const play = Play.begin(body)
    play.wait(4 * hour)
    expectAdvanced(play.send('ask'))
    expect(play.case.deadlines).toMatchObject([
      { paused: { from: monday + 4 * hour, by: ['asking'] }, dueAt: monday + 10 * hour },
    ])
    expect(play.case.timers.map(({ kind }) => kind)).toEqual(['after'])
    play.wait(20 * hour)
    expect(play.case.deadlines).toMatchObject([{ status: 'running' }])
    expectAdvanced(play.send('answer'))
    expect(play.case.deadlines).toMatchObject([
      {
        dueAt: monday + 30 * hour,
        pauses: [{ from: monday + 4 * hour, to: monday + 24 * hour, by: ['asking'] }],
      },
    ])
    expect(play.case.deadlines[0]?.paused).toBeUndefined()
    expect(play.case.timers.map(({ key, dueAt }) => [key, (dueAt - monday) / hour])).toEqual([
      ['whole.0', 28],
      ['whole', 30],
    ])
    expect(play.entries('deadline-moved')).toMatchObject([{ because: 'pause', deadline: '#whole' }])
  })

  it('stays paused from one such state to the next, each with its name', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('ask'))
    play.wait(hour)
    expectAdvanced(play.send('park'))
    play.wait(hour)
    expectAdvanced(play.send('answer'))
    expect(play.case.deadlines).toMatchObject([
      {
        dueAt: monday + 12 * hour,
        pauses: [
          { from: monday, to: monday + hour, by: ['asking'] },
          { from: monday + hour, to: monday + 2 * hour, by: ['parked'] },
        ],
      },
    ])
  })

  it('that goes on at the same instant is as if nothing had happened', () => {
    const play = Play.begin(body)
    play.wait(hour)
    const before = play.case.deadlines
    expectAdvanced(play.send('ask'))
    expectAdvanced(play.send('answer'))
    expect(play.case.deadlines).toEqual(before)
    expect(play.entries('deadline-moved')).toEqual([])
  })

  it('is not warned of twice because it moved by the pause', () => {
    const play = Play.begin(body)
    play.wait(9 * hour)
    expect(play.case.deadlines).toMatchObject([{ status: 'warned', warnings: ['0'] }])
    expectAdvanced(play.send('ask'))
    play.wait(5 * hour)
    expectAdvanced(play.send('answer'))
    play.wait(hour)
    expect(play.entries('deadline-warned')).toHaveLength(1)
    expect(play.case.deadlines).toMatchObject([{ status: 'breached', dueAt: monday + 15 * hour }])
  })

  it('counts working time without it, in the hours of its calendar', () => {
    const play = new Play(
      processOf(`
calendar: service-centre
initial: open
deadlines: { d: { within: 4 working hours, pauseIn: [away] } }
states:
  open: { task: clerk, on: { go: away } }
  away: { task: clerk, on: { back: open } }
`),
      serviceCentre(),
    )
    expectAdvanced(play.create())
    play.wait(30 * minute)
    expectAdvanced(play.send('go'))
    play.wait(4 * hour)
    expectAdvanced(play.send('back'))
    // Half an hour was used up at 10:00; three and a half are left at 14:00.
    expect(play.case.deadlines).toMatchObject([{ dueAt: Date.parse('2026-09-28T17:30:00+08:00') }])
  })

  it('may be an `after` or a reminder too', () => {
    const play = new Play(
      processOf(
        `
type: parallel
states:
  work:
    initial: busy
    states:
      busy: { task: clerk, on: { pause: idle } }
      idle: { task: clerk, on: { go: busy } }
  watch:
    initial: looking
    states:
      looking:
        task: clerk
        remind: { every: 3 hours, to: clerk, template: chase, pauseIn: [work.idle], restartOn: [event:heard] }
        after: { 10 hours: { target: done, pauseIn: [work.idle], restartOn: [event:heard] } }
        on: { heard: looking }
      done: { task: clerk }
`,
        [
          {
            file: 't.yaml',
            text: 'template: chase\ntitle: { zh-CN: 催, en: Chase }\nbody: { zh-CN: 催, en: Chase }\n',
          },
        ],
      ),
    )
    expectAdvanced(play.create())
    play.wait(hour)
    expectAdvanced(play.send('pause'))
    expect(play.case.timers).toEqual([])
    play.wait(5 * hour)
    expectAdvanced(play.send('go'))
    expect(play.case.timers.map(({ kind, dueAt }) => [kind, (dueAt - monday) / hour])).toEqual([
      ['after', 15],
      ['remind', 8],
    ])
    play.wait(2 * hour)
    expect(play.case.waits).toMatchObject([
      { kind: 'after' },
      { kind: 'remind', startedAt: monday + 8 * hour },
    ])
    expectAdvanced(play.send('heard'))
    expect(play.case.timers.map(({ kind, dueAt }) => [kind, (dueAt - monday) / hour])).toEqual([
      // Three hours after eleven it would have come anyway.
      ['remind', 11],
      ['after', 18],
    ])
  })
})

describe('a suspended case', () => {
  it('takes nothing but notes until it is resumed, and every clock keeps its remainder', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('ask'))
    play.wait(hour)
    expectAdvanced(play.run({ kind: 'suspend', reason: '客户王女士要求', actor: operator }))
    expect(play.case).toMatchObject({
      suspended: { at: monday + hour, by: 'operator-1', reason: '客户王女士要求' },
      timers: [],
      deadlines: [{ paused: { by: ['asking', '@suspended'] } }],
      waits: [{ kind: 'after', paused: { by: ['@suspended'] } }],
    })
    expect(play.trail.find(({ type }) => type === 'suspended')).toMatchObject({
      body: { reason: null },
      personal: { '/reason': '客户王女士要求' },
    })
    play.wait(50 * hour)
    expectRefused(play.send('answer'), 'instance-suspended')
    expectRefused(play.run({ kind: 'correct', changes: {}, reason: 'x', actor: clerk }), 'instance-suspended')
    expectRefused(play.run({ kind: 'suspend', reason: 'x', actor: operator }), 'instance-suspended')
    expectAdvanced(play.run({ kind: 'note', text: 'still here', actor: operator }))
    expectAdvanced(play.run({ kind: 'resume', reason: 'back', actor: operator }))
    expect(play.case.suspended).toBeUndefined()
    expect(play.case.timers.map(({ kind, dueAt }) => [kind, (dueAt - monday) / hour])).toEqual([
      ['after', 80],
    ])
    expectRefused(play.run({ kind: 'resume', reason: 'x', actor: operator }), 'instance-not-suspended')
    expect(foldClocks(play.process, play.facts, play.trail).waits).toEqual(play.case.waits)
  })

  it('suspended and resumed at one instant has the due points it had', () => {
    const play = Play.begin(body)
    play.wait(hour)
    const before = play.case
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: operator }))
    expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: operator }))
    expect(play.case.deadlines).toEqual(before.deadlines)
    expect(play.case.timers.map(({ key, dueAt }) => [key, dueAt])).toEqual(
      before.timers.map(({ key, dueAt }) => [key, dueAt]),
    )
  })

  it('that has ended is not suspended', () => {
    const play = Play.begin('initial: over\nstates: { over: { type: final, outcome: done } }')
    expectRefused(play.run({ kind: 'suspend', reason: 'x', actor: operator }), 'instance-ended')
    expectRefused(play.run({ kind: 'resume', reason: 'x', actor: operator }), 'instance-ended')
  })
})

describe('a start that the data tell late', () => {
  const dated = `
fields: { on: { type: date-time, label: { zh-CN: 收, en: On } } }
forms: { s: { ask: [on] } }
initial: w
deadlines: { d: { within: 120 hours, from: data.on, pauseIn: [asking] } }
states:
  w: { task: clerk, on: { ask: asking, set: { form: s, branches: [ {} ] } } }
  asking: { task: clerk, on: { answer: w, set: { form: s, branches: [ {} ] } } }
`
  const tell = (play: Play, on: number): void => {
    expectAdvanced(play.send('set', { payload: { on: new Date(on).toISOString() } }))
  }
  const dueWhenToldAfter = (steps: number, on: number): number => {
    const play = Play.begin(dated)
    const story = [
      () => expectAdvanced(play.send('ask')),
      () => play.wait(48 * hour),
      () => expectAdvanced(play.send('answer')),
      () => expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: operator })),
      () => play.wait(5 * hour),
      () => expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: operator })),
    ]
    story.forEach((one, index) => {
      if (index === steps) tell(play, on)
      one()
    })
    if (steps >= story.length) tell(play, on)
    return play.case.deadlines[0]!.dueAt
  }

  it('counts without the pauses of the visit, whenever it was told', () => {
    for (const steps of [0, 1, 2, 3, 6])
      expect([steps, dueWhenToldAfter(steps, monday)]).toEqual([steps, monday + 173 * hour])
    // What lies before the start does not count.
    for (const steps of [0, 2, 6])
      expect([steps, dueWhenToldAfter(steps, monday + 40 * hour)]).toEqual([steps, monday + 173 * hour])
  })

  it('moves back over a pause too', () => {
    const play = Play.begin(dated)
    tell(play, monday + 60 * hour)
    expectAdvanced(play.send('ask'))
    play.wait(48 * hour)
    expectAdvanced(play.send('answer'))
    expect(play.case.deadlines[0]?.dueAt).toBe(monday + 180 * hour)
    tell(play, monday)
    expect(play.case.deadlines[0]?.dueAt).toBe(monday + 168 * hour)
  })

  it('keeps nothing of it once it runs or its visit is over', () => {
    const play = Play.begin(dated)
    expectAdvanced(play.send('ask'))
    expect(play.case.dormant).toEqual([{ id: '#d', paused: { from: monday, by: ['asking'] } }])
    tell(play, monday)
    expect(play.case.dormant).toBeUndefined()
  })
})
