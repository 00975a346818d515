import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createEngine, openSqlite, VirtualClock, type Engine, type NewKey } from '../../../engine/index.js'
import { createApp, type AppOptions } from '../../../server/index.js'
import type { IdentitySettings } from '../../../server/identity/index.js'
import { breachesOfContract } from '../contract/breaches-of-contract.js'

export const minute = 60_000
export const hour = 60 * minute

/** What came back. A redirect is not followed. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly cookies: readonly string[]
  // Tests look into answers by path; what is not there is `undefined` and fails the expectation.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
}

export interface Asked {
  readonly key?: string
  readonly cookie?: string
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** The HTTP surface over an engine whose clock is moved by hand. */
export interface Doors {
  readonly url: string
  readonly engine: Engine
  readonly clock: VirtualClock
  key(name: string, roles: readonly string[], more?: Partial<NewKey>): Promise<{ id: string; key: string }>
  /** A body makes it a POST. Every answer is held to the contract. */
  ask(path: string, asked?: Asked): Promise<Reply>
  close(): Promise<void>
}

export async function openDoors(
  identity: IdentitySettings = {},
  workflows = 'test/server/fixtures',
  more: Pick<AppOptions, 'signedIn'> = {},
): Promise<Doors> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-doors-'))
  const sqlite = await openSqlite(join(folder, 'test.db'))
  const clock = new VirtualClock(Date.now())
  const engine = await createEngine({
    db: sqlite.db,
    reader: sqlite.reader,
    workflows,
    clock,
  })
  const server = createServer(createApp(engine, { problemPages: 'docs/problems', identity, ...more }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ url, engine, clock },
    key: (name, roles, more = {}) => engine.keys.create({ name, roles, ...more }),
    ask: (path, asked = {}) => ask(url, path, asked),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await engine.stop()
      await sqlite.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ask(
  url: string,
  path: string,
  { key, cookie, method, body, headers = {} }: Asked,
): Promise<Reply> {
  const verb = method ?? (body === undefined ? 'GET' : 'POST')
  const response = await fetch(url + path, {
    method: verb,
    redirect: 'manual',
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = (response.headers.get('Content-Type') ?? '').includes('json')
  const reply = {
    status: response.status,
    headers: response.headers,
    cookies: response.headers.getSetCookie(),
    body: (isJson ? JSON.parse(text) : text) as unknown,
  }
  expect(breachesOfContract({ ...reply, method: verb, path })).toEqual([])
  return reply
}

/** A browser at pages of our own: it keeps cookies and says where requests come from. */
export class Browser {
  readonly #doors: Doors
  readonly jar = new Map<string, string>()
  csrfToken = ''

  constructor(doors: Doors) {
    this.#doors = doors
  }

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async go(path: string, asked: Asked = {}): Promise<Reply> {
    const reply = await this.#doors.ask(path, {
      ...asked,
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        Origin: this.#doors.url,
        ...(this.csrfToken === '' ? {} : { 'X-CSRF-Token': this.csrfToken }),
        ...asked.headers,
      },
    })
    for (const cookie of reply.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') this.jar.delete(name)
      else this.jar.set(name, value)
    }
    return reply
  }

  /** Signs in with a key, and learns the token pages send. */
  async signIn(key: string): Promise<Reply> {
    const reply = await this.go('/api/session', { method: 'POST', key })
    this.csrfToken = String((await this.go('/api/session')).body.csrfToken ?? '')
    return reply
  }
}

/** Status and code of an answer: `403 forbidden`, or `200`. */
export const told = ({ status, body }: Reply): string =>
  [String(status), ...(status >= 400 ? [String(body.code)] : [])].join(' ')
