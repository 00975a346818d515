import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDoors, told, type Doors } from './open-doors.js'

const signedIn = () => ({ id: 'desk-1', roles: ['desk'] })
const body = { process: 'enquiry', data: { subject: 'a bill' } }

let doors: Doors
beforeAll(async () => {
  doors = await openDoors({}, undefined, { signedIn })
})
afterAll(() => doors.close())

const begin = (headers: Record<string, string>, at = doors) => at.ask('/api/instances', { body, headers })

/** The same under another name of the server; `fetch` sets `Host` by itself. */
async function beginAt(host: string, headers: Record<string, string>): Promise<number> {
  const sent = request(`${doors.url}/api/instances`, {
    method: 'POST',
    headers: { ...headers, Host: host, 'Content-Type': 'application/json' },
  })
  sent.end(JSON.stringify(body))
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode ?? 0
}

describe('a request of somebody who is signed in to the host, that changes something', () => {
  it.each<[string, Record<string, string>]>([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour under the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin, in an older browser', { Origin: 'https://elsewhere.example' }],
    ['another port of the same machine', { Origin: 'http://127.0.0.1:1' }],
    ['an origin that is hidden', { Origin: 'null' }],
    ['an origin nobody can read', { Origin: 'http://127.0.0.1:99999' }],
    [
      'another origin, as if it had been typed',
      { 'Sec-Fetch-Site': 'none', Origin: 'https://elsewhere.example' },
    ],
  ])('is refused from a page of %s', async (_where, headers) => {
    expect(told(await begin(headers))).toBe('403 forbidden')
  })

  it('is taken from its own pages, and from programs that are no browser', async () => {
    const replies = [
      await begin({ 'Sec-Fetch-Site': 'same-origin', Origin: doors.url }),
      await begin({ Origin: doors.url }),
      await begin({ Origin: doors.url.replace('http:', 'https:') }),
      await begin({}),
    ]

    expect(replies.map(told)).toEqual(['201', '201', '201', '201'])
  })

  it('is taken with the port of the scheme said or left out', async () => {
    const origin = 'https://desk.example'

    expect(await beginAt('desk.example', { Origin: origin })).toBe(201)
    expect(await beginAt('desk.example:443', { Origin: origin })).toBe(201)
    expect(await beginAt('desk.example:8443', { Origin: origin })).toBe(403)
  })

  it('is believed to the browser behind a proxy that names the server otherwise', async () => {
    const headers = { Origin: 'https://desk.example', 'Sec-Fetch-Site': 'same-origin' }

    expect(await beginAt('inner:4100', headers)).toBe(201)
  })

  it('is held to the origin that is configured', async () => {
    const https = await openDoors({ url: 'https://desk.example' }, undefined, { signedIn })
    const own = await begin({ Origin: 'https://desk.example' }, https)
    const plain = await begin({ Origin: 'http://desk.example' }, https)
    const inner = await begin({ Origin: https.url, 'Sec-Fetch-Site': 'same-origin' }, https)
    await https.close()

    expect([own, plain, inner].map(told)).toEqual(['201', '403 forbidden', '403 forbidden'])
  })

  it('is no matter where it only reads', async () => {
    const reply = await doors.ask('/api/instances', { headers: { 'Sec-Fetch-Site': 'same-site' } })

    expect(told(reply)).toBe('200')
  })
})
