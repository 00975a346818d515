import { beforeEach, vi } from 'vitest'
import type * as engineModule from '../../engine/runtime/create-engine.js'
import type * as stepModule from '../../engine/core/step.js'
import { forgetReason } from './memory.js'
import { reloadedStep } from './reloaded-step.js'
import { reloadingEngine } from './reloading-engine.js'

/**
 * The mode of `npm run test:reload`: between any two events everything that lives in memory is thrown away. Every step
 * of a test goes through here, whoever takes it (live engine, stories, replay, mutation), and so does every engine.
 */
vi.mock('../../engine/core/step.js', async (original) => {
  const actual = await original<typeof stepModule>()
  return { ...actual, step: reloadedStep(actual.step) }
})

vi.mock('../../engine/runtime/create-engine.js', async (original) => {
  const actual = await original<typeof engineModule>()
  return { ...actual, createEngine: reloadingEngine(actual.createEngine) }
})

beforeEach(() => forgetReason())
