import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createEngine,
  openSqlite,
  VirtualClock,
  type Engine,
  type InstanceRecord,
} from '../../engine/index.js'
import { createApp } from '../../server/index.js'
import { accepted, monday } from '../runtime/open-test-engine.js'
import { keepMemory } from '../reload/memory.js'

const fixtures = join(import.meta.dirname, 'party-fixtures')

let clock: VirtualClock
let engine: Engine
let server: Server
let closing: AbortController
const streams = new Set<Stream>()
const logged: unknown[] = []
let closeDatabase: () => Promise<void>

beforeEach(async () => {
  const sqlite = await openSqlite(':memory:')
  clock = new VirtualClock(monday)
  engine = await createEngine({ db: sqlite.db, workflows: fixtures, clock })
  closing = new AbortController()
  const log = (error: unknown) => logged.push(error)
  server = createServer(createApp(engine, { problemPages: 'docs/problems', log, closing: closing.signal }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeDatabase = () => sqlite.close()
})
afterEach(async () => {
  for (const stream of streams) await stream.close()
  streams.clear()
  closing.abort()
  server.close()
  server.closeAllConnections()
  await engine.stop()
  await closeDatabase()
  expect(logged.splice(0)).toEqual([])
})

const keyOf = async (actor: string, ...roles: string[]): Promise<{ id: string; key: string }> =>
  engine.keys.create({ name: actor, roles, ...(roles.length === 0 ? { actor } : {}) })

async function claim(factory?: string): Promise<InstanceRecord> {
  const data = { customer: '王小明', fault: 'noise' }
  const begun = accepted(await engine.create('claim', { data, actor: 'dora' }))
  if (factory === undefined) return begun
  return accepted(await engine.send(begun.id, 'ask', { payload: { factory }, actor: 'dora' }))
}

const get = (key: string, path = '/api/changes', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    headers: { Authorization: `Bearer ${key}`, ...headers },
  })

const codeOf = (problem: unknown): unknown => (problem as { readonly code?: unknown }).code

interface Told {
  readonly id?: string
  readonly event?: string
  readonly data?: { readonly instance: string; readonly revision: number; readonly kind: string }
}

/** A stream as a client reads it. */
class Stream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  #text = ''

  constructor(response: Response) {
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toContain('text/event-stream')
    this.#reader = response.body!.getReader()
    streams.add(this)
  }

  /** The next block; `undefined` at the end. */
  async next(): Promise<Told | undefined> {
    while (!this.#text.includes('\n\n')) {
      const { done, value } = await this.#reader.read()
      if (done) return undefined
      this.#text += new TextDecoder().decode(value)
    }
    const [block = '', ...rest] = this.#text.split('\n\n')
    this.#text = rest.join('\n\n')
    const lines = Object.fromEntries(block.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line)!.slice(1)))
    return { ...lines, ...(lines['data'] && { data: JSON.parse(lines['data']) }) }
  }

  /** The next event, past heartbeats; `undefined` at the end. */
  async change(): Promise<Told | undefined> {
    for (;;) {
      const told = await this.next()
      if (told === undefined || told.event) return told
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined)
  }
}

const open = async (key: string, path?: string, headers?: Record<string, string>): Promise<Stream> => {
  const stream = new Stream(await get(key, path, headers))
  // The first block says where it begins.
  expect((await stream.next())?.id).toBeTruthy()
  return stream
}

describe('GET /api/changes', () => {
  it('tells staff of what changes, and goes on after the last event', async () => {
    keepMemory('a stream ends with its engine')
    const { key } = await keyOf('dora')
    const stream = await open(key)
    const { id } = await claim('south')

    const first = await stream.change()
    const second = await stream.change()
    await stream.close()

    expect(first).toMatchObject({ event: 'change', data: { instance: id, revision: 1, kind: 'created' } })
    expect(second?.data).toEqual({
      ...{ instance: id, process: 'claim', revision: 2, kind: 'changed' },
      at: '2026-09-28T01:30:00Z',
    })
    const again = await open(key, '/api/changes', { 'Last-Event-ID': first!.id! })
    expect(await again.change()).toEqual(second)
  })

  it('tells people of an outside party of their own cases only', async () => {
    keepMemory('a stream ends with its engine')
    const { key } = await keyOf('sun')
    const stream = await open(key)
    await claim('north')
    await claim()
    const { id } = await claim('south')

    const told = await stream.change()

    expect(told?.data?.instance).toBe(id)
    expect(JSON.stringify(told)).not.toContain('王小明')
  })

  it('narrows to a process, and refuses one that is not open to the key', async () => {
    const admin = await keyOf('admin', 'admin')
    const stream = await open(admin.key, '/api/changes?process=other')
    await claim()
    clock.moveTo(clock.now() + 15_000)
    const beat = await stream.next()

    expect(beat?.event).toBeUndefined()
    const { key } = await keyOf('dora')
    const refused = await get(key, '/api/changes?process=other')
    expect([refused.status, codeOf(await refused.json())]).toEqual([404, 'unknown-process'])
    const nobody = await get((await keyOf('nobody', 'cook')).key)
    expect([nobody.status, codeOf(await nobody.json())]).toEqual([403, 'forbidden'])
  })

  it('says every fifteen seconds that it lives, and ends when its key is revoked', async () => {
    const { id, key } = await keyOf('dora')
    const stream = await open(key)

    clock.moveTo(clock.now() + 15_000)
    const beat = await stream.next()
    await engine.keys.revoke(id)
    clock.moveTo(clock.now() + 15_000)

    expect(beat?.id).toBeTruthy()
    expect(await stream.change()).toBeUndefined()
  })

  it('ends when the server is about to stop, and when the engine stops', async () => {
    const { key } = await keyOf('dora')
    const first = await open(key)
    const second = await open(key)

    closing.abort()
    expect(await first.change()).toBeUndefined()
    await engine.stop()

    expect(await second.change()).toBeUndefined()
  })

  it('allows a key eight streams at a time', async () => {
    const { key } = await keyOf('dora')
    const open8 = await Promise.all(Array.from({ length: 8 }, () => open(key)))

    const ninth = await get(key)
    const other = await open((await keyOf('dora')).key)
    await open8[0]!.close()
    let after = await get(key)
    while (after.status === 429) after = await get(key)

    expect([ninth.status, codeOf(await ninth.json())]).toEqual([429, 'too-many-streams'])
    expect(other).toBeDefined()
    await after.body?.cancel()
  })

  it('explains a place that is none, and one that is kept no longer', async () => {
    const { key } = await keyOf('dora')
    const answerTo = async (place: string): Promise<readonly unknown[]> => {
      const answer = await get(key, '/api/changes', { 'Last-Event-ID': place })
      return [answer.status, codeOf(await answer.json())]
    }
    const late = Buffer.from(JSON.stringify(['changes', 0, 99])).toString('base64url')

    expect(await answerTo('garbled')).toEqual([422, 'request-invalid'])
    expect(await answerTo(late)).toEqual([410, 'cursor-expired'])
    expect((await get('ak_none')).status).toBe(401)
  })
})
