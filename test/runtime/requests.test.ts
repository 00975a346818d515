import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accepted, contents, openTestEngine, refused, type TestEngine } from './open-test-engine.js'
import { failInserts } from './open-test-database.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: 'ann', data: { address: 'Lane 5' } }

describe('one request', () => {
  let t: TestEngine
  let id: string
  beforeEach(async () => {
    t = await openTestEngine()
    ;({ id } = accepted(await t.engine.create('errand', begin)))
  })
  afterEach(() => t.close())

  it('commits record, trail, tasks, timers and number together', async () => {
    const { engine } = t

    const after = accepted(await engine.send(id, 'go', { actor: 'ann' }))

    expect(after.number).toBe('E-2026-0001')
    expect(await engine.get(id)).toEqual(after)
    expect((await engine.tasks({ instance: id })).items.map(({ state }) => state)).toEqual(['under-way'])
    expect((await engine.trail(id)).items.map(({ type }) => type)).toContain('event-accepted')
    expect(await t.sql('select kind, armed from aftercare_timers order by kind')).toEqual([
      { kind: 'after', armed: 1 },
      { kind: 'remind', armed: 1 },
    ])
  })

  it('records messages as not delivered yet', async () => {
    const { engine } = t
    await engine.send(id, 'go', { actor: 'ann' })

    await engine.send(id, 'deliver', { actor: 'ann' })

    expect(await engine.effects(id)).toMatchObject([{ template: 'done', to: ['leader'], status: 'pending' }])
  })

  it('changes nothing when it is refused, and says what is accepted by whom', async () => {
    const before = await contents(t)

    const answer = await t.engine.send(id, 'deliver', { actor: 'ann' })

    expect(refused(answer)).toBe('event-not-accepted')
    expect(answer.refused?.accepted).toContainEqual({ event: 'go', roles: ['clerk'] })
    expect(await contents(t)).toBe(before)
  })

  it.each([
    [
      'an unknown case',
      'unknown-instance',
      (t: TestEngine) => t.engine.send('nobody', 'go', { actor: 'ann' }),
    ],
    [
      'an unknown actor',
      'unknown-actor',
      (t: TestEngine) => t.engine.send('case-1', 'go', { actor: 'nobody' }),
    ],
    ['an unknown process', 'unknown-process', (t: TestEngine) => t.engine.create('errant', begin)],
    [
      'an unknown profile',
      'unknown-profile',
      (t: TestEngine) => t.engine.create('errand', { ...begin, profile: 'bank' }),
    ],
    ['a role that may not', 'forbidden', (t: TestEngine) => t.engine.send('case-1', 'go', { actor: 'li' })],
    [
      'answers that break the form',
      'payload-invalid',
      (t: TestEngine) => t.engine.send('case-1', 'count', { actor: 'ann', payload: { parcels: 100 } }),
    ],
    [
      'answers where there is no form',
      'payload-invalid',
      (t: TestEngine) => t.engine.send('case-1', 'go', { actor: 'ann', payload: { parcels: 1 } }),
    ],
    [
      'a requirement that does not hold',
      'requirement-not-met',
      (t: TestEngine) => t.engine.send('case-1', 'give-up', { actor: 'ann' }),
    ],
    [
      'data that do not fit',
      'payload-invalid',
      (t: TestEngine) => t.engine.create('errand', { actor: 'ann', data: { address: 5 } }),
    ],
  ])('refuses %s with its code and changes nothing', async (_what, code, act) => {
    const before = await contents(t)

    expect(refused(await act(t))).toBe(code)
    expect(await contents(t)).toBe(before)
  })

  it('names the nearest process when one is not known', async () => {
    const answer = await t.engine.create('errant', begin)

    expect(answer.refused?.text.en).toContain("Did you mean 'errand'?")
  })

  it('draws the next number only for a case that begins', async () => {
    await t.engine.create('errand', { actor: 'ann', data: {} })

    const next = accepted(await t.engine.create('errand', begin))

    expect(next.number).toBe('E-2026-0002')
  })

  it('takes everything back when the database fails in the middle', async () => {
    const failing = await failInserts(t.handles.db, 'aftercare_tasks')
    const before = await contents(t)

    await expect(t.engine.send(id, 'go', { actor: 'ann' })).rejects.toMatchObject({ code: 'database-failed' })
    await expect(t.engine.create('errand', begin)).rejects.toMatchObject({ code: 'database-failed' })

    expect(await contents(t)).toBe(before)
    await failing.repair()
    expect(accepted(await t.engine.create('errand', begin)).number).toBe('E-2026-0002')
  })

  it('keeps a note with its author and leaves the states alone', async () => {
    const after = accepted(await t.engine.note(id, { text: 'The lift is broken.', actor: ann }))

    expect(after.active.map(({ path }) => path)).toEqual(['waiting'])
    expect(after.revision).toBe(2)
    expect((await t.engine.trail(id)).items.at(-1)).toMatchObject({
      type: 'note-added',
      actor: 'ann',
      body: { text: 'The lift is broken.' },
    })
  })

  it('corrects a field, finds the case by the new value and keeps the reason', async () => {
    const after = accepted(
      await t.engine.correct(id, { changes: { address: 'Court 88' }, reason: 'misheard', actor: ann }),
    )

    expect(after.data['address']).toBe('Court 88')
    expect((await t.engine.list({ q: 'Court' })).items.map((row) => row.id)).toEqual([id])
    expect((await t.engine.list({ q: 'Lane' })).items).toEqual([])
    expect((await t.engine.trail(id)).items.at(-1)?.body).toMatchObject({ reason: 'misheard' })
  })

  it('refuses a correction of a field that may not be corrected', async () => {
    const answer = await t.engine.correct(id, { changes: { parcels: 2 }, reason: 'counted', actor: ann })

    expect(refused(answer)).toBe('not-editable')
  })

  it('holds a page to its limits', async () => {
    await t.engine.create('errand', begin)

    expect((await t.engine.list({}, { limit: 0 })).items).toHaveLength(1)
    expect((await t.engine.list({}, { limit: 100_000 })).items).toHaveLength(2)
    expect(await t.engine.count({ process: 'errand' })).toBe(2)
  })

  it('throws engine-stopped after the stop, which may come twice', async () => {
    await t.engine.stop()
    await t.engine.stop()

    await expect(t.engine.send(id, 'go', { actor: 'ann' })).rejects.toMatchObject({ code: 'engine-stopped' })
    await expect(t.engine.get(id)).rejects.toMatchObject({ code: 'engine-stopped' })
    await expect(t.engine.start()).rejects.toMatchObject({ code: 'engine-stopped' })
  })
})

