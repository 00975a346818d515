import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  accepted,
  day,
  hour,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from '../open-test-engine.js'
import { hubFiles } from './hub-files.js'

const workflows = sound(hubFiles)
let t: TestEngine

beforeEach(async () => {
  t = await openTestEngine({ workflows })
})
afterEach(() => t.close())

const asAnn = { reason: 'it is of no use', actor: 'ann' }

/** A hub with a leaf of its own. */
async function spawned(code: string): Promise<void> {
  accepted(await t.engine.create('hub', { data: { code }, actor: 'ann' }))
  await send('case-1', 'spawn')
  await t.engine.runDue()
}

async function send(id: string, event: string): Promise<void> {
  accepted(await t.engine.send(id, event, { actor: 'ann' }))
}

describe('an event that is never taken', () => {
  beforeEach(async () => {
    await spawned('abc')
    await send('case-1-c1', 'oddly')
    t.clock.moveTo(monday + hour)
    await send('case-1-c1', 'report')
    await send('case-1-c1', 'report')
    await t.engine.runDue()
  })

  it('is shown as what blocks: since when, why, and how many wait behind it', async () => {
    for (const id of ['case-1', 'case-1-c1'])
      expect((await t.engine.related(id))?.messages).toMatchObject([
        { event: 'odd', status: 'waiting', since: monday, behind: 2, detail: { code: 'event-not-accepted' } },
        { event: 'news', status: 'waiting' },
        { event: 'news', status: 'waiting' },
      ])
    expect((await t.engine.related('case-1'))?.messages[1]).not.toHaveProperty('behind')
  })

  it('is discarded by an operator, and those behind it are taken', async () => {
    const answer = accepted(await t.engine.discardMessage('case-1-c1-p1', asAnn))
    expect(answer.id).toBe('case-1')
    await t.engine.runDue()

    expect(await t.engine.get('case-1')).toMatchObject({ data: { heard: 2 } })
    const { items } = await t.engine.trail('case-1', { limit: 500 })
    expect(items.find(({ type }) => type === 'message-discarded')).toMatchObject({
      actor: 'ann',
      body: { message: 'case-1-c1-p1', from: 'case-1-c1', event: 'odd' },
    })
    expect((await t.engine.related('case-1'))?.messages).toMatchObject([
      { event: 'odd', status: 'discarded', detail: { code: 'discarded', by: 'ann' } },
    ])
  })

  it('is not discarded twice, nor is one that was taken, or begins a case', async () => {
    accepted(await t.engine.discardMessage('case-1-c1-p1', asAnn))
    await t.engine.runDue()

    expect(refused(await t.engine.discardMessage('case-1-c1-p1', asAnn))).toBe('cannot-discard')
    expect(refused(await t.engine.discardMessage('case-1-c1-p2', asAnn))).toBe('cannot-discard')
    expect(refused(await t.engine.discardMessage('case-1-p1', asAnn))).toBe('cannot-discard')
    expect(refused(await t.engine.discardMessage('nothing', asAnn))).toBe('unknown-message')
    expect(refused(await t.engine.retryMessage('case-1-c1-p1', asAnn))).toBe('unknown-message')
  })

  it('is not brought again with values, which nobody would take', async () => {
    const before = await t.engine.get('case-1-c1')
    const request = { ...asAnn, data: { code: 'abc' } }

    expect(refused(await t.engine.retryMessage('case-1-c1-p1', request))).toBe('cannot-retry')

    expect((await t.engine.related('case-1'))?.messages[0]).toMatchObject({ event: 'odd', status: 'waiting' })
    expect(await t.engine.get('case-1-c1')).toEqual(before)
  })

  it('is not stepped through again after each change of a case that has no handler for it', async () => {
    for (let noted = 0; noted < 3; noted += 1) {
      accepted(await t.engine.note('case-1', { text: 'seen', actor: 'ann' }))
      expect(await t.engine.runDue()).toBeLessThanOrEqual(1)
    }

    expect((await t.engine.related('case-1'))?.messages).toMatchObject([
      { event: 'odd', attempts: 1, behind: 2 },
      { event: 'news', attempts: 0 },
      { event: 'news', attempts: 0 },
    ])
  })

  it('keeps its case from being merged away, until it is discarded', async () => {
    accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
    const merge = async () => t.engine.merge('case-1', { into: 'case-2', reason: 'twice', actor: 'ann' })
    expect((await merge()).refused?.text.en).toContain('one it began is still open')

    t.clock.moveTo(monday + 3 * day + hour)
    await t.engine.runDue()
    expect(await t.engine.get('case-1-c1')).toMatchObject({ status: 'ended' })
    expect((await merge()).refused?.text.en).toContain('a message waits for it')

    accepted(await t.engine.discardMessage('case-1-c1-p1', asAnn))
    expect(accepted(await merge())).toMatchObject({ outcome: 'merged-into' })
  })
})

