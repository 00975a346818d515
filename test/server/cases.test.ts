import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feesFiles } from '../runtime/cases/fees-files.js'
import { orderFiles } from '../runtime/cases/order-files.js'
import { openServer, type OpenServer } from './open-server.js'
import { keepMemory } from '../reload/memory.js'

let folder: string
let open: OpenServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-cases-'))
  await mkdir(join(folder, 'profiles'))
  for (const { file, text } of [...feesFiles, ...orderFiles])
    await writeFile(join(folder, file), forDan(file, text))
  open = await openServer({ workflows: folder })
  await open.key('ann', 'clerk')
  await open.key('ada', 'admin')
  await open.key('eve', 'visitor')
  await open.key('dan', 'desk')
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true })
})

/** Somebody who may begin an order, and has nothing to do with what an order leads to. */
function forDan(file: string, text: string): string {
  if (file.startsWith('order'))
    return text.replace('start: { roles: [clerk] }', 'start: { roles: [clerk, desk] }')
  return text.replace(/^roles: \{/m, 'roles: { desk: { title: { zh-CN: 前台, en: Desk } },')
}

const clerk = { id: 'ann', roles: ['clerk'] }

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
    const log = await open.ask(`/api/operator-actions?instance=${id}`, { as: 'ada' })
    expect(log.body.items).toMatchObject([{ action: 'retry-message', actor: 'ada', reason: 'shortened' }])
  })
})

describe('a case that could not begin for want of a figure', () => {
  it('begins on the profile an admin names, and on no other', async () => {
    const made = await open.ask('/api/instances', { as: 'ann', body: { process: 'enquiry' } })
    const id = made.body.id as string
    await send(id, 'turn')
    await open.server.engine.runDue()
    const path = `/api/instances/${id}/messages/${id}-p1/retry`
    const retry = (profile: unknown) =>
      open.ask(path, { as: 'ada', body: { reason: 'the figures of the shop', profile } })

    expect(await retry('nowhere')).toMatchObject({ status: 404, body: { code: 'unknown-profile' } })
    expect(await retry(5)).toMatchObject({ status: 422, body: { code: 'request-invalid' } })
    expect(await retry('shop')).toMatchObject({ status: 200, body: { id, outcome: 'turned' } })
    await open.server.engine.runDue()

    const begun = await open.ask(`/api/instances/${id}-c1`, { as: 'ann' })
    expect(begun.body).toMatchObject({ process: 'fees', profile: 'shop', status: 'active' })
    expect((await open.ask(`/api/instances/${id}`, { as: 'ann' })).body.continuation).toBeUndefined()
  })
})

describe('links to cases of a process that is not open to the reader', () => {
  const linksOf = async (id: string, as: string, query = '') =>
    (await open.ask(`/api/instances/${id}/links${query}`, { as })).body

  it('tell their id and what they are to this case, and nothing else', async () => {
    const id = await begun('31')
    await open.server.engine.send(id, 'repair', { actor: clerk })
    await open.server.engine.runDue()

    const { links } = await linksOf(id, 'dan')
    expect(links).toEqual([{ instance: `${id}-c1`, relation: 'child', direction: 'to' }])
    const whole = await linksOf(id, 'ann')
    expect(whole.links[0]).toMatchObject({
      process: 'mend',
      status: 'active',
      at: expect.any(String) as string,
    })
  })

  it('tell neither why one could not begin nor what is wrong with a message', async () => {
    const id = await begun('32', 'a fault that is too long')
    await open.server.engine.send(id, 'convert', { actor: clerk })
    await open.server.engine.runDue()

    const hidden = await linksOf(id, 'dan')
    const whole = await linksOf(id, 'ann')

    expect(whole.links[0]).toMatchObject({ status: 'refused', process: 'mend' })
    expect(whole.links[0].refusal).toBeDefined()
    expect(whole.messages[0].detail).toBeDefined()
    expect(hidden.links).toEqual([
      { instance: whole.links[0].instance as string, relation: 'converted', direction: 'to' },
    ])
    expect(hidden.messages).toMatchObject([{ kind: 'begin', status: 'refused' }])
    expect(JSON.stringify(hidden)).not.toMatch(/mend|detail|refusal|too long|字符/)
  })

  it('come in pages, read with a few queries however many there are', async () => {
    keepMemory('calls of one engine are counted')
    const { engine } = open.server
    const made = await engine.create('order', {
      actor: clerk,
      data: { phone: '33', serials: Array.from({ length: 20 }, (_, index) => `s${index}`) },
    })
    const id = made.instance?.id ?? ''
    await engine.send(id, 'repair-all', { actor: clerk })
    await engine.runDue()
    const read = engine.store.read.instance.bind(engine.store.read)
    let reads = 0
    Object.assign(engine.store.read, { instance: (one: string) => ((reads += 1), read(one)) })

    const first = await linksOf(id, 'dan', '?limit=15')
    const second = await linksOf(id, 'dan', `?limit=15&cursor=${first.next as string}`)

    Object.assign(engine.store.read, { instance: read })
    expect(reads).toBeLessThanOrEqual(2)
    expect([first.links.length, second.links.length, second.next]).toEqual([15, 5, undefined])
    const ids = [...first.links, ...second.links].map(({ instance }: { instance: string }) => instance)
    expect(new Set(ids).size).toBe(20)
    expect((await open.ask(`/api/instances/${id}/links?cursor=x`, { as: 'dan' })).status).toBe(422)
  })
})

