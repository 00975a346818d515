import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EngineError } from '../../engine/index.js'
import { testedDatabase } from './open-test-database.js'
import { accepted, openTestEngine, refused, type TestEngine } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe.each([
  ['the character U+0000', 'a\u0000b'],
  ['half a character', 'a\ud800b'],
])('a text with %s', (_name, text) => {
  let t: TestEngine
  let id: string
  beforeEach(async () => {
    t = await openTestEngine()
    ;({ id } = accepted(await t.engine.create('errand', begin)))
  })
  afterEach(() => t.close())

  const note = (instance: string, more = {}) => t.engine.note(instance, { text: 'x', actor: ann, ...more })

  it('is a value like any other in what is written down', async () => {
    accepted(await note(id, { text }))
    const made = await t.engine.create('errand', { actor: ann, data: { address: text } })

    expect((await t.engine.get(accepted(made).id))?.data['address']).toBe(text)
  })

  it.runIf(testedDatabase === 'postgres')(
    'that the database would have to compare is the fault of whoever gave it, and of nobody else',
    async () => {
      const told = await Promise.allSettled([
        note(id),
        note(id),
        note(id, { idempotencyKey: text }),
        note(id, { actor: { id: text, roles: ['clerk'] } }),
        note(id),
      ])

      const codes = told.map((one) =>
        one.status === 'fulfilled' ? 'taken' : (one.reason as EngineError).code,
      )
      expect(codes).toEqual(['taken', 'taken', 'usage-wrong', 'usage-wrong', 'taken'])
      expect((await t.engine.get(id))?.revision).toBe(4)
      await expect(t.engine.claimTask(`${text}-t1`, { actor: ann })).rejects.toMatchObject({
        code: 'usage-wrong',
        message: expect.not.stringContaining(text) as string,
      })
    },
  )

  it.runIf(testedDatabase === 'sqlite')('finds nothing where it is the id of a case', async () => {
    expect(refused(await note(text))).toBe('unknown-instance')
  })
})
