import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, VirtualClock, type Engine } from '../../../engine/index.js'
import { createApp, createWatching } from '../../../server/index.js'
import { temporaryLinkKey } from '../../../server/access/link-key.js'
import { createLimitedServer } from '../../../server/http/connection-limits.js'
import { senders } from '../access/expected-answers.js'
import { openIssuer, type Issuer } from './issuer.js'
import { closedBank, Things } from './things.js'
import { openWorldDatabase, type DatabaseKind, type OpenDatabase } from './world-database.js'

/** What requests are aimed at: ids that exist, and secrets that open something. */
export interface Targets {
  /** Keys by the name of the sender. */
  readonly keys: ReadonlyMap<string, string>
  /** What exists, whosever it is, by the name of its parameter, or where that is an id by what stands before it. */
  readonly ids: { readonly [kind: string]: readonly string[] }
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
  /** What most of the people see. */
  readonly things: Things
  /** What strangers are told nothing of. */
  readonly hidden: Things
  readonly targets: Targets
  /** Errors nobody expected. */
  readonly logged: readonly unknown[]
  close(): Promise<void>
}

/** Puts something between the line and the application: faults that are planted. */
export type Around = (app: RequestListener, engine: Engine, database: OpenDatabase) => RequestListener

/** Opens one on an empty database. */
export async function openHttpWorld({
  around = (app) => app,
  on = 'sqlite',
}: { readonly around?: Around; readonly on?: DatabaseKind } = {}): Promise<HttpWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-requests-'))
  const workflows = join(folder, 'workflows')
  for (const part of ['../access/fixtures', 'fixtures'])
    await cp(join(import.meta.dirname, part), workflows, { recursive: true })
  const database = await openWorldDatabase(on, folder)
  const clock = new VirtualClock(Date.parse('2026-11-02T08:00:00Z'))
  const watching = createWatching()
  const services = { bank: closedBank }
  const { observer } = watching
  const engine = await createEngine({ ...database.handles, workflows, clock, services, observer })
  const issuer = await openIssuer(clock)
  const logged: unknown[] = []
  const linkKey = temporaryLinkKey()
  const { settings: provider } = issuer
  const log = (error: unknown): unknown => logged.push(error)
  const app = createApp(engine, { log, watching, linkKey, identity: { provider } })
  const server = createLimitedServer(around(app, engine, database))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const things = new Things(engine, linkKey)
  return {
    ...{ port, origin, engine, database, issuer, logged, things },
    hidden: new Things(engine, linkKey, true),
    targets: await settle({ engine, clock, origin, things }),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await issuer.close()
      await engine.stop()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Unsettled {
  readonly engine: Engine
  readonly clock: VirtualClock
  readonly origin: string
  readonly things: Things
}

async function settle({ engine, clock, origin, things }: Unsettled): Promise<Targets> {
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
  const spentKeys = await spent(engine, clock)
  return {
    ...{ keys, spentKeys },
    ids: await idsOf(things),
    session: await signIn(origin, keys.get('admin') ?? ''),
  }
}

async function idsOf(things: Things): Promise<Targets['ids']> {
  const visits = []
  for (const maker of ['south', 'north', 'south', undefined])
    visits.push(await things.visit(maker === undefined ? {} : { maker }))
  const [incident, refused, slip] = [
    await things.incident(),
    await things.refusedMessage(),
    await things.slip(),
  ]
  const cases = [
    ...visits.map(({ id }) => id),
    ...[incident.instance, refused.instance, slip.instance],
    ...[await things.suspended(), await things.ended()],
  ]
  return {
    instances: cases,
    tasks: visits.flatMap(({ tasks }) => tasks.map(({ id }) => id)),
    token: [await things.link(), await things.link()],
    attachments: [await things.file()],
    // None that somebody here asks with.
    keys: [(await things.key()).id, (await things.key()).id],
    processes: ['visit', 'stock', 'inspect', 'job'],
    registers: ['visits'],
    calendars: ['house'],
    incidents: [incident.id],
    message: [refused.id],
    ...{ paper: ['slip'], number: [slip.id] },
    hash: [await things.hash()],
    serial: [await things.unit(), 'SN-1'],
    drafts: [await things.draft()],
    views: [await things.view()],
    sessions: [(await things.session()).id],
    ...{ secret: [await things.signInLink()], code: ['forbidden', 'revision-conflict'] },
  }
}

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
