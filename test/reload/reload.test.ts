import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withAnswers } from '../../engine/core/index.js'
import { step } from '../../engine/core/step.js'
import { plainCalendar } from '../../engine/time/index.js'
import { createEngine } from '../../engine/runtime/create-engine.js'
import type { Engine, EngineOptions, InstanceRecord } from '../../engine/index.js'
import { accepted, errands, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { forgetReason, keepMemory } from './memory.js'
import { compiledAnew, reloadedStep } from './reloaded-step.js'
import { reloadingEngine } from './reloading-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

describe('an engine that is reloaded', () => {
  let t: TestEngine
  let made: Engine[]
  let engine: Engine
  beforeEach(async () => {
    t = await openTestEngine()
    made = []
    const making = reloadingEngine(async (options: EngineOptions) => {
      const one = await createEngine(options)
      made.push(one)
      return one
    })
    const { handles, clock } = t
    const reader = handles.reader && { reader: handles.reader }
    engine = await making({
      db: handles.db,
      ...reader,
      clock,
      workflows: errands(),
      newId: () => `case-${made.length}`,
    })
  })
  afterEach(async () => {
    forgetReason()
    await engine.stop()
    await t.close()
  })

  const begin = async (): Promise<InstanceRecord> =>
    accepted(await engine.create('errand', { actor: ann, data: { address: 'x' } }))

  it('is another one after each change, and knows what the one before knew', async () => {
    const { id } = await begin()
    const sent = accepted(await engine.send(id, 'count', { actor: ann, payload: { parcels: 3 } }))

    expect(made).toHaveLength(3)
    expect(await engine.get(id)).toEqual(sent)
    await expect(made[0]!.get(id)).rejects.toMatchObject({ code: 'engine-stopped' })
  })

  it('stays the same while somebody only looks', async () => {
    const { id } = await begin()
    await engine.get(id)
    await engine.list()
    await engine.accepted(id, ann)

    expect(made).toHaveLength(2)
  })

  it('comes back once all that goes on at the same time is over', async () => {
    const { id } = await begin()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, parcels) =>
        engine.send(id, 'count', { actor: ann, payload: { parcels } }),
      ),
    )

    expect(answers.map((answer) => accepted(answer).revision)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(made).toHaveLength(3)
  })

  it('does not come back in the middle of a transaction of the host', async () => {
    await t.handles.db.transaction(async (trx) => {
      accepted(await engine.create('errand', { actor: ann, data: { address: 'x' }, trx }))

      expect(made).toHaveLength(1)
    })
  })

  it('keeps its memory where a test says why', async () => {
    keepMemory('this test is about the memory of an engine')
    await begin()

    expect(made).toHaveLength(1)
  })
})

describe('a step that is reloaded', () => {
  it('gives what the plain one gives, from other objects', () => {
    const process = errands().processes[0]!
    const seen: unknown[] = []
    const reloaded = reloadedStep((...given) => {
      seen.push(given[0], given[2])
      return step(...given)
    })
    const facts = { series: {}, calendar: plainCalendar('UTC') }
    const create = { kind: 'create', id: 'a', data: { address: 'x' }, actor: ann } as const
    const note = { kind: 'note', text: 'seen', actor: ann } as const
    const begun = withAnswers(
      facts,
      () => ({ series: { 'E-1970-{seq:4}': 0 } }),
      (known) => step(process, known, undefined, create, 0),
    )
    if (begun.kind !== 'advanced') throw new Error(`Expected the case to begin: ${begun.refusal.text.en}`)
    const { after } = begun

    const again = reloaded(process, facts, after, note, 1)

    expect(again).toEqual(step(process, facts, after, note, 1))
    expect(seen[0]).not.toBe(process)
    expect(seen[1]).not.toBe(after)
    expect(seen[1]).toEqual(after)
  })

  it('refuses a version that its stored text does not lead to', () => {
    const process = { ...errands().processes[0]!, hash: 'another' }

    expect(() => compiledAnew(process)).toThrow('is another version')
  })
})