describe('a case that was started and could not begin', () => {
  it('hears what it was told in the meantime once an operator has it begun again, and afterwards', async () => {
    await spawned('much too long')
    await send('case-1', 'nudge')
    await t.engine.runDue()
    expect((await t.engine.related('case-1'))?.messages).toMatchObject([
      { event: 'nudge', status: 'waiting' },
      { kind: 'begin', status: 'refused' },
    ])
    expect(refused(await t.engine.discardMessage('case-1-p2', asAnn))).toBe('cannot-discard')

    t.clock.moveTo(monday + hour)
    accepted(await t.engine.retryMessage('case-1-p1', { ...asAnn, data: { code: 'abc' } }))
    t.clock.moveTo(monday + 2 * hour)
    await t.engine.runDue()
    await send('case-1', 'nudge')
    await t.engine.runDue()

    // It begins when the operator wanted it, however late the engine comes to it.
    const leaf = await t.engine.get('case-1-c1')
    expect(leaf).toMatchObject({ createdAt: monday + hour, data: { nudged: 2 } })
  })
})

describe('a case that was awaited and could not begin', () => {
  it('leaves nothing of what was handed over in the store', async () => {
    accepted(await t.engine.create('hub', { data: { code: 'much too long' }, actor: 'ann' }))
    await send('case-1', 'wait')
    await t.engine.runDue()

    expect(await t.sql(`select body from aftercare_messages where kind = 'begin'`)).toEqual([
      { body: '{"kind":"begin","process":"leaf"}' },
    ])
    expect((await t.engine.related('case-1'))?.links).toMatchObject([{ process: 'leaf', status: 'refused' }])
  })
})

describe('when a case ended', () => {
  it('is kept, whatever is noted on it later', async () => {
    for (let made = 0; made < 2; made += 1)
      accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
    const merged = accepted(await t.engine.merge('case-2', { into: 'case-1', reason: 'twice', actor: 'ann' }))
    expect(merged.endedAt).toBe(monday)
    t.clock.moveTo(monday + 3 * day)
    const noted = accepted(await t.engine.note('case-2', { text: 'seen', actor: 'ann' }))

    expect(noted).toMatchObject({ updatedAt: monday + 3 * day, endedAt: monday })
    const lines = (await t.engine.register('hubs')).items
    expect(lines.find(({ instance }) => instance === 'case-2')?.values).toMatchObject({ ended: '2026-09-28' })
  })

  it('a case that its timer has just ended does not go on for another', async () => {
    accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
    t.clock.moveTo(monday + 93 * day)
    accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
    t.clock.moveTo(monday + 95 * day)

    const request = { into: 'case-1', reason: 'twice', actor: 'ann' }
    expect(refused(await t.engine.merge('case-2', request))).toBe('cannot-merge')
    expect(await t.engine.get('case-1')).toMatchObject({ status: 'ended' })
    expect(await t.engine.get('case-2')).toMatchObject({ status: 'active' })
  })
})
