import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPostgres } from '../../engine/index.js'
import { aftercare, serving, type Environment, type Serving } from '../cli/run-aftercare.js'
import { startPostgres, type PostgresServer } from '../postgres/postgres-server.js'
import { lookInside, openFolder } from './look-inside.js'

const patient = { timeout: 100_000, interval: 20 }
/** Several programs are started one after the other. */
const long = 300_000

/** A case that tells the receiver its mark when it is asked to, and one that ends by itself after some seconds. */
const walk = `dsl: "1"
process: walk
version: "1"
title: { zh-CN: 走, en: Walk }
start: { roles: [clerk] }
fields: { mark: { type: text, required: true, label: { zh-CN: 标记, en: Mark } } }
events: { tell: { title: { zh-CN: 告知, en: Tell } }, end: { title: { zh-CN: 结束, en: End } } }
initial: open
states:
  open:
    title: { zh-CN: 未结, en: Open }
    due: 1 day
    on:
      tell: { roles: [clerk], branches: [{ actions: [{ call: { service: tell, input: { mark: =data.mark } } }] }] }
      end: { roles: [clerk], target: over }
  over: { type: final, outcome: over, title: { zh-CN: 结束, en: Over } }
`
const hurry = `dsl: "1"
process: hurry
version: "1"
title: { zh-CN: 快, en: Hurry }
start: { roles: [clerk] }
initial: waiting
states:
  waiting: { title: { zh-CN: 等待, en: Waiting }, after: { 8 seconds: over } }
  over: { type: final, outcome: over, title: { zh-CN: 结束, en: Over } }
`
const organisation = `organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
`
const services = (port: number): string => `services: house
outgoing: { allow: [127.0.0.1] }
define: { tell: { method: POST, url: "http://127.0.0.1:${port}/" } }
`

