import { describe, expect, it } from 'vitest'
import type { OperatorAction } from '../../../engine/core/index.js'
import { foldClocks } from '../../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, hour, monday, Play, processOf } from '../play.js'

const root = { id: 'root', roles: ['admin'] }

const body = `
fields:
  steps: { type: integer, default: 0, label: { zh-CN: 步, en: Steps } }
  name: { type: text, personal: true, label: { zh-CN: 名, en: Name } }
invariants:
  few: { if: data.steps < 9, else: { zh-CN: 太多, en: Too many steps. } }
events:
  go: { title: { zh-CN: 走, en: Go } }
  sign: { title: { zh-CN: 签, en: Sign } }
  back: { title: { zh-CN: 退, en: Back } }
initial: draft
due: 3 days
states:
  draft:
    task: clerk
    on: { go: handling }
  handling:
    type: parallel
    onDone: settled
    states:
      quality:
        initial: waiting
        states:
          waiting:
            task: clerk
            due: { within: 2 hours }
            exit: [ { assign: { steps: =data.steps + 1 } } ]
            on: { sign: signed }
          checking:
            task: leader
            due: { within: 4 hours, warn: 1 hour before }
            after: { 8 hours: waiting }
            entry: [ { assign: { steps: =data.steps + 1 } }, { notify: { to: leader, template: note } } ]
            on: { sign: signed }
          signed: { type: final }
      finance:
        initial: open
        states:
          open: { task: leader, on: { back: paid } }
          paid: { type: final }
  settled: { on: { go: closed } }
  closed: { type: final, outcome: closed }
`

const note = {
  file: 'templates/note.yaml',
  text: `
template: note
subject: { zh-CN: 记, en: Note }
body: { zh-CN: 记, en: Note }
`,
}

const process = processOf(body, [note])

function begun(...events: readonly string[]): Play {
  const play = new Play(process)
  expectAdvanced(play.create())
  for (const event of events) expectAdvanced(play.send(event))
  return play
}

function ask(play: Play, act: OperatorAction, reason = 'put right') {
  return play.run({ kind: 'operate', act, reason, actor: root })
}

describe('a case moved by hand', () => {
  it('leaves and enters one region, with exit and entry actions, tasks and clocks, and keeps the others', () => {
    const play = begun('go')
    play.now = monday + hour

    expectAdvanced(ask(play, { action: 'move', to: 'handling.quality.checking' }))

    expect(play.states).toEqual([
      'handling',
      'handling.quality',
      'handling.quality.checking',
      'handling.finance',
      'handling.finance.open',
    ])
    // One step from the exit of the one, one from the entry of the other.
    expect(play.case.data['steps']).toBe(2)
    expect(play.case.visits['handling.finance.open']).toBe(1)
    expect(play.case.tasks.map(({ state }) => state)).toEqual([
      'handling.finance.open',
      'handling.quality.checking',
    ])
    expect(play.case.deadlines.map(({ id }) => id)).toEqual(['#due', 'handling.quality.checking#due'])
    expect(play.effects).toHaveLength(1)
    const head = play.trail.find(({ type }) => type === 'operator-acted')
    expect(head).toMatchObject({
      actor: 'root',
      body: { action: 'move', to: 'handling.quality.checking', reason: null },
      personal: { '/reason': 'put right' },
    })
  })

  it('leaves the entry actions out where that is asked for, and nothing else', () => {
    const play = begun('go')

    expectAdvanced(ask(play, { action: 'move', to: 'handling.quality.checking', withoutEntryActions: true }))

    expect(play.case.data['steps']).toBe(1)
    expect(play.effects).toEqual([])
    expect(play.case.tasks).toHaveLength(2)
    expect(play.case.deadlines).toHaveLength(2)
    // Entered later by its own ways, the state does what it always does.
    expectAdvanced(ask(play, { action: 'move', to: 'handling.quality.checking' }))
    expect(play.case.data['steps']).toBe(2)
  })

  it('completes a join with the last region', () => {
    const play = begun('go', 'sign')
    expect(play.states).toContain('handling.quality.signed')

    expectAdvanced(ask(play, { action: 'move', to: 'handling.finance.paid' }))

    expect(play.states).toEqual(['settled'])
  })

  it('leaves a parallel state for one outside it, and enters one from outside with its other parts at their beginning', () => {
    const play = begun('go')

    expectAdvanced(ask(play, { action: 'move', to: 'settled' }))
    expect(play.states).toEqual(['settled'])
    expectAdvanced(ask(play, { action: 'move', to: 'handling.quality.checking' }))

    expect(play.states).toContain('handling.finance.open')
    expect(play.states).toContain('handling.quality.checking')
  })

  it('goes to the beginning of a part that is named as a whole', () => {
    const play = begun('go', 'sign')

    expectAdvanced(ask(play, { action: 'move', to: 'handling.quality' }))

    expect(play.states).toContain('handling.quality.waiting')
    expect(play.case.visits['handling.finance']).toBe(1)
  })

  it('begins a new visit where it stood, and ends the case in a final state', () => {
    const play = begun()

    expectAdvanced(ask(play, { action: 'move', to: 'draft' }))
    expect(play.case.visits['draft']).toBe(2)
    expectAdvanced(ask(play, { action: 'move', to: 'closed' }))

    expect(play.case).toMatchObject({ status: 'ended', outcome: 'closed', tasks: [], timers: [] })
  })

  it('is refused into what is no state to stand in, and where an invariant breaks', () => {
    const play = begun('go')

    const refusal = expectRefused(
      ask(play, { action: 'move', to: 'handling.quality.cheking' }),
      'unknown-state',
    )
    expect(refusal.text.en).toContain("Did you mean 'handling.quality.checking'?")
    expectRefused(ask(play, { action: 'move', to: '' }), 'unknown-state')
    expectAdvanced(ask(play, { action: 'edit-data', changes: { steps: 8 } }))
    expectRefused(ask(play, { action: 'move', to: 'handling.quality.checking' }), 'invariant-broken')
    expect(play.states).toContain('handling.quality.waiting')
  })
})

