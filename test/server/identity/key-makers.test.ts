import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../cli/run-aftercare.js'
import { openDoors, told, type Doors } from './open-doors.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
let office: Doors

/** Leaders may make keys; the boss is a leader and an admin, and leader-1 and leader-2 are nothing but leaders. */
beforeAll(async () => {
  place = await temporaryFolder()
  await cp('test/server/fixtures', place.path, { recursive: true })
  await writeFile(
    join(place.path, 'access.yaml'),
    'access: office\nroles:\n  leader: { sees: [{ processes: all, cases: all }], may: [keys] }\n',
  )
  const organisation = join(place.path, 'organisation.yaml')
  const people =
    '  boss: { name: 王芳, roles: [leader, admin] }\n  leader-2: { name: 何静, roles: [leader] }\n'
  await writeFile(organisation, (await readFile(organisation, 'utf8')).trimEnd() + '\n' + people)
  office = await openDoors({}, place.path)
})
afterAll(async () => {
  await office.close()
  await place.remove()
})

let count = 0
/** A key of a new name, which acts as a person where one is given. */
const keyOf = async (more: Parameters<Doors['key']>[2], roles: readonly string[] = []) =>
  office.key(`key ${(count += 1)}`, roles, more)
const make = (key: string, body: object, headers = {}) => office.ask('/api/keys', { key, body, headers })
const rotate = (key: string, id: string, headers = {}) =>
  office.ask(`/api/keys/${id}/rotate`, { key, body: {}, headers })
const revoke = (key: string, id: string, headers = {}) =>
  office.ask(`/api/keys/${id}/revoke`, { key, method: 'POST', headers })

describe('a program that makes keys for a person it acts for', () => {
  it('gets none of that person, who may be more than both are together', async () => {
    const { key } = await keyOf({ mayActFor: true }, ['leader'])
    const headers = { 'Aftercare-Acting-For': 'boss' }
    const own = await keyOf({ actor: 'boss' })

    const self = await office.ask('/api/session', { key, headers })
    const replies = [
      await make(key, { actor: 'boss' }, headers),
      await make(key, { actor: 'boss', roles: ['leader'] }, headers),
      await rotate(key, own.id, headers),
      await revoke(key, own.id, headers),
    ]

    expect(self.body.actor.roles).toEqual(['leader'])
    expect(replies.map(told)).toEqual(Array(4).fill('403 forbidden'))
    expect(told(await make(key, { roles: ['leader'] }, headers))).toBe('201')
  })
})

describe('a person who makes keys with fewer roles than the directory gives', () => {
  it('gets none that has them all', async () => {
    const signedIn = () => ({ id: 'boss', roles: ['leader'] })
    const host = await openDoors({}, place.path, { signedIn })
    const replies = [
      await host.ask('/api/keys', { body: { actor: 'boss' } }),
      await host.ask('/api/keys', { body: { roles: ['leader'] } }),
    ]
    await host.close()

    expect(replies.map(told)).toEqual(['403 forbidden', '201'])
  })
})

describe('somebody who may make keys and is no admin', () => {
  it('neither makes keys that act for people, nor gets their secrets', async () => {
    const { key } = await keyOf({ actor: 'leader-1' })
    const phone = await keyOf({ mayActFor: true, createdBy: 'leader-1' }, ['leader'])

    const replies = [
      await make(key, { roles: ['leader'], mayActFor: true }),
      await rotate(key, phone.id),
      await revoke(key, phone.id),
    ]

    expect(replies.map(told)).toEqual(Array(3).fill('403 forbidden'))
    expect(await office.engine.keys.authenticate(phone.key, 'leader-2')).toMatchObject({ ok: true })
  })

  it('changes and revokes keys that are their own, and no others', async () => {
    const own = await keyOf({ actor: 'leader-1' })
    const second = await keyOf({ actor: 'leader-1', createdBy: 'ada' })
    const others = [
      await keyOf({ actor: 'leader-2' }),
      await keyOf({}, ['leader']),
      await keyOf({ createdBy: 'leader-2' }, ['leader']),
      await keyOf({ createdBy: 'leader-1', actor: 'leader-2' }),
      await keyOf({}, ['admin']),
    ]
    const made = await make(own.key, { roles: ['leader'] })

    for (const { id, key } of others) {
      expect([told(await rotate(own.key, id)), told(await revoke(own.key, id))]).toEqual([
        ...['403 forbidden', '403 forbidden'],
      ])
      expect(await office.engine.keys.authenticate(key)).toMatchObject({ ok: true })
    }
    for (const { id } of [made.body as { id: string }, second])
      expect([told(await rotate(own.key, id)), told(await revoke(own.key, id))]).toEqual(['200', '204'])
    expect(told(await revoke(own.key, 'key_none'))).toBe('404 api-key-unknown')
  })

  it('leaves an admin free to change and revoke any', async () => {
    const admin = (await keyOf({ actor: 'boss' })).key
    const phone = await make(admin, { roles: ['leader'], mayActFor: true })

    expect(told(await rotate(admin, phone.body.id))).toBe('200')
    expect(told(await revoke(admin, phone.body.id))).toBe('204')
  })
})
