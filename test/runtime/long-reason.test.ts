import { expect, it } from 'vitest'
import { accepted, openTestEngine } from './open-test-engine.js'

it.each(['suspend', 'resume', 'recompute'] as const)('refuses a reason without end: %s', async (action) => {
  const test = await openTestEngine()
  const actor = { id: 'ann', roles: ['clerk'] }
  const { id } = accepted(await test.engine.create('errand', { actor, data: { address: 'Lane 5' } }))

  const asked = test.engine[action](id, { actor, reason: 'x'.repeat(2_001) })

  await expect(asked).rejects.toMatchObject({ code: 'usage-wrong' })
  await test.close()
})