describe('a case reopened by hand', () => {
  it('goes on in a state, its own task and clocks begin anew, and it has no outcome', () => {
    const play = begun()
    expectAdvanced(ask(play, { action: 'move', to: 'closed' }))
    play.now = monday + 5 * hour

    expectAdvanced(ask(play, { action: 'reopen', to: 'handling.quality.checking' }))

    expect(play.case.status).toBe('active')
    expect(play.case.outcome).toBeUndefined()
    expect(play.case.endedAt).toBeUndefined()
    expect(play.states).toContain('handling.quality.checking')
    expect(play.states).toContain('handling.finance.open')
    expect(play.case.deadlines.find(({ id }) => id === '#due')?.startedAt).toBe(monday + 5 * hour)
    // It goes on by its rules, and ends again.
    expectAdvanced(play.send('sign', { actor: { id: 'l', roles: ['leader'] } }))
    expectAdvanced(play.send('back', { actor: { id: 'l', roles: ['leader'] } }))
    expect(play.states).toEqual(['settled'])
  })

  it('goes on after a cancellation too, which left no state behind', () => {
    const play = begun('go')
    expectAdvanced(ask(play, { action: 'cancel' }))
    expect(play.case).toMatchObject({ status: 'ended', outcome: 'cancelled', active: [] })

    expectAdvanced(ask(play, { action: 'reopen', to: 'settled' }))

    expect(play.states).toEqual(['settled'])
    play.wait(4 * 24 * hour)
    expect(play.entries('deadline-breached')).toHaveLength(1)
  })

  it('is refused into a state that would end it at once, and for a case that goes on', () => {
    const play = begun()
    expectRefused(ask(play, { action: 'reopen', to: 'draft' }), 'instance-not-ended')
    expectAdvanced(ask(play, { action: 'cancel' }))

    expectRefused(ask(play, { action: 'reopen', to: 'closed' }), 'cannot-move')
    expectRefused(ask(play, { action: 'reopen', to: 'nowhere' }), 'unknown-state')
    const refusal = expectRefused(ask(play, { action: 'move', to: 'draft' }), 'instance-ended')
    expect(refusal.text.en).toContain('Reopen it')
  })
})

