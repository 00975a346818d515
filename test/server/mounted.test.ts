import { once } from 'node:events'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, openSqlite, type Engine } from '../../engine/index.js'
import { createRouter, type RouterOptions } from '../../server/index.js'
import { breachesOfContract } from './contract/breaches-of-contract.js'

let engine: Engine
let key: string
let closeEngine: () => Promise<void>
const servers = new Set<Server>()

beforeAll(async () => {
  const sqlite = await openSqlite(':memory:')
  engine = await createEngine({ db: sqlite.db, workflows: 'test/server/fixtures' })
  key = (await engine.keys.create({ name: 'dora', roles: ['desk'] })).key
  closeEngine = async () => {
    await engine.stop()
    await sqlite.close()
  }
})
afterEach(() => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
  servers.clear()
})
afterAll(() => closeEngine())

interface Mounted {
  readonly url: string
  readonly ask: (path: string, init?: RequestInit & { readonly anonymous?: boolean }) => Promise<Response>
}

/** The router under `/desk` of an application, behind whatever `before` puts in front. */
async function mount(
  options: RouterOptions = {},
  before: (app: Express) => void = () => undefined,
): Promise<Mounted> {
  const app = express()
  before(app)
  app.use('/desk', createRouter(engine, options))
  const server = createServer(app)
  servers.add(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`
  return {
    url,
    ask: (path, { anonymous, ...init } = {}) =>
      fetch(url + path, {
        ...init,
        headers: {
          ...(!anonymous && { Authorization: `Bearer ${key}` }),
          ...(init.headers as Record<string, string> | undefined),
        },
      }),
  }
}

const creation = (subject = 'hours'): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ process: 'enquiry', data: { subject } }),
})

describe('the router in an application of a host', () => {
  it.each<[string, (app: Express) => void]>([
    ['none', () => undefined],
    ['JSON', (app) => void app.use(express.json())],
    ['text', (app) => void app.use(express.text({ type: () => true }))],
    ['bytes', (app) => void app.use(express.raw({ type: () => true }))],
    ['forms', (app) => void app.use(express.urlencoded({ extended: true }))],
  ])('takes bodies behind a parser of the host: %s', async (_what, before) => {
    const { ask } = await mount({}, before)

    const created = await ask('/api/instances', creation())
    const wrong = await ask('/api/instances', { ...creation(), body: '{"process":7,"more":1}' })
    const told = (await wrong.json()) as { problems: { field: string }[] }

    expect(created.status).toBe(201)
    expect(wrong.status).toBe(422)
    expect(told.problems.map(({ field }) => field)).toEqual(['process', 'more'])
  })

  it('refuses hostile names also behind a parser of the host', async () => {
    const { ask } = await mount({}, (app) => void app.use(express.json()))

    const reply = await ask('/api/instances', {
      ...creation(),
      body: '{"process":"enquiry","data":{"__proto__":{"admin":true}}}',
    })

    expect(await reply.json()).toMatchObject({ code: 'request-malformed' })
  })

  it('takes a file as bytes of the host’s parser, and says so where the file is lost', async () => {
    const file: RequestInit = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"a":1}',
    }
    const raw = await mount({}, (app) => void app.use(express.raw({ type: () => true })))
    const json = await mount({}, (app) => void app.use(express.json()))

    const kept = await raw.ask('/api/attachments?name=a.json', file)
    const lost = await json.ask('/api/attachments?name=a.json', file)

    expect(kept.status).toBe(201)
    expect(kept.headers.get('Location')).toMatch(/^\/desk\/api\/attachments\/att-/)
    expect(await lost.json()).toMatchObject({ code: 'request-malformed' })
  })

  it('reads the query in its own way, whatever parser the host has set', async () => {
    const { ask } = await mount({}, (app) => void app.set('query parser', 'extended'))

    const reply = await ask('/api/instances?state[a]=x&limit=1&limit=2')
    const told = (await reply.json()) as { problems: { field: string }[] }

    expect(told.problems.map(({ field }) => field)).toEqual(['state[a]', 'limit'])
  })

  it('leads to its own pages under the prefix', async () => {
    const { ask } = await mount()

    const refused = (await (await ask('/api/instances/none')).json()) as { type: string }
    const page = await ask(refused.type.replace('/desk', ''), { anonymous: true })

    expect(refused.type).toBe('/desk/docs/problems/unknown-instance')
    expect(page.status).toBe(200)
  })

  it('prefers the key of a request over whoever is signed in, and lets nobody in for a wrong one', async () => {
    const { ask } = await mount({ signedIn: () => ({ id: 'host-user', roles: ['desk'] }) })

    const own = (await (await ask('/api/instances', creation())).json()) as { createdBy: string }
    const host = (await (await ask('/api/instances', { ...creation(), anonymous: true })).json()) as {
      createdBy: string
    }
    const wrong = await ask('/api/processes', { anonymous: true, headers: { Authorization: 'Bearer no' } })

    expect([own.createdBy, host.createdBy]).toEqual(['dora', 'host-user'])
    expect(wrong.status).toBe(401)
  })

  it('follows changes as whoever is signed in, and ends when nobody is any more', async () => {
    let isIn = true
    const { url } = await mount({ signedIn: () => (isIn ? { id: 'host-user', roles: ['desk'] } : undefined) })

    const stream = await fetch(`${url}/api/changes`)
    isIn = false
    const refused = await fetch(`${url}/api/changes`)

    expect(stream.headers.get('Content-Type')).toContain('text/event-stream')
    expect(stream.headers.get('Content-Encoding')).toBeNull()
    await stream.body!.cancel()
    expect(refused.status).toBe(401)
  })
})

describe('pages of other origins', () => {
  const origin = 'https://desk.example'
  const preflight = (asked: Mounted, from = origin): Promise<Response> =>
    asked.ask('/api/instances', {
      method: 'OPTIONS',
      anonymous: true,
      headers: { Origin: from, 'Access-Control-Request-Method': 'POST' },
    })

  it('are kept out unless they are named', async () => {
    const mounted = await mount()

    const asked = await mounted.ask('/api/processes', { headers: { Origin: origin } })

    expect((await preflight(mounted)).status).toBe(401)
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(asked.headers.get('Vary') ?? '').not.toContain('Origin')
  })

  it('may ask with a key where they are, and read what the contract tells in headers', async () => {
    const mounted = await mount({ corsOrigins: [origin] })

    const before = await preflight(mounted)
    const asked = await mounted.ask('/api/processes', { headers: { Origin: origin } })
    const refused = await mounted.ask('/api/processes', { anonymous: true, headers: { Origin: origin } })

    expect(before.status).toBe(204)
    expect(before.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key')
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(origin)
    expect(asked.headers.get('Access-Control-Expose-Headers')).toContain('ETag')
    expect(asked.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    expect(asked.headers.get('Vary')).toContain('Origin')
    expect([refused.status, refused.headers.get('Access-Control-Allow-Origin')]).toEqual([401, origin])
  })

  it.each(['https://desk.example.evil', 'http://desk.example', 'null', 'https://desk.example:444'])(
    'are kept out where only another one is named: %s',
    async (from) => {
      const mounted = await mount({ corsOrigins: [origin] })

      expect((await preflight(mounted, from)).headers.get('Access-Control-Allow-Origin')).toBeNull()
    },
  )
})

/** What comes over the wire: `fetch` would unpack it. */
const wire = (url: string, headers: Record<string, string>): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest(url, { headers }, (response) => {
      response.resume()
      resolve(response.headers)
    })
    asked.on('error', reject)
    asked.end()
  })

describe('packing', () => {
  it('is done for long answers where the client takes it, and not for files with a digest', async () => {
    const { url, ask } = await mount()
    const sent = await ask('/api/attachments', {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: 'x'.repeat(50_000),
    })
    const { id } = (await sent.json()) as { id: string }
    const headers = { Authorization: `Bearer ${key}`, 'Accept-Encoding': 'gzip' }

    const packed = await wire(`${url}/openapi.json`, headers)
    const plain = await wire(`${url}/openapi.json`, { ...headers, 'Accept-Encoding': 'identity' })
    const file = await wire(`${url}/api/attachments/${id}`, headers)

    expect(packed['content-encoding']).toBe('gzip')
    expect(plain['content-encoding']).toBeUndefined()
    expect(file['content-encoding']).toBeUndefined()
    expect(file['content-digest']).toMatch(/^sha-256=/)
  })
})

describe('the reference', () => {
  it('is a page without scripts under a policy that its style fits', async () => {
    const { ask } = await mount()

    const page = await ask('/docs', { anonymous: true })
    const html = await page.text()
    const style = await ask('/docs/reference.css', { anonymous: true })

    expect(page.headers.get('Content-Security-Policy')).toContain("style-src 'self'")
    expect(html).not.toMatch(/<script|<style|style=|\son\w+=/)
    expect([...html.matchAll(/(?:src|href)="(?!#|\/desk\/)([^"]*)"/g)].map(([, to]) => to)).toEqual([])
    expect(style.headers.get('Content-Type')).toContain('text/css')
  })

  it('leads nowhere that is not there', async () => {
    const { ask } = await mount()
    const html = await (await ask('/docs', { anonymous: true })).text()
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const inside = [...html.matchAll(/href="#([^"]+)"/g)].map(([, to]) => to)
    const outside = new Set([...html.matchAll(/href="\/desk(\/[^"]*)"/g)].map(([, to]) => to!))

    const missing: string[] = []
    for (const path of outside) if ((await ask(path, { anonymous: true })).status !== 200) missing.push(path)

    expect(inside.filter((to) => !ids.has(to))).toEqual([])
    expect(outside.size).toBeGreaterThan(40)
    expect(missing).toEqual([])
    expect(ids.size).toBe([...html.matchAll(/ id="/g)].length)
  })

  it('keeps to the contract itself', async () => {
    const { ask } = await mount()

    for (const path of ['/docs', '/docs/reference.css', '/docs/problems', '/openapi.json', '/healthz']) {
      const response = await ask(path, { anonymous: true })
      const { status, headers } = response
      const text = await response.text()
      const body: unknown = /json/.test(headers.get('Content-Type') ?? '') ? JSON.parse(text) : text
      expect(breachesOfContract({ method: 'GET', path, status, headers, body })).toEqual([])
    }
  })
})