/** Somebody outside who notes under which key what was told, each time. */
async function openReceiver(): Promise<{
  server: Server
  port: number
  told: { key: string; mark: string }[]
}> {
  const told: { key: string; mark: string }[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString()))
    request.on('end', () => {
      const { mark } = JSON.parse(text) as { mark: string }
      told.push({ key: String(request.headers['idempotency-key']), mark })
      response.setHeader('Content-Type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port, told }
}

let place: Awaited<ReturnType<typeof openFolder>>
let receiver: Awaited<ReturnType<typeof openReceiver>>
let environment: Environment
const running: Serving[] = []

beforeEach(async () => {
  receiver = await openReceiver()
  place = await openFolder(
    Object.entries({ walk, hurry, organisation, services: services(receiver.port) }).map(([name, text]) => ({
      ...{ file: `workflows/${name}.yaml`, text },
    })),
  )
  environment = { AFTERCARE_WORKFLOWS: join(place.folder, 'workflows') }
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop('SIGKILL')
  await new Promise((resolve) => receiver.server.close(resolve))
  await place.remove()
})

/** Starts a server, and makes a clerk's key where there is none yet. */
async function serve(db: string, key?: string): Promise<{ server: Serving; ask: Ask; key: string }> {
  const server = await serving({ ...environment, AFTERCARE_DB: db })
  running.push(server)
  const made =
    key ?? String((await run('keys', 'create', '--name', 'desk', '--role', 'clerk', '--db', db)).key)
  const ask: Ask = async (path, body) => {
    const response = await fetch(server.said.url + path, {
      method: body ? 'POST' : 'GET',
      headers: { Authorization: `Bearer ${made}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return { server, ask, key: made }
}

type Ask = (path: string, body?: object) => Promise<{ status: number; body: Record<string, unknown> }>

/** A command that has to end well; what it says as JSON. */
async function run(...args: string[]): Promise<Record<string, unknown>> {
  const ran = await aftercare([...args, '--json'], environment)
  if (ran.code !== 0) throw new Error(`${args.join(' ')}: ${String(ran.code)} ${ran.out}${ran.err}`)
  return ran.json() as Record<string, unknown>
}

/** Works until it is told to stop; `acknowledged` holds the cases whose event was answered with 200. */
function work(ask: Ask): { acknowledged: string[]; stop(): Promise<void> } {
  const acknowledged: string[] = []
  let stopped = false
  const one = async (worker: number): Promise<void> => {
    for (let turn = 0; !stopped; turn += 1) {
      const { body } = await ask('/api/instances', { process: 'walk', data: { mark: `${worker}-${turn}` } })
      const id = String(body['id'])
      if ((await ask(`/api/instances/${id}/events`, { event: 'tell' })).status === 200) acknowledged.push(id)
    }
  }
  // Whatever is under way when the server dies is not acknowledged.
  const workers = Array.from({ length: 4 }, (_one, worker) => one(worker).catch(() => undefined))
  return {
    acknowledged,
    stop: async () => {
      stopped = true
      await Promise.all(workers)
    },
  }
}

const revisionOf = async (ask: Ask, id: string): Promise<unknown> =>
  (await ask(`/api/instances/${id}`)).body['revision']

describe('a backup of a server at work', () => {
  it(
    'is whole, holds what was acknowledged before, and a server goes on from it without telling twice what it knows was told',
    async () => {
      const db = join(place.folder, 'data', 'cases.db')
      const copy = join(place.folder, 'copies', 'monday.db')
      await mkdir(join(place.folder, 'copies'))
      const first = await serve(db)
      const hurried = String((await first.ask('/api/instances', { process: 'hurry' })).body['id'])
      const load = work(first.ask)
      await vi.waitUntil(() => load.acknowledged.length > 20 && receiver.told.length > 10, patient)
      const before = [...load.acknowledged]

      const backup = await run('db', 'backup', copy, '--verify', '--db', db)
      await vi.waitUntil(() => load.acknowledged.length > before.length + 10, patient)
      await first.server.stop('SIGKILL')
      await load.stop()

      expect(backup).toMatchObject({ file: copy, verified: { findings: [], truncated: false } })
      expect((backup['holds'] as { instances: number }).instances).toBeGreaterThan(before.length)

      // The restore, as docs/operating.md tells it.
      const restored = join(place.folder, 'restored', 'cases.db')
      await mkdir(join(place.folder, 'restored'))
      await copyFile(copy, restored)
      expect(await run('verify', '--db', restored)).toMatchObject({ findings: [] })
      const inside = await lookInside(restored)
      const effects = await inside.sql('select id, status, holder from aftercare_effects')
      await inside.close()
      const done = effects.filter(({ status }) => status === 'delivered').map(({ id }) => String(id))
      await run('hold', '--reason', 'restored', '--db', restored)
      const toldBefore = receiver.told.length

      const second = await serve(restored, first.key)
      const revisions = await Promise.all(before.map((id) => revisionOf(second.ask, id)))
      const ended = await vi.waitUntil(
        async () => (await second.ask(`/api/instances/${hurried}`)).body['outcome'] === 'over',
        patient,
      )
      const fresh = await second.ask('/api/instances', { process: 'walk', data: { mark: 'fresh' } })
      await second.ask(`/api/instances/${String(fresh.body['id'])}/events`, { event: 'tell' })

      expect(revisions).toEqual(before.map(() => 2))
      expect(ended).toBe(true)
      expect(receiver.told.length).toBe(toldBefore)

      await run('release', '--reason', 'looked through', '--db', restored)
      await vi.waitUntil(() => receiver.told.some(({ mark }) => mark === 'fresh'), patient)
      // An attempt that was under way is taken up again when its time is over.
      const open = effects.filter(({ status, holder }) => status === 'pending' && holder === null).length
      await vi.waitUntil(() => receiver.told.length >= toldBefore + open + 1, patient)
      const again = receiver.told.slice(toldBefore).map(({ key }) => key)

      // Told once more under its old key is only what the copy does not know was told.
      expect(done.length).toBeGreaterThan(0)
      expect(again.filter((key) => done.some((id) => key.includes(id)))).toEqual([])
      expect(new Set(again).size).toBe(again.length)
      expect(await second.server.stop('SIGTERM')).toBe(0)
      expect(await run('verify', '--db', restored)).toMatchObject({ findings: [], anchored: {} })
    },
    long,
  )
})

/** Programs of a server that has `pg_dump` beside it, so that both are of one release. */
const programs = existsSync('/usr/lib/postgresql')
  ? readdirSync('/usr/lib/postgresql')
      .map((version) => join('/usr/lib/postgresql', version, 'bin'))
      .find((folder) => ['postgres', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(folder, name))))
  : undefined
if (programs === undefined)
  process.stderr.write(
    '\n*** SKIPPED: restoring on PostgreSQL was not tried, since there is no pg_dump with its server. ***\n\n',
  )

describe.skipIf(programs === undefined)('a dump of PostgreSQL while a server is at work', () => {
  let postgres: PostgresServer
  beforeAll(async () => {
    postgres = await startPostgres({ programs: programs ?? '' })
  })
  afterAll(() => postgres.stop())

  it(
    'is taken by the command that is told, holds what was acknowledged, and a server goes on from it',
    async () => {
      const db = postgres.url
      const copy = join(place.folder, "monday's.dump")
      environment = { ...environment, AFTERCARE_ANCHOR_KEY: join(place.folder, 'anchor-key.pem') }
      const first = await serve(db)
      const load = work(first.ask)
      await vi.waitUntil(() => load.acknowledged.length > 20, patient)
      const before = [...load.acknowledged]

      const told = await aftercare(['db', 'backup', copy, '--db', db, '--json'], environment)
      const [, command = ''] = /Run: (pg_dump .*)$/.exec(String(told.json().error.message)) ?? []
      shell(command)
      await first.server.stop('SIGKILL')
      await load.stop()

      const restored = new URL(db)
      restored.pathname = '/restored'
      const admin = await openPostgres(db)
      await admin.db.raw('create database restored')
      await admin.close()
      shell(
        `pg_restore --no-owner --exit-on-error --dbname='${restored.href}' '${copy.replaceAll("'", `'\\''`)}'`,
      )

      expect([told.code, told.json().error.code]).toEqual([2, 'usage-wrong'])
      expect(await run('verify', '--db', restored.href)).toMatchObject({ findings: [] })
      const second = await serve(restored.href, first.key)
      const revisions = await Promise.all(before.map((id) => revisionOf(second.ask, id)))
      const next = await second.ask('/api/instances', { process: 'walk', data: { mark: 'fresh' } })
      const event = await second.ask(`/api/instances/${String(next.body['id'])}/events`, { event: 'tell' })
      await vi.waitUntil(() => receiver.told.some(({ mark }) => mark === 'fresh'), patient)

      expect(revisions).toEqual(before.map(() => 2))
      expect([next.status, event.status]).toEqual([201, 200])
      expect(await second.server.stop('SIGTERM')).toBe(0)
      expect(await run('verify', '--db', restored.href)).toMatchObject({ findings: [] })
      expect(await run('db', 'status', '--db', restored.href)).toMatchObject({ kind: 'postgres' })
    },
    long,
  )
})

function shell(command: string): void {
  const { status, stderr } = spawnSync('sh', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${programs ?? ''}:${process.env['PATH'] ?? ''}` },
  })
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
}
