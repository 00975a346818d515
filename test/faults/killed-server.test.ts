import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { files } from '../runtime/errand.js'
import { findingsOf, openFolder } from './look-inside.js'

describe('a server killed with kill -9', () => {
  let place: Awaited<ReturnType<typeof openFolder>>
  let file: string
  const running: ChildProcess[] = []
  beforeEach(async () => {
    place = await openFolder(
      [...files, { file: 'hurry.yaml', text: hurry }].map((one) => ({
        ...one,
        file: `workflows/${one.file}`,
      })),
    )
    file = join(place.folder, 'data', 'cases.sqlite')
  })
  afterEach(async () => {
    for (const child of running.splice(0)) await kill(child)
    await place.remove()
  })

  const kill = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  const start = async (): Promise<{ child: ChildProcess; url: string; adminKey?: string }> => {
    const child = spawn(process.execPath, ['dist/cli/main.js', 'serve', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'] ?? '',
        PORT: '0',
        AFTERCARE_DB: file,
        AFTERCARE_WORKFLOWS: join(place.folder, 'workflows'),
      },
    })
    running.push(child)
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { value, done } = await lines.next()
    if (done) throw new Error('The server did not start.')
    return { child, ...(JSON.parse(value) as { url: string; adminKey?: string }) }
  }

  const post = async (url: string, body: object, key: string): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}`, 'Idempotency-Key': url },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }

  it('between two events carries on with the second, and knows its keys', async () => {
    const one = await start()
    await kill(one.child)
    // The first admin key was printed before the kill; a clerk's is made beside the database.
    const clerk = await keyFor('clerk', { db: file, workflows: join(place.folder, 'workflows') })
    const two = await start()
    const created = await post(
      `${two.url}/api/instances`,
      { process: 'errand', data: { address: 'Lane 5' } },
      clerk,
    )
    const { id } = created.body as { id: string }
    const events = (url: string) => `${url}/api/instances/${id}/events`
    expect((await post(events(two.url), { event: 'go' }, clerk)).status).toBe(200)

    await kill(two.child)
    const three = await start()
    const delivered = await post(events(three.url), { event: 'deliver' }, clerk)

    expect(one.adminKey).toMatch(/^ak_/)
    expect(two.adminKey).toBeUndefined()
    expect([created.status, delivered.status]).toEqual([201, 200])
    expect(delivered.body).toMatchObject({ id, outcome: 'delivered', revision: 3 })
    expect(await findingsOf(file)).toEqual([])
  })

  it('while a timer is due fires it after the start, at its own time and once', async () => {
    const one = await start()
    const clerk = await keyFor('clerk', { db: file, workflows: join(place.folder, 'workflows') })
    const created = await post(`${one.url}/api/instances`, { process: 'hurry' }, clerk)
    const { id, timers } = created.body as { id: string; timers: { dueAt: string }[] }
    await kill(one.child)
    const dueAt = timers[0]?.dueAt ?? ''
    await vi.waitUntil(() => Date.now() > Date.parse(dueAt), { timeout: 10_000 })

    const two = await start()
    const shown = await vi.waitUntil(
      async () => {
        const answer = await get(`${two.url}/api/instances/${id}`, clerk)
        return answer['status'] === 'ended' ? answer : undefined
      },
      { timeout: 20_000 },
    )
    const trail = (await get(`${two.url}/api/instances/${id}/trail`, clerk))['items'] as {
      type: string
      at: string
    }[]

    expect(shown).toMatchObject({ outcome: 'over', updatedAt: dueAt })
    expect(trail.filter(({ type }) => type === 'timer-fired').map(({ at }) => at)).toEqual([dueAt])
    expect(await findingsOf(file)).toEqual([])
  })
})

/** A case that ends by itself after a second. */
const hurry = `dsl: "1"
process: hurry
version: "1"
title: { zh-CN: 快, en: Hurry }
start: { roles: [clerk] }
initial: waiting
states:
  waiting: { title: { zh-CN: 等待, en: Waiting }, after: { 1 second: over } }
  over: { type: final, outcome: over, title: { zh-CN: 结束, en: Over } }
`

async function get(url: string, key: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, { headers: { Authorization: `Bearer ${key}` } })
  return (await response.json()) as Record<string, unknown>
}

async function keyFor(role: string, { db, workflows }: { db: string; workflows: string }): Promise<string> {
  const child = spawn(
    process.execPath,
    ['dist/cli/main.js', 'keys', 'create', '--name', role, '--role', role, '--db', db, '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, AFTERCARE_WORKFLOWS: workflows } },
  )
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await once(child, 'close')
  return (JSON.parse(text) as { key: string }).key
}
