import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'

const visit = `
dsl: '1'
process: visit
version: 1.0.0
title: { zh-CN: 上门, en: Visit }
start: { roles: [desk, customer] }
priority: pick(data.urgent, 5, 0)
fields:
  urgent: { type: boolean, default: false, label: { zh-CN: 紧急, en: Urgent } }
events: { done: { title: { zh-CN: 完成, en: Done } } }
initial: visiting
states:
  visiting:
    title: { zh-CN: 上门, en: Visiting }
    task: { role: technician, assign: in-turn, mayAssign: chief }
    due: 1 day
    on: { done: closed }
  closed: { type: final, outcome: closed, title: { zh-CN: 关闭, en: Closed } }
`
const house = `
organisation: house
roles:
  desk: { title: { zh-CN: 服务台, en: Desk } }
  chief: { title: { zh-CN: 主管, en: Chief } }
  technician: { title: { zh-CN: 技术员, en: Technician } }
  customer: { title: { zh-CN: 客户, en: Customer }, outside: true }
people:
  ann: { name: Ann, roles: [technician], order: 1 }
  bob: { name: Bob, roles: [technician], order: 2 }
`

let open: OpenServer
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-tasks-'))
  await writeFile(join(folder, 'visit.yaml'), visit)
  await writeFile(join(folder, 'organisation.yaml'), house)
  open = await openServer({ workflows: folder })
  await open.key('dora', 'desk')
  await open.key('ann', 'technician')
  await open.key('bob', 'technician')
  await open.key('chris', 'chief')
  await open.key('cust', 'customer')
  await open.key('admin', 'admin')
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})

const begin = async (data = {}, as = 'dora'): Promise<string> =>
  String((await open.ask('/api/instances', { as, body: { process: 'visit', data } })).body.id)
const act = (task: string, what: string, as: string, body: object = {}): Promise<Reply> =>
  open.ask(`/api/tasks/${task}/${what}`, { as, body })

