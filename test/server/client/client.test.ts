import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, NoAnswerError, ProblemError, type Client } from '../../../server/client/index.js'
import { breachesOfContract } from '../contract/breaches-of-contract.js'
import { openServer, type OpenServer } from '../open-server.js'
import { keepMemory } from '../../reload/memory.js'

let open: OpenServer
let key: string

beforeAll(async () => {
  open = await openServer()
  key = (await open.server.engine.keys.create({ name: 'dora', roles: ['desk'] })).key
})
afterAll(() => open.close())

/** Fetches as told, and remembers what was asked. */
function watched(answer: (attempt: number, ask: () => Promise<Response>) => Promise<Response>): {
  readonly fetch: typeof fetch
  readonly asked: { readonly method: string; readonly path: string; readonly headers: Headers }[]
} {
  const asked: { method: string; path: string; headers: Headers }[] = []
  return {
    asked,
    fetch: async (input, init) => {
      const { pathname, search } = new URL(input)
      asked.push({
        method: init?.method ?? 'GET',
        path: pathname + search,
        headers: new Headers(init?.headers),
      })
      return answer(asked.length, () => fetch(input, init))
    },
  }
}

const clientWith = (more: Partial<Parameters<typeof createClient>[0]> = {}): Client =>
  createClient({ url: open.server.url, key, wait: () => Promise.resolve(), ...more })

const begin = (client: Client, subject = 'hours'): ReturnType<Client['createInstance']> =>
  client.createInstance({ body: { process: 'enquiry', data: { subject } } })

