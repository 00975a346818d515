import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  applyDue,
  dueSteps,
  longestTimerChain,
  nextTimer,
  step,
  type Advanced,
  type InstanceRecord,
} from '../../engine/core/index.js'
import {
  clerk,
  day,
  expectAdvanced,
  expectRefused,
  hour,
  minute,
  monday,
  Play,
  processOf,
  serviceCentre,
} from './play.js'

const template = {
  file: 'chase.yaml',
  text: "template: chase\ntitle: { zh-CN: 催, en: Chase }\nsubject: { zh-CN: 催, en: Chase }\nbody: { zh-CN: '催 ${instance.id}', en: 'Chase ${instance.id}' }\n",
}

describe('timers', () => {
  it('fire by due time and then in the order of arming, each at its own due time', () => {
    const play = Play.begin(`
fields: { log: { type: list, maxItems: 20, of: { type: text }, default: [], label: { zh-CN: 录, en: Log } } }
deadlines:
  late: { within: 3 hours, breach: [ { do: [ { append: { log: late } } ] } ] }
  early: { within: 1 hour, breach: [ { do: [ { append: { log: early } } ] } ] }
  same: { within: 3 hours, breach: [ { do: [ { append: { log: same } } ] } ] }
initial: open
states: { open: { task: clerk } }
`)
    expect(nextTimer(play.case, play.now)).toBeUndefined()
    expect(nextTimer(play.case, play.now + day)).toMatchObject({ key: 'early' })
    play.wait(day)
    expect(play.case.data['log']).toEqual(['early', 'late', 'same'])
    expect(play.entries('deadline-breached').map(({ deadline }) => deadline)).toEqual([
      '#early',
      '#late',
      '#same',
    ])
    expect(play.trail.filter(({ type }) => type === 'deadline-breached').map(({ at }) => at)).toEqual([
      monday + hour,
      monday + 3 * hour,
      monday + 3 * hour,
    ])
  })

  it('that are moved on by another timer keep their order across states', () => {
    const play = Play.begin(`
initial: a
states:
  a: { task: clerk, after: { 1 hour: b } }
  b: { task: clerk, after: { 1 hour: c } }
  c: { task: clerk }
`)
    expect(play.wait(day)).toHaveLength(2)
    expect(play.case.active).toEqual([{ path: 'c', visit: 1, since: monday + 2 * hour }])
    expect(play.case.updatedAt).toBe(monday + 2 * hour)
  })

  it('remind for each period of a downtime, in order with everything else', () => {
    const process = processOf(
      `
initial: open
states:
  open: { task: clerk, remind: { every: 1 day, to: clerk, template: chase }, due: { within: 36 hours, escalate: leader } }
`,
      [template],
    )
    const play = new Play(process)
    expectAdvanced(play.create())
    play.wait(3 * day)
    expect(play.effects.map(({ template: id, at, to }) => [id, (at - monday) / hour, to])).toEqual([
      ['chase', 24, ['clerk']],
      ['deadline-breached', 36, ['leader']],
      ['chase', 48, ['clerk']],
      ['chase', 72, ['clerk']],
    ])
    expect(play.effects[0]?.message).toEqual({ 'zh-CN': '催 c1', en: 'Chase c1' })
    expect(play.effects.map(({ id }) => id)).toEqual(['c1-e1', 'c1-e2', 'c1-e3', 'c1-e4'])
  })

  it('whose step is refused do not stand still: the trail says why', () => {
    const play = Play.begin(`
initial: open
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
states:
  open: { task: clerk, after: { 1 hour: closed }, due: { within: 2 hours, escalate: leader, breach: [ { do: [ { assign: { n: 13 } } ] } ] } }
  closed: { type: final, outcome: closed }
invariants:
  home: { in: [closed], if: data.n > 0, else: { zh-CN: 未归还, en: Not home. } }
  luck: { if: data.n != 13, else: { zh-CN: 不吉, en: Bad luck. } }
`)
    play.wait(3 * hour)
    expect(play.states).toEqual(['open'])
    expect(play.entries('timer-fired')).toMatchObject([
      { kind: 'after', taken: false, refused: [{ code: 'invariant-broken', text: { en: 'Not home.' } }] },
      { kind: 'breach', taken: false, refused: [{ code: 'invariant-broken', text: { en: 'Bad luck.' } }] },
    ])
    expect(play.case).toMatchObject({ timers: [], data: { n: 0 }, deadlines: [{ status: 'breached' }] })
    expect(play.effects.map(({ template: id }) => id)).toEqual(['deadline-breached'])
  })

  it('that are not armed, or not due at this time, are a bug of the shell', () => {
    const play = Play.begin(`
initial: open
states: { open: { task: clerk, after: { 1 hour: open } } }
`)
    const fireAt = (timer: string, now: number) => () =>
      step(play.process, play.facts, play.record, { kind: 'fire', timer }, now)
    expect(fireAt('c1-m9', monday)).toThrow(expect.objectContaining({ code: 'engine-bug' }))
    expect(fireAt('c1-m1', monday)).toThrow(expect.objectContaining({ code: 'engine-bug' }))
    expect(fireAt('c1-m1', monday + hour)).not.toThrow()
  })
})

