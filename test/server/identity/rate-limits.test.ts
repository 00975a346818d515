import { afterEach, describe, expect, it } from 'vitest'
import { Browser, openDoors, told, type Doors } from './open-doors.js'

let doors: Doors
afterEach(() => doors.close())

const ask = (key: string, headers = {}) => doors.ask('/api/session', { key, headers })

describe('requests of one sender', () => {
  it('are refused above the limit, in kind, and those of others are not', async () => {
    doors = await openDoors({ limits: { requests: 3, failures: 0 } })
    const [one, other] = [(await doors.key('one', ['desk'])).key, (await doors.key('other', ['desk'])).key]
    const replies = []
    for (let count = 0; count < 5; count += 1) replies.push(await ask(one))
    const late = replies.at(-1)

    expect(replies.map(told)).toEqual([
      ...['200', '200', '200', '429 too-many-requests', '429 too-many-requests'],
    ])
    expect(late?.headers.get('Content-Type')).toContain('application/problem+json')
    expect(Number(late?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(Number(late?.headers.get('Retry-After'))).toBeLessThanOrEqual(60)
    expect(late?.headers.get('RateLimit')).toBeTruthy()
    expect(told(await ask(other))).toBe('200')
  })

  it('are counted for a session by itself', async () => {
    doors = await openDoors({ limits: { requests: 3, failures: 0 } })
    const { key } = await doors.key('one', ['desk'])
    const browser = new Browser(doors)
    await browser.signIn(key)
    const replies = [
      ...[
        await browser.go('/api/session'),
        await browser.go('/api/session'),
        await browser.go('/api/session'),
      ],
    ]

    expect(replies.map(told)).toEqual(['200', '200', '429 too-many-requests'])
    expect(told(await ask(key))).toBe('200')
  })
})

describe('failed sign-ins of one address', () => {
  it('are refused above the limit, whatever is tried, while what is valid passes', async () => {
    doors = await openDoors({ limits: { requests: 0, failures: 3 } })
    const { key } = await doors.key('one', ['desk'])
    const replies = [
      await ask('wrong-1'),
      await doors.ask('/sign-in/link/wrong', {
        method: 'POST',
        headers: { Origin: doors.url, 'Sec-Fetch-Site': 'same-origin' },
      }),
      await doors.ask('/api/session', { cookie: 'aftercare-loopback=wrong' }),
      await ask('wrong-2'),
    ]

    expect(replies.map(told)).toEqual([
      ...['401 not-authenticated', '403 sign-in-link-invalid', '401 session-ended', '429 too-many-requests'],
    ])
    expect(Number(replies.at(-1)?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(told(await ask(key))).toBe('200')
  })

  it('are none where nothing was brought', async () => {
    doors = await openDoors({ limits: { requests: 0, failures: 2 } })
    const replies = []
    for (let count = 0; count < 4; count += 1) replies.push(await doors.ask('/api/session'))

    expect(new Set(replies.map(told))).toEqual(new Set(['401 not-authenticated']))
  })

  it('are counted by the address a proxy tells only where one is believed', async () => {
    const from = (address: string) => ask('wrong', { 'X-Forwarded-For': address })
    doors = await openDoors({ limits: { requests: 0, failures: 1 }, proxies: 1 })
    const behind = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.2')]
    await doors.close()
    doors = await openDoors({ limits: { requests: 0, failures: 1 } })
    const open = [await from('192.0.2.1'), await from('192.0.2.2')]

    expect(behind.map(told)).toEqual([
      ...['401 not-authenticated', '429 too-many-requests', '401 not-authenticated'],
    ])
    expect(open.map(told)).toEqual(['401 not-authenticated', '429 too-many-requests'])
  })
})
