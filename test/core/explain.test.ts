import { describe, expect, it } from 'vitest'
import { tellTimerRule } from '../../engine/runtime/deadlines/tell-timer-rule.js'
import { explainClocks, type ExplainedClock } from '../../engine/core/explain/index.js'
import { day, expectAdvanced, hour, monday, Play, processOf, serviceCentre } from './play.js'

const template = {
  file: 't.yaml',
  text: 'template: sorry\ntitle: { zh-CN: 歉, en: Sorry }\nbody: { zh-CN: 抱歉, en: Sorry }\n',
}

const body = `
calendar: service-centre
parameters:
  answerWithin: { type: duration, default: 3 working days, source: ["Order 43 art. 28"], title: { zh-CN: 答复期限, en: Time to answer } }
fields: { promisedOn: { type: date, label: { zh-CN: 约定日期, en: Promised date } } }
forms: { promise: { ask: [promisedOn], required: [promisedOn] } }
events:
  answered: { title: { zh-CN: 已答复, en: Answered }, occurredAt: 5 working days }
  ask: { title: { zh-CN: 询问, en: Ask } }
initial: open
deadlines: { whole: { within: 20 working days, pauseIn: [tag:waiting] } }
states:
  open:
    title: { zh-CN: 处理, en: At work }
    task: clerk
    deadlines:
      answer: { title: { zh-CN: 答复, en: Answer }, source: [Handbook 4], within: answerWithin, pauseIn: [tag:waiting], warn: 2 working hours before, escalate: leader, stopOn: [event:answered] }
      promised: { until: data.promisedOn }
    on:
      ask: open.asking
      promise: { form: promise, branches: [{}] }
      answered: { branches: [{}] }
      finish: done
    initial: working
    states:
      working: {}
      asking: { title: { zh-CN: 等待客户, en: Waiting for the customer }, tags: [waiting], on: { back: open.working } }
    after: { 30 working days: done }
    remind: { every: 5 working days, to: clerk, template: sorry }
  done: { type: final, outcome: done }
`

