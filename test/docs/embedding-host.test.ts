import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inspect } from 'node:util'
import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../engine/index.js'
import { fencesOf, readPage } from './fences.js'
import { keepMemory } from '../reload/memory.js'

const fences = fencesOf(readPage('embedding.md'))

const textOf = (mark: string, name: string): string => {
  const found = fences.find(({ marks }) => marks[mark] === name)
  if (!found) throw new Error(`Expected a block with ${mark}=${name} in docs/embedding.md.`)
  return found.text
}

/** The doors of the package, as the sources have them. */
const doors: { readonly [name: string]: string } = {
  aftercare: 'engine/index.ts',
  'aftercare/server': 'server/index.ts',
  'aftercare/client': 'server/client/index.ts',
  'aftercare/testing': 'engine/testing/index.ts',
}

/** A block as a module: with the package's doors where they are, and with `more` behind it. */
async function run(folder: string, name: string, text: string): Promise<Record<string, unknown>> {
  const source = text.replaceAll(/from '([^'./][^']*)'/g, (whole, from: string) => {
    const door = doors[from]
    return door === undefined ? whole : `from '${resolve(door)}'`
  })
  const file = join(folder, name)
  await writeFile(file, source)
  return (await import(file)) as Record<string, unknown>
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-embedding-'))
  await mkdir(join(folder, 'workflows'))
  for (const file of ['refund.yaml', 'organisation.yaml'])
    await writeFile(join(folder, 'workflows', file), textOf('desk', file))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Paths in a block are those of the folder it runs in. */
const placed = (text: string): string =>
  text
    .replaceAll("'workflows'", `'${join(folder, 'workflows')}'`)
    .replaceAll("'desk.sqlite'", `'${join(folder, 'desk.sqlite')}'`)

describe('the host application of docs/embedding.md', () => {
  let host: { readonly engine: Engine; readonly db: Knex; readonly server: Server; readonly url: string }
  beforeAll(async () => {
    const text = `${placed(textOf('desk', 'desk.ts'))}\nexport { db, engine, server }\n`
    const { db, engine, server } = (await run(folder, 'desk.ts', text)) as unknown as typeof host
    if (!server.listening) await once(server, 'listening')
    host = { db, engine, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  })
  afterAll(async () => {
    host.server.close()
    host.server.closeAllConnections()
    await host.engine.stop()
    await host.db.destroy()
  })

  const signIn = async (password: string): Promise<Response> =>
    fetch(`${host.url}/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'lin', password }),
    })
  const cookie = async (): Promise<string> =>
    (await signIn('green tea')).headers.get('Set-Cookie')!.split(';')[0]!

  it('is about forty lines long', () => {
    expect(textOf('desk', 'desk.ts').trim().split('\n').length).toBeLessThanOrEqual(50)
  })

  it('lets its own users in as whom they are, and nobody else', async () => {
    const path = `${host.url}/after-sales/api/instances`
    const headers = { 'Content-Type': 'application/json', Cookie: await cookie() }
    const body = JSON.stringify({ process: 'refund', data: { amount: 80 } })

    const created = await fetch(path, { method: 'POST', headers, body })
    const stranger = await fetch(path)
    const elsewhere = await fetch(path, {
      method: 'POST',
      headers: { ...headers, 'Sec-Fetch-Site': 'cross-site' },
      body,
    })

    const told = (await created.json()) as { id: string; createdBy: string }
    expect(created.status).toBe(201)
    expect(told.createdBy).toBe('lin')
    expect(created.headers.get('Location')).toBe(`/after-sales/api/instances/${told.id}`)
    expect((await signIn('coffee')).status).toBe(401)
    expect(stranger.status).toBe(401)
    expect(await stranger.json()).toMatchObject({ type: '/after-sales/docs/problems/not-authenticated' })
    expect(elsewhere.status).toBe(403)
  })

  it('runs its handler once a case asks for it, on its own database', async () => {
    keepMemory('the changes of an engine end when it stops')
    const headers = { 'Content-Type': 'application/json', Cookie: await cookie() }
    const post = async (path: string, body: object): Promise<{ id: string }> =>
      (await (
        await fetch(`${host.url}/after-sales/api/instances${path}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        })
      ).json()) as { id: string }
    const { id } = await post('', { process: 'refund', data: { amount: 80 } })
    const ended = (async () => {
      for await (const { instance, kind } of host.engine.changes({ from: 'start' }))
        if (instance === id && kind === 'ended') return
    })()

    await post(`/${id}/events`, { event: 'pay' })
    await ended

    expect(await host.db('refunds').select('key')).toEqual([{ key: `${id}-e1` }])
    expect((await host.engine.get(id))?.data['receipt']).toBe(`${id}-e1`)
  })

  it('shows reference and problem pages under its prefix, and keeps the addresses that are its own', async () => {
    const page = await (await fetch(`${host.url}/after-sales/docs`)).text()
    const document = (await (await fetch(`${host.url}/after-sales/openapi.json`)).json()) as {
      servers: unknown
    }

    expect(page).toContain('href="/after-sales/docs/reference.css"')
    expect(page).toContain('href="/after-sales/docs/problems/forbidden"')
    expect(document.servers).toEqual([{ url: '/after-sales' }])
    expect((await fetch(`${host.url}/docs`)).headers.get('Content-Type')).not.toContain('problem+json')
    expect((await fetch(`${host.url}/after-sales/nowhere`)).status).toBe(404)
  })

  it('is asked by the client of the page', async () => {
    const { key } = await host.engine.keys.create({ name: 'program', roles: ['counter'] })
    const printed: unknown[][] = []
    const text = textOf('client', 'desk-client.ts')
    const first = /^import .*$/m.exec(text)![0]
    const rest = text
      .replace(first, '')
      .replace('after: cursorOfYesterday', 'after: given.cursorOfYesterday')
      .replace('createClient({ url, key })', 'createClient({ url: given.url, key: given.key })')
      .replaceAll('console.log(', 'given.print(')
    const module = `${first}\nexport async function ask(given: any) {\n${rest}\n}\n`
    const { ask } = (await run(folder, 'desk-client.ts', module)) as unknown as {
      ask: (given: object) => Promise<void>
    }
    const reading = host.engine.changes({})
    await reading.opened()

    await ask({
      url: `${host.url}/after-sales`,
      key,
      cursorOfYesterday: reading.cursor,
      print: (...values: unknown[]) => printed.push(values),
    })

    expect(printed[0]?.[1]).toBe(409)
    expect(printed).toContainEqual([true, 1])
    expect(printed).toContainEqual([true, 'created', true])
    expect(printed.at(-1)).toEqual([true, 'ended', true])
  })
})

describe('the test of docs/embedding.md', () => {
  it('prints what the page says', async () => {
    const printed: string[] = []
    const text = placed(textOf('testing', 'refund.test.ts')).replaceAll('console.log(', 'print(')
    const [first = '', ...rest] = text.split('\n')
    const module = `${first}\nexport async function go(print: (...values: any[]) => void) {\n${rest.join('\n')}\n}\n`
    const { go } = (await run(folder, 'refund-test.ts', module)) as unknown as {
      go: (print: (...values: unknown[]) => void) => Promise<void>
    }

    await go((...values) =>
      printed.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')),
    )

    expect(`${printed.join('\n')}\n`).toBe(textOf('output', 'refund.test.ts'))
  })
})
