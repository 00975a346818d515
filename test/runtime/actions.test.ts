import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { counted, countedFiles } from './counted-errand.js'
import {
  accepted,
  contents,
  hour,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const root = { id: 'root', roles: ['admin'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }
const at = (time: string) => Date.parse(`2026-09-28T${time}:00+08:00`)
const suspension = { reason: 'the customer is away', actor: root }
const resumption = { reason: 'the customer is back', actor: root }

const early = counted('09:00-17:00')
const late = counted('11:00-17:00')

describe('a suspended case', () => {
  let t: TestEngine
  let id: string
  beforeEach(async () => {
    t = await openTestEngine({ workflows: early })
    id = accepted(await t.engine.create('errand', begin)).id
  })
  afterEach(() => t.close())

  const types = async () => (await t.engine.trail(id, { limit: 500 })).items.map(({ type }) => type)

  it('refuses events, is found as such, is not due, and fires no timer', async () => {
    const { suspended } = accepted(await t.engine.suspend(id, suspension))
    t.clock.moveTo(monday + 24 * hour)
    await t.engine.runDue()

    expect(suspended).toEqual({ at: monday, by: 'root', reason: 'the customer is away' })
    expect(refused(await t.engine.send(id, 'go', { actor: ann }))).toBe('instance-suspended')
    expect(refused(await t.engine.suspend(id, suspension))).toBe('instance-suspended')
    expect(await types()).not.toContain('deadline-warned')
    const { items } = await t.engine.list({ suspended: true })
    expect(items.map((row) => [row.id, row.suspended, row.nextDueAt])).toEqual([[id, true, undefined]])
    expect(await t.engine.list({ suspended: false })).toEqual({ items: [] })
    expect(await t.engine.count({ overdueAt: t.clock.now() })).toBe(0)
  })

  it('goes on with the time that was left', async () => {
    t.clock.moveTo(at('10:30'))
    await t.engine.suspend(id, suspension)
    t.clock.moveTo(at('14:00'))

    const { suspended, deadlines } = accepted(await t.engine.resume(id, resumption))

    // One of four working hours had passed.
    expect(suspended).toBeUndefined()
    expect(deadlines[0]?.dueAt).toBe(at('17:00'))
    expect(refused(await t.engine.resume(id, resumption))).toBe('instance-not-suspended')
    t.clock.moveTo(at('17:00'))
    await t.engine.runDue()
    expect(await types()).toContain('deadline-breached')
  })

  it('is counted again under a changed calendar, and goes on under it', async () => {
    t.clock.moveTo(at('10:30'))
    await t.engine.suspend(id, suspension)
    t = await t.restart({ workflows: late })
    await t.engine.runDue()
    t.clock.moveTo(at('12:00'))

    const { deadlines } = accepted(await t.engine.resume(id, resumption))

    // Nothing of the four hours had passed by the new calendar, which opened at eleven.
    expect(deadlines[0]?.dueAt).toBe(at('16:00'))
    expect(await types()).toContain('recomputed')
  })

  it('is suspended once under one idempotency key', async () => {
    const keyed = { ...suspension, idempotencyKey: 'k1' }

    const first = accepted(await t.engine.suspend(id, keyed))
    const second = await t.engine.suspend(id, keyed)

    expect(second).toMatchObject({ repeated: true, instance: { revision: first.revision } })
    expect(refused(await t.engine.suspend(id, { ...keyed, reason: 'another' }))).toBe(
      'idempotency-key-reused',
    )
    // The key belongs to the case: resuming is another request.
    expect(refused(await t.engine.resume(id, { ...keyed }))).toBe('idempotency-key-reused')
  })

  it('shares the fate of the host’s transaction', async () => {
    const rolledBack = t.handles.db.transaction(async (trx) => {
      accepted(await t.engine.suspend(id, { ...suspension, trx }))
      throw new Error('the host changed its mind')
    })

    await expect(rolledBack).rejects.toThrow('changed its mind')
    expect((await t.engine.get(id))?.suspended).toBeUndefined()
  })

  it('needs a reason', async () => {
    for (const reason of ['', '   '])
      await expect(t.engine.suspend(id, { actor: root, reason })).rejects.toMatchObject({
        code: 'usage-wrong',
        message: expect.stringContaining("'reason'") as string,
      })
  })
})

describe('counting again on request', () => {
  it('takes the reason given, before the timers that are due, and notes nothing when nothing moves', async () => {
    const t = await openTestEngine({ workflows: early })
    const { id } = accepted(await t.engine.create('errand', begin))
    const before = await contents(t)
    const unchanged = accepted(await t.engine.recompute(id, { reason: 'to be sure', actor: root }))
    const same = (await contents(t)) === before
    const u = await t.restart({ workflows: late })
    u.clock.moveTo(at('14:00'))

    const { deadlines, revision } = accepted(
      await u.engine.recompute(id, { reason: 'later opening', actor: root }),
    )

    expect([unchanged.revision, same]).toEqual([1, true])
    expect(deadlines[0]?.dueAt).toBe(at('15:00'))
    const { items } = await u.engine.trail(id, { limit: 500 })
    expect(items.find(({ type }) => type === 'recomputed')).toMatchObject({
      actor: 'root',
      body: { reason: 'later opening' },
    })
    // The warning an hour before is due by then under the new calendar as well.
    expect(items.map(({ type }) => type)).toContain('deadline-warned')
    expect(revision).toBe((await u.engine.get(id))?.revision)
    await u.close()
  })
})

describe('an event that happened earlier', () => {
  const workflows = sound(
    countedFiles('09:00-17:00').map((one) => ({
      ...one,
      text: one.text
        .replace(
          'go: { title: { zh-CN: 出发, en: Go } }',
          'go: { title: { zh-CN: 出发, en: Go }, occurredAt: 2 days }',
        )
        .replace('under-way:\n', 'under-way:\n    due: 4 working hours\n'),
    })),
  )

  it('counts the clocks it starts from then, given as an instant or in RFC 3339', async () => {
    const t = await openTestEngine({ workflows })
    const create = async () => accepted(await t.engine.create('errand', begin)).id
    const [one, two] = [await create(), await create()]
    t.clock.moveTo(at('12:00'))

    const sent = [
      await t.engine.send(one, 'go', { actor: ann, occurredAt: at('10:00') }),
      await t.engine.send(two, 'go', { actor: ann, occurredAt: '2026-09-28T10:00:00+08:00' }),
    ].map(accepted)

    for (const { deadlines, active } of sent) {
      expect(deadlines.map(({ dueAt }) => dueAt)).toEqual([at('14:00')])
      expect(active[0]?.since).toBe(at('12:00'))
    }
    await t.close()
  })

  it('is refused for a time to come, and a mistake for what is no time', async () => {
    const t = await openTestEngine({ workflows })
    const { id } = accepted(await t.engine.create('errand', begin))

    const ahead = await t.engine.send(id, 'go', { actor: ann, occurredAt: monday + hour })

    expect(refused(ahead)).toBe('occurred-at-invalid')
    for (const occurredAt of ['yesterday', 1.5, '2026-02-30T10:00:00Z'])
      await expect(t.engine.send(id, 'go', { actor: ann, occurredAt })).rejects.toMatchObject({
        code: 'usage-wrong',
      })
    await t.close()
  })

  it('is another request under the same key when it happened at another time', async () => {
    const t = await openTestEngine({ workflows })
    const { id } = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(at('12:00'))
    const keyed = { actor: ann, idempotencyKey: 'go' }
    accepted(await t.engine.send(id, 'go', { ...keyed, occurredAt: at('10:00') }))

    expect(
      await t.engine.send(id, 'go', { ...keyed, occurredAt: '2026-09-28T10:00:00+08:00' }),
    ).toMatchObject({
      repeated: true,
    })
    expect(refused(await t.engine.send(id, 'go', { ...keyed, occurredAt: at('11:00') }))).toBe(
      'idempotency-key-reused',
    )
    await t.close()
  })
})
