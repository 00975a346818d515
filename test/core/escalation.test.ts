import { describe, expect, it } from 'vitest'
import { day, expectAdvanced, hour, monday, Play, processOf, serviceCentre } from './play.js'

const operator = { id: 'operator-1', roles: [] }

const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`)

function begin(escalate: string, more = ''): Play {
  const play = new Play(
    processOf(`
calendar: service-centre
fields: { level: { type: integer, default: 3, label: { zh-CN: 级, en: Level } }, n: { type: integer, default: 0, label: { zh-CN: 数, en: N } } }
forms: { level: { ask: [level] } }
initial: open
deadlines: { reply: { within: 10 hours, escalate: ${escalate} } }
states:
  open: { task: clerk, on: { done: over, level: { form: level, branches: [ {} ] } } }
  over: { type: final, outcome: done }
${more}`),
    serviceCentre(),
  )
  expectAdvanced(play.create())
  return play
}

describe('a breach outside the hours', () => {
  it('is a fact at its time, and told when the calendar opens', () => {
    const play = begin('director')
    play.wait(12 * hour)
    expect(play.case.deadlines).toMatchObject([
      { status: 'breached', breaches: [{ at: monday + 10 * hour }] },
    ])
    expect(play.effects).toEqual([])
    expect(play.case.timers).toMatchObject([
      { kind: 'escalate', key: 'reply.breach', dueAt: at('09-29T09:00') },
    ])
    play.wait(day)
    expect(play.effects).toMatchObject([
      { template: 'deadline-breached', to: ['director'], at: at('09-29T09:00') },
    ])
    expect(play.case.deadlines).toMatchObject([
      { breaches: [{ told: ['c1-e1'] }], rungs: { breach: { times: 1, at: at('09-29T09:00') } } },
    ])
    expect(play.entries('deadline-escalated')).toMatchObject([
      { deadline: '#reply', rung: 'breach', to: ['director'], effect: 'c1-e1' },
    ])
  })

  it('on a closing instant is told at once', () => {
    const play = begin('director')
    const noon = new Play(
      processOf(
        'calendar: service-centre\ninitial: open\nstates: { open: { task: clerk, due: { within: 2 hours 30 minutes, escalate: leader } } }'.replace(
          '2 hours 30 minutes',
          '150 minutes',
        ),
      ),
      serviceCentre(),
    )
    expectAdvanced(noon.create())
    noon.wait(3 * hour)
    expect(noon.effects).toMatchObject([{ at: at('09-28T12:00') }])
    expect(play.effects).toEqual([])
  })

  it('is told at once while somebody is on call, even if the call comes later', () => {
    const play = begin('{ to: [director], onCall: data.level == 1 }')
    play.wait(12 * hour)
    expect(play.effects).toEqual([])
    expectAdvanced(play.send('level', { payload: { level: 1 } }))
    play.wait(0)
    expect(play.effects).toMatchObject([{ to: ['director'], at: monday + 12 * hour }])
  })
})

describe('a ladder', () => {
  const ladder =
    '{ to: [leader], ladder: [ { after: 1 working day, to: director }, { every: working day at 09:00, to: general-manager, do: [ { assign: { n: =data.n + 1 } } ] } ] }'

  it('climbs in working time and repeats until the clock ends', () => {
    const play = begin(ladder)
    play.wait(3 * day)
    expect(play.effects.map(({ at: when, to, template }) => [when, to![0], template])).toEqual([
      [at('09-29T09:00'), 'leader', 'deadline-breached'],
      [at('09-29T09:00'), 'general-manager', 'deadline-escalated'],
      [at('09-29T18:00'), 'director', 'deadline-escalated'],
      [at('09-30T09:00'), 'general-manager', 'deadline-escalated'],
    ])
    expect(play.case.data['n']).toBe(2)
    expect(play.case.deadlines).toMatchObject([{ rungs: { 1: { times: 2, at: at('09-30T09:00') } } }])
    // 1 to 7 October are off, 8 October is a Thursday.
    expect(play.case.timers).toMatchObject([{ kind: 'escalate', key: 'reply.1', dueAt: at('10-08T09:00') }])
    expectAdvanced(play.send('done'))
    expect(play.case.timers).toEqual([])
  })

  it('rests while the case is suspended, and goes on afterwards', () => {
    const play = begin(ladder)
    play.wait(day)
    expect(play.effects).toHaveLength(2)
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: operator }))
    expect(play.case.timers).toEqual([])
    play.wait(14 * day)
    expect(play.effects).toHaveLength(2)
    expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: operator }))
    // Resumed on 13 October at 09:30; the mornings in between were paused.
    expect(play.case.timers.map(({ key, dueAt }) => [key, dueAt])).toContainEqual([
      'reply.1',
      at('10-14T09:00'),
    ])
    play.wait(2 * day)
    expect(play.effects.slice(2).map(({ to }) => to![0])).toEqual([
      'director',
      'general-manager',
      'general-manager',
    ])
  })

  it('whose actions are refused still counts as climbed', () => {
    const play = begin(
      ladder,
      'invariants: { small: { if: data.n < 1, else: { zh-CN: 大, en: Too large. } } }\n',
    )
    play.wait(2 * day)
    expect(play.entries('timer-fired').filter(({ taken }) => taken === false)).toHaveLength(2)
    expect(play.case).toMatchObject({ data: { n: 0 }, deadlines: [{ rungs: { 1: { times: 2 } } }] })
  })
})

describe('what waits for the hours', () => {
  const paused = `
