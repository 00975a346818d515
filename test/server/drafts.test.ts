import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, openSqlite, VirtualClock } from '../../engine/index.js'
import { openServer, type OpenServer } from './open-server.js'

const workflows = join(import.meta.dirname, 'access/fixtures')
let open: OpenServer
let instance: string

beforeAll(async () => {
  open = await openServer({ workflows })
  for (const [person, role] of [
    ['desk-east', 'desk'],
    ['desk-west', 'desk'],
    ['tech-west', 'technician'],
    ['wang', 'customer'],
    ['no-one', 'clerk'],
    ['ada', 'admin'],
  ] as const)
    await open.key(person, role)
  const body = { process: 'visit', data: { fault: 'leaks', phone: '13800138000' } }
  instance = String((await open.ask('/api/instances', { as: 'desk-east', body })).body.id)
}, 60_000)
afterAll(() => open.close())

const place = (visit = 1) => ({ instance, event: 'wish', state: 'planned', visit })
const save = (as: string, body: object) => open.ask('/api/drafts', { as, body })
const listed = async (as: string, query = '') =>
  (await open.ask(`/api/drafts${query}`, { as })).body.items as {
    id: string
    answers: object
    visit?: number
  }[]

describe('a draft', () => {
  it('is kept for its person, case, event and visit, and for nobody else', async () => {
    const first = await save('desk-east', { ...place(), answers: { wish: 'so' } })
    const second = await save('desk-east', { ...place(), answers: { wish: 'soon' } })
    await save('desk-east', { ...place(2), answers: { wish: 'later' } })
    await save('desk-west', { ...place(), answers: { wish: 'never' } })
    const before = await open.ask(`/api/instances/${instance}`, { as: 'desk-east' })
    const own = await listed('desk-east', `?instance=${instance}`)
    const ofAdmin = await listed('ada')
    const stolen = await open.ask(`/api/drafts/${String(first.body.id)}/discard`, { as: 'ada', body: {} })

    expect(first.status).toBe(200)
    expect(second.body).toMatchObject({
      ...{ id: first.body.id as string, createdAt: first.body.createdAt as string, ...place() },
      answers: { wish: 'soon' },
    })
    expect(Date.parse(String(second.body.expiresAt)) - Date.parse(String(second.body.updatedAt))).toBe(
      14 * 86_400_000,
    )
    expect(own.map(({ answers, visit }) => [answers, visit])).toEqual([
      [{ wish: 'later' }, 2],
      [{ wish: 'soon' }, 1],
    ])
    expect(ofAdmin).toEqual([])
    expect([stolen.status, stolen.body.code]).toEqual([404, 'unknown-draft'])
    // Nothing of it is in the case.
    expect(before.body.revision).toBe(1)
    for (const { id } of own) await open.ask(`/api/drafts/${id}/discard`, { as: 'desk-east', body: {} })
    expect(await listed('desk-east')).toEqual([])
  })

  it('is for the beginning of a case as well, for those who may know of the process', async () => {
    const made = await save('wang', { process: 'visit', answers: { fault: 'dr' } })
    const unknown = await save('wang', { process: 'vist', answers: {} })
    const closed = await save('wang', { process: 'stock', answers: {} })

    expect(made.body).toMatchObject({ process: 'visit', answers: { fault: 'dr' } })
    expect((await listed('wang', '?process=visit')).length).toBe(1)
    expect([unknown.body.code, closed.body.code]).toEqual(['unknown-process', 'unknown-process'])
  })

  it('is not taken for a case one does not see, nor told once one does not see it', async () => {
    const hidden = await save('tech-west', { ...place(), answers: {} })
    const asked = await open.ask(`/api/drafts?instance=${instance}`, { as: 'tech-west' })
    await open.server.engine.drafts.save('tech-west', place(), { wish: 'seen once' })

    expect([hidden.body.code, asked.body.code]).toEqual(['unknown-instance', 'unknown-instance'])
    expect(await listed('tech-west')).toEqual([])
  })

  it('says what is wrong with its place, and has bounds', async () => {
    const wrong = await Promise.all(
      [
        { answers: {} },
        { instance, answers: {} },
        { ...place(), process: 'visit', answers: {} },
        { process: 'visit', visit: 1, answers: {} },
      ].map((body) => save('desk-east', body)),
    )
    const large = await save('desk-east', { ...place(), answers: { wish: 'x'.repeat(70_000) } })
    const { engine } = open.server
    for (let visit = 1; visit <= 200; visit += 1) await engine.drafts.save('ada', place(visit), {})
    const tooMany = await save('ada', { ...place(201), answers: {} })
    const again = await save('ada', { ...place(200), answers: { wish: 'so' } })
    const beforeToo = await save('ada', { ...place(200), answers: {}, before: { wish: 'x'.repeat(70_000) } })

    expect(wrong.map(({ body }) => body.code as string)).toEqual(Array(4).fill('request-invalid'))
    expect([large.status, large.body.code]).toEqual([413, 'draft-too-large'])
    expect([tooMany.status, tooMany.body.code]).toEqual([409, 'too-many-drafts'])
    expect(again.status).toBe(200)
    expect(beforeToo.body.code).toBe('draft-too-large')
  })

  it('tells what the case knew where something else was entered', async () => {
    const wrong = await save('desk-west', { ...place(), answers: {}, before: 'x' })
    await save('desk-west', {
      ...place(),
      answers: { wish: 'so' },
      before: { wish: 'as it was', photo: 'none' },
    })
    await save('desk-west', { process: 'visit', answers: { fault: 'dr' } })
    const told = await open.ask('/api/drafts', { as: 'desk-west' })
    const items = told.body.items as { before: object }[]

    expect(wrong.body.code).toBe('request-invalid')
    expect(items.map(({ before }) => before)).toEqual([{}, { wish: 'as it was', photo: 'none' }])
  })

  it('for a case that has ended can be read until there is no room for others', async () => {
    const { engine } = open.server
    const body = { process: 'visit', data: { fault: 'leaks' } }
    const ended = String((await open.ask('/api/instances', { as: 'desk-east', body })).body.id)
    const ofEnded = (visit: number) => ({ ...place(visit), instance: ended })
    for (let visit = 1; visit <= 200; visit += 1)
      await engine.drafts.save('kim', ofEnded(visit), { wish: 'so' })
    const before = await engine.drafts.save('kim', place(), {})
    await open.ask(`/api/instances/${ended}/events`, { as: 'desk-east', body: { event: 'withdraw' } })
    const read = await engine.drafts.list('kim')
    const after = await engine.drafts.save('kim', place(), { wish: 'now' })

    expect(before.refused?.code).toBe('too-many-drafts')
    expect(read.length).toBe(200)
    expect(after.refused).toBeUndefined()
    expect((await engine.drafts.list('kim')).map(({ answers }) => answers)).toEqual([{ wish: 'now' }])
  })

  it('of a case is removed for everybody by whoever embeds the engine', async () => {
    const { engine } = open.server
    await save('desk-east', { ...place(), answers: { wish: 'call 13800138000' } })
    await engine.drafts.forget(instance)

    expect([await listed('desk-east'), await listed('ada')]).toEqual([[], []])
  })
})

