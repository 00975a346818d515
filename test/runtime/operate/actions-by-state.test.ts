import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldClocks } from '../../../engine/core/index.js'
import type { TrailEntry } from '../../../engine/core/command.js'
import { factsIn } from '../../../engine/runtime/process-catalogue.js'
import type { InstanceRecord, OperatorWish } from '../../../engine/index.js'
import { accepted, hour, monday, type TestEngine } from '../open-test-engine.js'
import { cells } from './expected-cells.js'
import { kinds, matterIn, openMatters, root } from './matter-files.js'
import { toldCell } from './told-cell.js'

const asked = Object.entries(cells).flatMap(([action, row]) =>
  kinds.map((kind) => [action as OperatorWish['action'], kind, row[kind]] as const),
)

const refusedTexts = new Map<string, string>()
let t: TestEngine

beforeAll(async () => {
  t = await openMatters()
})

afterAll(async () => {
  await t.close()
})

/** The wish that makes sense for a case that waits; others are asked for the same. */
async function wishOf(action: OperatorWish['action'], record: InstanceRecord): Promise<OperatorWish> {
  const incident = async () => (await t.engine.incidents({ instance: record.id })).items[0]?.id ?? 'none'
  const other = async () => accepted(await t.engine.create('matter', { actor: 'ann' })).id
  switch (action) {
    case 'move':
    case 'reopen':
      return { action, to: 'checking' }
    case 'edit-data':
      return { action, changes: { note: 'put right' } }
    case 'reassign':
      return { action, task: record.tasks[0]?.id ?? `${record.id}-t1`, to: 'ben' }
    case 'set-deadline':
      return { action, clock: '#due', dueAt: monday + 5 * hour }
    case 'withdraw-deadline':
      return { action, clock: '#due' }
    case 'retry':
    case 'skip':
    case 'send-back':
      return { action, incident: await incident() }
    case 'apply-profile':
      return { action, profile: 'quick' }
    case 'merge':
      return { action, into: await other() }
    case 'link':
      return { action, other: await other() }
    default:
      return { action }
  }
}

async function stored(id: string): Promise<{ record: InstanceRecord; trail: readonly TrailEntry[] }> {
  const record = await t.engine.get(id)
  const { items } = await t.engine.trail(id, { limit: 500 })
  if (!record) throw new Error('Expected the case to be there.')
  return { record, trail: items as unknown as readonly TrailEntry[] }
}

/** What is stored of every clock is what its trail says. */
async function expectFold(id: string): Promise<void> {
  const { record, trail } = await stored(id)
  const process = await t.engine.processOf(record)
  const { deadlines, waits } = foldClocks(process, factsIn(process, new Map()), trail)
  expect({ deadlines, waits }).toEqual({ deadlines: record.deadlines, waits: record.waits })
}

describe('an operator’s action by the kind of state a case is in', () => {
  it.each(asked)('%s on a case that is %s: %s', async (action, kind, expected) => {
    const id = await matterIn(t, kind)
    const before = await stored(id)
    const wish = { ...(await wishOf(action, before.record)), reason: 'put right', actor: root }
    const log = () => t.engine.countOperatorActions({ instance: id, action })
    const logged = await log()

    const dry = await t.engine.operate(id, { ...wish, dryRun: true })
    expect(await stored(id)).toEqual(before)
    expect(await log()).toBe(logged)
    const done = await t.engine.operate(id, { ...wish, idempotencyKey: 'once' })
    const after = await stored(id)

    expect(toldCell(done, before, after)).toBe(expected)
    expect(dry.refused?.code).toBe(done.refused?.code)
    if (done.refused) {
      expect(after).toEqual(before)
      refusedTexts.set(`${action} ${kind}`, done.refused.text.en)
      return
    }
    // A dry run tells what then happens, and a second request with the key does nothing.
    if (!dry.refused) {
      expect(dry.effect).toEqual(done.effect)
      expect({ ...dry.instance, updatedAt: 0 }).toEqual({ ...done.instance, updatedAt: 0 })
    }
    expect(await t.engine.operate(id, { ...wish, idempotencyKey: 'once' })).toMatchObject({ repeated: true })
    expect(await stored(id)).toEqual(after)
    await expectFold(id)
    const { items } = await t.engine.operatorActions({ instance: id, action })
    const isDone = expected.startsWith('done')
    expect(items.length - logged).toBe(isDone ? 1 : 0)
    if (!isDone) return
    expect(items[0]).toMatchObject({ actor: 'root', via: 'desk', reason: 'put right', at: monday })
    expect(after.trail.find(({ seq }) => seq === items[0]?.seq)).toMatchObject({ actor: 'root' })
  })

  it('says in a refusal what may be done instead', () => {
    expect(refusedTexts.get('move ended')).toContain('Reopen it')
    expect(refusedTexts.get('move merged')).toContain('Act on that one')
    expect(refusedTexts.get('cancel suspended')).toContain('Resume it first')
    expect(refusedTexts.get('reopen waiting')).toContain('Move it instead')
    expect(refusedTexts.get('reopen merged')).toContain('was merged into')
  })
})
