import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  accepted,
  day,
  minute,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from './open-test-engine.js'

const visit = `
dsl: '1'
process: visit
version: 1.0.0
title: { zh-CN: 上门, en: Visit }
start: { roles: [desk] }
priority: pick(data.urgent, 5, 0)
fields:
  urgent: { type: boolean, default: false, label: { zh-CN: 紧急, en: Urgent } }
events: { done: { title: { zh-CN: 完成, en: Done } } }
initial: visiting
states:
  visiting:
    title: { zh-CN: 上门, en: Visiting }
    task: { role: technician, assign: in-turn, rotation: field, mayAssign: desk }
    due: 1 day
    on: { done: looking }
  looking:
    title: { zh-CN: 复核, en: Looking }
    task: { role: technician, assign: by-load, away: true, mayAssign: desk }
    due: 1 day
    on: { done: closed }
  closed: { type: final, outcome: closed, title: { zh-CN: 关闭, en: Closed } }
`
const house = `
organisation: house
roles:
  desk: { title: { zh-CN: 服务台, en: Desk } }
  technician: { title: { zh-CN: 技术员, en: Technician } }
people:
  ann: { name: Ann, roles: [technician], order: 1 }
  bob: { name: Bob, roles: [technician], order: 2 }
  cora: { name: Cora, roles: [technician], order: 3 }
  dora: { name: Dora, roles: [desk] }
`
const workflows = () =>
  sound([
    { file: 'visit.yaml', text: visit },
    { file: 'organisation.yaml', text: house },
  ])

describe('tasks over all cases', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine({ workflows: workflows() })
  })
  afterEach(() => t.close())

  const begin = async (data = {}): Promise<string> =>
    accepted(await t.engine.create('visit', { actor: 'dora', data })).id
  const taskOf = async (instance: string) => (await t.engine.tasks({ instance })).items[0]!

  it('goes round in one order of turns, also after a restart', async () => {
    const first = await begin()
    const second = await begin()
    t = await t.restart()
    const [third, fourth] = [await begin(), await begin()]

    const holders = await Promise.all(
      [first, second, third, fourth].map(async (id) => (await taskOf(id)).assignee),
    )
    expect(holders).toEqual(['ann', 'bob', 'cora', 'ann'])
    expect(await t.engine.store.read.rotation('field')).toEqual({ last: 'ann', owed: [] })
  })

  it('moves no turn when the case is refused', async () => {
    expect(refused(await t.engine.create('visit', { actor: 'ann' }))).toBe('forbidden')
    await begin()

    expect(await t.engine.store.read.rotation('field')).toEqual({ last: 'ann', owed: [] })
  })

  it('gives a task to whoever has the fewest over all cases, and to nobody who is out of the house', async () => {
    // Ann, Bob and Cora have one each, then Ann finishes hers.
    const [first, second] = [await begin(), await begin(), await begin()]

    accepted(await t.engine.send(first, 'done', { actor: 'ann' }))
    expect(await taskOf(first)).toMatchObject({ state: 'looking', assignee: 'ann', away: true })
    accepted(await t.engine.send(second, 'done', { actor: 'bob' }))

    expect(await taskOf(second)).toMatchObject({
      assignee: 'bob',
      assignment: { how: 'by-load', skipped: [{ person: 'ann', because: 'away' }] },
    })
    const fourth = await begin()
    expect((await taskOf(fourth)).assignment).toEqual({
      how: 'in-turn',
      rotation: 'field',
      skipped: [
        { person: 'ann', because: 'away' },
        { person: 'bob', because: 'away' },
      ],
    })
  })

  it('changes hands by release, claim and assignment, and each is found in the lists', async () => {
    const { id } = await taskOf(await begin())
    expect(refused(await t.engine.claimTask(id, { actor: 'bob' }))).toBe('task-taken')

    accepted(await t.engine.releaseTask(id, { actor: 'ann' }))
    expect((await t.engine.tasks({ unassigned: true })).items.map((task) => task.id)).toEqual([id])
    expect((await t.engine.tasks({ assignee: 'ann' })).items).toEqual([])

    t.clock.moveTo(monday + minute)
    accepted(await t.engine.claimTask(id, { actor: 'bob' }))
    expect((await t.engine.tasks({ assignee: 'bob', unassigned: false })).items).toMatchObject([
      { id, assignedAt: monday + minute, assignment: { how: 'claimed' } },
    ])

    accepted(await t.engine.assignTask(id, { actor: 'dora', to: 'cora', reason: 'Bob is ill.' }))
    expect(await t.engine.task(id)).toMatchObject({
      assignee: 'cora',
      assignment: { how: 'given', by: 'dora', reason: 'Bob is ill.' },
    })
  })

  it('takes a repeated request once, also when the task is over by then', async () => {
    const instance = await begin()
    const { id } = await taskOf(instance)
    const request = { actor: 'dora', to: 'bob', reason: 'Ann is late.', idempotencyKey: 'k1' }
    accepted(await t.engine.assignTask(id, request))
    accepted(await t.engine.send(instance, 'done', { actor: 'bob' }))

    expect(await t.engine.assignTask(id, request)).toMatchObject({ repeated: true })
    expect(refused(await t.engine.assignTask(id, { ...request, to: 'ann' }))).toBe('idempotency-key-reused')
  })

  it('knows no task that is over, in another form, or of no case', async () => {
    const instance = await begin()
    const { id } = await taskOf(instance)
    accepted(await t.engine.send(instance, 'done', { actor: 'ann' }))

    for (const task of [id, 'nonsense', 'c9-t1', `${instance}-t99`])
      expect(refused(await t.engine.claimTask(task, { actor: 'ann' }))).toBe('unknown-task')
  })

  it('rejects what a program without types may get wrong', async () => {
    const wrong = [
      t.engine.claimTask(1 as never, { actor: 'ann' }),
      t.engine.releaseTask('c1-t1', {} as never),
      t.engine.assignTask('c1-t1', { actor: 'ann', to: 2 as never, reason: 'x' }),
      t.engine.assignTask('c1-t1', { actor: 'ann', to: 'bob', reason: ' ' }),
      t.engine.tasks({ unassigned: 'yes' as never }),
      t.engine.tasks({}, { sort: 'due' }),
    ]
    await Promise.all(wrong.map((each) => expect(each).rejects.toMatchObject({ code: 'usage-wrong' })))
  })

  it('lists cases and tasks by what is urgent, then by what is due first', async () => {
    const plain = await begin()
    t.clock.moveTo(monday + minute)
    const [urgent, later] = [await begin({ urgent: true }), await begin()]

    const cases = await t.engine.list({}, { sort: 'priority', limit: 2 })
    const rest = await t.engine.list({}, { sort: 'priority', limit: 2, cursor: cases.next! })
    const tasks = await t.engine.tasks({ roles: ['technician'] }, { sort: 'priority' })

    expect([...cases.items, ...rest.items].map(({ id }) => id)).toEqual([urgent, plain, later])
    expect(cases.items[0]).toMatchObject({ priority: 5 })
    expect(tasks.items.map(({ instance }) => instance)).toEqual([urgent, plain, later])
  })

  it('keeps who has a task while its time runs out', async () => {
    const instance = await begin()
    t.clock.moveTo(monday + 2 * day)
    await t.engine.runDue()

    expect(await taskOf(instance)).toMatchObject({ assignee: 'ann' })
  })
})
