import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serving, temporaryFolder, type Serving } from '../../cli/run-aftercare.js'

/** How long the server waits for a request, in milliseconds, and how long its answer to a slow one may take. */
const arrival = 2_000
const patience = 30_000

let place: Awaited<ReturnType<typeof temporaryFolder>>
let server: Serving
let port: number
let key = ''
const sockets: Socket[] = []

beforeAll(async () => {
  place = await temporaryFolder()
  server = await serving({
    AFTERCARE_DB: join(place.path, 'test.db'),
    AFTERCARE_WORKFLOWS: join(import.meta.dirname, '../fixtures'),
    AFTERCARE_REQUEST_TIMEOUT: `${arrival / 1_000} seconds`,
  })
  port = Number(new URL(server.said.url).port)
  key = server.said.adminKey ?? ''
}, 120_000)
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await server.stop()
  await place.remove()
})

const open = async (): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1' })
  sockets.push(socket)
  // Being cut off is what is waited for.
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

const ask = (path: string, method = 'GET', body?: string): Promise<Response> =>
  fetch(server.said.url + path, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body }),
  })

/** What is sent on a connection before it ends, and how long that took in milliseconds. */
async function answerTo(socket: Socket): Promise<{ readonly said: string; readonly ms: number }> {
  const begun = performance.now()
  const said = await text(socket)
  return { said, ms: performance.now() - begun }
}

describe('a client that is slow', () => {
  it('to send its headers is told so and cut off, and others are answered meanwhile', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, open))
    for (const socket of slow) socket.write('GET /api/instances HTTP/1.1\r\nHost: here\r\nX-A')

    const meanwhile = await ask('/api/processes')
    const answers = await Promise.all(slow.map(answerTo))

    expect(meanwhile.status).toBe(200)
    for (const { said, ms } of answers) {
      expect(said).toContain('HTTP/1.1 408')
      expect(JSON.parse(said.split('\r\n\r\n')[1] ?? '')).toMatchObject({
        code: 'request-too-slow',
        status: 408,
      })
      expect(ms).toBeLessThan(patience)
    }
  })

  it('to send its body is told so and cut off, however steadily it sends', async () => {
    const socket = await open()
    socket.write(
      `POST /api/instances HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${key}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"process":"',
    )
    const drip = setInterval(() => socket.write('x'), 50)

    const { said, ms } = await answerTo(socket)
    clearInterval(drip)

    expect(said).toContain('"code":"request-too-slow"')
    expect(ms).toBeLessThan(patience)
  })

  it('is told when what it sends is no HTTP, or more than a head may be', async () => {
    const [garbage, long] = [await open(), await open()]
    garbage.write('\u0016\u0003\u0001 hello\r\n\r\n')
    long.write(`GET / HTTP/1.1\r\nHost: here\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)

    const [first, second] = await Promise.all([answerTo(garbage), answerTo(long)])

    expect(first.said).toContain('"code":"request-malformed"')
    expect(second.said).toContain('"code":"headers-too-large"')
  })
})