describe('an event that waits', () => {
  it('is shown as what blocks, and discarded by an admin over the case it is for', async () => {
    const id = await begun('9')
    await send(id, 'keep-going')
    await open.server.engine.runDue()
    await send(`${id}-c1`, 'report')
    await open.server.engine.runDue()
    const { body } = await open.ask(`/api/instances/${id}/links`, { as: 'ada' })
    expect(body.messages).toMatchObject([{ event: 'news', status: 'waiting', behind: 0 }])
    expect(Date.parse(body.messages[0].since as string)).not.toBeNaN()

    const path = (of: string): string => `/api/instances/${of}/messages/${id}-c1-p1/discard`
    const why = { reason: 'nobody listens' }
    expect((await open.ask(path(id), { as: 'ann', body: why })).status).toBe(403)
    expect((await open.ask(path(`${id}-c1`), { as: 'ada', body: why })).body.code).toBe('unknown-message')
    expect((await open.ask(path(id), { as: 'ada', body: why })).body).toMatchObject({ id })
    expect((await open.ask(path(id), { as: 'ada', body: why })).body.code).toBe('cannot-discard')
    const log = await open.ask(`/api/operator-actions?instance=${id}`, { as: 'ada' })
    expect(log.body.items).toMatchObject([{ action: 'discard-message', actor: 'ada', ...why }])
  })
})

describe('messages of all cases', () => {
  it('are listed by their status, for admins', async () => {
    const id = await begun('8')
    await send(id, 'keep-going')
    await open.server.engine.runDue()
    await send(`${id}-c1`, 'report')
    await open.server.engine.runDue()

    expect((await open.ask('/api/messages', { as: 'ann' })).status).toBe(403)
    expect((await open.ask('/api/messages?status=taken', { as: 'ada' })).status).toBe(422)
    expect((await open.ask('/api/messages', { as: 'ada' })).body).toEqual({ items: [] })
    const { body } = await open.ask('/api/messages?status=waiting&limit=500', { as: 'ada' })
    const own = (body.items as { from: string }[]).filter(({ from }) => from === `${id}-c1`)
    expect(own).toMatchObject([
      { to: id, event: 'news', status: 'waiting', detail: { code: 'event-not-accepted' }, behind: 0 },
    ])
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
    const other = await begun('4')
    const ofAnother = `/api/instances/${other}/actions`
    const apart = await open.ask(ofAnother, { as: 'ada', body: merge })
    expect([apart.status, apart.body.code]).toEqual([409, 'cannot-merge'])
    const confirmed = { ...merge, confirmDifferent: true }
    expect((await open.ask(ofAnother, { as: 'ada', body: confirmed })).body.continuedIn).toBe(first)
    const wrong = { action: 'link', other: first, reason: 'x', confirmDifferent: true }
    expect((await open.ask(ofAnother, { as: 'ada', body: wrong })).status).toBe(422)
    const suspend = { action: 'suspend', reason: 'x', into: first }
    expect((await open.ask(`/api/instances/${first}/actions`, { as: 'ada', body: suspend })).status).toBe(422)
  })
})