describe('deadlines', () => {
  it('of a range warn at the lower end and break at the upper', () => {
    const play = Play.begin(`
initial: open
states: { open: { title: { zh-CN: 修, en: Repairing }, task: clerk, due: { within: 2 to 3 days, escalate: leader } } }
`)
    expect(play.case.deadlines).toMatchObject([
      { warnAt: monday + 2 * day, dueAt: monday + 3 * day, status: 'running' },
    ])
    play.wait(2 * day)
    expect(play.case.deadlines).toMatchObject([{ status: 'warned' }])
    play.wait(day)
    expect(play.case.deadlines).toMatchObject([{ status: 'breached' }])
    expect(play.effects).toMatchObject([
      {
        template: 'deadline-warned',
        to: ['clerk'],
        message: { en: "'Repairing' of case c1 is due at 2026-10-01 09:30." },
      },
      { template: 'deadline-breached', to: ['leader'], subject: { en: 'Overdue: Repairing (c1)' } },
    ])
  })

  it('warn a given time before, at the start when that has passed, and do what is asked instead of telling', () => {
    const play = Play.begin(`
fields: { n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
initial: open
states:
  open:
    task: clerk
    due: { within: 3 hours, warn: [ { at: 1 hour before }, { at: 5 hours before }, { at: 2 hours before, do: [ { assign: { n: 1 } } ] } ] }
`)
    expect(play.case.timers.map(({ key, dueAt }) => [key, (dueAt - monday) / hour])).toEqual([
      ['due.0', 2],
      ['due.1', 0],
      ['due.2', 1],
      ['due', 3],
    ])
    play.wait(2 * hour)
    expect(play.case.data).toEqual({ n: 1 })
    expect(play.effects).toHaveLength(2)
    play.wait(2 * hour)
    expect(play.case.deadlines).toMatchObject([{ status: 'breached' }])
    expect(play.effects).toHaveLength(2)
  })

  it('count in the calendar of the process', () => {
    const play = new Play(
      processOf(`
calendar: service-centre
initial: open
states: { open: { task: clerk, due: { within: 1 working day }, after: { 5 working hours: open } } }
`),
      serviceCentre(),
    )
    expectAdvanced(play.create())
    expect(play.case.deadlines).toMatchObject([
      {
        dueAt: Date.parse('2026-09-29T18:00:00+08:00'),
        calendar: { id: 'service-centre', hash: play.calendar.hash },
      },
    ])
    expect(play.case.timers).toContainEqual(
      expect.objectContaining({ kind: 'after', dueAt: Date.parse('2026-09-28T15:30:00+08:00') }),
    )
  })

  const promised = `
fields: { promisedOn: { type: date, label: { zh-CN: 约定, en: Promised } }, seen: { type: integer, default: 0, label: { zh-CN: 次, en: Seen } } }
forms: { promise: { ask: [promisedOn] } }
initial: open
states:
  open:
    task: clerk
    due: { until: data.promisedOn, else: 2 days, escalate: leader, breach: [ { do: [ { assign: { seen: =data.seen + 1 } } ] } ] }
    on:
      promise: { form: promise, branches: [ {} ] }
      forget: { actions: [ { clear: [promisedOn] } ], branches: [ {} ] }
`

  it('follow the date in the data and run again when it moves ahead; the breach stays a fact', () => {
    const play = Play.begin(promised)
    expect(play.case.deadlines).toMatchObject([{ dueAt: monday + 2 * day }])
    play.wait(3 * day)
    expect(play.case).toMatchObject({ deadlines: [{ status: 'breached' }], data: { seen: 1 }, timers: [] })
    expectAdvanced(play.send('promise', { payload: { promisedOn: '2026-10-05' } }))
    const due = Date.parse('2026-10-06T00:00:00+08:00')
    expect(play.case.deadlines).toMatchObject([{ status: 'running', dueAt: due, startedAt: monday }])
    expect(play.entries('deadline-moved')).toMatchObject([
      {
        deadline: 'open#due',
        from: new Date(monday + 2 * day).toISOString(),
        to: new Date(due).toISOString(),
      },
    ])
    play.wait(10 * day)
    expect(play.case).toMatchObject({ deadlines: [{ status: 'breached' }], data: { seen: 2 } })
    expect(play.entries('deadline-breached')).toHaveLength(2)
  })

  it('fall back to `else` when the date is taken away; a new due point that has passed breaks once', () => {
    const play = Play.begin(promised)
    expectAdvanced(play.send('promise', { payload: { promisedOn: '2026-10-05' } }))
    play.wait(3 * day)
    expect(play.case.deadlines).toMatchObject([{ status: 'running' }])
    expectAdvanced(play.send('forget'))
    expect(play.case.deadlines).toMatchObject([{ dueAt: monday + 2 * day, status: 'running' }])
    play.wait(0)
    expect(play.case).toMatchObject({ deadlines: [{ status: 'breached' }], data: { seen: 1 } })
    expectAdvanced(play.send('promise', { payload: { promisedOn: '2026-09-29' } }))
    play.wait(day)
    expect(play.case).toMatchObject({ deadlines: [{ status: 'breached' }], data: { seen: 2 } })
    // The same promise again moves nothing, so nothing breaks again.
    expectAdvanced(play.send('promise', { payload: { promisedOn: '2026-09-29' } }))
    play.wait(day)
    expect(play.case).toMatchObject({ data: { seen: 2 } })
  })

  it('leave out a warning that would not come before the breach', () => {
    const play = Play.begin(promised.replace('escalate: leader,', 'warn: 1 day before, escalate: leader,'))
    expectAdvanced(play.send('promise', { payload: { promisedOn: '2026-09-20' } }))
    play.wait(0)
    expect(play.entries('deadline-warned')).toEqual([])
    expect(play.entries('deadline-breached')).toHaveLength(1)
  })
})

