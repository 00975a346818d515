import { parseDuration } from '../time/index.js'
import type { DurationUnit } from '../time/duration.js'

const lengths: { readonly [unit in DurationUnit]?: number } = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

/** Milliseconds of a duration that needs no calendar, such as `30 minutes`; `undefined` for every other text. */
export function plainDuration(text: string): number | undefined {
  const parsed = parseDuration(text)
  if (!parsed.ok || parsed.range.lower !== undefined) return undefined
  const { amount, unit } = parsed.range.upper
  const length = lengths[unit]
  return length === undefined ? undefined : Math.round(amount * length)
}
