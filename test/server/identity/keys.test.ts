import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../cli/run-aftercare.js'
import { hour, minute, openDoors, told, type Doors } from './open-doors.js'

let doors: Doors
let admin = ''

beforeAll(async () => {
  doors = await openDoors()
  admin = (await doors.key('ada', ['admin'])).key
})
afterAll(() => doors.close())

const begin = async (key: string, process = 'enquiry', headers = {}) =>
  doors.ask('/api/instances', { key, headers, body: { process, data: { subject: 'a bill' } } })

describe('API keys over HTTP', () => {
  it('are made, listed without secrets, and revoked by whoever may', async () => {
    const made = await doors.ask('/api/keys', {
      key: admin,
      body: { name: 'till', roles: ['desk'], expiresAt: '2099-01-01T00:00:00Z' },
    })
    const used = await doors.ask('/api/session', { key: made.body.key })
    const listed = await doors.ask('/api/keys', { key: admin })
    const clerk = await doors.ask('/api/keys', { key: made.body.key })
    const revoked = await doors.ask(`/api/keys/${made.body.id}/revoke`, { key: admin, method: 'POST' })
    const after = await doors.ask('/api/session', { key: made.body.key })
    const again = await doors.ask(`/api/keys/${made.body.id}/revoke`, { key: admin, method: 'POST' })
    const row = (await doors.engine.keys.list()).find(({ id }) => id === made.body.id)

    expect([told(made), told(used), told(clerk), told(revoked)]).toEqual([
      '201',
      '200',
      '403 forbidden',
      '204',
    ])
    expect([told(after), told(again)]).toEqual(['401 key-revoked', '404 api-key-unknown'])
    expect(listed.body.items.find(({ id }: { id: string }) => id === made.body.id)).toMatchObject({
      ...{ name: 'till', roles: ['desk'], state: 'valid', createdBy: 'ada' },
      expiresAt: '2099-01-01T00:00:00Z',
    })
    expect(JSON.stringify(listed.body)).not.toContain(made.body.key)
    expect(JSON.stringify(listed.body)).not.toMatch(/[0-9a-f]{64}/)
    expect(row).toMatchObject({ revokedBy: 'ada' })
  })

  it('tell every mistake of a wish at once', async () => {
    const wrong = await doors.ask('/api/keys', {
      key: admin,
      body: {
        ...{
          name: 'ada',
          roles: ['dessk', 'admin'],
          actor: 'desk-11',
          processes: ['enquiry'],
          mayActFor: true,
        },
        expiresAt: '2001-01-01T00:00:00Z',
      },
    })
    const nobody = await doors.ask('/api/keys', { key: admin, body: {} })
    const shape = await doors.ask('/api/keys', { key: admin, body: { roles: 'desk', colour: 'red' } })

    expect(told(wrong)).toBe('422 request-invalid')
    expect(wrong.body.problems.map(({ field }: { field: string }) => field)).toEqual([
      ...['roles', 'name', 'actor', 'processes', 'mayActFor', 'expiresAt'],
    ])
    expect(wrong.body.detail).toContain("Did you mean 'desk'?")
    expect([told(nobody), told(shape)]).toEqual(['422 request-invalid', '422 request-invalid'])
  })

  it('note when they were used, once in a minute', async () => {
    const { id, key } = await doors.key('clock', ['desk'])
    const usedAt = async () => (await doors.engine.store.read.apiKey(id))?.lastUsedAt
    const before = await usedAt()
    await doors.ask('/api/session', { key })
    await expect.poll(usedAt).toBe(doors.clock.now())
    const first = doors.clock.now()
    doors.clock.moveTo(first + minute / 2)
    await doors.ask('/api/session', { key })
    const second = await usedAt()
    doors.clock.moveTo(first + 2 * minute)
    await doors.ask('/api/session', { key })

    expect([before, second]).toEqual([undefined, first])
    await expect.poll(usedAt).toBe(first + 2 * minute)
  })

  it('get another secret, and the one before is taken for as long as was said', async () => {
    const { id, key: old } = await doors.key('turned', ['desk'])
    const rotate = (body: object) => doors.ask(`/api/keys/${id}/rotate`, { key: admin, body })
    const within = (await rotate({ overlap: '1 hour' })).body.key
    const both = [
      await doors.ask('/api/session', { key: old }),
      await doors.ask('/api/session', { key: within }),
    ]
    doors.clock.moveTo(doors.clock.now() + hour)
    const late = await doors.ask('/api/session', { key: old })
    const last = (await rotate({})).body.key
    const gone = await doors.ask('/api/session', { key: within })
    const older = await doors.ask('/api/session', { key: old })
    const works = await doors.ask('/api/session', { key: last })

    expect(both.map(told)).toEqual(['200', '200'])
    expect(works.body.actor).toEqual({ id: 'turned', roles: ['desk'] })
    expect([late, gone, older].map(told)).toEqual([
      '401 key-expired',
      '401 key-expired',
      '401 not-authenticated',
    ])
    expect(told(await rotate({ overlap: '3 working days' }))).toBe('422 request-invalid')
    expect(told(await doors.ask('/api/keys/key_none/rotate', { key: admin, body: {} }))).toBe(
      '404 api-key-unknown',
    )
  })
})

