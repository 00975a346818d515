import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from '../open-server.js'

let open: OpenServer

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'fixtures') })
  for (const [person, role] of [
    ['desk-east', 'desk'],
    ['audit-1', 'auditor'],
    ['ada', 'admin'],
  ] as const)
    await open.key(person, role)
}, 60_000)
afterAll(() => open.close())

async function begin(): Promise<string> {
  const body = { process: 'visit', data: { fault: 'leaks', site: 'Pine Street 3', price: 300 } }
  return String((await open.ask('/api/instances', { as: 'desk-east', body })).body.id)
}

const price = {
  field: 'price',
  value: 300,
  definition: { type: 'integer', label: { 'zh-CN': '价格', en: 'Price' } },
}
const site = {
  field: 'site',
  value: 'Pine Street 3',
  definition: { type: 'text', label: { 'zh-CN': '地址', en: 'Address' } },
}

interface Event {
  readonly event: string
  readonly shows?: unknown
}

const shownBy = (items: readonly Event[], name: string): unknown =>
  items.find(({ event }) => event === name)?.shows

describe('what an event shows', () => {
  it('goes through a link with the event, and nothing else of the data', async () => {
    const id = await begin()
    const made = await open.ask(`/api/instances/${id}/customer-links`, {
      as: 'ada',
      body: { role: 'customer' },
    })

    const { body } = await open.ask(`/customer-links/${String(made.body.url).split('/').at(-1)}`)

    expect(shownBy(body.needed, 'withdraw')).toEqual([price, site])
    expect(shownBy(body.needed, 'wish')).toBeUndefined()
    expect(Object.keys(body)).not.toContain('data')
    expect(JSON.stringify(body)).not.toContain('leaks')
  })

  it('is told to those who may send the event, and to nobody while they may not', async () => {
    const id = await begin()

    const desk = await open.ask(`/api/instances/${id}/events`, { as: 'desk-east' })
    const auditor = await open.ask(`/api/instances/${id}/events`, { as: 'audit-1' })
    await open.ask(`/api/instances/${id}/actions`, { as: 'ada', body: { action: 'suspend', reason: 'wait' } })
    const suspended = await open.ask(`/api/instances/${id}/events`, { as: 'desk-east' })

    expect(shownBy(desk.body.items, 'withdraw')).toEqual([price, site])
    expect(shownBy(auditor.body.items, 'withdraw')).toBeUndefined()
    expect(suspended.body.items).toContainEqual(expect.objectContaining({ event: 'withdraw', answer: 'no' }))
    expect(shownBy(suspended.body.items, 'withdraw')).toBeUndefined()
  })

  it('leaves out what is kept back from somebody who may send it', async () => {
    const id = await begin()
    // A deputy of two roles: what the auditor is kept from stays away, although the desk may send.
    const both = await open.server.engine.keys.create({
      name: 'both',
      actor: 'wang',
      roles: ['customer', 'auditor'],
    })

    const { body } = await open.ask(`/api/instances/${id}/events`, { as: both.key })

    expect(shownBy(body.items, 'withdraw')).toEqual([price])
  })
})