describe('delaying the look at the clock', () => {
  const process = processOf(
    `
fields: { rounds: { type: integer, default: 0, label: { zh-CN: 轮, en: Rounds } } }
deadlines: { whole: { within: 2 to 4 days, warn: 1 hour before, escalate: leader } }
initial: ask
states:
  ask:
    task: clerk
    remind: { every: 7 hours, to: clerk, template: chase }
    due: { within: 20 hours, warn: 3 hours before, escalate: leader }
    on: { answer: wait, again: { target: ask, reenter: true } }
    after: { 30 hours: { actions: [ { assign: { rounds: =data.rounds + 1 } } ], target: wait } }
  wait:
    task: clerk
    after: { 50 minutes: ask }
    on: { again: ask }
`,
    [template],
  )

  it('changes nothing: every delay gives the same record and trail, byte for byte', () => {
    const events = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 2 * day }), event: fc.constantFrom('answer', 'again') }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(events, (sent) => {
        const [prompt, hourly, late] = [0, hour, 3 * day].map((poll) => told(sent, poll))
        expect(hourly).toEqual(prompt)
        expect(late).toEqual(prompt)
      }),
      { numRuns: 20 },
    )
  })

  /** The story with the clock looked at every `poll` (0: whenever a timer is due), and before each event. */
  function told(
    sent: readonly { gap: number; event: string }[],
    poll: number,
  ): { record: string; trail: string } {
    const play = new Play(process)
    expectAdvanced(play.create())
    const nextLook = (): number =>
      poll === 0
        ? (nextTimer(play.case, Number.MAX_SAFE_INTEGER)?.dueAt ?? Infinity)
        : monday + Math.ceil((play.now - monday + 1) / poll) * poll
    const lookUntil = (until: number): void => {
      for (let at = nextLook(); at < until; at = nextLook()) play.wait(at - play.now)
      play.wait(until - play.now)
    }
    for (const { gap, event } of sent) {
      lookUntil(play.now + gap)
      play.send(event)
    }
    lookUntil(monday + 20 * day)
    return { record: JSON.stringify(play.record), trail: JSON.stringify(play.trail) }
  }
})

