import { describe, expect, it } from 'vitest'
import type { Actor, Candidate } from '../../engine/core/index.js'
import { day, expectAdvanced, expectRefused, hour, leader, monday, Play, processOf } from './play.js'

const ann: Actor = { id: 'ann', roles: ['technician'] }
const bob: Actor = { id: 'bob', roles: ['technician'] }

function person(id: string, more: Partial<Candidate> = {}): Candidate {
  return { id, roles: ['technician'], skills: [], absences: [], ...more }
}

/** One task of a technician, given out by `assign`; `again` goes round once more. */
function visiting(task: string, more = ''): string {
  return `
fields: { who: text, wanted: text, urgent: { type: boolean, default: false } }
forms: { name: { ask: [who] } }
${more}
initial: visiting
states:
  visiting:
    task: { role: technician, ${task} }
    on:
      done: closed
      again: { target: visiting, reenter: true }
      postpone: { roles: [], target: waiting }
  waiting: { task: technician, on: { retry: { form: name, target: visiting } } }
  closed: { type: final, outcome: closed }`
}

function begin(task: string, people: readonly Candidate[], more = ''): Play {
  const play = new Play(processOf(visiting(task, more)))
  play.known = { people }
  expectAdvanced(play.create())
  return play
}

/** The person who has the task now. */
const assignee = (play: Play): string | undefined => play.case.tasks[0]?.assignee

/** Sends `again` by whoever has the task, and tells who gets the next one. */
function next(play: Play): string | undefined {
  const id = assignee(play) ?? 'ann'
  expectAdvanced(play.send('again', { actor: { id, roles: ['technician'] } }))
  return assignee(play)
}

describe('giving a task in turn', () => {
  it('follows the basic order, whatever the directory says first', () => {
    const play = begin('assign: in-turn', [
      person('cora'),
      person('bob', { order: 2 }),
      person('ann', { order: 1 }),
      person('dora', { roles: ['clerk'], order: 0 }),
    ])

    expect([assignee(play), next(play), next(play), next(play)]).toEqual(['ann', 'bob', 'cora', 'ann'])
  })

  it('passes over whoever is absent, tells why, and moves the turn on', () => {
    const away = { absences: [{ from: monday - hour, to: monday + day }] }
    const play = begin('assign: in-turn', [person('ann', away), person('bob'), person('cora')])

    expect(assignee(play)).toBe('bob')
    expect(play.case.tasks[0]?.assignment).toEqual({
      how: 'in-turn',
      rotation: 'probe/visiting',
      skipped: [{ person: 'ann', because: 'absent' }],
    })
    expect(play.entries('task-assigned')).toEqual([
      {
        type: 'task-assigned',
        task: 'c1-t1',
        state: 'visiting',
        visit: 1,
        person: 'bob',
        how: 'in-turn',
        skipped: [{ person: 'ann', because: 'absent' }],
        rotation: { key: 'probe/visiting', before: null, after: { last: 'bob', owed: [] } },
      },
    ])
    play.now += 2 * day
    // Ann is back, and has lost her turn.
    expect([next(play), next(play)]).toEqual(['cora', 'ann'])
  })

  it('makes up for a turn that was lost where the process says so', () => {
    const away = { absences: [{ from: monday, to: monday + day }] }
    const play = begin('assign: in-turn, makeUp: true', [person('ann', away), person('bob'), person('cora')])
    expect(assignee(play)).toBe('bob')

    play.now += day

    expect([next(play), next(play), next(play)]).toEqual(['ann', 'cora', 'ann'])
  })

  it('takes whether turns are made up for from a parameter', () => {
    const more =
      'parameters: { makeUp: { type: boolean, default: true, title: { zh-CN: 补轮, en: Make up } } }'
    const { process } = begin('assign: in-turn, makeUp: =params.makeUp', [person('ann')], more)

    expect(process.states.get('visiting')?.task?.assign).toMatchObject({ rule: 'in-turn', makeUp: true })
  })

  it('asks for skills, written down or read from the case', () => {
    const people = [
      person('ann'),
      person('bob', { skills: ['gas', 'power'] }),
      person('cora', { skills: ['gas'] }),
    ]

    expect(assignee(begin('assign: in-turn, skill: [gas, power]', people))).toBe('bob')
    expect(assignee(begin('assign: in-turn, skill: gas', people))).toBe('bob')
    expect(assignee(begin('assign: in-turn, skill: "=or(data.wanted, \'\')"', people))).toBe('ann')
  })

  it('goes on behind somebody who has left the rotation', () => {
    const play = begin('assign: in-turn', [person('ann'), person('bob'), person('cora')])
    expect(next(play)).toBe('bob')

    play.known = { ...play.known, people: [person('ann'), person('bob', { roles: [] }), person('cora')] }
    expectAdvanced(play.send('again', { actor: bob }))

    expect(assignee(play)).toBe('cora')
  })

  it('shares one order of turns among tasks of one rotation', () => {
    const play = begin('assign: in-turn, rotation: field', [person('ann'), person('bob')])

    expect(Object.keys(play.known.rotations ?? {})).toEqual(['field'])
  })

  it('passes over whoever is out of the house with another task, in this case or in others', () => {
    const play = new Play(
      processOf(`
type: parallel
states:
  inside: { task: { role: technician, assign: in-turn }, initial: a, states: { a: { on: { look: b } }, b: { type: final } } }
  outside: { task: { role: technician, assign: in-turn, rotation: field, away: true }, initial: a, states: { a: { on: { look: b } }, b: { type: final } } }
  further: { task: { role: technician, assign: in-turn, rotation: field }, initial: a, states: { a: { on: { look: b } }, b: { type: final } } }`),
    )
    play.known = {
      people: [person('ann'), person('bob'), person('cora')],
      loads: { ann: { tasks: 1, away: true } },
    }

    expectAdvanced(play.create())

    expect(play.case.tasks.map((task) => [task.state, task.assignee, task.away])).toEqual([
      ['inside', 'bob', undefined],
      ['outside', 'bob', true],
      ['further', 'cora', undefined],
    ])
  })
})

