import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'

const slip = `
paper: slip
title: { zh-CN: 收据, en: Slip }
series: S/{yyyy}/{seq:3}
fields: { subject: { type: text, required: true, label: { zh-CN: 主题, en: Subject } } }
`
const lending = `
dsl: "1"
process: lending
version: "1.0.0"
title: { zh-CN: 借用, en: Lending }
start: { roles: [desk, customer] }
fields: { subject: { type: text, required: true, label: { zh-CN: 主题, en: Subject } } }
events:
  lend: { title: { zh-CN: 借出, en: Lend } }
  return: { title: { zh-CN: 归还, en: Return } }
initial: asked
states:
  asked:
    title: { zh-CN: 已申请, en: Asked for }
    task: desk
    due: 2 hours
    on: { lend: { actions: { issue: slip }, target: lent } }
  lent:
    title: { zh-CN: 已借出, en: Lent }
    task: desk
    due: 30 days
    on: { return: { actions: [{ void: slip }], target: back } }
  back: { type: final, title: { zh-CN: 已归还, en: Back } }
`

let folder: string
let open: OpenServer
const begin = async (as = 'dora'): Promise<string> =>
  String(
    (await open.ask('/api/instances', { as, body: { process: 'lending', data: { subject: 'a key' } } })).body
      .id,
  )
const send = (id: string, event: string): Promise<Reply> =>
  open.ask(`/api/instances/${id}/events`, { as: 'dora', body: { event } })
const paper = (id: string, number: string, as = 'dora'): Promise<Reply> =>
  open.ask(`/api/instances/${id}/papers/slip/${encodeURIComponent(number)}`, { as })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-papers-'))
  await cp(join(import.meta.dirname, 'fixtures'), folder, { recursive: true })
  await writeFile(join(folder, 'slip.yaml'), slip)
  await writeFile(join(folder, 'lending.yaml'), lending)
  open = await openServer({ workflows: folder })
  await open.key('dora', 'desk')
  await open.key('carl', 'customer')
  await open.key('otto', 'auditor')
  await open.key('ada', 'admin')
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true })
})

describe('papers over HTTP', () => {
  it('are listed for their case with what stands on them, and printed under a policy of their own', async () => {
    const id = await begin()
    const year = new Date().getUTCFullYear()
    expect((await open.ask(`/api/instances/${id}/papers`, { as: 'dora' })).body).toEqual({ items: [] })
    expect((await send(id, 'lend')).status).toBe(200)

    const list = await open.ask(`/api/instances/${id}/papers`, { as: 'dora' })
    const page = await paper(id, `S/${year}/001`)

    expect(list.body.items).toEqual([
      {
        ...{
          paper: 'slip',
          title: { 'zh-CN': '收据', en: 'Slip' },
          number: `S/${year}/001`,
          state: 'issued',
        },
        ...{ issuedAt: expect.stringMatching(/Z$/), issuedBy: 'dora', values: { subject: 'a key' } },
      },
    ])
    expect(page.status).toBe(200)
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('X-Content-Type-Options')).toBe('nosniff')
    const style = /<style>([^]*?)<\/style>/.exec(String(page.body))?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    const policy = page.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain(`'sha256-${hash}'`)
    expect(policy).toMatch(/^default-src 'none'; style-src ('sha256-[^']+' ?)+;/)
    expect(policy).not.toContain('unsafe')
  })

  it('are found by number, state and kind over all cases that are open to the key', async () => {
    const id = await begin()
    await send(id, 'lend')
    await send(id, 'return')

    const { body } = await open.ask('/api/vouchers?paper=slip&state=void', { as: 'ada' })
    const [found] = body.items
    const same = await open.ask(`/api/vouchers?number=${encodeURIComponent(found.number)}`, { as: 'dora' })

    expect(found).toMatchObject({ instance: id, process: 'lending', state: 'void' })
    expect(same.body.items).toEqual([found])
    expect((await open.ask('/api/vouchers', { as: 'otto' })).body.items ?? []).toEqual([])
    expect((await open.ask('/api/vouchers?state=torn', { as: 'ada' })).body.code).toBe('request-invalid')
    expect((await open.ask('/api/vouchers?kind=slip', { as: 'ada' })).body.code).toBe('request-invalid')
  })

  it('are not shown to whoever sees only where the case stands, nor to others', async () => {
    const id = await begin('carl')
    await send(id, 'lend')
    const [{ number }] = (await open.ask(`/api/instances/${id}/papers`, { as: 'dora' })).body.items

    expect((await open.ask(`/api/instances/${id}/papers`, { as: 'carl' })).body.code).toBe('forbidden')
    expect((await paper(id, number, 'carl')).body.code).toBe('forbidden')
    expect((await paper(id, number, 'otto')).body.code).toBe('unknown-instance')
    expect((await open.ask('/api/vouchers', { as: 'carl' })).body.code).toBe('forbidden')
    expect((await paper(id, number)).status).toBe(200)
  })

  it('answer 404 for a number that is not there', async () => {
    const id = await begin()

    const reply = await paper(id, 'S-0')

    expect([reply.status, reply.body.code]).toEqual([404, 'unknown-paper'])
  })
})
