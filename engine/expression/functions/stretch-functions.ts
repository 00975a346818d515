import { unitMs } from '../../time/duration-units.js'
import { parseDuration } from '../../time/parse-duration.js'
import { failed, missing } from '../evaluation-stop.js'
import type { ValueType } from '../expression.js'
import { fromJson, part, type Value } from '../value.js'
import { dateTime, integer, number } from '../value-types.js'
import { spend, type Work } from '../work.js'
import type { DialectFunction } from './dialect-function.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Kinds of items that can be told apart without looking inside. */
const plainKinds = ['text', 'choice', 'integer', 'date', 'boolean']

/** Functions that count as legal rules do: started days, time without what is left out, how often the same came up. */
export const stretchFunctions: readonly DialectFunction[] = [
  {
    name: 'startedDays',
    overloads: [
      {
        params: ['date-time', 'date-time'],
        result: integer,
        run: ([from, to]) => startedDays((to as number) - (from as number)),
      },
      { params: ['number'], result: integer, run: ([hours]) => startedDays((hours as number) * hourMs) },
    ],
  },
  {
    name: 'hoursOf',
    overloads: [{ params: ['duration'], result: number, run: ([text]) => hoursOf(text as string) }],
  },
  {
    name: 'hoursOutside',
    overloads: [
      {
        params: ['date-time', 'date-time', 'list'],
        result: ([, , list]) => (isListOfStretches(list) ? number : undefined),
        run: ([from, to, list], work) =>
          hoursOutside({ from: from as number, to: to as number }, list as readonly Value[], work),
      },
    ],
  },
  {
    name: 'mostAlike',
    overloads: [
      {
        params: ['list'],
        result: ([list]) => (list?.kind === 'list' && isPlain(list) ? integer : undefined),
        run: ([list], work) => mostAlike(list as readonly Value[], work),
      },
    ],
  },
]

/** Each 24 hours are a day, and what is left of less than 24 hours is one more. */
function startedDays(ms: number): bigint {
  const days = Math.ceil(ms / dayMs)
  if (!Number.isFinite(days))
    throw failed('Expected a number of hours, but the result is too large or undefined.')
  return BigInt(Math.max(0, days))
}

/** Hours of a duration in hours, minutes or seconds; others have no fixed length. */
function hoursOf(text: string): number {
  const parsed = parseDuration(text)
  const { amount = 0, unit = 'day' } = parsed.ok ? parsed.range.upper : {}
  const ms = unit.startsWith('working') ? undefined : unitMs[unit]
  if (ms === undefined)
    throw failed(
      `Expected a duration in hours, minutes or seconds, such as 120 hours, but found '${text}'. Write it in one of these units.`,
    )
  return (amount * ms) / hourMs
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/** Hours of a stretch without the parts of it that lie in others; where those overlap, the time is left out once. */
function hoursOutside(whole: Stretch, list: readonly Value[], work: Work): number {
  spend(work, list.length)
  const left = list.map((item) => stretchOf(item, whole)).sort((a, b) => a.from - b.from)
  let counted = 0
  let reached = whole.from
  for (const { from, to } of left) {
    if (from > reached) counted += from - reached
    reached = Math.max(reached, to)
  }
  return (counted + Math.max(0, whole.to - reached)) / hourMs
}

/** A stretch cut to the whole; one without an end lasts as long as the whole, one that ends first has no length. */
function stretchOf(item: Value, whole: Stretch): Stretch {
  const instant = (name: string): number | undefined => {
    const json = part(item, name)
    return json === undefined ? undefined : (fromJson(dateTime, json, name) as number)
  }
  const from = instant('from')
  if (from === undefined) throw missing('from')
  const inside = (at: number): number => Math.min(Math.max(at, whole.from), Math.max(whole.to, whole.from))
  return { from: inside(from), to: Math.max(inside(from), inside(instant('to') ?? whole.to)) }
}

function mostAlike(list: readonly Value[], work: Work): bigint {
  spend(work, list.length)
  const counts = new Map<Value, number>()
  for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1)
  return BigInt(Math.max(0, ...counts.values()))
}

function isPlain({ of, maxItems }: { readonly of: ValueType; readonly maxItems: number }): boolean {
  return plainKinds.includes(of.kind) || (of.kind === 'any' && maxItems === 0)
}

/** A list of objects with a `from` that is always there and perhaps a `to`, both points in time; or `[]`. */
function isListOfStretches(list: ValueType | undefined): boolean {
  if (list?.kind !== 'list') return false
  if (list.of.kind === 'any') return list.maxItems === 0
  if (list.of.kind !== 'object') return false
  const { from, to } = list.of.fields
  return (
    from?.type.kind === 'date-time' && from.required && (to === undefined || to.type.kind === 'date-time')
  )
}