describe('giving a task by load', () => {
  it('chooses whoever has the fewest open tasks, and between equals the first in the order', () => {
    const play = new Play(processOf(visiting('assign: by-load')))
    play.known = {
      people: [person('ann', { order: 1 }), person('bob', { order: 2 }), person('cora', { order: 3 })],
      loads: {
        ann: { tasks: 2, away: false },
        bob: { tasks: 1, away: false },
        cora: { tasks: 1, away: false },
      },
    }

    expectAdvanced(play.create())

    expect(assignee(play)).toBe('bob')
  })
})

describe('giving a task to a named person', () => {
  it('reads who it is from the case, as the entry actions leave it', () => {
    const body = visiting(`assign: "=or(data.who, '')"`).replace(
      'visiting:\n    task',
      'visiting:\n    entry: [{ assign: { who: bob } }]\n    task',
    )
    const play = new Play(processOf(body))
    play.known = { people: [person('ann'), person('bob')] }

    expectAdvanced(play.create())

    expect(assignee(play)).toBe('bob')
  })

  it('gives it to nobody, and says why, when nobody fits', () => {
    const people = [
      person('ann', { roles: ['clerk'] }),
      person('bob', { absences: [{ from: 0, to: monday + 1 }] }),
    ]
    const why = (name: string) => {
      const play = new Play(processOf(visiting(`assign: "=or(data.who, '')"`)))
      play.known = { people }
      expectAdvanced(play.create(name === '' ? {} : { who: name }))
      expect(assignee(play)).toBeUndefined()
      return play.entries('task-unassigned')[0]?.['why']
    }

    expect(['', 'nobody', 'ann', 'bob'].map(why)).toEqual([
      'nobody-named',
      'unknown-person',
      'without-role',
      'nobody-suits',
    ])
  })
})

