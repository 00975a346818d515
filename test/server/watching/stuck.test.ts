import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from '../open-server.js'

let t: OpenServer
let id: string
beforeAll(async () => {
  t = await openServer()
  for (const [name, role] of [
    ['root', 'admin'],
    ['dora', 'desk'],
    ['carl', 'customer'],
    ['mary', 'customer'],
  ] as const)
    await t.key(name, role)
  const created = await t.ask('/api/instances', {
    as: 'carl',
    body: { process: 'enquiry', data: { subject: 'x' } },
  })
  id = String(created.body.id)
})
afterAll(() => t.close())

describe('GET /api/instances/{id}/stuck', () => {
  it('tells whoever sees the case whole what it waits for and what is next', async () => {
    const told = await t.ask(`/api/instances/${id}/stuck`, { as: 'dora' })

    expect(told.status).toBe(200)
    expect(told.body).toMatchObject({
      instance: id,
      status: 'active',
      waits: [{ kind: 'task', state: 'received' }, { kind: 'timer' }],
    })
    expect(told.body.next).toContainEqual(
      expect.objectContaining({ event: 'forward', state: 'received', roles: ['desk'], answer: 'yes' }),
    )
  })

  it('is an operator where the case stands still', async () => {
    const body = { action: 'suspend', reason: 'the customer is away' }
    await t.ask(`/api/instances/${id}/actions`, { as: 'root', body })
    const told = await t.ask(`/api/instances/${id}/stuck`, { as: 'root' })
    await t.ask(`/api/instances/${id}/actions`, { as: 'root', body: { action: 'resume', reason: 'back' } })

    expect(told.body.waits[0]).toMatchObject({ kind: 'suspended' })
    expect(told.body.next).toMatchObject([{ action: 'resume' }])
  })

  it('is refused to whoever sees only where the case stands, and is not there for others', async () => {
    const own = await t.ask(`/api/instances/${id}/stuck`, { as: 'carl' })
    const other = await t.ask(`/api/instances/${id}/stuck`, { as: 'mary' })
    const none = await t.ask('/api/instances/nobody/stuck', { as: 'dora' })

    expect([own.status, other.status, none.status]).toEqual([403, 404, 404])
  })
})