describe('a chain of timers longer than one go', () => {
  const process = (delay: string): string => `
initial: here
states:
  here: { task: clerk, on: { finish: done }, after: { ${delay}: there } }
  there: { after: { ${delay}: here } }
  done: { type: final, outcome: done }
`

  it('is applied to its end before anything else: no command overtakes a timer that is due', () => {
    const play = Play.begin(process('1 second'))
    const now = monday + (longestTimerChain + 5) * 1000
    const first = applyDue(play.process, play.facts, play.case, now)
    const halfWay = first.at(-1)!.after
    const finish = { kind: 'send', event: 'finish', payload: {}, actor: clerk } as const

    expect(first).toHaveLength(longestTimerChain)
    expect(() => step(play.process, play.facts, halfWay, finish, now)).toThrow(/is still due/)
    const rest = [...dueSteps(play.process, play.facts, halfWay, now)]
    expect(rest).toHaveLength(5)
    const settled = rest.at(-1)!.after
    expect(settled.active.map(({ path }) => path)).toEqual(['there'])
    // Half-way it stood 'here', where the event would have been accepted.
    expect(halfWay.active.map(({ path }) => path)).toEqual(['here'])
    expectRefused(step(play.process, play.facts, settled, finish, now), 'event-not-accepted')
  })

  it('is refused by name when it never leaves one moment', () => {
    const play = Play.begin(process('0 seconds'))

    expect(() => [...dueSteps(play.process, play.facts, play.case, monday)]).toThrow(/come to rest/)
  })

  it('is not stopped by a clock that was set back', () => {
    const play = Play.begin(process('0 seconds'))

    const [first] = applyDue(play.process, play.facts, play.case, play.case.updatedAt - hour)

    expect(first?.after.updatedAt).toBe(play.case.updatedAt)
  })
})

describe('the same arguments', () => {
  it('give the same bytes', () => {
    const play = Play.begin(`
initial: open
states: { open: { task: clerk, due: { within: 1 hour, escalate: leader }, on: { go: open } } }
`)
    const run = (): string => {
      const record = JSON.parse(JSON.stringify(play.case)) as InstanceRecord
      const sent = step(
        play.process,
        play.facts,
        record,
        { kind: 'send', event: 'go', payload: {}, actor: clerk },
        monday + minute,
      )
      const due: readonly Advanced[] = applyDue(play.process, play.facts, record, monday + day)
      return JSON.stringify([sent, due])
    }
    expect(run()).toBe(run())
  })

  it('never let time run backwards within a case', () => {
    const play = Play.begin(`
initial: open
states: { open: { task: clerk, on: { go: { target: open, reenter: true } } } }
`)
    play.now -= day
    expectAdvanced(play.send('go'))
    expect(play.case).toMatchObject({ updatedAt: monday, active: [{ since: monday }] })
  })
})
