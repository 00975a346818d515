import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Browser, hour, minute, openDoors, told, type Doors } from './open-doors.js'

let doors: Doors
let admin = ''
beforeEach(async () => {
  doors = await openDoors({ sessions: { idle: 10 * hour, whole: 100 * hour } })
  admin = (await doors.key('ada', ['admin'])).key
})
afterEach(() => doors.close())

const signedIn = async (key: string): Promise<Browser> => {
  const browser = new Browser(doors)
  expect(told(await browser.signIn(key))).toBe('201')
  return browser
}
const rotate = async (id: string, body: object = {}): Promise<string> => {
  const reply = await doors.ask(`/api/keys/${id}/rotate`, { key: admin, body })
  expect(told(reply)).toBe('200')
  return String(reply.body.key)
}
const later = (ms: number) => doors.clock.moveTo(doors.clock.now() + ms)
const state = async (browser: Browser): Promise<string> => told(await browser.go('/api/session'))

describe('sessions of a key that gets another secret', () => {
  it('are over at once, those of the new secret and of other keys are not', async () => {
    const { id, key } = await doors.key('dora', ['desk'])
    const other = await signedIn((await doors.key('olga', ['desk'])).key)
    const thief = await signedIn(key)
    const fresh = await rotate(id)
    const holder = await signedIn(fresh)

    expect([await state(thief), await state(holder), await state(other)]).toEqual([
      ...['401 session-ended', '200', '200'],
    ])
    const { items } = (await doors.ask('/api/sessions?actor=dora', { key: admin })).body
    expect(items).toHaveLength(1)
  })

  it('are all over, however many there are', async () => {
    const { id, key } = await doors.key('dora', ['desk'])
    const life = { idle: 10 * hour, whole: 100 * hour }
    for (let one = 0; one < 250; one += 1)
      await doors.engine.sessions.open({ by: 'key', keyId: id }, { life })
    const thief = await signedIn(key)
    await rotate(id)

    expect(await state(thief)).toBe('401 session-ended')
    expect((await doors.engine.sessions.list({ actor: 'dora', life })).items).toEqual([])
  })

  it('last as long as the secret before, also those it opened meanwhile', async () => {
    const { id, key } = await doors.key('dora', ['desk'])
    const before = await signedIn(key)
    await rotate(id, { overlap: '1 hour' })
    later(minute)
    const meanwhile = await signedIn(key)
    const during = [await state(before), await state(meanwhile)]
    later(hour)

    expect(during).toEqual(['200', '200'])
    expect([await state(before), await state(meanwhile)]).toEqual(['401 session-ended', '401 session-ended'])
  })

  it('stay over when the key gets a third secret beside the second', async () => {
    const { id, key } = await doors.key('dora', ['desk'])
    const first = await signedIn(key)
    const second = await rotate(id, { overlap: '1 hour' })
    later(2 * hour)
    const other = await signedIn(second)
    await rotate(id, { overlap: '2 hours' })

    expect([await state(first), await state(other)]).toEqual(['401 session-ended', '200'])
  })

  it('are over when their secret is forgotten within its time', async () => {
    const { id, key } = await doors.key('dora', ['desk'])
    const first = await signedIn(key)
    await rotate(id, { overlap: '1 hour' })
    later(minute)
    await rotate(id, { overlap: '5 hours' })

    expect(told(await doors.ask('/api/session', { key }))).toBe('401 not-authenticated')
    expect(await state(first)).toBe('401 session-ended')
  })
})
