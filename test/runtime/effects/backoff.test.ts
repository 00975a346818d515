import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pauseAfter, retrySettings, usualRetry } from '../../../engine/runtime/effects/backoff.js'

const settings = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 100 }),
  interval: fc.integer({ min: 0, max: 86_400_000 }),
  backoff: fc.double({ min: 1, max: 100, noNaN: true }),
  maxInterval: fc.integer({ min: 0, max: 86_400_000 }),
})
const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

describe('The pause between attempts', () => {
  it('lies between half and the whole of what has grown, and never above the longest', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 100 }), chance, (given, attempt, random) => {
        const whole = Math.min(given.interval * given.backoff ** (attempt - 1), given.maxInterval)

        const pause = pauseAfter(given, { attempt }, () => random)

        expect(Number.isSafeInteger(pause)).toBe(true)
        expect(pause).toBeGreaterThanOrEqual(Math.floor(whole / 2))
        expect(pause).toBeLessThanOrEqual(Math.ceil(whole))
        expect(pause).toBeLessThanOrEqual(given.maxInterval)
      }),
    )
  })

  it('never shrinks from one attempt to the next by the same chance', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 99 }), chance, (given, attempt, random) => {
        const pauses = [attempt, attempt + 1].map((one) => pauseAfter(given, { attempt: one }, () => random))

        expect(pauses[1]).toBeGreaterThanOrEqual(pauses[0] ?? 0)
      }),
    )
  })

  it('is never shorter than the receiver asks for', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 0, max: 86_400_000 }), chance, (given, retryAfter, random) => {
        expect(pauseAfter(given, { attempt: 1, retryAfter }, () => random)).toBeGreaterThanOrEqual(retryAfter)
      }),
    )
  })
})

describe('What a process says of attempts', () => {
  it('is eight of them from ten seconds to an hour where it says nothing', () => {
    expect(retrySettings(undefined)).toEqual(usualRetry)
    expect(retrySettings({})).toEqual({
      maxAttempts: 8,
      interval: 10_000,
      backoff: 2,
      maxInterval: 3_600_000,
    })
  })

  it('is read with its times in words', () => {
    const retry = { maxAttempts: 3, interval: '1.5 hours', backoff: 1.5, maxInterval: '90 minutes' }

    expect(retrySettings(retry)).toEqual({
      maxAttempts: 3,
      interval: 5_400_000,
      backoff: 1.5,
      maxInterval: 5_400_000,
    })
  })

  it('lets a first pause that is longer than an hour stand', () => {
    expect(retrySettings({ interval: '4 hours' })).toMatchObject({
      interval: 14_400_000,
      maxInterval: 14_400_000,
    })
  })
})