const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`)

function begin(): Play {
  const play = new Play(processOf(body, [template]), serviceCentre())
  expectAdvanced(play.create())
  return play
}

const explained = (play: Play) =>
  explainClocks(play.process, play.facts, { record: play.case, trail: play.trail })

function clock(play: Play, id: string): ExplainedClock {
  const found = explained(play).running.find((one) => one.id === id)
  if (!found) throw new Error(`No clock '${id}'.`)
  return found
}

describe('the explanation of a running clock', () => {
  it('names the rule with its sources, the version, and the parameter its figure comes from', () => {
    const { rule, calendar, dueAt, provisional } = clock(begin(), 'open#answer')

    expect(rule).toMatchObject({
      title: { en: 'Answer' },
      source: ['Handbook 4', 'Order 43 art. 28'],
      process: { id: 'probe', version: '1.0.0', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      figures: [{ at: 'within', parameter: 'answerWithin', title: { en: 'Time to answer' } }],
    })
    expect(calendar).toMatchObject({ id: 'service-centre', publishedUntil: 2026 })
    expect([dueAt, provisional]).toEqual([at('10-08T18:00'), false])
  })

  it('traces the count to the very due point of the record, holidays by name', () => {
    const play = begin()

    for (const one of explained(play).running) expect(one.counted?.span.due.at).toBe(one.dueAt)
    const { counted } = clock(play, 'open#answer')
    expect(counted?.trace.filter(({ kind }) => kind === 'holiday')).toHaveLength(7)
    expect(counted?.trace.find(({ kind }) => kind === 'holiday')?.note).toContain('National Day')
    expect(counted?.trace.at(-1)).toEqual({ kind: 'result', to: at('10-08T18:00') })
  })

  it('says what it began with, with the row of the trail', () => {
    const play = begin()
    const row = (type: string, state?: string) =>
      play.trail.find(
        (entry) => entry.type === type && (state === undefined || entry.body['state'] === state),
      )?.seq

    expect(clock(play, 'open#answer').startedBy).toMatchObject({
      kind: 'state',
      name: 'open',
      seq: row('state-entered', 'open'),
    })
    expect(clock(play, '#whole').startedBy).toMatchObject({ kind: 'created', seq: row('created') })
  })

  it('names the state that paused it, over and still going on', () => {
    const play = begin()
    play.wait(hour)
    expectAdvanced(play.send('ask'))
    play.wait(day)
    expectAdvanced(play.send('back'))
    play.wait(hour)
    expectAdvanced(play.send('ask'))

    const { pauses, pausedSince, upcoming } = clock(play, 'open#answer')

    const rows = play.trail
      .filter(({ type, body: told }) => type === 'state-entered' && told['state'] === 'open.asking')
      .map(({ seq }) => seq)
    expect(pauses).toMatchObject([
      {
        from: monday + hour,
        to: monday + hour + day,
        by: [{ name: 'open.asking', title: { en: 'Waiting for the customer' }, seq: rows[0] }],
      },
      { from: monday + 2 * hour + day, by: [{ kind: 'state', seq: rows[1] }] },
    ])
    expect(pauses[1]?.to).toBeUndefined()
    expect(pausedSince).toBe(monday + 2 * hour + day)
    expect(upcoming).toEqual([])
  })

  it('names the suspension of the case as what stopped it', () => {
    const play = begin()
    const operator = { id: 'operator-1', roles: [] }
    expectAdvanced(play.run({ kind: 'suspend', reason: 'stock-taking', actor: operator }))
    play.wait(hour)

    const { pauses } = clock(play, 'open#answer')

    const row = play.trail.find(({ type }) => type === 'suspended')?.seq
    expect(pauses).toMatchObject([{ from: monday, by: [{ kind: 'suspended', seq: row }] }])
  })

  it('lists what is still to come: the warning, the breach, whom an escalation tells', () => {
    const play = begin()

    const before = clock(play, 'open#answer').upcoming
    expect(before.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ['warn', at('10-08T16:00')],
      ['breach', at('10-08T18:00')],
    ])
    expect(clock(play, 'open@remind.0').upcoming).toMatchObject([{ kind: 'remind', to: ['clerk'] }])
    expect(clock(play, 'open@after.30 working days').upcoming).toMatchObject([{ kind: 'after' }])
  })

  it('shows a date in the data as the point it follows, and how it moved', () => {
    const play = begin()
    expectAdvanced(play.send('promise', { payload: { promisedOn: '2026-10-20' } }))
    expectAdvanced(play.send('promise', { payload: { promisedOn: '2026-10-21' } }))

    const { counted, history, rule } = clock(play, 'open#promised')

    expect(counted?.rule).toMatchObject({ kind: 'until', point: '2026-10-21' })
    expect(rule.reads).toEqual(['data.promisedOn'])
    expect(history?.moves).toMatchObject([{ from: at('10-20T18:00'), to: at('10-21T18:00') }])
  })

  it('tells of a recount: before, after, the reason, and under which calendar it had been broken', () => {
    const play = begin()
    const old = play.calendar.hash
    play.wait(11 * day)
    expect(clock(play, 'open#answer').status).toBe('breached')
    play.calendar = serviceCentre({ closed: ['2026-10-08'] })
    const stale = clock(play, 'open#answer')
    expectAdvanced(
      play.run({ kind: 'recompute', reason: 'one more day off', actor: { id: 'operator-1', roles: [] } }),
    )

    const { history, dueAt, countedWith } = clock(play, 'open#answer')

    expect(stale.countedWith?.hash).toBe(old)
    expect(countedWith).toBeUndefined()
    expect(dueAt).toBe(at('10-09T18:00'))
    expect(history?.moves).toMatchObject([
      { from: at('10-08T18:00'), to: at('10-09T18:00'), reason: 'one more day off' },
    ])
    expect(history?.breaches[0]).toMatchObject({ dueAt: at('10-08T18:00'), calendar: { hash: old } })
  })
})

describe('the explanation of a deadline that is over', () => {
  it('says how it ended, with its trace', () => {
    const play = begin()
    play.wait(day)
    expectAdvanced(play.send('answered'))

    const { running, ended } = explained(play)

    expect(running.map(({ id }) => id)).not.toContain('open#answer')
    expect(ended).toMatchObject([
      { id: 'open#answer', how: 'met', endedAt: monday + day, dueAt: at('10-08T18:00') },
    ])
    expect(ended[0]?.counted?.span.due.at).toBe(at('10-08T18:00'))
  })

  it('tells of a breach withdrawn because it had been kept, and of the messages that went out', () => {
    const play = begin()
    play.wait(11 * day)
    const [told] = play.case.deadlines.flatMap(({ breaches = [] }) =>
      breaches.flatMap((one) => one.told ?? []),
    )
    expectAdvanced(play.send('answered', { occurredAt: at('10-08T12:00') }))

    const { ended } = explained(play)

    expect(ended).toMatchObject([{ id: 'open#answer', how: 'met', endedAt: at('10-08T12:00') }])
    expect(ended[0]?.history?.withdrawals).toMatchObject([{ occurredAt: at('10-08T12:00'), told: [told] }])
    expect(ended[0]?.history?.breaches).toHaveLength(1)
  })

  it('keeps every one of a case that has ended, and nothing that runs', () => {
    const play = begin()
    expectAdvanced(play.send('finish'))

    const { running, ended } = explained(play)

    expect(running).toEqual([])
    expect(ended.map(({ id, how }) => [id, how]).sort()).toEqual([
      ['#whole', 'met'],
      ['open#answer', 'met'],
    ])
  })
})

describe('the explanation of several runs', () => {
  it('gives each its own history, where one ended as the next began', () => {
    const play = new Play(
      processOf(`
initial: w
states:
  w: { task: clerk, due: { within: 10 hours, restartOn: [event:again], escalate: leader }, on: { again: { branches: [ {} ] } } }
