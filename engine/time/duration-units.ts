import type { Duration, DurationUnit } from './duration.js'

/** How a unit is written and how much of it is allowed. */
export interface UnitWords {
  readonly unit: DurationUnit
  readonly one: string
  readonly many: string
  readonly chinese: string
  /** Largest amount: about a hundred years, ten for working time. Keeps every search short. */
  readonly most: number
  /** Whether `1.5` of it is meant: only where the unit is a plain stretch of time. */
  readonly decimals: boolean
}

/** All units that carry an amount, in the order they are offered. `end of day` stands alone. */
export const unitWords: readonly UnitWords[] = [
  words('working-hour', 'working hour', '个工作小时', 20_000, true),
  words('working-day', 'working day', '个工作日', 4_000),
  words('working-minute', 'working minute', '个工作分钟', 1_200_000),
  words('second', 'second', '秒', 3_155_760_000),
  words('minute', 'minute', '分钟', 52_596_000),
  words('hour', 'hour', '小时', 876_600, true),
  words('day', 'day', '天', 36_525),
  words('week', 'week', '周', 5_217),
  words('month', 'month', '个月', 1_200),
  words('year', 'year', '年', 100),
]

/** Milliseconds of the units that are a plain stretch of time, running or working. */
export const unitMs: { readonly [unit in DurationUnit]?: number } = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  'working-minute': 60_000,
  'working-hour': 3_600_000,
}

/** Words for the unit, `undefined` for `end-of-day`. */
export function wordsOf(duration: Duration): UnitWords | undefined {
  return unitWords.find((entry) => entry.unit === duration.unit)
}

function words(
  unit: DurationUnit,
  one: string,
  chinese: string,
  ...rest: [most: number, decimals?: boolean]
): UnitWords {
  return { unit, one, many: `${one}s`, chinese, most: rest[0], decimals: rest[1] ?? false }
}

/** Words people use elsewhere for our units, without the plural s. */
export const otherUnitWords: ReadonlyMap<string, string> = new Map([
  ['business day', 'working day'],
  ['business hour', 'working hour'],
  ['business minute', 'working minute'],
  ['work day', 'working day'],
  ['workday', 'working day'],
  ['weekday', 'working day'],
  ['work hour', 'working hour'],
  ['calendar day', 'day'],
  ['工作日', 'working day'],
  ['个工作日', 'working day'],
  ['个工作小时', 'working hour'],
  ['工作小时', 'working hour'],
  ['小时', 'hour'],
  ['个小时', 'hour'],
  ['分钟', 'minute'],
  ['天', 'day'],
  ['日', 'day'],
  ['周', 'week'],
  ['个月', 'month'],
  ['年', 'year'],
  ['s', 'second'],
  ['sec', 'second'],
  ['min', 'minute'],
  ['h', 'hour'],
  ['hr', 'hour'],
  ['d', 'day'],
  ['w', 'week'],
  ['wk', 'week'],
  ['mo', 'month'],
  ['mth', 'month'],
  ['y', 'year'],
  ['yr', 'year'],
])