describe('the client', () => {
  it('begins a case, sends an event and reads the trail, each typed by the contract', async () => {
    const client = clientWith()

    const created = await begin(client)
    const sent = await client.sendEvent(
      { id: created.id, body: { event: 'answer', payload: { answer: 'from nine', minutes: 5 } } },
      { ifRevision: created.revision },
    )
    const trail = await client.readTrail({ id: created.id, limit: 2 })

    expect(sent).toMatchObject({ status: 'ended', outcome: 'answered', revision: 2 })
    expect(trail.items.map(({ seq }) => seq)).toEqual([1, 2])
    // @ts-expect-error: there is no such order.
    await expect(client.listInstances({ sort: 'colour' })).rejects.toThrow(ProblemError)
  })

  it('throws what the server refuses, with code, status, reasons and what is accepted', async () => {
    const client = clientWith()
    const { id } = await begin(client)

    const error: unknown = await client
      .sendEvent({ id, body: { event: 'answer', payload: { answer: 'at once', minutes: 0 } } })
      .catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'requirement-not-met', status: 409 })
    expect((error as ProblemError).problem.accepted?.map(({ event }) => event)).toContain('forward')
    await expect(clientWith({ key: 'ak_wrong' }).listProcesses()).rejects.toMatchObject({
      code: 'not-authenticated',
    })
  })

  it('sends a creation again after a network fault, with the same key, so that there is one case', async () => {
    const lost = watched(async (attempt, ask) => {
      const response = await ask()
      // The first answer is lost on the way: the case was begun, and nobody was told.
      if (attempt === 1) throw new TypeError('fetch failed')
      return response
    })
    const client = clientWith({ fetch: lost.fetch })
    const before = (await clientWith().listInstances({ count: 'true' })).count ?? 0

    const created = await begin(client, 'lost on the way')
    const after = await clientWith().listInstances({ count: 'true' })

    const keys = lost.asked.map(({ headers }) => headers.get('Idempotency-Key'))
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(keys).toEqual([keys[0], keys[0]])
    expect(after.count).toBe(before + 1)
    expect(created.data).toEqual({ subject: 'lost on the way' })
  })

  it('gives up after some attempts, and says by which key to ask again', async () => {
    const broken = watched(() => Promise.reject(new TypeError('fetch failed')))
    const client = clientWith({ fetch: broken.fetch, retries: 2 })

    const error: unknown = await client
      .createInstance({ body: { process: 'enquiry' } }, { idempotencyKey: 'mine' })
      .catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(NoAnswerError)
    expect((error as NoAnswerError).idempotencyKey).toBe('mine')
    expect(broken.asked).toHaveLength(3)
  })

  it('waits as long as a busy server says, and asks again', async () => {
    const waits: number[] = []
    const busy = watched((attempt, ask) =>
      attempt === 1
        ? Promise.resolve(new Response('{}', { status: 503, headers: { 'Retry-After': '7' } }))
        : ask(),
    )
    const client = clientWith({
      fetch: busy.fetch,
      wait: (milliseconds) => {
        waits.push(milliseconds)
        return Promise.resolve()
      },
    })

    const { items } = await client.listProcesses()

    expect(items.map(({ id }) => id)).toEqual(['enquiry'])
    expect(waits).toEqual([7000])
  })

  it('does not send again what no key guards, and not what was refused', async () => {
    const broken = watched(() => Promise.reject(new TypeError('fetch failed')))
    const refused = watched((_attempt, ask) => ask())
    const body = new Blob(['x'])

    await expect(
      clientWith({ fetch: broken.fetch }).addAttachment({ body, contentType: 'text/plain' }),
    ).rejects.toThrow(NoAnswerError)
    await expect(clientWith({ fetch: refused.fetch }).showInstance({ id: 'none' })).rejects.toMatchObject({
      code: 'unknown-instance',
    })

    expect(broken.asked).toHaveLength(1)
    expect(refused.asked).toHaveLength(1)
  })

  it('goes over a list page after page', async () => {
    const client = clientWith()
    const begun: string[] = []
    for (let index = 0; index < 5; index += 1) begun.push((await begin(client, `page ${index}`)).id)

    const found: string[] = []
    for await (const { id } of client.all('listInstances', { sort: 'created', limit: 2 })) found.push(id)

    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual(expect.arrayContaining(begun))
  })

  it('sends files and reads them again', async () => {
    const client = clientWith()

    const { id, size } = await client.addAttachment({
      name: 'note.txt',
      body: new Blob(['维修前']),
      contentType: 'text/plain',
    })
    const response = await client.readAttachment({ id })

    expect(size).toBe(9)
    expect(await response.text()).toBe('维修前')
  })

  it('puts names with slashes and other signs into the address as they are', async () => {
    const asked = watched(() => Promise.reject(new TypeError('fetch failed')))
    const client = clientWith({ fetch: asked.fetch, retries: 0 })

    await client.showUnit({ serial: 'A/1 ?#中' }).catch(() => undefined)
    await client.listInstances({ q: '中 &=', limit: 3 }).catch(() => undefined)

    expect(asked.asked.map(({ path }) => path)).toEqual([
      '/api/units/A%2F1%20%3F%23%E4%B8%AD',
      '/api/instances?q=%E4%B8%AD+%26%3D&limit=3',
    ])
  })

  it('follows changes, and goes on without a gap where the connection broke', async () => {
    keepMemory('a stream ends with its engine')
    const stop = new AbortController()
    const cut = watched(async (attempt, ask) => {
      const response = await ask()
      return attempt === 1 ? new Response(cutBehind(response.body!, 'event: change'), response) : response
    })
    const client = clientWith({ fetch: cut.fetch })
    const other = clientWith()
    const changes = client.changes({ process: 'enquiry', signal: stop.signal })

    const first = changes.next()
    while (cut.asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const one = await begin(other, 'first')
    const told = [(await first).value]
    const two = await begin(other, 'second')
    const three = await begin(other, 'third')
    told.push((await changes.next()).value, (await changes.next()).value)
    stop.abort()

    expect(told.map((change) => change?.instance)).toEqual([one.id, two.id, three.id])
    expect(told.map((change) => change?.kind)).toEqual(['created', 'created', 'created'])
    expect(cut.asked.length).toBeGreaterThan(1)
    expect(cut.asked[1]!.headers.get('Last-Event-ID')).toBe(told[0]?.cursor)
    expect((await changes.next()).done).toBe(true)
  })

  it('answers as the contract says with nothing but fetch: no module of the engine or of Node is loaded', () => {
    const seen = new Set<string>()
    const foreign: string[] = []
    const visit = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      const source = readFileSync(file, 'utf8').replaceAll(/^import type [\s\S]*?from '[^']+'$/gm, '')
      for (const [, from = ''] of source.matchAll(/^(?:import|export) [\s\S]*?from '([^']+)'$/gm))
        if (from.startsWith('.')) visit(join(dirname(file), from.replace(/\.js$/, '.ts')))
        else foreign.push(`${file}: ${from}`)
    }
    visit('server/client/index.ts')

    expect(foreign).toEqual([])
    expect([...seen].filter((file) => !/^server\/(client|contract)\//.test(file))).toEqual([])
    expect(seen.size).toBeGreaterThan(20)
  })
})

/** Breaks the connection behind the block that has these words. */
function cutBehind(body: ReadableStream<Uint8Array>, words: string): ReadableStream<Uint8Array> {
  let text = ''
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        text += new TextDecoder().decode(part)
        controller.enqueue(part)
        if (text.includes(words)) controller.terminate()
      },
    }),
  )
}

describe('the check of answers', () => {
  const answered = { method: 'GET', path: '/api/processes', headers: new Headers() }

  it('notices members, codes and media types the contract does not have', () => {
    const json = new Headers({ 'Content-Type': 'application/json' })
    const problem = new Headers({ 'Content-Type': 'application/problem+json' })

    const more = breachesOfContract({
      ...answered,
      status: 200,
      headers: json,
      body: { items: [], extra: 1 },
    })
    const less = breachesOfContract({ ...answered, status: 200, headers: json, body: {} })
    const other = breachesOfContract({ ...answered, status: 200, headers: new Headers(), body: {} })
    const code = breachesOfContract({
      ...answered,
      status: 409,
      headers: problem,
      body: { type: '/docs/problems/task-taken', title: 'x', status: 409, detail: 'x', code: 'task-taken' },
    })

    expect(more.join()).toContain('"additionalProperty":"extra"')
    expect(less.join()).toContain('"missingProperty":"items"')
    expect(other.join()).toContain('media type')
    expect(code.join()).toContain("'task-taken' is not among its problems")
  })
})