`),
    )
    expectAdvanced(play.create())
    play.wait(12 * hour)
    expectAdvanced(play.send('again'))

    const { running, ended } = explained(play)

    expect(ended).toMatchObject([{ how: 'restarted', history: { breaches: [{}] } }])
    expect(running).toMatchObject([
      {
        history: {
          breaches: [],
          moves: [{ from: monday + 10 * hour, to: monday + 22 * hour, because: 'restart' }],
        },
      },
    ])
  })

  it('names the calendar the data chose, and keeps the count, of one that is over', () => {
    const play = new Play(
      processOf(`
calendar: service-centre
fields: { hours: { type: text, label: { zh-CN: 历, en: Hours } } }
initial: w
states:
  w: { task: clerk, due: { within: 2 working hours, calendar: { choose: data.hours, else: service-centre } }, on: { x: c } }
  c: { type: final }
`),
      serviceCentre(),
    )
    play.calendars.set('service-centre', play.calendar)
    play.calendars.set('night', serviceCentre({ calendar: 'night', hours: ['20:00', '23:00'] }))
    expectAdvanced(play.create({ hours: 'night' }))
    expectAdvanced(play.send('x'))

    expect(explained(play).ended).toMatchObject([
      { calendar: { id: 'night' }, counted: { span: { due: { at: at('09-28T22:00') } } } },
    ])
  })

  it('tells a suspension from a state of that name', () => {
    const play = new Play(
      processOf(`
initial: w
deadlines: { d: { within: 10 hours, pauseIn: [suspended] } }
states:
  w: { task: clerk, on: { ask: suspended } }
  suspended: { title: { zh-CN: 搁置, en: Shelved }, task: clerk }
`),
    )
    expectAdvanced(play.create())
    play.wait(hour)
    expectAdvanced(play.send('ask'))
    play.wait(hour)
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: { id: 'operator-1', roles: [] } }))

    const pauses = explained(play).running[0]?.pauses

    expect(pauses?.map(({ by }) => by.map(({ kind, name }) => [kind, name]))).toEqual([
      [['state', 'suspended']],
      [
        ['state', 'suspended'],
        ['suspended', '@suspended'],
      ],
    ])
  })
})

describe('the explanation of a timer still to come', () => {
  const timers = (play: Play, kind: string) =>
    explained(play).running.flatMap(({ upcoming }) => upcoming.filter((timer) => timer.kind === kind))
  const oneDeadline = (rule: string): Play => {
    const play = new Play(
      processOf(`
calendar: service-centre
initial: w
states:
  w: { task: clerk, due: { ${rule} } }
`),
      serviceCentre(),
    )
    expectAdvanced(play.create())
    return play
  }

  it('tells warnings at one instant apart by their rules, each counted to when it comes', () => {
    const play = oneDeadline('within: 2 to 4 working hours, warn: [2 working hours before, 50 %]')

    const warnings = timers(play, 'warn')

    expect(warnings.map(({ rule }) => tellTimerRule(rule).en).sort()).toEqual([
      '2 working hours before it is due',
      '50 % of the time used',
      'lower end of the range',
    ])
    expect(new Set(warnings.map(({ dueAt }) => dueAt)).size).toBe(1)
    for (const { count, dueAt } of warnings) {
      expect(count?.to).toBe(dueAt)
      expect(count?.trace.some(({ kind }) => kind === 'counted')).toBe(true)
    }
  })

  it('counts a rung from the breach, over the holidays by name', () => {
    const play = oneDeadline(
      'within: 2 working days, escalate: { to: [leader], ladder: [{ after: 1 working day, to: director }] }',
    )
    play.wait(2 * day + 10 * hour)

    const [rung] = timers(play, 'escalate')

    expect(rung && tellTimerRule(rung.rule).en).toBe('1 working day after the breach, told in working hours')
    expect(rung?.count?.to).toBe(rung?.dueAt)
    expect(rung?.count?.trace.filter(({ kind }) => kind === 'holiday')).toHaveLength(7)
  })

  it('says which days nobody works on before a telling that comes at a time of day', () => {
    const play = oneDeadline(
      'within: 2 working days, escalate: { to: [leader], ladder: [{ every: working day at 09:00, to: director }] }',
    )
    play.wait(2 * day + 10 * hour)

    const [rung] = timers(play, 'escalate')

    expect(rung && tellTimerRule(rung.rule).en).toBe('every working day at 09:00, told in working hours')
    expect(rung?.count?.trace.map(({ kind }) => kind)).toEqual(Array(7).fill('holiday'))
  })

  it('says that a telling out of hours waits for the opening', () => {
    const play = oneDeadline('within: 12 hours, escalate: leader')
    play.wait(14 * hour)

    const [first] = timers(play, 'escalate')

    expect(first?.count?.to).toBe(monday + 12 * hour)
    expect(first?.dueAt).toBeGreaterThan(monday + 12 * hour)
  })

  it('counts a reminder that came before', () => {
    const play = begin()
    play.wait(15 * day)

    const [reminder] = clock(play, 'open@remind.0').upcoming

    expect(reminder && tellTimerRule(reminder.rule).en).toBe('every 5 working days')
    expect(reminder?.count?.to).toBe(reminder?.dueAt)
    expect(reminder?.count?.trace.at(-1)).toEqual({ kind: 'result', to: reminder?.dueAt })
  })
})