describe('a due point set by hand', () => {
  const due = 'handling.quality.waiting#due'
  const of = (play: Play, id = due) => play.case.deadlines.find((one) => one.id === id)

  it('stands until it is withdrawn, through pauses and recounts', () => {
    const play = begun('go')
    const dueAt = monday + 30 * hour

    expectAdvanced(ask(play, { action: 'set-deadline', clock: due, dueAt }, 'the customer asked for it'))
    expect(of(play)).toMatchObject({ dueAt, byHand: { dueAt, at: monday, by: 'root' } })
    expectAdvanced(play.run({ kind: 'suspend', reason: 'away', actor: root }))
    play.now = monday + 10 * hour
    expectAdvanced(play.run({ kind: 'resume', reason: 'back', actor: root }))
    expectAdvanced(play.run({ kind: 'recompute', reason: 'to be sure', actor: root }))
    expect(of(play)?.dueAt).toBe(dueAt)
    expectAdvanced(ask(play, { action: 'withdraw-deadline', clock: due }))

    // Two hours, and ten in which the case stood still.
    expect(of(play)).toMatchObject({ dueAt: monday + 12 * hour })
    expect(of(play)?.byHand).toBeUndefined()
    const moves = play.entries('deadline-moved').filter((entry) => entry['deadline'] === due)
    expect(moves.map((entry) => entry['because'])).toEqual(['by-hand', 'by-hand'])
    const { deadlines } = foldClocks(process, play.facts, play.trail)
    expect(deadlines).toEqual(play.case.deadlines)
  })

  it('comes when it was set for, and the breach is a fact', () => {
    const play = begun('go')
    expectAdvanced(ask(play, { action: 'set-deadline', clock: due, dueAt: monday + hour }))

    play.wait(hour)

    expect(of(play)).toMatchObject({ status: 'breached' })
    expectAdvanced(ask(play, { action: 'withdraw-deadline', clock: due }))
    expect(of(play)).toMatchObject({ status: 'running', dueAt: monday + 2 * hour })
  })

  it('may be that of a wait, by the id of its timer, and moves the case then', () => {
    const play = begun('go')
    expectAdvanced(ask(play, { action: 'move', to: 'handling.quality.checking' }))
    const timer = play.case.timers.find(({ kind }) => kind === 'after')
    const warning = play.case.timers.find(({ kind }) => kind === 'warn')

    expectRefused(
      ask(play, { action: 'set-deadline', clock: warning?.id ?? '', dueAt: monday + hour }),
      'unknown-clock',
    )
    expectAdvanced(ask(play, { action: 'set-deadline', clock: timer?.id ?? '', dueAt: monday + hour }))
    play.wait(hour)

    expect(play.states).toContain('handling.quality.waiting')
  })

  it('is refused where no such clock runs, before it began, and where none was set', () => {
    const play = begun('go')

    expectRefused(
      ask(play, { action: 'set-deadline', clock: 'draft#due', dueAt: monday + hour }),
      'unknown-clock',
    )
    expectRefused(ask(play, { action: 'set-deadline', clock: due, dueAt: monday }), 'due-point-invalid')
    expectRefused(ask(play, { action: 'withdraw-deadline', clock: due }), 'due-point-not-set')
  })
})

describe('data and tasks put right by hand', () => {
  it('writes any field, and tells old and new, personal values beside the trail', () => {
    const play = begun()

    expectAdvanced(ask(play, { action: 'edit-data', changes: { steps: 3, name: 'Wang' } }))

    const entry = play.trail.find(({ type }) => type === 'data-changed')
    expect(play.case.data).toMatchObject({ steps: 3, name: 'Wang' })
    expect(entry?.body).toEqual({ changes: { steps: [0, 3], name: [null, null] } })
    expect(entry?.personal).toEqual({ '/changes/name/1': 'Wang' })
    expectRefused(ask(play, { action: 'edit-data', changes: { stepz: 3 } }), 'payload-invalid')
    expectRefused(ask(play, { action: 'edit-data', changes: { steps: 'x' } }), 'payload-invalid')
    expectRefused(ask(play, { action: 'edit-data', changes: { __proto__x: 1 } }), 'payload-invalid')
    expectRefused(ask(play, { action: 'edit-data', changes: { steps: 9 } }), 'invariant-broken')
  })

  it('gives a task to a person who may do it, and frees it, as one step each', () => {
    const play = begun()
    play.known = {
      people: [
        { id: 'ann', roles: ['clerk'], skills: [], absences: [] },
        { id: 'li', roles: ['leader'], skills: [], absences: [] },
      ],
    }
    const task = play.case.tasks.find(({ state }) => state === 'draft')?.id ?? ''

    expectAdvanced(ask(play, { action: 'reassign', task, to: 'ann' }))
    expect(play.case.tasks.find(({ id }) => id === task)?.assignee).toBe('ann')
    expectRefused(ask(play, { action: 'reassign', task, to: 'li' }), 'forbidden')
    expectAdvanced(ask(play, { action: 'reassign', task }))

    expect(play.case.tasks.find(({ id }) => id === task)?.assignee).toBeUndefined()
    expectRefused(ask(play, { action: 'reassign', task }), 'task-not-taken')
    expectRefused(ask(play, { action: 'reassign', task: 'c1-t99', to: 'ann' }), 'unknown-task')
    expect(play.send('go', { actor: clerk }).kind).toBe('advanced')
  })
})