describe('a key that is confined', () => {
  it('to some processes sees, does and lists nothing else', async () => {
    const whole = (await doors.key('wide', ['desk', 'leader', 'auditor'])).key
    const confined = (await doors.key('narrow', ['desk', 'leader', 'auditor'], { processes: ['audit'] })).key
    const made = await begin(whole)
    const id = String(made.body.id)

    const seen = await doors.ask(`/api/instances/${id}`, { key: confined })
    const sent = await doors.ask(`/api/instances/${id}/events`, { key: confined, body: { event: 'forward' } })
    const begun = await begin(confined)
    const listed = await doors.ask('/api/instances?count=true', { key: confined })
    const tasks = await doors.ask('/api/tasks', { key: confined })
    const due = await doors.ask('/api/deadlines', { key: confined })
    const figures = await doors.ask('/api/figures', { key: confined })
    const processes = await doors.ask('/api/processes', { key: confined })
    const registers = await doors.ask('/api/registers', { key: confined })
    const drain = await doors.ask('/api/processes/enquiry/drain', { key: confined, body: { reason: 'x' } })
    const self = await doors.ask('/api/session', { key: confined })

    expect([told(seen), told(sent), told(begun)]).toEqual([
      ...['404 unknown-instance', '404 unknown-instance', '404 unknown-process'],
    ])
    expect(listed.body).toMatchObject({ items: [], count: 0 })
    expect([tasks.body.items, due.body.items, figures.body.total.begun]).toEqual([[], [], 0])
    expect((await doors.ask('/api/figures', { key: whole })).body.total.begun).toBe(1)
    expect(processes.body.items.map((one: { id: string }) => one.id)).toEqual(['audit'])
    expect([told(registers), told(drain)]).toEqual(['403 key-scope-exceeded', '403 key-scope-exceeded'])
    expect(self.body.limits).toEqual({ processes: ['audit'] })
  })

  it('is nobody’s admin, even if the person it acts as is one', async () => {
    const { key } = await doors.key('half', ['admin', 'auditor'], { processes: ['audit'] })

    const self = await doors.ask('/api/session', { key })
    const keys = await doors.ask('/api/keys', { key })

    expect(self.body.actor.roles).toEqual(['auditor'])
    expect(told(keys)).toBe('403 key-scope-exceeded')
  })

  it('to reading changes nothing', async () => {
    const { key } = await doors.key('screen', ['desk'], { readOnly: true })
    const id = String((await begin((await doors.key('desk-9', ['desk'])).key)).body.id)

    const read = await doors.ask(`/api/instances/${id}`, { key })
    const sent = await doors.ask(`/api/instances/${id}/events`, { key, body: { event: 'forward' } })
    const begun = await begin(key)

    expect([told(read), told(sent), told(begun)]).toEqual([
      ...['200', '403 key-scope-exceeded', '403 key-scope-exceeded'],
    ])
    expect((await doors.engine.get(id))?.revision).toBe(1)
  })
})

