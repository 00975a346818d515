import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from './open-server.js'

describe('Product files over HTTP', () => {
  let at: OpenServer
  beforeAll(async () => {
    at = await openServer({ workflows: join(import.meta.dirname, 'goods-fixtures') })
    for (const role of ['desk', 'customer', 'auditor', 'workshop', 'admin']) await at.key(role, role)
  })
  afterAll(() => at.close())

  const claim = async (serial: string): Promise<string> => {
    const data = { serial, model: 'X' }
    const { body } = await at.ask('/api/instances', { as: 'desk', body: { process: 'claim', data } })
    return body.id as string
  }
  const send = (id: string, event: string) =>
    at.ask(`/api/instances/${id}/events`, { as: 'desk', body: { event } })
  const unit = (serial: string, as = 'desk') => at.ask(`/api/units/${encodeURIComponent(serial)}`, { as })

  it('holds what every case of a serial number wrote', async () => {
    const first = await claim('SN/1')
    await send(first, 'repair')
    const second = await claim('SN/1')
    await send(second, 'repair')

    const { status, body } = await unit('SN/1')

    expect(status).toBe(200)
    expect(body).toMatchObject({ serial: 'SN/1', file: { model: 'X', revision: 2 } })
    expect(body.file.repairs.map(({ instance }: { instance: string }) => instance)).toEqual([first, second])
    expect(body.cases.map(({ id }: { id: string }) => id)).toEqual([second, first])
  })

  it('is read by the next case, and by what the next case accepts', async () => {
    await send(await claim('SN-2'), 'repair')
    const id = await claim('SN-2')

    const accepted = await at.ask(`/api/instances/${id}/events`, { as: 'desk' })
    const refused = await send(id, 'only-new')

    const onlyNew = accepted.body.items.find(({ event }: { event: string }) => event === 'only-new')
    expect(onlyNew).toMatchObject({ answer: 'no' })
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'requirement-not-met', reasons: [{ values: { 'unit.known': true } }] },
    })
  })

  it('follows a unit to the one it was exchanged for', async () => {
    await send(await claim('SN-3'), 'exchange')

    expect((await unit('SN-3')).body.file).toMatchObject({ replacedBy: 'SN-9' })
    expect((await unit('SN-9')).body).toMatchObject({ file: { replaces: 'SN-3' }, cases: [] })
    expect(await send(await claim('SN-4'), 'exchange')).toMatchObject({
      status: 409,
      body: { code: 'unit-not-exchangeable' },
    })
  })

  it('moves a case to the unit it was corrected to', async () => {
    const id = await claim('SN-5')
    const record = await at.server.engine.correct(id, {
      actor: { id: 'desk', roles: ['desk'] },
      changes: { serial: 'SN-6' },
      reason: 'misread',
    })

    expect(record.refused).toBeUndefined()
    expect(await unit('SN-5')).toMatchObject({ status: 404, body: { code: 'unknown-unit' } })
    expect((await unit('SN-6')).body.cases).toHaveLength(1)
  })

  it('shows the repairs of those cases alone that the reader may read; the facts of the unit stay', async () => {
    await send(await claim('SN-8'), 'repair')
    const { body: begun } = await at.ask('/api/instances', {
      as: 'workshop',
      body: { process: 'overhaul', data: { serial: 'SN-8' } },
    })
    await at.ask(`/api/instances/${begun.id}/events`, { as: 'workshop', body: { event: 'finish' } })

    const faults = async (as: string): Promise<unknown> =>
      (await unit('SN-8', as)).body.file.repairs.map(({ fault }: { fault: string }) => fault)

    expect(await faults('desk')).toEqual(['noise'])
    expect(await faults('workshop')).toEqual(['worn bearing'])
    expect(await faults('admin')).toEqual(['noise', 'worn bearing'])
    expect((await unit('SN-8', 'workshop')).body).toMatchObject({
      file: { serial: 'SN-8', model: 'X' },
      cases: [{ process: 'overhaul' }],
    })
    expect(JSON.stringify((await unit('SN-8', 'workshop')).body)).not.toContain('noise')
  })

  it('is open to staff of the process only', async () => {
    await claim('SN-7')

    expect((await unit('SN-7', 'customer')).status).toBe(403)
    expect((await unit('SN-7', 'auditor')).status).toBe(403)
  })
})