calendar: service-centre
initial: w
deadlines: { d: { within: 11 hours, pauseIn: [asking], escalate: { to: [director], ladder: [ { after: 1 working hour, to: boss } ] } } }
states:
  w: { task: clerk, on: { ask: asking } }
  asking: { task: clerk, on: { answer: w } }
`

  it('does not go out at night because an opening passed while the clock stood still', () => {
    const play = new Play(processOf(paused), serviceCentre())
    expectAdvanced(play.create())
    play.wait(11.5 * hour)
    expectAdvanced(play.send('ask'))
    play.now = at('09-29T23:00')
    expectAdvanced(play.send('answer'))
    play.wait(0)
    expect(play.effects).toEqual([])
    expect(play.case.timers.map(({ dueAt }) => dueAt)).toEqual([at('09-30T09:00'), at('09-30T10:00')])
  })

  it('does not go out at night because a calendar says now that it was open then', () => {
    const play = new Play(processOf(paused), serviceCentre())
    expectAdvanced(play.create())
    play.wait(13.5 * hour)
    play.calendar = serviceCentre({ hours: ['09:00', '21:00'] })
    expectAdvanced(play.run({ kind: 'recompute', reason: 'x', actor: operator }))
    play.wait(0)
    expect(play.effects).toEqual([])
    expect(play.case.timers).toContainEqual(
      expect.objectContaining({ key: 'd.breach', dueAt: at('09-29T09:00') }),
    )
  })

  it('goes out at its opening where nobody looked until the night after, calendars changed or not', () => {
    const play = new Play(processOf(paused), serviceCentre())
    expectAdvanced(play.create())
    play.wait(13.5 * hour)
    play.now = at('09-30T23:00')
    play.calendar = serviceCentre({ closed: ['2026-12-24'] })
    expectAdvanced(play.run({ kind: 'recompute', reason: 'x', actor: operator }))
    play.wait(0)
    expect(play.effects.map((effect) => effect.at)).toEqual([at('09-29T09:00'), at('09-29T10:00')])
  })
})

describe('a deadline that runs into a year whose holidays are not published', () => {
  const unsure = /\(provisional: the holidays of that year are not published yet\)/
  const unsureZh = /（暂定：该年节假日尚未公布）/

  it('is provisional in its rows of the trail and in every message about it', () => {
    const play = new Play(
      processOf(`
calendar: service-centre
initial: open
states:
  open: { task: clerk, due: { within: 3 working days, warn: 1 working day before, escalate: { to: [leader], ladder: [ { after: 1 working day, to: director } ] } } }
`),
      serviceCentre(),
    )
    play.now = Date.parse(`${Number(play.calendar.publishedUntil) + 1}-07-01T10:00:00+08:00`)
    expectAdvanced(play.create())
    expect(play.entries('deadline-set')).toMatchObject([{ provisional: true }])
    play.wait(30 * day)
    expect(play.effects.map(({ template }) => template)).toEqual([
      'deadline-warned',
      'deadline-breached',
      'deadline-escalated',
    ])
    for (const { message } of play.effects) {
      expect(message?.en).toMatch(unsure)
      expect(message?.['zh-CN']).toMatch(unsureZh)
    }
  })

  it('says nothing of it where the holidays are known', () => {
    const play = begin('director')
    play.wait(2 * day)
    expect(play.entries('deadline-set')[0]).not.toHaveProperty('provisional')
    expect(play.effects[0]?.message?.en).not.toMatch(unsure)
  })
})