describe('tasks over HTTP', () => {
  it('change hands, and every list and case shows who has them', async () => {
    const id = await begin()
    const task = `${id}-t1`
    const [holder, other] =
      (await open.ask(`/api/instances/${id}`, { as: 'ann' })).body.tasks[0].assignee === 'ann'
        ? ['ann', 'bob']
        : ['bob', 'ann']

    const taken = await act(task, 'claim', other)
    expect(taken).toMatchObject({ status: 409, body: { code: 'task-taken' } })
    expect(taken.body.reasons[0].found).toBe(holder)

    expect((await act(task, 'release', holder)).body.tasks[0].assignee).toBeUndefined()
    expect((await act(task, 'release', holder)).body.code).toBe('task-not-taken')
    const free = await open.ask('/api/tasks?unassigned=true', { as: other })
    expect(free.body.items.map((item: { id: string }) => item.id)).toContain(task)

    const claimed = await act(task, 'claim', other)
    expect(claimed.body.tasks[0]).toMatchObject({ assignee: other, assignment: { how: 'claimed' } })
    const given = await act(task, 'assign', 'chris', { to: holder, reason: 'The customer knows her.' })
    expect(given).toMatchObject({
      status: 200,
      body: { tasks: [{ assignee: holder, assignment: { by: 'chris' } }] },
    })
    const mine = await open.ask(`/api/tasks?assignee=${holder}&instance=${id}`, { as: holder })
    expect(mine.body.items).toMatchObject([
      { id: task, assignedAt: expect.stringMatching(/^\d{4}-/) as string },
    ])
  })

  it('are taken back by an admin with a reason, and not without', async () => {
    const task = `${await begin()}-t1`

    expect(await act(task, 'release', 'admin')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const released = await act(task, 'release', 'admin', { reason: 'Both are ill.' })
    expect(released.body.tasks[0].assignee).toBeUndefined()
    const given = await act(task, 'assign', 'admin', { to: 'bob', reason: 'He is back.' })
    expect(given.body.tasks[0].assignee).toBe('bob')
  })

  it('are given by an admin as an operator: in their log, marked in the trail, and by key only once', async () => {
    const id = await begin()
    const give = () =>
      open.ask(`/api/tasks/${id}-t1/assign`, {
        as: 'admin',
        body: { to: 'bob', reason: 'The van broke down.' },
        headers: { 'Idempotency-Key': `give-${id}` },
      })

    expect([await give(), await give()]).toMatchObject([
      { status: 200, body: { tasks: [{ assignee: 'bob' }] } },
      { status: 200, body: { tasks: [{ assignee: 'bob' }] } },
    ])
    const log = await open.ask(`/api/operator-actions?instance=${id}`, { as: 'admin' })
    expect(log.body.items).toMatchObject([
      { action: 'reassign', instance: id, reason: 'The van broke down.', actor: 'admin' },
    ])
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'admin' })
    expect(trail.body.items.filter(({ operator }: { operator?: true }) => operator)).toHaveLength(1)
  })

  it('are refused to whoever may not see the case, as if they were not there', async () => {
    const task = `${await begin()}-t1`

    for (const what of ['claim', 'release'])
      expect((await act(task, what, 'cust')).body.code).toBe('unknown-task')
    expect((await act('x-t1', 'claim', 'ann')).body.code).toBe('unknown-task')
  })

  it('are refused to whoever sees the case without the role', async () => {
    const task = `${await begin()}-t1`

    expect(await act(task, 'claim', 'dora')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await act(task, 'assign', 'dora', { to: 'bob', reason: 'x' })).toMatchObject({ status: 403 })
    const stranger = await act(task, 'assign', 'chris', { to: 'zoe', reason: 'x' })
    expect(stranger).toMatchObject({ status: 404, body: { code: 'unknown-person' } })
  })

  it('tell whoever began the case from outside nothing: not who has them, nor which there are', async () => {
    const id = await begin({}, 'cust')
    await act(`${id}-t1`, 'claim', 'ann')

    const replies = [
      await act(`${id}-t1`, 'claim', 'cust'),
      await act(`${id}-t1`, 'release', 'cust'),
      await act(`${id}-t1`, 'assign', 'cust', { to: 'bob', reason: 'x' }),
      await act(`${id}-t99`, 'release', 'cust'),
    ]

    expect(replies.map(({ status, body }) => [status, body.code])).toEqual(
      replies.map(() => [404, 'unknown-task']),
    )
    expect(JSON.stringify(replies.map(({ body }) => body))).not.toMatch(/ann|bob/)
  })

  it('take no other bodies and no If-Match', async () => {
    const task = `${await begin()}-t1`

    const replies = await Promise.all([
      act(task, 'claim', 'ann', { to: 'ann' }),
      act(task, 'assign', 'chris', { to: 'bob' }),
      act(task, 'assign', 'chris', { to: 'bob', reason: '   ' }),
      open.ask(`/api/tasks/${task}/claim`, { as: 'ann', body: {}, headers: { 'If-Match': '"1"' } }),
      open.ask('/api/tasks?sort=due', { as: 'ann' }),
      open.ask('/api/tasks?unassigned=yes', { as: 'ann' }),
    ])

    expect(replies.map(({ status, body }) => [status, body.code])).toEqual(
      replies.map(() => [422, 'request-invalid']),
    )
  })

  it('are sorted by what is urgent', async () => {
    const urgent = await begin({ urgent: true })

    const tasks = await open.ask('/api/tasks?sort=priority&limit=1', { as: 'ann' })
    const cases = await open.ask('/api/instances?sort=priority&limit=1', { as: 'ann' })

    expect(tasks.body.items).toMatchObject([{ instance: urgent, priority: 5 }])
    expect(cases.body.items).toMatchObject([{ id: urgent, priority: 5 }])
    expect(Object.keys(cases.body.items[0] as object)).not.toContain('priorityRank')
  })

  it('show a party’s people and customers no list of who has what', async () => {
    const replies = await Promise.all(
      ['assignee=ann', 'unassigned=true', 'sort=priority'].map((query) =>
        open.ask(`/api/tasks?${query}`, { as: 'cust' }),
      ),
    )

    for (const { body } of replies) expect(body.items).toEqual([])
  })
})