describe('a task nobody can be given', () => {
  it('raises the event the process names, in the same step, and leaves the turn where it is', () => {
    const away = { absences: [{ from: monday, to: monday + day }] }
    const play = begin('assign: in-turn, onNobody: postpone', [person('ann', away)])

    expect(play.states).toEqual(['waiting'])
    expect(play.entries('task-unassigned', 'event-raised')).toEqual([
      {
        type: 'task-unassigned',
        task: 'c1-t1',
        state: 'visiting',
        visit: 1,
        why: 'nobody-suits',
        skipped: [{ person: 'ann', because: 'absent' }],
        rotation: { key: 'probe/visiting', before: null, after: null },
      },
      { type: 'event-raised', event: 'postpone', state: 'visiting' },
    ])

    play.now += day
    expectAdvanced(play.send('retry', { actor: ann }))
    expect(assignee(play)).toBe('ann')
  })

  it('tells of the event when nothing takes it, and waits to be claimed', () => {
    const body = visiting('assign: in-turn, onNobody: retry')
    const play = new Play(processOf(body))
    play.known = { people: [] }

    expectAdvanced(play.create())

    expect(play.states).toEqual(['visiting'])
    expect(play.entries('raise-unheard')).toEqual([{ type: 'raise-unheard', event: 'retry' }])
  })
})

describe('what somebody has', () => {
  it('is refused to others, and accepted events say the same', () => {
    const play = begin('assign: in-turn', [person('ann'), person('bob')])

    const refusal = expectRefused(play.send('done', { actor: bob }), 'task-taken')

    expect(refusal.reasons[0]).toMatchObject({ state: 'visiting', found: 'ann' })
    expect(refusal.text.en).toContain('somebody else has it')
    expectAdvanced(play.send('done', { actor: ann }))
  })

  it('is open to whoever stands in for its owner', () => {
    const play = begin('assign: in-turn', [person('ann'), person('bob')])

    expectAdvanced(
      play.send('done', {
        actor: { ...bob, standsInFor: [{ person: 'ann', roles: ['technician'] }] },
      }),
    )
  })

  it('is open to everybody of the role where the claim is open', () => {
    const play = begin('assign: in-turn, claim: open', [person('ann'), person('bob')])

    expectAdvanced(play.send('done', { actor: bob }))
  })

  it('is open to whoever may give it to others', () => {
    const play = begin(
      'assign: in-turn, roles: [leader], mayAssign: [leader]'.replace('roles: [leader], ', ''),
      [person('ann')],
    )

    expectAdvanced(play.send('done', { actor: { id: 'lee', roles: ['technician', 'leader'] } }))
  })
})

describe('claiming', () => {
  const claim = (play: Play, actor: Actor) =>
    play.run({ kind: 'claim', task: play.case.tasks[0]?.id ?? '', actor })

  it('takes a task nobody has, once', () => {
    const play = begin('claim: exclusive', [])

    expectAdvanced(claim(play, ann))
    expectRefused(claim(play, bob), 'task-taken')
    expectAdvanced(claim(play, ann))

    expect(play.case.tasks[0]).toMatchObject({
      assignee: 'ann',
      assignedAt: monday,
      assignment: { how: 'claimed' },
    })
    expect(play.trail.filter(({ type }) => type === 'task-claimed')).toMatchObject([{ actor: 'ann' }])
  })

  it('is for the roles of the task', () => {
    const play = begin('claim: exclusive', [])

    expectRefused(claim(play, leader), 'forbidden')
  })

  it('is refused when the task is over or was never there', () => {
    const play = begin('claim: exclusive', [])

    expectRefused(play.run({ kind: 'claim', task: 'c1-t9', actor: ann }), 'unknown-task')
  })

  it('ends with the visit: the next task is nobody’s', () => {
    const play = begin('claim: exclusive', [])
    expectAdvanced(claim(play, ann))

    expectAdvanced(play.send('again', { actor: ann }))

    expect(play.case.tasks).toMatchObject([{ id: 'c1-t2', visit: 2 }])
    expect(assignee(play)).toBeUndefined()
  })
})