describe('whoever may make keys without being an admin', () => {
  it('hands out none that can do more', async () => {
    const place = await temporaryFolder()
    await cp('test/server/fixtures', place.path, { recursive: true })
    await writeFile(
      join(place.path, 'access.yaml'),
      'access: office\nroles:\n  leader: { sees: [{ processes: all, cases: all }], may: [keys] }\n',
    )
    const office = await openDoors({}, place.path)
    const { key: leader } = await office.key('leo', ['leader'])
    const { id: ofAdmin } = await office.key('ada', ['admin'])
    const make = (body: object) => office.ask('/api/keys', { key: leader, body })
    const replies = [
      await make({ roles: ['admin'] }),
      await make({ roles: ['leader', 'desk'] }),
      await make({ actor: 'leader-1' }),
      await office.ask(`/api/keys/${ofAdmin}/rotate`, { key: leader, body: {} }),
      await make({ roles: ['leader'] }),
    ]
    await office.close()
    await place.remove()

    expect(replies.map(told)).toEqual([
      ...['403 forbidden', '403 forbidden', '403 forbidden', '403 forbidden', '201'],
    ])
  })
})

describe('a program that acts for a person', () => {
  it('does what both may, and the trail keeps both', async () => {
    const { key } = await doors.key('phone', ['desk', 'auditor'], { mayActFor: true })
    const headers = { 'Aftercare-Acting-For': 'desk-1' }
    const self = await doors.ask('/api/session', { key, headers })
    const made = await begin(key, 'enquiry', headers)
    const id = String(made.body.id)
    const trail = await doors.ask(`/api/instances/${id}/trail`, { key, headers })
    const alone = await doors.ask('/api/session', { key })

    expect(self.body.actor).toEqual({ id: 'desk-1', roles: ['desk'], via: 'phone' })
    expect(made.body.createdBy).toBe('desk-1')
    expect(trail.body.items[0]).toMatchObject({ actor: 'desk-1', via: 'phone' })
    expect(alone.body.actor).toEqual({ id: 'phone', roles: ['desk', 'auditor'] })
  })

  it('never gets a role of the person that its key has not', async () => {
    const { key } = await doors.key('kiosk', ['desk'], { mayActFor: true })

    const leader = await doors.ask('/api/session', { key, headers: { 'Aftercare-Acting-For': 'leader-1' } })

    expect(leader.body.actor).toEqual({ id: 'leader-1', roles: [], via: 'kiosk' })
  })

  it('is refused for people nobody knows, and without the permission', async () => {
    const { key } = await doors.key('robot', ['desk'], { mayActFor: true })
    const plain = (await doors.key('plain', ['desk'])).key
    const replies = [
      await doors.ask('/api/session', { key, headers: { 'Aftercare-Acting-For': 'desk-2' } }),
      await doors.ask('/api/session', { key, headers: { 'Aftercare-Acting-For': 'constructor' } }),
      await doors.ask('/api/session', { key, headers: { 'Aftercare-Acting-For': '' } }),
      await doors.ask('/api/session', { key: plain, headers: { 'Aftercare-Acting-For': 'desk-1' } }),
      await begin(plain, 'enquiry', { 'Aftercare-Acting-For': 'desk-1' }),
    ]

    for (const reply of replies) expect(told(reply)).toBe('403 cannot-act-for')
  })

  it('shares no idempotency key with the person', async () => {
    const { key } = await doors.key('relay', ['desk'], { mayActFor: true })
    const own = (await doors.engine.keys.create({ name: 'desk-1-own', roles: [], actor: 'desk-1' })).key
    const headers = { 'Idempotency-Key': 'same' }

    const through = await begin(key, 'enquiry', { ...headers, 'Aftercare-Acting-For': 'desk-1' })
    const again = await begin(key, 'enquiry', { ...headers, 'Aftercare-Acting-For': 'desk-1' })
    const self = await begin(own, 'enquiry', headers)

    expect(again.body.id).toBe(through.body.id)
    expect(self.body.id).not.toBe(through.body.id)
  })
})
