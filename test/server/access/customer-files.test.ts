import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from '../open-server.js'

let open: OpenServer

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'fixtures') })
  await open.key('desk-east', 'desk')
  await open.key('ada', 'admin')
}, 60_000)
afterAll(() => open.close())

interface Begun {
  readonly id: string
  /** Of the link, without the token's own page. */
  readonly path: string
  readonly link: string
}

async function begin(): Promise<Begun> {
  const body = { process: 'visit', data: { fault: 'leaks', phone: '13800138000', price: 300 } }
  const id = String((await open.ask('/api/instances', { as: 'desk-east', body })).body.id)
  const made = await open.ask(`/api/instances/${id}/customer-links`, {
    as: 'ada',
    body: { role: 'customer' },
  })
  const path = `/customer-links/${String(made.body.url).split('/').at(-1)}`
  return { id, path, link: String(made.body.id) }
}

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

const send = (path: string, body: Uint8Array | string = jpeg, headers: Record<string, string> = {}) =>
  open.ask(`${path}/attachments?name=front.jpg`, {
    body,
    headers: { 'Content-Type': 'image/jpeg', ...headers },
  })

const wish = (path: string, photo: string): Promise<Reply> =>
  open.ask(`${path}/events`, { body: { event: 'wish', payload: { wish: 'soon', photo } } })

describe('requests through a customer link', () => {
  it('are counted by link, so that one of them does not use up the others', async () => {
    const limited = await openServer({
      workflows: join(import.meta.dirname, 'fixtures'),
      limits: { requests: 5, failures: 0 },
    })
    try {
      await limited.key('ada', 'admin')
      await limited.key('desk-east', 'desk')
      const body = { process: 'visit', data: { fault: 'leaks', phone: '13800138000', price: 300 } }
      const { id } = (await limited.ask('/api/instances', { as: 'desk-east', body })).body
      const link = async (): Promise<string> => {
        const made = await limited.ask(`/api/instances/${String(id)}/customer-links`, {
          ...{ as: 'ada', body: { role: 'customer' } },
        })
        return `/customer-links/${String(made.body.url).split('/').at(-1)}`
      }
      const [one, other] = [await link(), await link()]
      const statuses: number[] = []
      for (let count = 0; count < 4; count += 1) statuses.push((await limited.ask(one)).status)
      for (let count = 0; count < 3; count += 1)
        statuses.push((await limited.ask(`${one}/attachments?name=x`, { body: Buffer.alloc(1_000) })).status)

      expect(statuses).toEqual([200, 200, 200, 200, 422, 429, 429])
      expect((await limited.ask(other)).status).toBe(200)
    } finally {
      await limited.close()
    }
  })
})

describe('a file sent through a customer link', () => {
  it('is kept with its hash and its kind, and named by the answer it is for', async () => {
    const { id, path, link } = await begin()
    const sha256 = createHash('sha256').update(jpeg).digest('hex')

    const kept = await send(path, jpeg, { 'Content-Type': 'text/html' })
    const answered = await wish(path, kept.body.id)
    const record = await open.ask(`/api/instances/${id}`, { as: 'ada' })
    const read = await open.ask(`/api/attachments/${kept.body.id}`, { as: 'ada' })

    expect([kept.status, answered.status, read.status]).toEqual([201, 200, 200])
    expect(kept.body).toMatchObject({
      sha256,
      size: jpeg.byteLength,
      name: 'front.jpg',
      mediaType: 'image/jpeg',
    })
    expect(record.body.data.photo).toBe(kept.body.id)
    expect((await open.server.engine.attachments.find(kept.body.id))?.uploadedBy).toBe(
      `customer-link:${link}`,
    )
  })

  it('is refused where it is of another kind, another content, too large or empty', async () => {
    const { path } = await begin()
    const wrong = Buffer.alloc(32).toString('base64')

    const page = await send(path, '<html><script>alert(1)</script></html>')
    const other = await send(path, jpeg, { 'Content-Digest': `sha-256=:${wrong}:` })
    const large = await send(path, Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]))
    const empty = await send(path, '')

    expect([page.status, page.body.code]).toEqual([422, 'attachment-kind-wrong'])
    expect([other.status, other.body.code]).toEqual([422, 'attachment-hash-wrong'])
    expect([large.status, large.body.code]).toEqual([413, 'attachment-too-large'])
    expect([empty.status, empty.body.code]).toEqual([400, 'request-malformed'])
  })

  it('waits with nineteen others at most, until an answer names it', async () => {
    const { path } = await begin()
    const ids: string[] = []
    for (let count = 0; count < 20; count += 1) ids.push(String((await send(path)).body.id))

    const refused = await send(path)
    const answered = await wish(path, ids[0] ?? '')
    const again = await send(path)

    expect([refused.status, refused.body.code]).toEqual([409, 'too-many-attachments'])
    expect([answered.status, again.status]).toEqual([200, 201])
  })

  it('is taken only while a form of the link asks for one, and by no link that is forged or ended', async () => {
    const { id, path } = await begin()
    const ended = await begin()
    const [, , token = ''] = path.split('/')
    const forged = `/customer-links/${token.split('.')[0]}.${'A'.repeat(43)}`
    await open.ask(`/api/instances/${ended.id}/customer-links/revoke`, { as: 'ada', body: {} })

    const never = await open.ask('/customer-links/nothing')
    for (const answer of [await send(forged), await send(ended.path)])
      expect([answer.status, answer.body]).toEqual([404, never.body])
    await open.ask(`${path}/events`, { body: { event: 'withdraw' } })
    const late = await send(path)

    expect((await open.ask(`/api/instances/${id}`, { as: 'ada' })).body.status).toBe('ended')
    expect([late.status, late.body.code]).toEqual([403, 'forbidden'])
  })

  it('opens no file: neither its own nor that of another case can be read or named through it', async () => {
    const [mine, theirs] = [await begin(), await begin()]
    const file = await send(theirs.path)

    const named = await wish(mine.path, file.body.id)
    const read = await open.ask(`${theirs.path}/attachments/${file.body.id}`)
    const listed = await open.ask(`${theirs.path}/attachments`)

    expect([named.status, named.body.reasons[0].code]).toEqual([422, 'unknown-attachment'])
    expect([read.status, listed.status]).toEqual([404, 405])
  })
})
