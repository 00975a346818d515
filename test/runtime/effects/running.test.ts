import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutgoing, httpService, webhookChannel } from '../../../engine/index.js'
import { accepted, errands, openTestEngine } from '../open-test-engine.js'
import { keepMemory } from '../../reload/memory.js'
import { failInserts } from '../open-test-database.js'
import { heldService, keepingChannel } from './outside-files.js'
import { openOutside, type Outside } from './open-outside.js'

const second = 1000

describe('A started engine', () => {
  let t: Outside
  // A stop waits for the attempts under way, which the tests answer later.
  beforeEach(() => keepMemory('attempts under way belong to one engine'))
  afterEach(() => t.close())

  it('delivers as soon as a step asks for something, and the result moves the case, without the clock', async () => {
    const bank = heldService()
    t = await openOutside({ services: { bank: bank.service } })
    await t.engine.start()

    await t.send('pay')
    await bank.begun(1)
    bank.answer(0, { receipt: 'R' })

    await expect.poll(() => t.state()).toBe('paid')
  })

  it('makes the next attempt when its pause is over', async () => {
    const bank = heldService()
    t = await openOutside({ services: { bank: bank.service }, pollInterval: 3_600_000 })
    await t.engine.start()
    await t.send('pay')
    await bank.begun(1)
    bank.fail(0, new Error('line'))
    await expect.poll(async () => (await t.effects())[0]?.failure?.code).toBe('receiver-failed')
    // Planned once the round behind the failure has looked.
    await expect
      .poll(() => {
        t.pass(second)
        return bank.attempts.length
      })
      .toBe(2)

    bank.answer(1, {})
    await expect.poll(() => t.state()).toBe('paid')
  })

  it('makes no more attempts at a time than it has places, and leaves some to other lanes', async () => {
    const print = heldService()
    const channel = keepingChannel()
    t = await openOutside({
      services: { print: print.service },
      channels: { default: channel },
      effects: { random: () => 1, concurrency: 4 },
    })
    accepted(await t.engine.create('payout', { actor: 'ann', data: { amount: 1 } }))
    const ids = await Promise.all(
      Array.from({ length: 6 }, async () =>
        accepted(await t.engine.create('payout', { actor: 'ann', data: { amount: 1 } })),
      ),
    )
    for (const { id } of ids) accepted(await t.engine.send(id, 'print', { actor: 'ann' }))
    await t.engine.start()
    await print.begun(3)
    await t.send('tell')
    await expect.poll(() => channel.sent.length).toBe(1)

    expect(print.attempts).toHaveLength(3)
    for (let index = 0; index < 6; index += 1) {
      await print.begun(index + 1)
      print.answer(index, {})
    }
    await expect
      .poll(
        async () =>
          (await t.sql(`select count(*) as n from aftercare_effects where status <> 'delivered'`))[0],
      )
      .toEqual({ n: 0 })
  })

  it('waits for the attempts under way when it stops, and writes what came of them', async () => {
    const bank = heldService()
    t = await openOutside({ services: { bank: bank.service } })
    await t.engine.start()
    await t.send('pay')
    await bank.begun(1)

    const stopped = t.engine.stop()
    bank.answer(0, { receipt: 'R' })
    await stopped

    expect(await t.sql('select status from aftercare_effects')).toEqual([{ status: 'delivered' }])
    expect(await t.sql(`select kind, status from aftercare_messages`)).toEqual([
      { kind: 'result', status: 'pending' },
    ])
  })

  it('names once what waits for a handler', async () => {
    const lines: string[] = []
    t = await openOutside({ log: ({ level, message }) => lines.push(`${level} ${message}`) })
    await t.send('tell')
    await t.engine.start()
    const told = (): readonly string[] =>
      lines.filter((line) => line.startsWith("warn Effects of 'channel:' wait"))
    await expect.poll(told).toHaveLength(1)

    t.pass(120 * second)
    await t.engine.runDue()

    expect(told()).toHaveLength(1)
  })
})

