import { get } from 'node:http'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from '../open-server.js'

let t: OpenServer
let page: string
let id: string

beforeAll(async () => {
  t = await openServer()
  await t.key('root', 'admin')
  await t.key('desk', 'desk')
  const created = await t.ask('/api/instances', {
    as: 'desk',
    body: { process: 'enquiry', data: { subject: '张伟 13800138000' } },
  })
  id = String(created.body.id)
  await t.ask(`/api/instances/${id}/events`, { as: 'desk', body: { event: 'no-such-event-13800138000' } })
  await t.ask(`/api/instances/${id}`, { as: 'desk' })
  await t.ask('/api/nothing/13800138000', { as: 'desk' })
  page = String((await t.ask('/metrics')).body)
})
afterAll(() => t.close())

/** The value of a series, by its name with its labels as they are written. */
function value(series: string): number | undefined {
  const line = page.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

describe('/metrics', () => {
  it('counts what was accepted by process and what was refused by code', () => {
    expect(value('aftercare_events_accepted_total{process="enquiry",call="create"}')).toBe(1)
    expect(page).toMatch(/^aftercare_refusals_total\{call="send",code="[a-z-]+"\} 1$/m)
    expect(page).toMatch(/^aftercare_commit_seconds_count\{transaction="group",outcome="committed"\} [1-9]/m)
  })

  it('counts cases as lists do', async () => {
    const list = await t.ask('/api/instances?process=enquiry&status=active&count=true', { as: 'root' })

    expect(value('aftercare_cases_open{process="enquiry"}')).toBe(list.body.count)
    expect(value('aftercare_cases_overdue{process="enquiry"}')).toBe(0)
  })

  it('counts requests by the pattern of their address, never by the address', () => {
    const route = '/api/instances/{id}'
    expect(value(`aftercare_http_requests_total{method="GET",route="${route}",status="200"}`)).toBe(1)
    expect(page).toContain('route="unknown",status="404"')
    expect(page).not.toContain(id)
  })

  it('holds nothing of a case', () => {
    expect(page).not.toMatch(/13800138000|张伟/)
  })

  it('has names that begin with aftercare_ only', () => {
    const names = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

    expect(names.length).toBeGreaterThan(50)
    expect(names.filter((line) => !line.startsWith('aftercare_'))).toEqual([])
  })

  it('tells how much waits, and about the process itself', () => {
    for (const name of [
      'aftercare_incidents_open',
      'aftercare_timers_due',
      'aftercare_requests_waiting',
      'aftercare_effect_attempts_under_way',
      'aftercare_messages{status="held"}',
    ])
      expect([name, value(name)]).toEqual([name, 0])
    expect(value('aftercare_process_resident_memory_bytes')).toBeGreaterThan(0)
  })

  const promtool = spawnSync('promtool', ['--version']).error === undefined
  // Said aloud, so that nobody takes a machine without it for one that has checked.
  if (!promtool) console.warn('SKIPPED: promtool is not installed, /metrics was not checked by it.')
  it.skipIf(!promtool)('is accepted by promtool check metrics', () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: page })

    expect([status, String(stdout), String(stderr)]).toEqual([0, '', ''])
  })
})

describe('who may read the metrics', () => {
  it('is a program on this machine, unless it comes through a proxy', async () => {
    const direct = await t.ask('/metrics')
    const proxied = await t.ask('/metrics', { headers: { 'X-Forwarded-For': '203.0.113.7' } })

    expect([direct.status, proxied.status]).toEqual([200, 401])
  })

  it('is no page of a browser whose own name leads to this machine', async () => {
    const { port } = new URL(t.server.url)
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = { host: '127.0.0.1', port, path: '/metrics', headers: { Host: 'evil.example' } }
      get(asked, (response) => resolve(response.resume().statusCode)).once('error', reject)
    })

    expect(status).toBe(401)
  })

  it('is whoever has the permission, and nobody with another key', async () => {
    const admin = await t.ask('/metrics', { as: 'root' })
    const desk = await t.ask('/metrics', { as: 'desk' })
    const forged = await t.ask('/metrics', { as: 'ak_nobody_has_this_key' })

    expect([admin.status, desk.status, forged.status]).toEqual([200, 403, 401])
  })

  it('is nobody without the token where there is one', async () => {
    const token = 'a-token-of-its-own-0123456789'
    const guarded = await openServer({ watch: { logLevel: 'info', metricsToken: token } })
    const without = await guarded.ask('/metrics')
    const wrong = await guarded.ask('/metrics', { as: `${token}0` })
    const right = await guarded.ask('/metrics', { as: token })
    await guarded.close()

    expect([without.status, wrong.status, right.status]).toEqual([401, 401, 200])
  })
})
