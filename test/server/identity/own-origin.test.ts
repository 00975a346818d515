import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isLoopbackAddress, isLoopbackHost } from '../../../server/identity/loopback.js'
import { openDoors, type Doors } from './open-doors.js'

let doors: Doors
let key = ''

beforeAll(async () => {
  doors = await openDoors()
  key = (await doors.key('dora', ['desk'])).key
})
afterAll(() => doors.close())

/** `fetch` sets `Host` by itself. */
async function signInAs(
  host: string,
): Promise<{ status: number; code?: string; cookies: readonly string[] }> {
  const { port } = new URL(doors.url)
  const sent = request({
    ...{ port, host: '127.0.0.1', method: 'POST', path: '/api/session' },
    headers: { Host: host, Authorization: `Bearer ${key}` },
  })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  const { code } = JSON.parse(text) as { code?: string }
  return {
    status: response.statusCode ?? 0,
    ...(code !== undefined && { code }),
    cookies: response.headers['set-cookie'] ?? [],
  }
}

describe('signing in without a configured origin', () => {
  it('is possible by the names of this machine', async () => {
    for (const host of ['127.0.0.1:4100', 'localhost:4100', '[::1]:4100'])
      expect((await signInAs(host)).status).toBe(201)
  })

  it('is refused by every other name, so that no page can have a name of its own lead here', async () => {
    for (const host of [
      'elsewhere.example',
      '127.0.0.1.elsewhere.example',
      'localhost.elsewhere.example',
      '192.0.2.1',
    ])
      expect(await signInAs(host)).toEqual({ status: 409, code: 'sign-in-unavailable', cookies: [] })
  })
})

describe('names and addresses of this machine', () => {
  it('are told from others', () => {
    expect(['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9', '::1', '[::1]'].every(isLoopbackHost)).toBe(
      true,
    )
    expect(['localhost.example', '127.0.0.1.example', '128.0.0.1', '::2', ''].some(isLoopbackHost)).toBe(
      false,
    )
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true)
    expect(['192.0.2.1', '::ffff:192.0.2.1', undefined].some(isLoopbackAddress)).toBe(false)
  })
})
