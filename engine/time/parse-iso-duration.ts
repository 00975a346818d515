import { unitWords } from './duration-units.js'
import { durationFailure } from './duration-failure.js'
import type { Duration, DurationUnit } from './duration.js'
import type { ParsedDuration } from './parse-duration.js'

const expected = "an ISO 8601 duration of one kind such as 'PT4H', 'PT1H30M', 'P3D', 'P2W', 'P1M' or 'P1Y'"

/** Amounts by designator. Only the smallest may have decimals, and only where the unit is a stretch of time. */
const pattern =
  /^P(?:(?<years>\d+(?:[.,]\d+)?)Y)?(?:(?<months>\d+(?:[.,]\d+)?)M)?(?:(?<weeks>\d+(?:[.,]\d+)?)W)?(?:(?<days>\d+(?:[.,]\d+)?)D)?(?<time>T(?:(?<hours>\d+(?:[.,]\d+)?)H)?(?:(?<minutes>\d+(?:[.,]\d+)?)M)?(?:(?<seconds>\d+(?:[.,]\d+)?)S)?)?$/

const longestText = 40

/**
 * Reads an ISO 8601 duration as one duration of the language; with `working`, hours, minutes and days are those of
 * the calendar. Parts of one kind are put together (`PT1H30M` is 90 minutes, `P1Y6M` is 18 months). What counts
 * in two ways at once (`P1DT2H`), and working time in seconds, weeks, months or years, is refused with the reason.
 */
export function parseIsoDuration(text: string, { working }: { readonly working: boolean }): ParsedDuration {
  const trimmed = text.trim()
  if (trimmed.length > longestText) {
    return failure(`${trimmed.slice(0, longestText)}…`, `it is longer than ${longestText} characters`)
  }
  const parts = pattern.exec(trimmed)?.groups
  if (!parts) return notIso(text, trimmed)
  const { time, ...written } = parts
  const given = Object.entries(written as { readonly [name: string]: string | undefined }).flatMap(
    ([name, amount]) => (amount === undefined ? [] : [[name, amount] as const]),
  )
  if (given.length === 0 || time === 'T') return failure(text, 'it has no amount')
  const amounts = new Map(given.map(([name, amount]) => [name, amount.replace(',', '.')]))
  if (working && amounts.has('weeks')) return noWorking(text, 'week')
  const durations = families.flatMap((family) => sumOf(family, amounts) ?? [])
  const [duration] = durations
  if (!duration || durations.length > 1) {
    return failure(text, `${namesOf(amounts)} cannot be one duration`, {
      hint: 'Days, months and hours are counted in different ways; write one of them, such as PT26H.',
    })
  }
  return checked(text, duration, working)
}

/** Parts that add up, with how many of the smallest given one they are. */
type Family = readonly { readonly name: string; readonly unit: DurationUnit; readonly size: number }[]

const families: readonly Family[] = [
  [
    { name: 'years', unit: 'year', size: 12 },
    { name: 'months', unit: 'month', size: 1 },
  ],
  [
    { name: 'weeks', unit: 'week', size: 7 },
    { name: 'days', unit: 'day', size: 1 },
  ],
  [
    { name: 'hours', unit: 'hour', size: 3_600_000 },
    { name: 'minutes', unit: 'minute', size: 60_000 },
    { name: 'seconds', unit: 'second', size: 1_000 },
  ],
]

/** One part stays what it is; several become the smallest of them. */
function sumOf(family: Family, amounts: ReadonlyMap<string, string>): Duration | undefined {
  const given = family.filter(({ name }) => amounts.has(name))
  const smallest = given.at(-1)
  if (!smallest) return undefined
  const total = given.reduce((sum, { name, size }) => sum + Number(amounts.get(name)) * size, 0)
  const amount = total / smallest.size
  // Half a minute is thirty seconds; half an hour is a half, since hours may have decimals.
  if (smallest.unit === 'minute' && !Number.isInteger(amount))
    return { amount: total / 1_000, unit: 'second' }
  return { amount, unit: smallest.unit }
}

const workingUnits: { readonly [unit in DurationUnit]?: DurationUnit } = {
  minute: 'working-minute',
  hour: 'working-hour',
  day: 'working-day',
}

function checked(text: string, counted: Duration, working: boolean): ParsedDuration {
  const isMinutes = working && counted.unit === 'second' && counted.amount % 60 === 0
  const duration: Duration = isMinutes ? { amount: counted.amount / 60, unit: 'minute' } : counted
  const unit = working ? workingUnits[duration.unit] : duration.unit
  if (unit === undefined) return noWorking(text, duration.unit)
  const words = unitWords.find((entry) => entry.unit === unit)
  const most = words?.most ?? 0
  const many = words?.many ?? unit
  if (duration.amount > most) {
    return failure(text, `that is more than ${most} ${many}`, { hint: `Write at most ${most} ${many}.` })
  }
  const thousandths = duration.amount * 1_000
  const isWhole = Number.isInteger(duration.amount) || (words?.decimals && Number.isInteger(thousandths))
  if (!isWhole) {
    return failure(text, `it is not a whole number of ${many}`, { hint: 'Write a smaller unit.' })
  }
  return { ok: true, range: { upper: { amount: duration.amount, unit } } }
}

function noWorking(text: string, unit: DurationUnit): ParsedDuration {
  return failure(text, `there is no working time in ${unit}s`, {
    hint: 'Working time is counted in minutes, hours and days.',
  })
}

function notIso(text: string, trimmed: string): ParsedDuration {
  if (/^[-+]/.test(trimmed)) {
    return failure(text, 'it has a sign', { hint: 'Durations are never negative; leave the sign out.' })
  }
  const upper = trimmed.toUpperCase()
  if (upper !== trimmed && pattern.test(upper))
    return failure(text, 'its letters are small', { nearest: upper })
  const time = upper.replace('P', 'PT')
  if (/^P\d+[HS]$/.test(upper)) return failure(text, 'the T before the time is missing', { nearest: time })
  return failure(text, 'it is something else', {
    hint: "Begin with P, and put T before hours: 'PT4H', 'P3D'.",
  })
}

function namesOf(amounts: ReadonlyMap<string, string>): string {
  return [...amounts].map(([name, amount]) => `${amount} ${name}`).join(' and ')
}

function failure(
  text: string,
  why: string,
  more?: { readonly nearest?: string; readonly hint?: string },
): ParsedDuration {
  return durationFailure(expected, text, why, more)
}
