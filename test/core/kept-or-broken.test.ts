import { describe, expect, it } from 'vitest'
import { foldClocks } from '../../engine/core/index.js'
import { clerk, day, expectAdvanced, hour, monday, Play, processOf, serviceCentre } from './play.js'

const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`)

const paused = `
events: { ask: { title: { zh-CN: 问, en: Ask }, occurredAt: 10 days }, x: { title: { zh-CN: 完, en: Done }, occurredAt: 10 days } }
fields: { on: { type: date, label: { zh-CN: 约, en: On } } }
initial: w
deadlines: { d: { RULE, pauseIn: [asking], escalate: leader } }
states:
  w: { task: clerk, on: { ask: asking, x: c } }
  asking: { task: clerk, on: { answer: w, x: c } }
  c: { type: final }
`

/** Ways to end in the very step that leaves the pause. */
const left = `
events: { ask: { title: { zh-CN: 问, en: Ask } }, x: { title: { zh-CN: 完, en: Done } } }
fields: { on: { type: date, label: { zh-CN: 约, en: On } } }
initial: open
states:
  open:
    title: { zh-CN: 开, en: Open }
    deadlines: { d: { RULE, pauseIn: [asking], escalate: leader } }
    initial: w
    on: { x: { roles: [clerk], target: done } }
    states:
      w: { task: clerk, on: { ask: asking } }
      asking: { task: clerk, on: { answer: w } }
  done: { task: clerk, on: { end: c } }
  c: { type: final }
`
const stopped = `
events: { ask: { title: { zh-CN: 问, en: Ask } }, x: { title: { zh-CN: 完, en: Done } } }
fields: { on: { type: date, label: { zh-CN: 约, en: On } } }
initial: w
deadlines: { d: { RULE, pauseIn: [asking], stopOn: [done], escalate: leader } }
states:
  w: { task: clerk, on: { ask: asking } }
  asking: { task: clerk, on: { answer: w, x: done } }
  done: { task: clerk, on: { end: c } }
  c: { type: final }
`
const stoppedByEvent = stopped.replace('stopOn: [done]', 'stopOn: [event:x]')

const begin = (rule: string, data = {}): Play => Play.begin(paused.replace('RULE', rule), data)

const ended = (play: Play) =>
  foldClocks(play.process, play.facts, play.trail).ended.map(({ id, how, withdrawn }) => [
    id,
    how,
    withdrawn.length,
  ])

describe('a deadline that ends', () => {
  it('is judged by the due point in force, not by one it was broken under before', () => {
    const play = new Play(
      processOf(`
calendar: service-centre
events: { x: { title: { zh-CN: 完, en: Done }, occurredAt: 10 days } }
initial: w
states:
  w: { task: clerk, due: { within: 10 working hours, escalate: leader }, on: { x: c } }
  c: { type: final }
