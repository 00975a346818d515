import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../engine/index.js'
import { accepted, contents, openTestEngine, type TestEngine } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

/** The engine as a program without types sees it. */
type Untyped = { readonly [Name in keyof Engine]: (...values: readonly unknown[]) => Promise<unknown> }

describe('a call with arguments of the wrong kind', () => {
  let t: TestEngine
  let engine: Untyped
  let id: string
  beforeAll(async () => {
    t = await openTestEngine()
    engine = t.engine as unknown as Untyped
    id = accepted(await t.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } })).id
    await t.engine.create('errand', { actor: ann, data: { address: 'Lane 6' } })
  })
  afterAll(() => t.close())

  const calls: readonly [string, string, () => Promise<unknown>][] = [
    ['create without a process', "'process'", () => engine.create(undefined, { actor: ann })],
    ['create without a request', 'the request', () => engine.create('errand')],
    ['create with a list as data', "'data'", () => engine.create('errand', { actor: ann, data: [] })],
    ['create without an actor', "'actor'", () => engine.create('errand', {})],
    ['send without an instance', "'instance'", () => engine.send(undefined, 'go', { actor: ann })],
    ['send without an event', "'event'", () => engine.send(id, undefined, { actor: ann })],
    ['send without a request', 'the request', () => engine.send(id, 'go')],
    ['send without an actor', "'actor'", () => engine.send(id, 'go', {})],
    ['send by nobody', "'actor'", () => engine.send(id, 'go', { actor: '' })],
    ['send without roles', "'actor'", () => engine.send(id, 'go', { actor: { id: 'ann' } })],
    ['send with null', "'payload'", () => engine.send(id, 'go', { actor: ann, payload: null })],
    ['an empty key', "'idempotencyKey'", () => engine.send(id, 'go', { actor: ann, idempotencyKey: '' })],
    [
      'a revision as text',
      "'expectedRevision'",
      () => engine.send(id, 'go', { actor: ann, expectedRevision: '1' }),
    ],
    ['a note that is no text', "'text'", () => engine.note(id, { actor: ann, text: 7 })],
    ['an empty note', "'text'", () => engine.note(id, { actor: ann, text: ' ' })],
    ['a note without a request', 'the request', () => engine.note(id)],
    ['a correction of nothing', "'changes'", () => engine.correct(id, { actor: ann, reason: 'typed wrong' })],
    ['a correction without a reason', "'reason'", () => engine.correct(id, { actor: ann, changes: {} })],
    ['an unknown filter of a list', "mean 'state'", () => engine.list({ sate: 'waiting' })],
    ['an unknown filter of a count', "mean 'process'", () => engine.count({ proces: 'errand' })],
    ['an unknown status', "'status'", () => engine.list({ status: 'open' })],
    ['an unknown filter of tasks', "mean 'roles'", () => engine.tasks({ role: ['clerk'] })],
    ['a filter that is a text', 'the filter', () => engine.list('errand')],
  ]

  it.each(calls)('is rejected by name: %s', async (_title, named, call) => {
    const before = await contents(t)

    await expect(call()).rejects.toMatchObject({
      name: 'EngineError',
      code: 'usage-wrong',
      message: expect.stringContaining(named) as string,
    })

    expect(await contents(t)).toBe(before)
  })

  it('leaves filters alone whose keys are known, given or not', async () => {
    expect((await engine.list({ process: undefined, state: 'waiting' })) as object).toMatchObject({
      items: [{}, {}],
    })
    expect(await t.engine.count({ status: 'active', taskRoles: ['clerk'], q: 'Lane 6' })).toBe(1)
    expect((await t.engine.tasks({ instance: id })).items).toHaveLength(1)
  })
})