describe('preconditions', () => {
  let t: TestEngine
  let id: string
  beforeEach(async () => {
    t = await openTestEngine()
    ;({ id } = accepted(await t.engine.create('errand', begin)))
  })
  afterEach(() => t.close())

  it('refuses an event and a correction for a revision that is no longer current', async () => {
    await t.engine.note(id, { text: 'meanwhile', actor: ann })

    const sent = await t.engine.send(id, 'go', { actor: ann, expectedRevision: 1 })
    const corrected = await t.engine.correct(id, {
      changes: { address: 'x' },
      reason: 'r',
      actor: ann,
      expectedRevision: 1,
    })

    expect([refused(sent), refused(corrected)]).toEqual(['revision-conflict', 'revision-conflict'])
    expect(accepted(await t.engine.send(id, 'go', { actor: ann, expectedRevision: 2 })).revision).toBe(3)
  })

  it('refuses an event of a task whose visit is over, whatever else has happened', async () => {
    const seen = { state: 'waiting', visit: 1 }
    accepted(await t.engine.note(id, { text: 'another department writes', actor: ann }))

    accepted(await t.engine.send(id, 'go', { actor: ann, expectedVisit: seen }))

    expect(refused(await t.engine.send(id, 'deliver', { actor: ann, expectedVisit: seen }))).toBe(
      'visit-over',
    )
  })

  it('refuses every event of a case that has ended', async () => {
    await t.engine.send(id, 'go', { actor: ann })
    await t.engine.send(id, 'deliver', { actor: ann })

    expect(refused(await t.engine.send(id, 'go', { actor: ann }))).toBe('instance-ended')
    expect(await t.engine.accepted(id, ann)).toEqual([])
  })
})
