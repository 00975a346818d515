import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineLog } from '../../engine/index.js'
import { expect } from 'vitest'
import { startServer, type Configuration, type RunningServer } from '../../server/index.js'
import { breachesOfContract } from './contract/breaches-of-contract.js'

const root = join(import.meta.dirname, '../..')

/** What came back: status, headers, and the body as JSON (or text where it is none). */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  // Tests look into answers by path; what is not there is `undefined` and fails the expectation.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
}

export interface Asked {
  readonly as?: string
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A real server on a free port with its own database file, and keys by the name of who holds them. */
export interface OpenServer {
  readonly server: RunningServer
  readonly folder: string
  readonly logged: string[]
  /** The same lines whole. */
  readonly lines: Parameters<EngineLog>[0][]
  /** Makes a key for somebody with these roles. */
  key(name: string, ...roles: string[]): Promise<string>
  /** A request with the key of `as`; a body makes it a POST in JSON, a text body is sent as it is. */
  ask(path: string, asked?: Asked): Promise<Reply>
  close(): Promise<void>
}

/** `at` is the folder of an earlier server, to go on with its database; `db` a database elsewhere; `watch` how it is watched; `limits` how many requests are taken. */
export async function openServer({
  at,
  workflows = join(root, 'test/server/fixtures'),
  db,
  watch,
  limits,
}: {
  at?: string
  workflows?: string
  db?: string
  watch?: Configuration['watch']
  limits?: { readonly requests: number; readonly failures: number }
} = {}): Promise<OpenServer> {
  const folder = at ?? (await mkdtemp(join(tmpdir(), 'aftercare-server-')))
  const lines: OpenServer['lines'] = []
  const logged: string[] = []
  const server = await startServer(
    {
      host: '127.0.0.1',
      port: 0,
      db: db ?? join(folder, 'test.db'),
      workflows,
      anchorKey: join(folder, 'anchor-key.pem'),
      ...(watch && { watch }),
      ...(limits && { identity: { limits } }),
    },
    {
      problemPages: join(root, 'docs/problems'),
      log: (line) => {
        lines.push(line)
        if (line.level === 'error') logged.push(line.message)
      },
    },
  )
  const keys = new Map<string, string>()
  return {
    server,
    folder,
    logged,
    lines,
    key: async (name, ...roles) => {
      const created = await server.engine.keys.create({ name, roles })
      keys.set(name, created.key)
      return created.id
    },
    ask: async (path, asked = {}) => {
      const reply = await ask(server.url + path, asked, keys)
      const method = asked.method ?? (asked.body === undefined ? 'GET' : 'POST')
      // Every answer of every test keeps to the contract.
      const breaches = breachesOfContract({ ...reply, method, path })
      if (breaches.length > 0) expect(breaches).toEqual([])
      return reply
    },
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ask(
  url: string,
  { as, method, body, headers = {} }: Asked,
  keys: Map<string, string>,
): Promise<Reply> {
  const key = as === undefined ? undefined : (keys.get(as) ?? as)
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}
