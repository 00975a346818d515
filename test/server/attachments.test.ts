import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'

const picture = 'not really a picture'
const sha256 = createHash('sha256').update(picture).digest('hex')
const digest = `sha-256=:${createHash('sha256').update(picture).digest('base64')}:`

describe('Attachments over HTTP', () => {
  let at: OpenServer
  beforeAll(async () => {
    at = await openServer({ workflows: join(import.meta.dirname, 'goods-fixtures') })
    await at.key('desk', 'desk')
    await at.key('auditor', 'auditor')
    await at.key('wang', 'customer')
    await at.key('li', 'customer')
    await at.key('root', 'admin')
    await at.key('shop', 'workshop')
  })
  afterAll(() => at.close())

  const upload = (
    as: string,
    options: { name?: string; headers?: Record<string, string>; body?: string } = {},
  ) =>
    at.ask(
      `/api/attachments${options.name === undefined ? '' : `?name=${encodeURIComponent(options.name)}`}`,
      {
        as,
        body: options.body ?? picture,
        headers: { 'Content-Type': 'image/png', ...options.headers },
      },
    )
  const claim = async (data: object): Promise<Reply> =>
    at.ask('/api/instances', { as: 'desk', body: { process: 'claim', data } })

  it('takes a file and gives it back as it was', async () => {
    const sent = await upload('desk', { name: '机器 "1".png', headers: { 'Content-Digest': digest } })
    const got = await at.ask(sent.headers.get('Location') ?? '', { as: 'desk' })

    expect(sent).toMatchObject({
      status: 201,
      body: {
        id: expect.stringMatching(/^att-/) as string,
        sha256,
        size: picture.length,
        mediaType: 'image/png',
      },
    })
    expect(got).toMatchObject({ status: 200, body: picture })
    const headers = Object.fromEntries(got.headers)
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-digest': digest,
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="__ _1_.png"; filename*=UTF-8''%E6%9C%BA%E5%99%A8%20%221%22.png`,
    })
  })

  it('refuses a file that is not the one whose digest was counted', async () => {
    const sent = await upload('desk', { body: 'cut on the wa', headers: { 'Content-Digest': digest } })

    expect(sent).toMatchObject({ status: 422, body: { code: 'attachment-hash-wrong' } })
  })

  it.each([
    ['an empty file', { body: '' }, 400, 'request-malformed'],
    ['a digest in another form', { headers: { 'Content-Digest': 'sha-256=abc' } }, 400, 'request-malformed'],
    ['a packed file', { headers: { 'Content-Encoding': 'gzip' } }, 415, 'media-type-unsupported'],
    ['a wrong media type', { headers: { 'Content-Type': 'picture' } }, 422, 'request-invalid'],
  ])('refuses %s', async (_, options, status, code) => {
    expect(await upload('desk', options)).toMatchObject({ status, body: { code } })
  })

  it('refuses a file that is too large before all of it was read', async () => {
    const sent = await upload('desk', { body: 'x'.repeat(20 * 1024 * 1024 + 1) })

    expect(sent).toMatchObject({ status: 413, body: { code: 'attachment-too-large' } })
  })

  it('never hands out what a browser would run', async () => {
    const sent = await upload('desk', { headers: { 'Content-Type': 'text/html' } })
    const got = await at.ask(`/api/attachments/${sent.body.id}`, { as: 'desk' })

    expect(got.headers.get('Content-Type')).toBe('application/octet-stream')
  })

  it('refuses an answer that names no stored attachment, at any depth', async () => {
    const id = (await upload('desk')).body.id as string
    const none = `att-${'0'.repeat(36)}`
    const instance = (await claim({ photo: id })).body.id as string
    const look = (payload: object) =>
      at.ask(`/api/instances/${instance}/events`, { as: 'desk', body: { event: 'look-at', payload } })

    expect(await claim({ photo: 'photo.jpg' })).toMatchObject({
      status: 422,
      body: { code: 'unknown-attachment', reasons: [{ field: 'photo' }] },
    })
    expect((await look({ papers: [{ scan: id }, { scan: none }] })).body).toMatchObject({
      code: 'unknown-attachment',
      reasons: [{ field: 'papers[1].scan', found: none }],
    })
    expect((await look({ signature: none })).body).toMatchObject({ reasons: [{ field: 'signature' }] })
    expect((await look({ papers: [{ scan: id }], signature: 'Wang' })).status).toBe(200)
    const correction = { action: 'correct', changes: { photo: none }, reason: 'wrong one' }
    expect(
      (await at.ask(`/api/instances/${instance}/actions`, { as: 'desk', body: correction })).status,
    ).not.toBe(200)
  })

  it('opens a file to whoever sent it and to readers of a case that refers to it, and to nobody else', async () => {
    const id = (await upload('wang')).body.id as string
    const read = (as: string) => at.ask(`/api/attachments/${id}`, { as })
    const before = await read('desk')
    const foreign = await claim({ photo: id })
    const begun = await claim({ serial: id })
    const inText = await read('desk')
    const wang = { id: 'wang', roles: ['desk'] }
    await at.server.engine.create('claim', { actor: wang, data: { photo: id } })

    expect([before, inText]).toMatchObject(
      Array(2).fill({ status: 404, body: { code: 'attachment-not-found' } }),
    )
    expect(foreign).toMatchObject({ status: 422, body: { code: 'unknown-attachment' } })
    expect(begun.status).toBe(201)
    for (const [as, status] of [
      ['wang', 200],
      ['desk', 200],
      ['root', 200],
      ['li', 404],
      ['auditor', 404],
    ] as const)
      expect([as, (await read(as)).status]).toEqual([as, status])
    expect((await at.ask(`/api/attachments/${id}`)).status).toBe(401)
  })

  it('opens a file to readers of the last of many cases that refer to it, as to those of the first', async () => {
    const { engine } = at.server
    const id = (await upload('wang')).body.id as string
    const desk = { id: 'wang', roles: ['desk'] }
    for (let count = 0; count < 120; count += 1)
      await engine.create('claim', { actor: desk, data: { photo: id } })
    const read = async (as: string) => (await at.ask(`/api/attachments/${id}`, { as })).status

    expect([await read('desk'), await read('shop')]).toEqual([200, 404])
    await engine.create('overhaul', { actor: { id: 'wang', roles: ['workshop'] }, data: { drawing: id } })
    const records = engine.store.read.instance.bind(engine.store.read)
    let looked = 0
    Object.assign(engine.store.read, { instance: (one: string) => ((looked += 1), records(one)) })

    expect(await read('shop')).toBe(200)

    Object.assign(engine.store.read, { instance: records })
    expect(looked).toBe(0)
  })

  it('says that a file was damaged instead of handing it out', async () => {
    const id = (await upload('desk', { body: 'soon damaged' })).body.id as string
    const found = await at.server.engine.attachments.find(id)
    const { store } = at.server.engine
    const original = store.read.attachmentContent.bind(store.read)
    Object.assign(store.read, { attachmentContent: () => Promise.resolve(Buffer.from('other')) })

    const got = await at.ask(`/api/attachments/${found?.id}`, { as: 'desk' })

    Object.assign(store.read, { attachmentContent: original })
    expect(got).toMatchObject({ status: 500, body: { code: 'attachment-damaged' } })
  })
})
