import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderFiles } from '../runtime/cases/order-files.js'
import { openServer, type OpenServer } from './open-server.js'

let folder: string
let open: OpenServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-cases-'))
  for (const { file, text } of orderFiles) await writeFile(join(folder, file), text)
  open = await openServer({ workflows: folder })
  await open.key('ann', 'clerk')
  await open.key('ada', 'admin')
  await open.key('eve', 'visitor')
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true })
})

async function begun(phone: string, fault = 'noise'): Promise<string> {
  const body = { process: 'order', data: { phone, fault } }
  const { status, body: made } = await open.ask('/api/instances', { as: 'ann', body })
  expect(status).toBe(201)
  return made.id as string
}

const send = (id: string, event: string) =>
  open.ask(`/api/instances/${id}/events`, { as: 'ann', body: { event } })

describe('cases that belong together', () => {
  it('are told as links of both, and only to those who see the case', async () => {
    const id = await begun('1')
    await send(id, 'repair')
    await open.server.engine.runDue()

    const { body } = await open.ask(`/api/instances/${id}/links`, { as: 'ann' })
    expect(body).toMatchObject({
      links: [
        { instance: `${id}-c1`, relation: 'child', direction: 'to', process: 'mend', status: 'active' },
      ],
      messages: [],
    })
    const other = await open.ask(`/api/instances/${id}-c1`, { as: 'ann' })
    expect(other.body.origin).toEqual({ kind: 'child', instance: id, process: 'order' })
    expect((await open.ask(`/api/instances/${id}/links`, { as: 'eve' })).status).toBe(404)
  })

  it('say that the one that goes on could not begin, until an admin has it begun again', async () => {
    const id = await begun('2', 'a fault that is too long')
    await send(id, 'convert')
    await open.server.engine.runDue()
    const refused = await open.ask(`/api/instances/${id}`, { as: 'ann' })
    expect(refused.body).toMatchObject({ outcome: 'converted', continuation: 'refused' })
    const { body } = await open.ask(`/api/instances/${id}/links`, { as: 'ann' })
    const path = `/api/instances/${id}/messages/${body.messages[0].id as string}/retry`
    const again = { reason: 'shortened', data: { fault: 'noise' } }

    expect((await open.ask(path, { as: 'ann', body: again })).status).toBe(403)
    expect((await open.ask(path, { as: 'ada', body: again })).status).toBe(200)
    await open.server.engine.runDue()
    const gone = await open.ask(`/api/instances/${id}`, { as: 'ann' })
    expect(gone.body.continuation).toBeUndefined()
    expect((await open.ask(path, { as: 'ada', body: again })).body.code).toBe('unknown-message')
  })
})

describe('cases told twice', () => {
  it('are named at intake, and merged by an admin', async () => {
    const first = await begun('3')
    const body = { process: 'order', data: { phone: '3' } }
    const made = await open.ask('/api/instances', { as: 'ann', body })
    const second = made.body.id as string
    expect(made.body.similar).toMatchObject([{ id: first, process: 'order', status: 'active' }])
    expect((await open.ask(`/api/instances/${second}/similar`, { as: 'ann' })).body.items).toHaveLength(1)

    const path = `/api/instances/${second}/actions`
    const merge = { action: 'merge', into: first, reason: 'told twice' }
    expect((await open.ask(path, { as: 'ann', body: merge })).status).toBe(403)
    expect((await open.ask(path, { as: 'ada', body: { action: 'merge', reason: 'x' } })).status).toBe(422)
    const merged = await open.ask(path, { as: 'ada', body: merge })
    expect(merged.body).toMatchObject({ status: 'ended', outcome: 'merged-into', continuedIn: first })
    const suspend = { action: 'suspend', reason: 'x', into: first }
    expect((await open.ask(`/api/instances/${first}/actions`, { as: 'ada', body: suspend })).status).toBe(422)
  })
})
