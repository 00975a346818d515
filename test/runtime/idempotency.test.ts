import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  accepted,
  contents,
  day,
  hour,
  openTestEngine,
  refused,
  type TestEngine,
} from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe('an idempotency key', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  it('makes a repeated request take effect once', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' }))
    await t.engine.note(id, { text: 'hello', actor: ann, idempotencyKey: 'a' })
    const before = await contents(t)

    const created = await t.engine.create('errand', { ...begin, idempotencyKey: 'a' })
    const noted = await t.engine.note(id, { text: 'hello', actor: ann, idempotencyKey: 'a' })

    expect(created).toMatchObject({ repeated: true, instance: { id, revision: 2 } })
    expect(noted).toMatchObject({ repeated: true, instance: { id, revision: 2 } })
    expect(await contents(t)).toBe(before)
  })

  it('is refused with another body, or for another kind of request on the same case', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' }))
    await t.engine.note(id, { text: 'hello', actor: ann, idempotencyKey: 'b' })
    const before = await contents(t)

    const answers = [
      await t.engine.create('errand', { actor: ann, data: { address: 'Lane 6' }, idempotencyKey: 'a' }),
      await t.engine.note(id, { text: 'goodbye', actor: ann, idempotencyKey: 'b' }),
      await t.engine.send(id, 'go', { actor: ann, idempotencyKey: 'b' }),
      await t.engine.correct(id, { changes: {}, reason: 'hello', actor: ann, idempotencyKey: 'b' }),
    ]

    expect(answers.map(refused)).toEqual(answers.map(() => 'idempotency-key-reused'))
    expect(await contents(t)).toBe(before)
  })

  it('is another key for another actor, another program of an actor, and another case', async () => {
    const one = accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' }))
    const via = { ...ann, via: 'portal' }
    const strange = { id: '","route":"create', roles: ['clerk'] }

    const two = accepted(await t.engine.create('errand', { ...begin, actor: via, idempotencyKey: 'a' }))
    const three = accepted(await t.engine.create('errand', { ...begin, actor: strange, idempotencyKey: 'a' }))
    for (const { id } of [one, two, three])
      expect(await t.engine.note(id, { text: 'x', actor: ann, idempotencyKey: 'n' })).not.toHaveProperty(
        'repeated',
      )

    expect(new Set([one.id, two.id, three.id]).size).toBe(3)
  })

  it('is not used up by a refusal', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    const early = await t.engine.send(id, 'deliver', { actor: ann, idempotencyKey: 'd' })
    accepted(await t.engine.send(id, 'go', { actor: ann }))

    const late = await t.engine.send(id, 'deliver', { actor: ann, idempotencyKey: 'd' })

    expect(refused(early)).toBe('event-not-accepted')
    expect(accepted(late).outcome).toBe('delivered')
    expect(late).not.toHaveProperty('repeated')
  })

  it('is remembered across a restart', async () => {
    accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' }))
    t = await t.restart()

    expect(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' })).toMatchObject({
      repeated: true,
    })
  })

  it('is forgotten after the time that was set, whether or not anybody tidied up', async () => {
    t = await t.restart({ keyRetention: day })
    const first = accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' }))
    t.clock.moveTo(t.clock.now() + day)
    expect(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' })).toMatchObject({
      repeated: true,
    })
    t.clock.moveTo(t.clock.now() + 1)

    const second = accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' }))

    expect(second.id).not.toBe(first.id)
  })

  it('is removed from the database by the hourly tidying', async () => {
    t = await t.restart({ keyRetention: 2 * hour })
    await t.engine.start()
    const { id } = accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'a' }))
    await t.engine.send(id, 'go', { actor: ann })
    for (let hours = 0; hours < 4; hours += 1) {
      t.clock.moveTo(t.clock.now() + hour)
      await t.engine.runDue()
    }

    // The tidying is begun by then, and nobody waits for it.
    await expect.poll(() => t.sql('select * from aftercare_idempotency_keys')).toEqual([])
  })
})

describe('many requests at once', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  it('give one case consecutive revisions and a trail without gaps', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_none, parcels) =>
        t.engine.send(id, 'count', { actor: ann, payload: { parcels } }),
      ),
    )

    expect(answers.map((answer) => accepted(answer).revision)).toEqual(
      Array.from({ length: 50 }, (_none, index) => index + 2),
    )
    const seqs = await t.sql('select seq from aftercare_trail where instance = ? order by seq', [id])
    expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_row, index) => index + 1))
  })

  it('begin one case under one key, and give numbers without gaps without one', async () => {
    const keyed = await Promise.all(
      Array.from({ length: 20 }, () => t.engine.create('errand', { ...begin, idempotencyKey: 'same' })),
    )
    const plain = await Promise.all(Array.from({ length: 20 }, () => t.engine.create('errand', begin)))

    expect(new Set(keyed.map((answer) => accepted(answer).id)).size).toBe(1)
    expect(keyed.filter((answer) => !('repeated' in answer))).toHaveLength(1)
    expect(await t.engine.count()).toBe(21)
    expect(plain.map((answer) => accepted(answer).number)).toEqual(
      Array.from({ length: 20 }, (_none, index) => `E-2026-${String(index + 2).padStart(4, '0')}`),
    )
  })

  it('let one of two events win and refuse the other', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))

    const answers = await Promise.all([
      t.engine.send(id, 'go', { actor: ann }),
      t.engine.send(id, 'go', { actor: ann }),
    ])

    expect(answers.map((answer) => answer.refused?.code)).toEqual([undefined, 'event-not-accepted'])
  })
})
