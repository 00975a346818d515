import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { outsideFiles } from '../runtime/effects/outside-files.js'
import { openServer, type OpenServer } from './open-server.js'

const databases = [
  ['SQLite', false],
  ...(postgresUrl === undefined ? [] : [['PostgreSQL', true] as const]),
] as const

describe.each(databases)('On %s', (_name, isServer) => {
  let folder: string
  let bank: Server
  let status = 403
  let open: OpenServer
  let database: { readonly url: string; close(): Promise<void> } | undefined

  beforeAll(async () => {
    bank = createServer((_request, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"receipt":"R-1"}')
    }).listen(0, '127.0.0.1')
    await once(bank, 'listening')
    const { port } = bank.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/transfers`
    const services = `services: house\noutgoing: { allow: [127.0.0.1] }\ndefine:\n  bank: { method: POST, url: "${url}", answer: { receipt: receipt } }\n  print: { method: POST, url: "${url}" }\n`
    folder = await mkdtemp(join(tmpdir(), 'aftercare-incidents-'))
    for (const { file, text } of [...outsideFiles, { file: 'services.yaml', text: services }]) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), text)
    }
    database = isServer ? await openPostgresSchema() : undefined
    open = await openServer({ workflows: folder, ...(database && { db: database.url }) })
    await open.key('ann', 'clerk')
    await open.key('leo', 'leader')
    await open.key('eve', 'stranger')
    await open.key('ada', 'admin')
  })
  afterAll(async () => {
    await open.close()
    await database?.close()
    bank.close()
    await rm(folder, { recursive: true })
  })

  /** A case whose effect has become an incident. */
  async function dead(event = 'pay'): Promise<{ instance: string; incident: string }> {
    status = 403
    const { body } = await open.ask('/api/instances', {
      as: 'ann',
      body: { process: 'payout', data: { amount: 7 } },
    })
    await open.ask(`/api/instances/${body.id}/events`, { as: 'ann', body: { event } })
    await open.server.engine.runDue()
    return { instance: body.id, incident: `${body.id}-e1-i1` }
  }

  const stateOf = async (instance: string): Promise<string> =>
    (await open.server.engine.get(instance))?.active[0]?.path ?? ''

  describe('Incidents over HTTP', () => {
    it('are told to whoever sees the case whole, and those of all cases to admins', async () => {
      const { instance, incident } = await dead()

      const own = await open.ask(`/api/incidents?instance=${instance}&count=true`, { as: 'ann' })
      const seen = await open.ask(`/api/instances/${instance}`, { as: 'ann' })
      const one = await open.ask(`/api/incidents/${incident}`, { as: 'ann' })
      const all = await open.ask('/api/incidents?process=payout&limit=500', { as: 'ada' })

      expect(own.body).toMatchObject({
        items: [{ id: incident, instance, code: 'receiver-refused', lane: 'service:bank', state: 'paying' }],
        count: 1,
      })
      expect(own.body.items[0].decisions).toEqual(['retry', 'skip', 'send-back'])
      expect(seen.body.incidents).toBe(1)
      expect(one.body).toMatchObject({ status: 'open', effect: { status: 'dead', input: { amount: 7 } } })
      expect(all.body.items.map(({ id }: { id: string }) => id)).toContain(incident)
    })

    it('are shown on the picture of the case until nobody waits for them any more', async () => {
      const { instance } = await dead()
      const outline = () => open.ask(`/api/instances/${instance}/diagram.txt?lang=en`, { as: 'ann' })

      const waiting = await outline()
      await open.ask(`/api/instances/${instance}/events`, { as: 'ann', body: { event: 'stop' } })
      const left = await outline()

      expect(waiting.body).toMatch(/- Paying, .*current state.*, failed/)
      expect(left.body).not.toMatch(/Paying, .*failed|not delivered/)
      expect((await open.ask(`/api/incidents?instance=${instance}`, { as: 'ann' })).body.items).toEqual([])
    })

    it('do not exist for whoever does not see the case', async () => {
      const { instance, incident } = await dead()

      const answers = [
        await open.ask(`/api/incidents/${incident}`, { as: 'eve' }),
        await open.ask(`/api/incidents?instance=${instance}`, { as: 'eve' }),
        await open.ask(`/api/incidents/${incident}/retry`, { as: 'eve', body: { reason: 'x' } }),
        await open.ask('/api/incidents', { as: 'ann' }),
        await open.ask(`/api/incidents/${incident}/retry`, { as: 'ann', body: { reason: 'x' } }),
      ]

      expect(answers.map(({ body }) => body.code)).toEqual([
        'unknown-incident',
        'unknown-instance',
        'unknown-incident',
        'forbidden',
        'forbidden',
      ])
      expect((await open.ask('/api/incidents?status=lost', { as: 'ada' })).status).toBe(422)
    })

    it('are retried once for each key, and settled once', async () => {
      const { instance, incident } = await dead()
      status = 200
      const asked = { as: 'ada', body: { reason: 'The bank is back.' }, headers: { 'Idempotency-Key': 'r1' } }

      const first = await open.ask(`/api/incidents/${incident}/retry`, asked)
      const again = await open.ask(`/api/incidents/${incident}/retry`, asked)
      const other = await open.ask(`/api/incidents/${incident}/skip`, { as: 'ada', body: { reason: 'x' } })
      await open.server.engine.runDue()

      expect([first.status, again.status, other.status]).toEqual([200, 200, 409])
      expect(again.headers.get('Idempotency-Replayed')).toBe('true')
      expect(first.body.incidents).toBeUndefined()
      expect(other.body.code).toBe('incident-settled')
      expect(await stateOf(instance)).toBe('paid')
      expect((await open.ask(`/api/incidents/${incident}`, { as: 'ada' })).body).toMatchObject({
        status: 'retried',
        settledBy: 'ada',
        reason: 'The bank is back.',
        decisions: [],
      })
      const log = await open.ask(`/api/operator-actions?instance=${instance}`, { as: 'ada' })
      expect(log.body.items).toMatchObject([{ action: 'retry', actor: 'ada', reason: 'The bank is back.' }])
    })

    it('are skipped with a value, and sent back only where a case waits', async () => {
      const skipped = await dead()
      const back = await dead()
      const print = await dead('print')

      await open.ask(`/api/incidents/${skipped.incident}/skip`, {
        as: 'ada',
        body: { reason: 'by hand', value: { receipt: 'H-1' } },
      })
      await open.ask(`/api/incidents/${back.incident}/send-back`, { as: 'ada', body: { reason: 'not his' } })
      const refused = await open.ask(`/api/incidents/${print.incident}/send-back`, {
        as: 'ada',
        body: { reason: 'x' },
      })
      await open.server.engine.runDue()

      expect((await open.server.engine.get(skipped.instance))?.data['receipt']).toBe('H-1')
      expect((await open.server.engine.get(back.instance))?.data['failure']).toBe('not his')
      expect([refused.status, refused.body.code]).toEqual([409, 'cannot-send-back'])
      const log = await open.ask('/api/operator-actions?limit=2', { as: 'ada' })
      expect(log.body.items).toMatchObject([
        { action: 'send-back', instance: back.instance, reason: 'not his' },
        { action: 'skip', instance: skipped.instance, reason: 'by hand' },
      ])
    })

    it('need a reason, and take nothing they do not know', async () => {
      const { incident } = await dead()
      const ask = (path: string, body: object) =>
        open.ask(`/api/incidents/${incident}/${path}`, { as: 'ada', body })

      expect((await ask('retry', {})).body.problems).toMatchObject([{ field: 'reason' }])
      expect((await ask('retry', { reason: 'x', value: {} })).status).toBe(422)
      expect((await ask('skip', { reason: 'x', value: 'R-1' })).body.problems).toMatchObject([
        { field: 'value' },
      ])
      expect((await open.ask(`/api/incidents/none/retry`, { as: 'ada', body: { reason: 'x' } })).status).toBe(
        404,
      )
    })
  })

  describe('Switches over HTTP', () => {
    const reason = { reason: 'maintenance' }

    it('hold effects and release them, and tell what is on and what waits', async () => {
      await open.ask('/api/effects/hold', { as: 'ada', body: reason })
      const { body } = await open.ask('/api/switches', { as: 'ada' })
      const released = await open.ask('/api/effects/release', { as: 'ada', body: reason })

      expect(body).toMatchObject({ items: [{ name: 'hold-effects', actor: 'ada', reason: 'maintenance' }] })
      expect(body.delivered).toContain('service:bank')
      expect(body.waiting).toBeInstanceOf(Array)
      expect(released.body).toEqual({ items: [] })
    })

    it('refuse new cases of a drained process in both languages until it is reopened', async () => {
      const begin = () =>
        open.ask('/api/instances', { as: 'ann', body: { process: 'payout', data: { amount: 7 } } })
      await open.ask('/api/processes/payout/drain', { as: 'ada', body: reason })
      const refused = await begin()
      await open.ask('/api/processes/payout/reopen', { as: 'ada', body: reason })

      expect(refused).toMatchObject({ status: 409, body: { code: 'process-draining' } })
      expect(Object.keys(refused.body.text)).toEqual(['zh-CN', 'en'])
      expect((await begin()).status).toBe(201)
    })

    it('sent again under a key do not undo what was switched since', async () => {
      const asked = { as: 'ada', body: reason, headers: { 'Idempotency-Key': 'h1' } }
      await open.ask('/api/effects/hold', asked)
      await open.ask('/api/effects/release', { as: 'ada', body: reason })

      const again = await open.ask('/api/effects/hold', asked)
      const other = await open.ask('/api/effects/hold', { ...asked, body: { reason: 'another' } })

      expect(again.body).toEqual({ items: [] })
      expect(again.headers.get('Idempotency-Replayed')).toBe('true')
      expect(other.body.code).toBe('idempotency-key-reused')
    })

    it('are for admins, with a reason, and for processes that are there', async () => {
      expect((await open.ask('/api/switches', { as: 'ann' })).status).toBe(403)
      expect((await open.ask('/api/effects/hold', { as: 'ann', body: reason })).status).toBe(403)
      expect((await open.ask('/api/effects/hold', { as: 'ada', body: { reason: ' ' } })).status).toBe(422)
      expect((await open.ask('/api/processes/payouts/drain', { as: 'ada', body: reason })).body.code).toBe(
        'unknown-process',
      )
      expect(await open.server.engine.switches()).toEqual([])
    })
  })
})