describe('a task that is stuck', () => {
  const sue: Actor = { id: 'sue', roles: ['supervisor'] }
  const task = 'c1-t1'

  it('may be claimed when the directory no longer lists whoever has it', () => {
    const play = begin('assign: in-turn', [person('ann'), person('bob')])
    expectRefused(play.run({ kind: 'claim', task, actor: bob }), 'task-taken')
    play.known = { ...play.known, people: [person('bob')] }

    expectAdvanced(play.run({ kind: 'claim', task, actor: bob }))

    expect(assignee(play)).toBe('bob')
    expect(play.entries('task-claimed')).toMatchObject([{ from: 'ann' }])
  })

  it('stays with somebody the directory never listed', () => {
    const play = begin('claim: exclusive', [person('bob')])
    expectAdvanced(play.run({ kind: 'claim', task, actor: ann }))

    expectRefused(play.run({ kind: 'claim', task, actor: bob }), 'task-taken')
  })

  it('is given back and away by an operator, but not without a reason', () => {
    const play = begin('assign: in-turn, swap: false', [person('ann'), person('bob')])
    const operator = true
    expectRefused(play.run({ kind: 'release', task, operator, actor: sue }), 'forbidden')
    expectRefused(play.run({ kind: 'release', task, reason: 'Ill.', actor: sue }), 'forbidden')

    expectAdvanced(play.run({ kind: 'assign', task, to: 'bob', reason: 'Ill.', operator, actor: sue }))
    expect(assignee(play)).toBe('bob')
    expectAdvanced(play.run({ kind: 'release', task, reason: 'Ill.', operator, actor: sue }))
    expect(assignee(play)).toBeUndefined()
    expect(play.trail.at(-1)?.personal).toEqual({ '/reason': 'Ill.' })
  })
})

describe('giving back and giving away', () => {
  const people = [person('ann'), person('bob'), person('sue', { roles: ['supervisor'] })]
  const sue: Actor = { id: 'sue', roles: ['supervisor'] }
  const release = (play: Play, actor: Actor) =>
    play.run({ kind: 'release', task: play.case.tasks[0]?.id ?? '', actor })
  const give = (play: Play, to: string, actor: Actor) =>
    play.run({ kind: 'assign', task: play.case.tasks[0]?.id ?? '', to, reason: 'Ann is stuck.', actor })

  it('gives a task back, by whoever has it or by a role that may', () => {
    const play = begin('assign: in-turn, mayAssign: [supervisor]', people)
    expectRefused(release(play, bob), 'forbidden')

    expectAdvanced(release(play, ann))

    expect(play.case.tasks[0]).toEqual({
      id: 'c1-t1',
      state: 'visiting',
      visit: 1,
      roles: ['technician'],
      openedAt: monday,
    })
    expectRefused(release(play, ann), 'task-not-taken')
    expect(play.entries('task-released')).toMatchObject([{ person: 'ann' }])
  })

  it('gives a task to another person with a reason, by whoever has it', () => {
    const play = begin('assign: in-turn', people)

    expectAdvanced(give(play, 'bob', ann))

    expect(play.case.tasks[0]).toMatchObject({
      assignee: 'bob',
      assignment: { how: 'given', by: 'ann', reason: 'Ann is stuck.' },
    })
    const entry = play.trail.at(-1)
    expect(entry).toMatchObject({
      type: 'task-assigned',
      body: { from: 'ann', person: 'bob', how: 'given', reason: null },
    })
    expect(entry?.personal).toEqual({ '/reason': 'Ann is stuck.' })
  })

  it('lets a role that may override the turn, which stays where it is', () => {
    const play = begin('assign: in-turn, mayAssign: [supervisor]', people)
    const { rotations } = play.known

    expectAdvanced(give(play, 'bob', sue))

    expect(assignee(play)).toBe('bob')
    expect(play.known.rotations).toEqual(rotations)
  })

  it('leaves a task with whoever has it where swapping is forbidden, but for a role that may assign', () => {
    const alone = begin('assign: in-turn, swap: false', people)
    expectRefused(give(alone, 'bob', ann), 'forbidden')
    expectRefused(release(alone, ann), 'forbidden')

    const led = begin('assign: in-turn, swap: false, mayAssign: [supervisor]', people)
    expectRefused(give(led, 'bob', ann), 'forbidden')
    expectAdvanced(give(led, 'bob', sue))

    expect(assignee(led)).toBe('bob')
  })

  it('refuses a stranger, somebody without the role, and somebody four eyes keep from it', () => {
    const play = begin('assign: in-turn, mayAssign: [supervisor]', people)
    expectRefused(give(play, 'zoe', sue), 'unknown-person')
    expectRefused(give(play, 'sue', sue), 'forbidden')
    expectRefused(give(play, 'bob', bob), 'forbidden')
  })

  it('keeps what somebody sent before from being checked by the same person', () => {
    const play = new Play(
      processOf(`
initial: making
states:
  making: { task: technician, on: { made: checking } }
  checking: { task: { role: technician, notBy: made, assign: in-turn, mayAssign: [supervisor] }, on: { good: closed } }
  closed: { type: final, outcome: closed }`),
    )
    play.known = { people }
    expectAdvanced(play.create())

    expectAdvanced(play.send('made', { actor: ann }))

    expect(play.case.tasks[0]).toMatchObject({
      assignee: 'bob',
      assignment: { skipped: [{ person: 'ann', because: 'four-eyes' }] },
    })
    expectRefused(give(play, 'ann', sue), 'forbidden')
  })

  it('takes nothing while the case stands still, and nothing when it is over', () => {
    const play = begin('assign: in-turn', people)
    expectAdvanced(play.run({ kind: 'suspend', reason: 'Waiting.', actor: sue }))
    expectRefused(give(play, 'bob', ann), 'instance-suspended')
    expectAdvanced(play.run({ kind: 'resume', reason: 'On.', actor: sue }))
    expectAdvanced(play.send('done', { actor: ann }))

    expectRefused(play.run({ kind: 'claim', task: 'c1-t1', actor: ann }), 'instance-ended')
  })
})