describe('A result', () => {
  let t: Outside
  afterEach(() => t.close())

  it('waits while its case stands still, and then comes before whatever else happens to it', async () => {
    const bank = heldService()
    t = await openOutside({ services: { bank: bank.service } })
    await t.send('pay')
    const done = t.engine.runDue()
    await bank.begun(1)
    accepted(await t.engine.suspend('case-1', { actor: 'ann', reason: 'x' }))
    bank.answer(0, { receipt: 'R' })
    await done
    expect(await t.state()).toBe('paying')
    expect((await t.engine.messages({ status: 'waiting' })).items).toMatchObject([{ kind: 'result' }])

    accepted(await t.engine.resume('case-1', { actor: 'ann', reason: 'x' }))
    await t.send('close')

    const told = await t.trail()
    expect(told.indexOf('result-taken')).toBeGreaterThan(told.indexOf('resumed'))
    expect(told.indexOf('ended')).toBeGreaterThan(told.indexOf('result-taken'))
  })

  it('of a visit that is over is ignored, and noted', async () => {
    const bank = heldService()
    t = await openOutside({ services: { bank: bank.service } })
    await t.send('pay')
    await t.send('stop')
    await t.sql(`update aftercare_effects set status = 'pending'`)

    const done = t.engine.runDue()
    await bank.begun(1)
    bank.answer(0, { receipt: 'R' })
    await done

    expect(await t.trail()).toContain('result-ignored')
    expect(await t.state()).toBe('ready')
    expect(await t.sql(`select status from aftercare_messages`)).toEqual([{ status: 'taken' }])
  })

  it('that cannot be written is written again, and the effect done again once its lease is over', async () => {
    const bank = heldService()
    t = await openOutside({ services: { bank: bank.service } })
    await t.send('pay')
    const done = t.engine.runDue()
    await bank.begun(1)
    const full = await failInserts(t.handles.db, 'aftercare_messages')
    bank.answer(0, { receipt: 'first' })
    await expect.poll(() => t.log.some((line) => line.startsWith('warn database-failed'))).toBe(true)
    // The lease is not renewed any more: it ends, and what came of the attempt is given up.
    await expect
      .poll(() => {
        t.pass(second)
        return t.log.includes('error database-busy case-1')
      })
      .toBe(true)
    await full.repair()

    await bank.begun(2)
    bank.answer(1, { receipt: 'second' })
    await done

    expect(bank.attempts.map(({ attempt: { key } }) => key)).toEqual(['case-1-e1', 'case-1-e1'])
    expect((await t.engine.get('case-1'))?.data['receipt']).toBe('second')
  })
})

describe('A receiver over HTTP', () => {
  let server: Server
  let t: Outside
  const received: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = []
  afterEach(async () => {
    await t.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('gets messages as signed webhooks and calls as JSON, each with its key', async () => {
    received.length = 0
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        received.push({ headers: request.headers, body, path: request.url })
        if (received.length === 1) response.writeHead(503, { 'retry-after': '30' }).end()
        else response.setHeader('content-type', 'application/json').end('{"receipt":"R-9"}')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const outgoing = createOutgoing({ allow: ['127.0.0.1'] })
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    t = await openOutside({
      channels: {
        default: webhookChannel({ url: `${url}/hook`, secret, source: 'https://test.example', outgoing }),
      },
      services: { bank: httpService({ method: 'POST', url: `${url}/pay` }, { outgoing }) },
    })

    await t.send('tell')
    await t.engine.runDue()
    expect((await t.effects())[0]).toMatchObject({ status: 'pending', failure: { code: 'receiver-failed' } })
    t.pass(30 * second)
    await t.engine.runDue()
    await t.send('pay')
    await t.engine.runDue()

    expect(received.map(({ path }) => path)).toEqual(['/hook', '/hook', '/pay'])
    const [first, again, paid] = received
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    const signed = `case-1-e1.${String(again?.headers['webhook-timestamp'])}.${again?.body}`
    const signature = createHmac('sha256', Buffer.alloc(32, 7)).update(signed).digest('base64')
    expect(again?.headers['webhook-signature']).toBe(`v1,${signature}`)
    expect(paid?.headers['idempotency-key']).toBe('case-1-e2')
    expect((await t.engine.get('case-1'))?.data['receipt']).toBe('R-9')
  })
})

describe('What a host says of effects', () => {
  it.each([
    ['a service that is no function', { services: { bank: 'x' } }],
    ['services that are a list', { services: [] }],
    ['a channel that sends nothing', { channels: { sms: {} } }],
    ['no place at all', { effects: { concurrency: 0 } }],
    ['a lease too short to be renewed', { effects: { lease: 10 } }],
    ['half a millisecond', { effects: { timeout: 0.5 } }],
    ['no random function', { effects: { random: 1 } }],
  ])('is refused when it is %s', async (_, options) => {
    await expect(openTestEngine(options as never)).rejects.toMatchObject({ code: 'configuration-invalid' })
  })

  it('costs a step without effects nothing', async () => {
    keepMemory('statements are counted, and an engine that comes back has its own')
    const t = await openTestEngine({ workflows: errands(), services: {}, channels: {} })
    const statements: string[] = []
    try {
      const { id } = accepted(await t.engine.create('errand', { actor: 'ann', data: { address: 'x' } }))
      t.handles.db.on('query', ({ sql }: { sql: string }) => statements.push(sql))

      accepted(await t.engine.note(id, { actor: 'ann', text: 'x' }))
      await t.engine.create('errand', { actor: 'ann', data: { address: 'y' } })

      expect(statements.filter((sql) => /effects|incidents|switches/.test(sql))).toEqual([])
    } finally {
      await t.close()
    }
  })
})
