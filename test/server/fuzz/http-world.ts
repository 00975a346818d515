import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, openSqlite, VirtualClock, type Engine } from '../../../engine/index.js'
import { createApp } from '../../../server/index.js'
import { createLimitedServer } from '../../../server/http/connection-limits.js'
import { senders } from '../access/expected-answers.js'
import { openIssuer, type Issuer } from './issuer.js'

/** A way to look into the database past the engine, on a connection that only reads. */
export interface OpenDatabase {
  readonly raw: (sql: string) => Promise<unknown>
}

/** What requests are aimed at: ids that exist, and secrets that open something. */
export interface Targets {
  /** Keys by the name of the sender. */
  readonly keys: ReadonlyMap<string, string>
  readonly cases: readonly string[]
  readonly tasks: readonly string[]
  readonly tokens: readonly string[]
  readonly attachments: readonly string[]
  readonly keyIds: readonly string[]
  /** A key that was revoked, and one that has expired. */
  readonly spentKeys: readonly string[]
  /** Cookie of a signed-in browser, and the token of its pages. */
  readonly session: { readonly cookie: string; readonly csrfToken: string }
}

/** A server with some cases, people and keys, whose time stands still and which does nothing by itself. */
export interface HttpWorld {
  readonly port: number
  readonly origin: string
  readonly engine: Engine
  readonly database: OpenDatabase
  readonly issuer: Issuer
  readonly targets: Targets
  /** Errors nobody expected. */
  readonly logged: readonly unknown[]
  close(): Promise<void>
}

const workflows = join(import.meta.dirname, '../access/fixtures')

/** `around` puts something between the line and the application: faults that are planted. */
export async function openHttpWorld(
  around: (app: RequestListener, engine: Engine, database: OpenDatabase) => RequestListener = (app) => app,
): Promise<HttpWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-requests-'))
  const sqlite = await openSqlite(join(folder, 'test.db'))
  const clock = new VirtualClock(Date.parse('2026-11-02T08:00:00Z'))
  const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows, clock })
  const issuer = await openIssuer(clock)
  const logged: unknown[] = []
  const { issuer: address, audience } = issuer
  const app = createApp(engine, {
    log: (error) => logged.push(error),
    identity: { provider: { issuer: address, audience, claims: { person: 'sub' } } },
  })
  const database: OpenDatabase = { raw: (sql) => Promise.resolve(sqlite.reader.raw(sql)) }
  const server = createLimitedServer(around(app, engine, database))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    ...{ port, origin, engine, database, issuer, logged },
    targets: await settle(engine, clock, origin),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await issuer.close()
      await engine.stop()
      await sqlite.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function settle(engine: Engine, clock: VirtualClock, origin: string): Promise<Targets> {
  const keys = new Map<string, string>()
  for (const [name, { person, role }] of Object.entries(senders)) {
    if (person === undefined) continue
    const made = await engine.keys.create({
      name: person,
      actor: person,
      roles: role === undefined ? [] : [role],
    })
    keys.set(name, made.key)
  }
  const admin = keys.get('admin') ?? ''
  const [cases, tasks]: [string[], string[]] = [[], []]
  for (const maker of ['south', 'north', 'south', undefined]) {
    const data = {
      fault: 'leaks',
      phone: '13800138000',
      branch: 'east',
      ...(maker !== undefined && { maker }),
    }
    const { instance } = await engine.create('visit', { actor: 'desk-east', data })
    if (!instance) throw new Error('Expected a case, but it was refused.')
    cases.push(instance.id)
    tasks.push(...instance.tasks.map(({ id }) => id))
  }
  const ask = asking(origin, admin)
  const tokens: string[] = []
  for (const id of cases.slice(0, 2)) {
    const { url } = (await (
      await ask(`/api/instances/${id}/customer-links`, '{"role":"customer"}')
    ).json()) as { url: string }
    tokens.push(url.split('/').at(-1) ?? '')
  }
  const file = (await (await ask('/api/attachments', 'a file', 'text/plain')).json()) as { id: string }
  return {
    ...{ keys, cases, tasks, tokens },
    attachments: [file.id],
    keyIds: (await engine.keys.list()).map(({ id }) => id),
    spentKeys: await spent(engine, clock),
    session: await signIn(origin, admin),
  }
}

const asking =
  (origin: string, key: string) =>
  (path: string, body: string, type = 'application/json'): Promise<Response> =>
    fetch(origin + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': type },
      body,
    })

async function spent(engine: Engine, clock: VirtualClock): Promise<readonly string[]> {
  const revoked = await engine.keys.create({ name: 'left', roles: ['admin'] })
  await engine.keys.revoke(revoked.id)
  const expired = await engine.keys.create({
    name: 'over',
    roles: ['admin'],
    expiresAt: clock.now() + 60_000,
  })
  clock.moveTo(clock.now() + 120_000)
  return [revoked.key, expired.key]
}

async function signIn(origin: string, key: string): Promise<Targets['session']> {
  const own = { 'Sec-Fetch-Site': 'same-origin', Origin: origin }
  const opened = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { ...own, Authorization: `Bearer ${key}` },
  })
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const told = await fetch(`${origin}/api/session`, { headers: { ...own, Cookie: cookie } })
  const { csrfToken } = (await told.json()) as { csrfToken: string }
  return { cookie, csrfToken }
}