describe('the priority of a case', () => {
  it('is counted anew with every event', () => {
    const play = new Play(
      processOf(
        visiting('claim: open', 'priority: pick(data.urgent, 10, visits.visiting)').replace(
          'again: {',
          'again: { actions: [{ assign: { urgent: =visits.visiting > 1 } }],',
        ),
      ),
    )
    expectAdvanced(play.create())
    expect(play.case.priority).toBe(1)

    expectAdvanced(play.send('again', { actor: ann }))
    expect(play.case.priority).toBe(2)
    expectAdvanced(play.send('again', { actor: ann }))
    expect(play.case.priority).toBe(10)
    expectAdvanced(play.run({ kind: 'note', text: 'Nothing moves.', actor: ann }))
    expect(play.case.priority).toBe(10)
  })
})

describe('a task of which the process does not say who may assign it', () => {
  const people = [person('ann'), person('bob')]
  const sue: Actor = { id: 'sue', roles: ['supervisor'] }
  const dan: Actor = { id: 'dan', roles: ['director'] }

  /** A task in a state within another; both have a deadline where `inner` says so, the outer one in any case. */
  function within(inner: string, more = ''): Play {
    const play = new Play(
      processOf(`
initial: work
states:
  work:
    due: { within: 5 days, escalate: director }
    initial: visiting
    states: { visiting: { task: { role: technician, assign: in-turn ${more} }, ${inner} on: { done: over } }, over: { type: final } }
    onDone: closed
  closed: { type: final, outcome: closed }`),
    )
    play.known = { people }
    expectAdvanced(play.create())
    return play
  }
  const freed = (play: Play, actor: Actor) =>
    play.run({ kind: 'release', task: play.case.tasks[0]?.id ?? '', actor })
  const given = (play: Play, actor: Actor) =>
    play.run({ kind: 'assign', task: play.case.tasks[0]?.id ?? '', to: 'bob', reason: 'Ann is ill.', actor })

  it('is freed and given away by whom its own deadline escalates to, and by nobody further up', () => {
    const inner = 'due: { within: 1 day, escalate: supervisor },'
    const refusal = expectRefused(given(within(inner), dan), 'forbidden')
    expect(refusal.reasons[0]).toMatchObject({ roles: ['supervisor'], expected: 'ann' })

    expectAdvanced(freed(within(inner), sue))
    const play = within(inner)
    expectAdvanced(given(play, sue))
    expect(assignee(play)).toBe('bob')
  })

  it('is freed by every rung of its ladder', () => {
    const inner =
      'due: { within: 1 day, escalate: { to: supervisor, ladder: [ { after: 1 day, to: director } ] } },'

    for (const actor of [sue, dan]) expectAdvanced(freed(within(inner), actor))
  })

  it('is freed by whom the nearest deadline around it escalates to, where its own tells nobody', () => {
    for (const inner of ['', 'due: 1 day,']) {
      expectRefused(freed(within(inner), sue), 'forbidden')
      expectAdvanced(freed(within(inner), dan))
    }
  })

  it('is not theirs where the process says who may assign it', () => {
    const play = within('due: { within: 1 day, escalate: supervisor },', ', mayAssign: director')

    expectRefused(freed(play, sue), 'forbidden')
    expectAdvanced(freed(play, dan))
  })
})
