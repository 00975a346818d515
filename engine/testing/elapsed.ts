import { EngineError, parseDuration } from '../index.js'

const milliseconds: { readonly [unit: string]: number } = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

/** Milliseconds of a duration that passes by itself. Throws `usage-wrong` for working time, ranges and what is none. */
export function elapsedOf(time: string): number {
  const parsed = parseDuration(time)
  const { lower, upper } = parsed.ok ? parsed.range : {}
  const unit = upper && milliseconds[upper.unit]
  if (upper && unit !== undefined && lower === undefined) return upper.amount * unit
  throw new EngineError(
    'usage-wrong',
    `Expected a time such as '2 days' or '90 minutes', but found '${time}'. For working time name the moment with moveTo.`,
  )
}
