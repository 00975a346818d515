import { objectAt, textAt } from '../../definition/index.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import { addToDate, formatDuration, isDate, parseDuration, type DurationRange } from '../../time/index.js'

/** A value one step from another, and the word for the step. */
export interface SteppedValue {
  readonly step: 'more' | 'less' | 'other'
  readonly value: JsonValue
}

/**
 * The values one step away from that of a parameter: a duration one unit longer and shorter, a whole number one more
 * and one less, other numbers one in their last place, money one fen, a date one day, a time one minute; the other
 * boolean, the next option of a choice, another text. Empty where the value has no neighbour.
 */
export function steppedValues(parameter: JsonObject, value: JsonValue): readonly SteppedValue[] {
  const type = textAt(parameter, 'type')
  if (typeof value === 'boolean') return [{ step: 'other', value: !value }]
  if (typeof value === 'number') return bothWays((sign) => stepped(value, sign * unitOf(type, value)))
  if (typeof value !== 'string') return []
  switch (type) {
    case 'duration':
      return steppedDuration(value)
    case 'date':
      return isDate(value) ? bothWays((sign) => addToDate(value, { days: sign })) : []
    case 'time':
      return bothWays((sign) => steppedTime(value, sign))
    case 'choice':
      return nextOption(Object.keys(objectAt(parameter, 'of')), value)
    default:
      return [{ step: 'other', value: `${value}'` }]
  }
}

function bothWays(at: (sign: 1 | -1) => JsonValue): readonly SteppedValue[] {
  return [
    { step: 'more', value: at(1) },
    { step: 'less', value: at(-1) },
  ]
}

function unitOf(type: string | undefined, value: number): number {
  if (type === 'money') return 0.01
  if (type === 'integer') return 1
  return 10 ** -decimalsOf(value)
}

function decimalsOf(value: number): number {
  return /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0
}

/** The sum without the dust of binary fractions. */
function stepped(value: number, by: number): number {
  return Number((value + by).toFixed(Math.max(decimalsOf(value), decimalsOf(by))))
}

function steppedDuration(text: string): readonly SteppedValue[] {
  const parsed = parseDuration(text)
  if (!parsed.ok) return []
  const { lower, upper } = parsed.range
  // The close of business of the same day has only a later neighbour: that of the next working day.
  if (upper.unit === 'end-of-day') return [{ step: 'more', value: '1 working day' }]
  const moved = (sign: number): DurationRange => ({
    ...(lower && { lower: { ...lower, amount: lower.amount + sign } }),
    upper: { ...upper, amount: upper.amount + sign },
  })
  // No time at all is another rule, not a shorter one.
  const canShrink = (lower ?? upper).amount > 1
  return [
    { step: 'more', value: formatDuration(moved(1), 'en') },
    ...(canShrink ? [{ step: 'less' as const, value: formatDuration(moved(-1), 'en') }] : []),
  ]
}

const minutesOfDay = 24 * 60

function steppedTime(text: string, sign: number): string {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  const at = (hours * 60 + minutes + sign + minutesOfDay) % minutesOfDay
  return [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

function nextOption(options: readonly string[], value: string): readonly SteppedValue[] {
  const next = options[(options.indexOf(value) + 1) % options.length]
  return next === undefined || next === value ? [] : [{ step: 'other', value: next }]
}