`),
      serviceCentre(),
    )
    expectAdvanced(play.create())
    play.wait(2 * day)
    play.calendar = serviceCentre({ hours: ['06:00', '18:00'] })
    expectAdvanced(play.run({ kind: 'recompute', reason: 'x', actor: clerk }))
    play.wait(0)
    expect(play.case.deadlines).toMatchObject([
      { dueAt: at('09-29T07:30'), breaches: [{ dueAt: at('09-29T11:30') }, { dueAt: at('09-29T07:30') }] },
    ])

    expectAdvanced(play.send('x', { occurredAt: at('09-29T10:00') }))

    expect(ended(play)).toEqual([['w#due', 'broken', 0]])
    expect(play.entries('deadline-met', 'breach-withdrawn')).toEqual([])
  })

  it('was kept where it stood still before its due point, and what was told of a breach is named', () => {
    const play = begin('within: 10 hours')
    play.wait(12 * hour)
    expectAdvanced(play.send('ask', { occurredAt: monday + 8 * hour }))
    play.wait(5 * hour)

    expectAdvanced(play.send('x'))

    expect(ended(play)).toEqual([['#d', 'met', 1]])
    expect(play.entries('breach-withdrawn')).toMatchObject([
      { dueAt: new Date(monday + 10 * hour).toISOString(), told: ['c1-e1'] },
    ])
  })

  it('was kept too where that pause is over already', () => {
    const play = begin('within: 10 hours')
    play.wait(12 * hour)
    expectAdvanced(play.send('ask', { occurredAt: monday + 8 * hour }))
    expectAdvanced(play.send('answer'))
    play.wait(hour)

    expectAdvanced(play.send('x'))

    expect(ended(play)).toEqual([['#d', 'met', 1]])
    expect(play.entries('breach-withdrawn', 'deadline-met')).toHaveLength(2)
  })

  it('that promised a date is kept by ending in the very pause in which it passed; nobody is told', () => {
    const play = begin('until: data.on', { on: '2026-09-29' })
    expectAdvanced(play.send('ask'))
    play.wait(5 * day)
    expect(play.entries('deadline-breached')).toEqual([])

    expectAdvanced(play.send('x'))

    expect(ended(play)).toEqual([['#d', 'met', 0]])
    expect(play.entries('deadline-breached', 'deadline-met')).toMatchObject([
      { type: 'deadline-met', deadline: '#d', dueAt: new Date(at('09-30T00:00')).toISOString() },
    ])
    expect(play.effects).toEqual([])
  })

  it.each([
    ['with its state', left],
    ['by a state that is entered', stopped],
    ['by the event', stoppedByEvent],
  ])('in the step that leaves the pause was kept: %s', (_how, yaml) => {
    for (const [rule, data] of [
      ['within: 10 hours', {}],
      ['until: data.on', { on: '2026-09-29' }],
    ] as const) {
      const play = Play.begin(yaml.replace('RULE', rule), data)
      play.wait(hour)
      expectAdvanced(play.send('ask'))
      play.wait(5 * day)

      expectAdvanced(play.send('x'))

      expect(ended(play).map(([, how]) => how)).toEqual(['met'])
      expect(play.entries('deadline-breached')).toEqual([])
    }
  })

  it('that promised a date is broken when its pause ends after it', () => {
    const play = begin('until: data.on', { on: '2026-09-29' })
    expectAdvanced(play.send('ask'))
    play.wait(5 * day)
    expectAdvanced(play.send('answer'))
    play.wait(0)
    expect(play.case.deadlines).toMatchObject([
      { status: 'breached', breaches: [{ at: monday + 5 * day, dueAt: at('09-30T00:00') }] },
    ])
  })

  it('lists with each breach the messages that told of it', () => {
    const play = new Play(
      processOf(`
calendar: service-centre
events: { x: { title: { zh-CN: 完, en: Done }, occurredAt: 10 days } }
initial: w
states:
  w: { task: clerk, due: { within: 10 working hours, escalate: leader }, on: { x: c } }
  c: { type: final }
`),
      serviceCentre(),
    )
    expectAdvanced(play.create())
    play.wait(1.5 * day)
    play.calendar = serviceCentre({ closed: ['2026-09-29'] })
    expectAdvanced(play.run({ kind: 'recompute', reason: 'x', actor: clerk }))
    play.wait(2 * day)

    expectAdvanced(play.send('x', { occurredAt: at('09-30T10:00') }))

    expect(play.entries('breach-withdrawn').map(({ told }) => told)).toEqual([['c1-e1'], ['c1-e2']])
  })
})

describe('a date that is taken away after its breach', () => {
  const begun = (): Play =>
    Play.begin(
      `
fields: { on: { type: date, label: { zh-CN: 约, en: On } } }
forms: { s: { ask: [on] } }
initial: w
states:
  w: { task: clerk, due: { until: data.on, escalate: leader }, on: { set: { form: s, branches: [ {} ] }, forget: { actions: [ { clear: [on] } ], branches: [ {} ] }, again: { target: w, reenter: true } } }
`,
      { on: '2026-09-28' },
    )

  it('is not broken again when it comes back', () => {
    const play = begun()
    play.wait(2 * day)
    expectAdvanced(play.send('forget'))
    expect(play.case).toMatchObject({
      deadlines: [],
      dormant: [{ id: 'w#due', breaches: [{ told: ['c1-e1'] }] }],
    })

    expectAdvanced(play.send('set', { payload: { on: '2026-09-28' } }))
    play.wait(0)

    expect(play.effects).toHaveLength(1)
    expect(play.case.deadlines).toMatchObject([{ status: 'breached', breaches: [{ told: ['c1-e1'] }] }])
    expect(play.case.dormant).toBeUndefined()
  })

  it('is another promise in another visit', () => {
    const play = begun()
    play.wait(2 * day)
    expectAdvanced(play.send('forget'))
    expectAdvanced(play.send('again'))
    expect(play.case.dormant).toBeUndefined()

    expectAdvanced(play.send('set', { payload: { on: '2026-09-28' } }))
    play.wait(0)

    expect(play.effects).toHaveLength(2)
  })
})
