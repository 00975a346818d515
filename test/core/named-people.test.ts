import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, Play, processOf } from './play.js'

const process = processOf(`
editable: { fields: [worker], roles: [clerk] }
fields:
  worker: { type: person, label: { zh-CN: 维修员工, en: Worker } }
  hours: { type: list, of: { type: object, fields: { by: { type: person } } } }
forms:
  give: { ask: [worker, hours], also: { seen: { type: person, label: { zh-CN: 见证人, en: Witness } } } }
initial: open
states:
  open:
    task: clerk
    on: { give: { form: give, target: working }, stop: done }
  working:
    task: { role: technician, assign: =data.worker, onNobody: stop }
    on: { stop: { roles: [], target: open } }
  done: { type: final, outcome: done }
`)

const person = (id: string, role: string): Candidate => ({ id, roles: [role], skills: [], absences: [] })

function opened(people: readonly Candidate[]): Play {
  const play = new Play(process)
  play.known = { people }
  expectAdvanced(play.create())
  return play
}

const house = [person('ann', 'technician'), person('cora', 'clerk')]

describe('a person in a field', () => {
  it('is refused where the answer is given when the directory knows nobody of that id, with each place', () => {
    const play = opened(house)

    const payload = { worker: 'nobody', hours: [{ by: 'ann' }, { by: 'noone' }], seen: 'ghost' }
    const refusal = expectRefused(play.send('give', { payload }), 'payload-invalid')

    expect(refusal.reasons).toMatchObject([
      { field: 'worker', found: 'nobody', text: { 'zh-CN': expect.stringContaining('维修员工') as string } },
      { field: 'hours[1].by', found: 'noone' },
      { field: 'seen', found: 'ghost' },
    ])
  })

  it('is refused at the start and in a correction as well', () => {
    const play = opened(house)
    const correct = { kind: 'correct', changes: { worker: 'nobody' }, reason: 'wrong', actor: clerk } as const
    const other = new Play(process)
    other.known = { people: house }

    expectRefused(play.run(correct), 'payload-invalid')
    expectRefused(other.create({ worker: 'nobody' }), 'payload-invalid')
    expectAdvanced(play.run({ ...correct, changes: { worker: 'ann' } }))
    expectAdvanced(play.run({ ...correct, changes: { worker: null } }))
  })

  it('may be anybody of the house: whoever lacks the role of the task does not get it, and the trail says why', () => {
    const play = opened(house)

    expectAdvanced(play.send('give', { payload: { worker: 'cora' } }))

    expect(play.entries('task-unassigned')).toMatchObject([{ named: 'cora', why: 'without-role' }])
    expect(play.states).toEqual(['open'])
    expectAdvanced(play.send('give', { payload: { worker: 'ann' } }))
    expect(play.case.tasks[0]?.assignee).toBe('ann')
  })

  it('is not asked for where the directory tells of no people', () => {
    const play = opened([])

    expectAdvanced(play.send('give', { payload: { worker: 'ghost', seen: 'ghost' } }))

    expect(play.entries('task-unassigned')).toMatchObject([{ named: 'ghost', why: 'unknown-person' }])
  })

  it('asks the directory only when somebody is named', () => {
    const play = opened(house)

    expectAdvanced(play.run({ kind: 'correct', changes: { worker: null }, reason: 'nobody', actor: clerk }))

    expect(play.questions).toEqual([])
  })
})