describe('drafts nobody changes', () => {
  it('are not told any more once their time is over, and then removed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aftercare-drafts-'))
    const clock = new VirtualClock(Date.parse('2026-03-02T01:00:00Z'))
    const day = 86_400_000
    const { db, reader } = await openSqlite(join(folder, 'test.db'))
    const engine = await createEngine({ db, reader, workflows, clock, draftRetention: day })
    try {
      await engine.start()
      await engine.drafts.save('ann', { process: 'visit' }, { fault: 'first' })
      clock.moveTo(clock.now() + day)
      const atTheEnd = await engine.drafts.list('ann')
      clock.moveTo(clock.now() + 1)
      const over = await engine.drafts.list('ann')
      const rows = () => engine.store.read.drafts({ person: 'ann', since: 0 })
      clock.moveTo(clock.now() + 3_600_000)
      await expect.poll(async () => (await rows()).length).toBe(0)

      expect([atTheEnd.length, over.length]).toEqual([1, 0])
    } finally {
      await engine.stop()
      await rm(folder, { recursive: true })
    }
  })

  it('may not be kept for less than an hour', async () => {
    const { db } = await openSqlite(':memory:')
    await expect(createEngine({ db, workflows, draftRetention: 1 })).rejects.toMatchObject({
      code: 'configuration-invalid',
    })
    await db.destroy()
  })
})
