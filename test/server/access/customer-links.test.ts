import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, openSqlite, VirtualClock } from '../../../engine/index.js'
import { createApp, type AppOptions } from '../../../server/index.js'
import { openServer, type OpenServer, type Reply } from '../open-server.js'

let open: OpenServer

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'fixtures') })
  await open.key('desk-east', 'desk')
  await open.key('super-east', 'supervisor')
  await open.key('ada', 'admin')
  await open.key('rita', 'reviewer')
}, 60_000)
afterAll(() => open.close())

const begin = async (data: object = { fault: 'leaks', phone: '13800138000' }): Promise<string> =>
  String((await open.ask('/api/instances', { as: 'desk-east', body: { process: 'visit', data } })).body.id)

const made = (id: string, body: object = { role: 'customer' }, as = 'super-east'): Promise<Reply> =>
  open.ask(`/api/instances/${id}/customer-links`, { as, body })

/** Where the case is told as JSON; the address itself leads people to a page. */
const pathOf = ({ body }: Reply): string => `/customer-links/${String(body.url).split('/').at(-1)}`

describe('a customer link', () => {
  it('shows where the case is, what is promised for when, and what is needed from the customer', async () => {
    const id = await begin()
    const link = await made(id)
    const seen = await open.ask(pathOf(link))

    expect(link.status).toBe(201)
    expect(link.body).toMatchObject({ role: 'customer', createdBy: 'super-east' })
    expect(seen.status).toBe(200)
    expect(seen.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(seen.body).toMatchObject({
      title: { en: 'Visit' },
      status: 'active',
      states: [{ title: { en: 'Planned' } }],
      promised: [{ provisional: false, dueAt: expect.any(String) as string }],
      needed: [
        { event: 'withdraw', answer: 'yes', awaited: false },
        { event: 'wish', form: { properties: { wish: expect.anything() as unknown } } },
      ],
    })
    expect(Object.keys(seen.body)).not.toContain('data')
    expect(JSON.stringify(seen.body)).not.toMatch(/13800138000|leaks|desk-east|technician/)
  })

  it('takes the events of its role and no other, once by key, and the trail tells of it', async () => {
    const id = await begin()
    const link = await made(id)
    const send = (event: string, payload?: object) =>
      open.ask(`${pathOf(link)}/events`, {
        body: { event, ...(payload && { payload }) },
        headers: { 'Idempotency-Key': `${event}-1` },
      })

    const wish = await send('wish', { wish: 'after five' })
    const again = await send('wish', { wish: 'after five' })
    const refused = await send('done')
    const record = await open.ask(`/api/instances/${id}`, { as: 'ada' })
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'ada' })

    expect([wish.status, again.status, again.headers.get('Idempotency-Replayed')]).toEqual([200, 200, 'true'])
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
    expect(JSON.stringify(refused.body)).not.toMatch(/desk-east|leaks/)
    expect(record.body.data.wish).toBe('after five')
    expect(trail.body.items.map(({ actor }: { actor?: string }) => actor)).toContain(
      `customer-link:${link.body.id}`,
    )
  })

  it('shows a party what the process lets it see', async () => {
    const id = await begin({ fault: 'leaks', phone: '13800138000', maker: 'south' })
    const seen = await open.ask(pathOf(await made(id, { role: 'factory' })))

    expect(seen.body.data).toEqual({ fault: 'leaks' })
    expect(seen.body.fields).toEqual({ fault: { type: 'text', label: { 'zh-CN': '故障', en: 'Fault' } } })
    expect(seen.body.needed).toEqual([])
  })

  it('opens nothing when it is forged, of another case or revoked, always with the same answer', async () => {
    const [id, other] = [await begin(), await begin()]
    const [mine, theirs] = [await made(id), await made(other)]
    const [own = '', foreign = ''] = [pathOf(mine), pathOf(theirs)].map((path) => path.split('/').at(-1))
    const [mineId = '', signature = ''] = own.split('.')
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
    const revoked = await made(id)

    const never = await open.ask('/customer-links/nothing')
    const wrong = [
      `/customer-links/${mineId}.${flipped}`,
      `/customer-links/${mineId}.${foreign.split('.')[1]}`,
      `/customer-links/${mineId}`,
      `/customer-links/${mineId}.`,
    ]
    for (const path of wrong) {
      const answer = await open.ask(path)
      expect([answer.status, answer.body]).toEqual([404, never.body])
      const sent = await open.ask(`${path}/events`, { body: { event: 'withdraw' } })
      expect([sent.status, sent.body]).toEqual([404, never.body])
    }
    expect((await open.ask(pathOf(mine))).status).toBe(200)

    const ended = await open.ask(`/api/instances/${id}/customer-links/revoke`, { as: 'super-east', body: {} })
    expect(ended.body).toEqual({ revoked: 2 })
    for (const link of [mine, revoked]) {
      const answer = await open.ask(pathOf(link))
      expect([answer.status, answer.body]).toEqual([404, never.body])
    }
    // The other case is open still.
    expect((await open.ask(pathOf(theirs))).status).toBe(200)
  })

  it('opens nothing from the moment on at which it is over', async () => {
    const sqlite = await openSqlite(':memory:')
    const clock = new VirtualClock(Date.parse('2026-10-09T08:00:00Z'))
    const workflows = join(import.meta.dirname, 'fixtures')
    const engine = await createEngine({ db: sqlite.db, workflows, clock })
    const server = createApp(engine, { log: () => undefined, console: false }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { key } = await engine.keys.create({ name: 'ada', roles: ['admin'] })
    const { instance } = await engine.create('visit', { actor: 'desk-east' })
    const link = await fetch(`${url}/api/instances/${instance?.id}/customer-links`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ role: 'customer', expiresAt: '2026-10-09T09:00:00Z' }),
    })
    const address = url + ((await link.json()) as { url: string }).url

    const before = await fetch(address)
    clock.moveTo(clock.now() + 3_600_000)
    const after = await fetch(address)

    expect([before.status, after.status]).toEqual([200, 404])
    server.close()
    server.closeAllConnections()
    await engine.stop()
    await sqlite.close()
  })

  it('is no key: as one it opens nothing below /api', async () => {
    const token =
      pathOf(await made(await begin()))
        .split('/')
        .at(-1) ?? ''

    expect((await open.ask('/api/instances', { as: token })).status).toBe(401)
  })

  it('is signed with a key that lies beside that of the anchors, not in the database', async () => {
    const link = await made(await begin())
    const key = (await readFile(join(open.folder, 'customer-link-key'), 'utf8')).trim()
    const database = await readFile(join(open.folder, 'test.db'), 'latin1')

    expect(Buffer.from(key, 'base64url')).toHaveLength(32)
    expect(database).not.toContain(key)
    expect(database).not.toContain(pathOf(link).split('.').at(-1))
  })

  it('is told by the configured address or as a path, never by the host a request names', async () => {
    const sqlite = await openSqlite(':memory:')
    const workflows = join(import.meta.dirname, 'fixtures')
    const engine = await createEngine({ db: sqlite.db, workflows })
    const { key } = await engine.keys.create({ name: 'ada', roles: ['admin'] })
    const { instance } = await engine.create('visit', { actor: 'desk-east' })
    const told = async (options: AppOptions): Promise<string> => {
      const app = createApp(engine, { log: () => undefined, ...options })
      const server = app.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const asked = request({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/api/instances/${instance?.id}/customer-links`,
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'application/json',
          Host: 'elsewhere.example',
        },
      }).end('{"role":"customer"}')
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      const body = (await json(response)) as { url: string }
      server.close()
      server.closeAllConnections()
      return body.url
    }

    expect(await told({})).toMatch(/^\/console\/customer\/[\w.-]+$/)
    expect(await told({ console: false })).toMatch(/^\/customer-links\/[\w.-]+$/)
    expect(await told({ identity: { url: 'https://service.example' } })).toMatch(
      /^https:\/\/service\.example\/console\/customer\/[\w.-]+$/,
    )
    await engine.stop()
    await sqlite.close()
  })

  it('is not made by somebody from whom values of the case are kept back', async () => {
    const id = await begin()

    const refused = await made(id, { role: 'customer' }, 'rita')

    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
    expect((await made(id, { role: 'customer' }, 'ada')).status).toBe(201)
  })

  it('is made by those who may and see the case, for a role outside that has a part in it', async () => {
    const id = await begin()

    expect((await made(id, { role: 'customer' }, 'desk-east')).status).toBe(403)
    for (const body of [{ role: 'technician' }, {}, { role: 'customer', expiresAt: '2020-01-01T00:00:00Z' }])
      expect((await made(id, body)).status).toBe(422)
    const listed = await open.ask(`/api/instances/${id}/customer-links`, { as: 'super-east' })
    expect(listed.body.items).toEqual([])
    expect(listed.body.roles.map(({ id }: { id: string }) => id).sort()).toEqual(['customer', 'factory'])
  })
})
