import type { JsonObject } from '../../errors/index.js'
import { parseDuration } from '../../time/index.js'

/** When an attempt that failed is made again. Times in milliseconds. */
export interface RetrySettings {
  /** Attempts in all. */
  readonly maxAttempts: number
  /** Before the second attempt. */
  readonly interval: number
  /** By which the pause grows with every attempt. */
  readonly backoff: number
  /** Longest pause. */
  readonly maxInterval: number
}

/** Where a process says nothing. */
export const usualRetry: RetrySettings = {
  maxAttempts: 8,
  interval: 10_000,
  backoff: 2,
  maxInterval: 3_600_000,
}

const unitLengths: { readonly [unit: string]: number } = { second: 1000, minute: 60_000, hour: 3_600_000 }

/** The settings of an effect: what `retry` of its process says, and the usual for the rest. */
export function retrySettings(retry: JsonObject | undefined): RetrySettings {
  const { maxAttempts, backoff, interval, maxInterval } = retry ?? {}
  const settings = {
    maxAttempts: typeof maxAttempts === 'number' ? maxAttempts : usualRetry.maxAttempts,
    backoff: typeof backoff === 'number' ? backoff : usualRetry.backoff,
    interval: lengthOf(interval) ?? usualRetry.interval,
  }
  return {
    ...settings,
    maxInterval: lengthOf(maxInterval) ?? Math.max(usualRetry.maxInterval, settings.interval),
  }
}

/** Times between attempts pass outside of any calendar, so that their length is known. */
function lengthOf(written: unknown): number | undefined {
  if (typeof written !== 'string') return undefined
  const parsed = parseDuration(written)
  const unit = parsed.ok ? unitLengths[parsed.range.upper.unit] : undefined
  return parsed.ok && unit !== undefined ? parsed.range.upper.amount * unit : undefined
}

/**
 * The pause behind a failed attempt, in whole milliseconds: it grows by `backoff` with each, up to `maxInterval`, and is
 * then cut by chance to between half and the whole, so that what failed together does not come back together. A pause
 * the receiver asks for (`retryAfter`) is never cut short.
 */
export function pauseAfter(
  { interval, backoff, maxInterval }: RetrySettings,
  failed: { readonly attempt: number; readonly retryAfter?: number | undefined },
  random: () => number,
): number {
  // A power that leaves the numbers of the machine is Infinity, of which the smaller one is taken.
  const whole = Math.min(interval * backoff ** (failed.attempt - 1), maxInterval)
  return Math.max(Math.ceil(whole * (0.5 + 0.5 * random())), Math.ceil(failed.retryAfter ?? 0))
}
