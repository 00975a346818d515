import { afterEach, describe, expect, it, vi } from 'vitest'
import { hour } from '../../runtime/open-test-engine.js'
import { failInserts } from '../../runtime/open-test-database.js'
import { readConfiguration } from '../../../server/index.js'
import { openWatched, type Watched } from './open-watched.js'

const name = '张伟'
const telephone = '13800138000'
const personal = new RegExp(`${name}|${telephone}`)

let t: Watched
afterEach(async () => {
  await t.stop()
  vi.restoreAllMocks()
})

const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const post = (path: string, body: unknown) =>
  t.ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })

describe('the log', () => {
  it('has a line for each request at debug, with the id that the answer carries', async () => {
    t = await openWatched()

    const brought = await t.ask('/api/instances/case-1', { headers: { 'X-Request-Id': 'order-form-7f3a' } })
    const own = await t.ask('/api/instances/case-1', { headers: { 'X-Request-Id': telephone } })
    await expect.poll(() => linesOf(t.logText()).length).toBe(2)

    expect(brought.headers.get('X-Request-Id')).toBe('order-form-7f3a')
    expect(own.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(linesOf(t.logText())[0]).toEqual({
      level: 'debug',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      message: 'Request answered.',
      requestId: 'order-form-7f3a',
      method: 'GET',
      route: '/api/instances/{id}',
      status: 200,
      ms: expect.any(Number) as number,
    })
    expect(t.logText()).not.toMatch(personal)
  })

  it('says nothing below its level', async () => {
    t = await openWatched({ level: 'warn' })

    await t.ask('/api/instances/case-1')
    await t.ask('/healthz')

    expect(t.logText()).toBe('')
  })

  it('holds no name and no telephone number, whatever fails', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const value = `${name} ${telephone}`
    t = await openWatched({
      services: {
        bank: () => Promise.reject(new Error(`Account of ${value} is closed.`)),
        print: () => Promise.reject(new TypeError(value)),
      },
      channels: { default: { send: () => Promise.reject(new Error(value)) } },
      shown: (engine) => ({ ...engine, vouchers: () => Promise.reject(new Error(value)) }),
    })

    await post('/api/instances', `{"process": "payout", "data": {"receipt": "${value}"`)
    await post('/api/instances', { process: 'payout', data: { amount: value, receipt: value } })
    await post('/api/instances', { process: value, data: {} })
    await t.ask(`/api/instances/${telephone}`)
    await t.ask(`/api/${encodeURIComponent(value)}?q=${telephone}`)
    await t.ask(`/api/instances?q=${encodeURIComponent(value)}`)
    const failed = await t.ask('/api/vouchers')
    for (const event of ['print', 'tell', 'pay']) await post('/api/instances/case-1/events', { event })
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await t.engine.runDue()
      t.pass(hour)
    }
    await failInserts(t.handles.db, 'aftercare_trail')
    await t.ask('/api/instances/case-1/notes', { method: 'POST', body: JSON.stringify({ text: value }) })

    const lines = linesOf(t.logText())
    expect(t.logText()).not.toMatch(personal)
    expect(printed).not.toHaveBeenCalled()
    // It was not for want of lines.
    expect(failed.status).toBe(500)
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        code: 'engine-bug',
        requestId: failed.headers.get('X-Request-Id'),
      }),
    )
    expect(lines.filter(({ code }) => code === 'receiver-failed').length).toBeGreaterThan(0)
    expect(lines.filter(({ message }) => message === 'Request answered.').length).toBeGreaterThan(8)
  })

  it('takes its level from the environment, and says so of one it does not have', async () => {
    t = await openWatched()

    const good = readConfiguration({ AFTERCARE_WORKFLOWS: '.', AFTERCARE_LOG_LEVEL: 'debug' })
    const bad = readConfiguration({
      AFTERCARE_WORKFLOWS: '.',
      AFTERCARE_LOG_LEVEL: 'loud',
      AFTERCARE_METRICS_TOKEN: 'too short',
    })

    expect(good).toMatchObject({ ok: true, configuration: { watch: { logLevel: 'debug' } } })
    expect(bad).toMatchObject({
      ok: false,
      mistakes: [
        { message: "Expected debug, info, warn, error, silent as AFTERCARE_LOG_LEVEL, but found 'loud'." },
        { variable: 'AFTERCARE_METRICS_TOKEN' },
      ],
    })
    expect(JSON.stringify(bad)).not.toContain('too short')
  })
})
