import { describe, expect, it } from 'vitest'
import type { Actor } from '../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, leader, Play, processOf } from './play.js'

const standIn: Actor = {
  id: 'deputy-1',
  roles: ['porter', 'clerk'],
  standsInFor: [{ person: clerk.id, roles: ['clerk'] }],
}

describe('whoever begins something ends it', () => {
  const lending = `
initial: open
states:
  open:
    task: clerk
    on:
      lend: { title: { zh-CN: 借出, en: Lend }, target: open }
      take-back: { title: { zh-CN: 收回, en: Take back }, onlyBy: lend, target: done }
  done: { type: final, outcome: done }
`
  const other: Actor = { id: 'clerk-2', roles: ['clerk'] }

  it('lets nobody end what nobody has begun', () => {
    const refusal = expectRefused(Play.begin(lending).send('take-back'), 'forbidden')
    expect(refusal.text.en).toContain('nobody has')
  })

  it('refuses everybody else, and tells who may without a name in the text', () => {
    const play = Play.begin(lending)
    expectAdvanced(play.send('lend'))
    const refusal = expectRefused(play.send('take-back', { actor: other }), 'forbidden')
    expect(refusal.text.en).toContain("Expected whoever sent 'Lend' in this case to send")
    expect(JSON.stringify(refusal.text)).not.toContain(clerk.id)
    expect(refusal.reasons[0]).toMatchObject({ expected: clerk.id, found: other.id })
    expectAdvanced(play.send('take-back'))
  })

  it('lets the deputy end it while the person is away, and the person when the deputy began it', () => {
    const away = Play.begin(lending)
    expectAdvanced(away.send('lend'))
    expectAdvanced(away.send('take-back', { actor: standIn }))

    const back = Play.begin(lending)
    expectAdvanced(back.send('lend', { actor: standIn }))
    expectRefused(back.send('take-back', { actor: other }), 'forbidden')
    expectAdvanced(back.send('take-back'))
  })

  it('holds for a whole task', () => {
    const play = Play.begin(`
initial: open
states:
  open: { task: clerk, on: { lend: lent } }
  lent: { task: { role: clerk, onlyBy: lend }, on: { take-back: done } }
  done: { type: final, outcome: done }
`)
    expectAdvanced(play.send('lend'))
    expectRefused(play.send('take-back', { actor: other }), 'forbidden')
    expectAdvanced(play.send('take-back'))
  })
})

describe('a role somebody has only as a deputy', () => {
  const checking = `
initial: drafting
states:
  drafting: { task: clerk, on: { hand-in: checking } }
  checking: { task: { role: [clerk, leader], notBy: hand-in }, on: { check: done } }
  done: { type: final, outcome: done }
`

  it('opens what it opens, and the trail says for whom', () => {
    const play = Play.begin(checking)
    expectAdvanced(play.send('hand-in', { actor: standIn }))
    expect(play.entries('event-accepted')).toEqual([
      { type: 'event-accepted', event: 'hand-in', for: [clerk.id] },
    ])
    expect(play.case.senders).toEqual({ 'hand-in': [standIn.id, clerk.id] })
  })

  it('is not said where an own role opens it as well', () => {
    const play = Play.begin(checking)
    expectAdvanced(play.send('hand-in', { actor: { ...standIn, roles: ['clerk'], standsInFor: [] } }))
    expect(play.entries('event-accepted')).toEqual([{ type: 'event-accepted', event: 'hand-in' }])
  })

  it('makes no second pair of eyes of the absent person', () => {
    const play = Play.begin(checking)
    expectAdvanced(play.send('hand-in'))
    const refusal = expectRefused(play.send('check', { actor: standIn }), 'forbidden')
    expect(refusal.text.en).toContain("somebody who sent 'hand-in'")
    expect(refusal.text.en).toContain('stands in')
    // An own role is not the absent person's.
    expectAdvanced(play.send('check', { actor: { ...standIn, roles: ['clerk', 'leader'] } }))
  })

  it('does not let the absent person check what was done in the name of that person', () => {
    const play = Play.begin(checking)
    expectAdvanced(play.send('hand-in', { actor: standIn }))
    expectRefused(play.send('check'), 'forbidden')
    expectAdvanced(play.send('check', { actor: leader }))
  })
})

describe('an outside role that is a certain party in each case', () => {
  const asking = `
parties: { factory: { is: data.factory, sees: [fault] } }
fields:
  factory: { type: text, label: { zh-CN: 工厂, en: Factory } }
  fault: { type: text, label: { zh-CN: 故障, en: Fault } }
forms:
  choose: { ask: [factory], required: [factory] }
editable: { fields: [fault], roles: [factory] }
initial: choosing
states:
  choosing: { task: clerk, on: { ask: { form: choose, target: asking } } }
  asking:
    task: factory
    on:
      agree: done
      ask-another: { roles: clerk, form: choose, target: asking }
      drop: { roles: clerk, actions: [ { clear: [factory] } ] }
  done: { type: final, outcome: done }
`
  const south: Actor = { id: 'south-1', roles: ['factory'], party: 'south' }
  const north: Actor = { id: 'north-1', roles: ['factory'], party: 'north' }

  it('is nobody before the case says who', () => {
    const play = Play.begin(asking)
    expect(play.case.parties).toBeUndefined()
  })

  it('may be used by people of that party only, without telling the others which it is', () => {
    const play = Play.begin(asking)
    expectAdvanced(play.send('ask', { payload: { factory: 'south' } }))
    expect(play.case.parties).toEqual({ factory: 'south' })
    for (const actor of [north, { id: 'x', roles: ['factory'] }]) {
      const refusal = expectRefused(play.send('agree', { actor }), 'forbidden')
      expect(JSON.stringify(refusal)).not.toContain('south')
    }
    expectAdvanced(play.send('agree', { actor: south }))
    expect(play.case.parties).toEqual({ factory: 'south' })
  })

  it('follows the data', () => {
    const play = Play.begin(asking)
    expectAdvanced(play.send('ask', { payload: { factory: 'south' } }))
    expectAdvanced(play.send('ask-another', { payload: { factory: 'north' } }))
    expectRefused(play.send('agree', { actor: south }), 'forbidden')
    expectAdvanced(play.send('drop'))
    expect(play.case.parties).toBeUndefined()
    expectRefused(play.send('agree', { actor: north }), 'forbidden')
  })

  it('begins a case for itself only', () => {
    const starting = `start: { roles: [factory, clerk] }\n${asking}`
    const begin = (factory: string | undefined, actor: Actor) =>
      new Play(processOf(starting)).create(factory === undefined ? {} : { factory }, actor)

    expectAdvanced(begin('south', south))
    for (const factory of ['south', undefined])
      expect(JSON.stringify(expectRefused(begin(factory, north), 'forbidden'))).not.toContain('south')
    expectAdvanced(begin('south', clerk))
    expectAdvanced(begin('south', { ...north, roles: ['factory', 'clerk'] }))
  })

  it('corrects the data of its own case only', () => {
    const play = Play.begin(asking)
    expectAdvanced(play.send('ask', { payload: { factory: 'south' } }))
    const correct = { kind: 'correct', changes: { fault: 'noise' }, reason: 'typo' } as const
    expectRefused(play.run({ ...correct, actor: north }), 'not-editable')
    expectAdvanced(play.run({ ...correct, actor: south }))
  })
})
