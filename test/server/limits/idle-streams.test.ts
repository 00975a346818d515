import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { createEngine, openSqlite } from '../../../engine/index.js'
import { serving, temporaryFolder } from '../../cli/run-aftercare.js'

const workflows = join(import.meta.dirname, '../fixtures')
const streams = 1_000
/** One key may have eight. */
const keysNeeded = streams / 8

/** How long a plain request may take beside them at the middle, in milliseconds; alone it takes about five. */
const mostMs = 2_000

describe('a thousand event streams that are open', () => {
  it('do not stop other requests, and each is told of what changes', { timeout: 300_000 }, async () => {
    const place = await temporaryFolder()
    const db = join(place.path, 'test.db')
    const keys = await makeKeys(db)
    const server = await serving({ AFTERCARE_DB: db, AFTERCARE_WORKFLOWS: workflows })
    const port = Number(new URL(server.said.url).port)
    const sockets = await Promise.all(
      Array.from({ length: streams }, (_each, at) => openStream(port, keys[Math.floor(at / 8)] ?? '')),
    )
    const told = Promise.all(sockets.map(isTold))

    const taken: number[] = []
    for (let round = 0; round < 20; round += 1) taken.push(await timeOf(server.said.url, keys[0] ?? ''))
    const heard = await told

    for (const { socket } of sockets) socket.destroy()
    await server.stop()
    await place.remove()
    expect(heard.every(Boolean)).toBe(true)
    expect(taken.sort((a, b) => a - b)[10]).toBeLessThan(mostMs)
  })
})

async function makeKeys(db: string): Promise<readonly string[]> {
  const sqlite = await openSqlite(db)
  const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows })
  const keys: string[] = []
  for (let at = 0; at < keysNeeded; at += 1)
    keys.push((await engine.keys.create({ name: `screen-${at}`, roles: ['desk'] })).key)
  await engine.stop()
  await sqlite.close()
  return keys
}

interface Opened {
  readonly socket: Socket
  readonly read: () => string
}

/** A stream whose first beat has come. */
async function openStream(port: number, key: string): Promise<Opened> {
  const socket = connect({ port, host: '127.0.0.1' })
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => (text += part))
  socket.write(`GET /api/changes HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${key}\r\n\r\n`)
  while (!text.includes('id: ')) await once(socket, 'data')
  expect(text).toContain('HTTP/1.1 200')
  return { socket, read: () => text }
}

/** Whether it hears of a change before it ends. */
async function isTold({ socket, read }: Opened): Promise<boolean> {
  while (!read().includes('event: change')) {
    if (socket.destroyed) return false
    await Promise.race([once(socket, 'data'), once(socket, 'close')])
  }
  return true
}

/** How long it takes to begin a case and read it, in milliseconds. */
async function timeOf(url: string, key: string): Promise<number> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  const begun = performance.now()
  const made = await fetch(`${url}/api/instances`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ process: 'enquiry', data: { subject: 'hours' } }),
  })
  const { id } = (await made.json()) as { id: string }
  const read = await fetch(`${url}/api/instances/${id}`, { headers })
  expect([made.status, read.status]).toEqual([201, 200])
  await read.arrayBuffer()
  return performance.now() - begun
}
