import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InstanceRecord } from '../../../engine/index.js'
import {
  accepted,
  day,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from '../open-test-engine.js'
import { failInserts } from '../open-test-database.js'
import { orderFiles } from './order-files.js'

const workflows = sound(orderFiles)
let t: TestEngine

beforeEach(async () => {
  t = await openTestEngine({ workflows })
})

afterEach(async () => {
  await t.close()
})

async function begun(data: object = {}): Promise<string> {
  const given = { phone: '13800138000', fault: 'noise', ...data }
  return accepted(await t.engine.create('order', { data: given, actor: 'ann' })).id
}

async function send(id: string, event: string): Promise<InstanceRecord> {
  return accepted(await t.engine.send(id, event, { actor: 'ann' }))
}

async function now(id: string): Promise<InstanceRecord> {
  const record = await t.engine.get(id)
  if (!record) throw new Error(`There is no case ${id}.`)
  return record
}

const statesOf = ({ active }: InstanceRecord): readonly string[] => active.map(({ path }) => path)

async function trailOf(id: string): Promise<readonly string[]> {
  return (await t.engine.trail(id, { limit: 500 })).items.map(({ type }) => type)
}

describe('a case that waits for another', () => {
  it('shows the link at once, on both sides once the other has begun', async () => {
    const id = await begun()
    await send(id, 'repair')

    expect((await t.engine.related(id))?.links).toMatchObject([
      { instance: `${id}-c1`, relation: 'child', direction: 'to', status: 'asked', process: 'mend' },
    ])
    await t.engine.runDue()

    expect((await t.engine.related(id))?.links).toMatchObject([{ status: 'active', process: 'mend' }])
    expect((await t.engine.related(`${id}-c1`))?.links).toMatchObject([
      { instance: id, relation: 'child', direction: 'from', status: 'active' },
    ])
    expect(await now(`${id}-c1`)).toMatchObject({
      createdBy: 'ann',
      data: { phone: '13800138000', fault: 'noise', held: false },
      origin: { kind: 'child', instance: id, process: 'order', depth: 1 },
    })
  })

  it('begins it once although the process stopped between commit and delivery', async () => {
    const id = await begun()
    await send(id, 'repair')
    t = await t.restart()

    await t.engine.runDue()
    t = await t.restart()
    await t.engine.runDue()

    expect(await t.engine.count({ process: 'mend' })).toBe(1)
    expect(await t.sql('select status, attempts from aftercare_messages')).toEqual([
      { status: 'taken', attempts: 0 },
    ])
  })

  it('takes nothing over when the step that takes a message cannot be stored, and takes it later', async () => {
    const id = await begun()
    await send(id, 'repair')
    const failing = await failInserts(t.handles.db, 'aftercare_trail', `new.instance = '${id}-c1'`)
    await t.engine.runDue()

    expect(await t.engine.get(`${id}-c1`)).toBeUndefined()
    expect((await t.engine.related(id))?.messages).toMatchObject([{ kind: 'begin', status: 'held' }])
    await failing.repair()
    accepted(await t.engine.retryMessage(`${id}-p1`, { reason: 'there is room', actor: 'ann' }))
    await t.engine.runDue()

    expect(await t.engine.count({ process: 'mend' })).toBe(1)
  })

  it('goes on by the end of the other, with its outcome, and hears it once', async () => {
    const id = await begun()
    await send(id, 'repair')
    await t.engine.runDue()
    await send(`${id}-c1`, 'mended')
    t = await t.restart()
    await t.engine.runDue()
    await t.engine.runDue()

    expect(await now(id)).toMatchObject({ status: 'ended', outcome: 'closed', data: { heard: 10 } })
    expect((await trailOf(id)).filter((type) => type === 'child-ended')).toHaveLength(1)
  })

  it('is told why the other could not begin', async () => {
    const id = await begun({ fault: 'a fault that is too long' })
    await send(id, 'repair')
    await t.engine.runDue()

    const record = await now(id)
    expect(statesOf(record)).toEqual(['open'])
    expect((await t.engine.related(id))?.links).toMatchObject([
      { status: 'refused', refusal: { code: 'payload-invalid' } },
    ])
    expect(refused(await t.engine.retryMessage(`${id}-p1`, { reason: 'again', actor: 'ann' }))).toBe(
      'unknown-message',
    )
  })

  it('cancels the other when it no longer waits', async () => {
    const id = await begun()
    await send(id, 'repair')
    await send(id, 'back')
    await t.engine.runDue()

    expect(await now(`${id}-c1`)).toMatchObject({
      status: 'ended',
      outcome: 'cancelled',
      active: [],
      tasks: [],
    })
    // The end that comes back belongs to a visit that is over.
    expect((await trailOf(id)).at(-1)).toBe('child-ignored')
    expect(statesOf(await now(id))).toEqual(['open'])
  })

  it('leaves the other open where its end would leave something behind, and the trail says so', async () => {
    const id = await begun()
    await send(id, 'repair')
    await t.engine.runDue()
    await send(`${id}-c1`, 'hold')
    await send(id, 'back')
    await t.engine.runDue()

    expect(await now(`${id}-c1`)).toMatchObject({ status: 'active' })
    const { items } = await t.engine.trail(`${id}-c1`, { limit: 500 })
    expect(items.at(-1)).toMatchObject({
      type: 'cancelled',
      actor: `case:${id}`,
      body: { taken: false, refused: [{ code: 'invariant-broken' }] },
    })
  })

  it('lets the other go on by itself where the process says so', async () => {
    const id = await begun()
    await send(id, 'keep-going')
    await t.engine.runDue()
    await send(id, 'back')
    await t.engine.runDue()
    await send(`${id}-c1`, 'mended')
    await t.engine.runDue()

    expect(await now(`${id}-c1`)).toMatchObject({ outcome: 'mended' })
    expect(statesOf(await now(id))).toEqual(['open'])
    expect((await trailOf(id)).at(-1)).toBe('child-ignored')
  })
})

describe('one case for each item of a list', () => {
  it('goes on when all have ended, and counts those that could not begin', async () => {
    const id = await begun({ serials: ['a', 'b', 'much too long for it'] })
    await send(id, 'repair-all')
    await t.engine.runDue()
    await send(`${id}-c1`, 'mended')
    await t.engine.runDue()
    expect(statesOf(await now(id))).toEqual(['waiting-for-all'])
    await send(`${id}-c2`, 'mended')
    await t.engine.runDue()

    expect(await now(id)).toMatchObject({ outcome: 'closed', data: { ended: 2, refused: 1 } })
  })

  it('goes on at once where the list is empty', async () => {
    const record = await send(await begun(), 'repair-all')

    expect(record).toMatchObject({ status: 'ended', data: { ended: 0, refused: 0 } })
  })
})

describe('events between cases', () => {
  it('wait until the other case takes them, in order', async () => {
    const id = await begun()
    await send(id, 'keep-going')
    await t.engine.runDue()
    await send(`${id}-c1`, 'report')
    await send(`${id}-c1`, 'report')
    await t.engine.runDue()
    expect((await t.engine.related(id))?.messages.map(({ status, event }) => [status, event])).toEqual([
      ['waiting', 'news'],
      ['waiting', 'news'],
    ])
    await send(id, 'back')
    await t.engine.runDue()
    await send(id, 'listen')
    await t.engine.runDue()

    expect(await now(id)).toMatchObject({ data: { heard: 2 } })
    const { items } = await t.engine.trail(id, { limit: 500 })
    const taken = items.filter(({ type }) => type === 'message-taken').map(({ body }) => body['message'])
    expect(taken).toEqual([`${id}-c1-p1`, `${id}-c1-p2`])
  })

  it('do not hold up the end of the case that told them', async () => {
    const id = await begun()
    await send(id, 'repair')
    await t.engine.runDue()
    await send(`${id}-c1`, 'report')
    await send(`${id}-c1`, 'mended')
    await t.engine.runDue()

    expect(await now(id)).toMatchObject({ outcome: 'closed' })
    expect((await t.engine.related(id))?.messages).toMatchObject([
      { event: 'news', status: 'ignored', detail: { code: 'instance-ended' } },
    ])
  })

  it('reach the cases that were begun, and nobody outside may send them', async () => {
    const id = await begun()
    await send(id, 'repair')
    await t.engine.runDue()
    await send(`${id}-c1`, 'prepare')
    expect(refused(await t.engine.send(`${id}-c1`, 'hurry', { actor: 'ann' }))).toBe('forbidden')
    await send(id, 'hurry')
    await t.engine.runDue()

    expect(await now(`${id}-c1`)).toMatchObject({ outcome: 'mended' })
    expect(await now(id)).toMatchObject({ outcome: 'closed' })
  })
})

describe('a case that is converted', () => {
  it('goes on in another one, and each knows of the other', async () => {
    const id = await begun()
    const ended = await send(id, 'convert')
    await t.engine.runDue()

    expect(ended).toMatchObject({ outcome: 'converted', continuedIn: `${id}-c1` })
    expect(await now(`${id}-c1`)).toMatchObject({ origin: { kind: 'converted', instance: id } })
    expect(refused(await t.engine.send(id, 'convert', { actor: 'ann' }))).toBe('instance-ended')
  })

  it('is not lost when the other cannot begin: an operator gives what it lacks', async () => {
    const id = await begun({ fault: 'a fault that is too long' })
    await send(id, 'convert')
    await t.engine.runDue()
    expect((await trailOf(id)).at(-1)).toBe('child-ended')
    expect((await t.engine.related(id))?.links).toMatchObject([{ relation: 'converted', status: 'refused' }])

    const request = { reason: 'shortened', actor: 'ann', data: { fault: 'noise' } }
    expect(refused(await t.engine.retryMessage(`${id}-p1`, { ...request, profile: 'nowhere' }))).toBe(
      'unknown-profile',
    )
    accepted(await t.engine.retryMessage(`${id}-p1`, request))
    await t.engine.runDue()

    expect(await now(`${id}-c1`)).toMatchObject({ data: { fault: 'noise' } })
    expect((await t.engine.related(id))?.links).toMatchObject([{ status: 'active' }])
  })
})

describe('cases told twice', () => {
  it('are found by what the process says is the same, within its time', async () => {
    const long = await begun()
    t.clock.moveTo(monday + 31 * day)
    const first = await begun()
    const other = await begun({ phone: '13900139000' })
    const second = await begun()

    expect((await t.engine.similar(second))?.map(({ id }) => id)).toEqual([first])
    expect(await t.engine.similar(other)).toEqual([])
    expect(await t.engine.similar('nobody')).toBeUndefined()
    expect(long).not.toBe(first)
  })

  it('become one: the loser ends, and both say so', async () => {
    const [first, second] = [await begun(), await begun()]
    const request = { into: first, reason: 'told twice', actor: 'ann', idempotencyKey: 'm-1' }
    const merged = accepted(await t.engine.merge(second, request))
    const again = await t.engine.merge(second, request)

    expect(merged).toMatchObject({ status: 'ended', outcome: 'merged-into', continuedIn: first })
    expect(again).toMatchObject({ repeated: true })
    expect((await trailOf(first)).at(-1)).toBe('linked')
    expect((await t.engine.related(first))?.links).toMatchObject([
      { instance: second, relation: 'merged', direction: 'from', outcome: 'merged-into' },
    ])
    expect(refused(await t.engine.merge(second, { into: first, reason: 'again', actor: 'ann' }))).toBe(
      'instance-ended',
    )
    expect(refused(await t.engine.merge(first, { into: second, reason: 'back', actor: 'ann' }))).toBe(
      'cannot-merge',
    )
    expect(refused(await t.engine.merge(first, { into: first, reason: 'x', actor: 'ann' }))).toBe(
      'cannot-merge',
    )
  })

  it('may be linked without becoming one', async () => {
    const [first, second] = [await begun(), await begun()]
    accepted(await t.engine.link(first, { other: second, reason: 'same customer', actor: 'ann' }))

    for (const [own, other] of [
      [first, second],
      [second, first],
    ] as const) {
      expect((await t.engine.related(own))?.links).toMatchObject([{ instance: other, relation: 'related' }])
      expect((await trailOf(own)).at(-1)).toBe('linked')
    }
  })
})
