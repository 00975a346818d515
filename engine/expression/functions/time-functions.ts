import { addToDate, isDate, toDayNumber, weekdayOf } from '../../time/date.js'
import { parseInstant } from '../../time/parse-instant.js'
import { dateIn, localParts, type LocalParts } from '../../time/zone.js'
import { failed } from '../evaluation-stop.js'
import type { Value } from '../value.js'
import { date, dateTime, integer, number } from '../value-types.js'
import type { DialectFunction, Overload } from './dialect-function.js'

/** Functions on dates and points in time. Clock and calendar are those of the scope's zone. */
export const timeFunctions: readonly DialectFunction[] = [
  {
    name: 'date',
    overloads: [{ params: ['text'], result: date, run: ([value]) => readDate(value as string) }],
  },
  {
    name: 'timestamp',
    overloads: [{ params: ['text'], result: dateTime, run: ([value]) => readInstant(value as string) }],
  },
  {
    name: 'dateOf',
    overloads: [
      { params: ['date-time'], result: date, run: ([at], work) => dateIn(at as number, work.zone) },
    ],
  },
  { name: 'year', overloads: datePart('year', ([year]) => year) },
  { name: 'month', overloads: datePart('month', ([, month]) => month) },
  { name: 'day', overloads: datePart('day', ([, , day]) => day) },
  { name: 'weekday', overloads: datePart('weekday', (_, value) => weekdayOf(dayNumber(value))) },
  { name: 'hour', overloads: [clockPart('hour')] },
  { name: 'minute', overloads: [clockPart('minute')] },
  { name: 'addDays', overloads: [dateStep((days) => ({ days }))] },
  { name: 'addMonths', overloads: [dateStep((months) => ({ months }))] },
  { name: 'addHours', overloads: [{ params: ['date-time', 'number'], result: dateTime, run: addHours }] },
  {
    name: 'daysBetween',
    overloads: [
      {
        params: ['date', 'date'],
        result: integer,
        run: ([first, last]) => BigInt(dayNumber(last as string) - dayNumber(first as string)),
      },
    ],
  },
  {
    name: 'hoursBetween',
    overloads: [
      {
        params: ['date-time', 'date-time'],
        result: number,
        run: ([first, last]) => ((last as number) - (first as number)) / 3_600_000,
      },
    ],
  },
]

function readDate(written: string): string {
  if (!isDate(written))
    throw failed(`Expected a date such as 2026-10-01, but found '${written.slice(0, 40)}'.`)
  return written
}

function readInstant(written: string): number {
  const at = parseInstant(written)
  if (at === undefined)
    throw failed(
      `Expected a point in time such as 2026-10-01T09:00:00+08:00, but found '${written.slice(0, 40)}'.`,
    )
  return at
}

function datePart(
  name: 'year' | 'month' | 'day' | 'weekday',
  ofDate: (parts: readonly [number, number, number], date: string) => number,
): readonly Overload[] {
  return [
    {
      params: ['date'],
      result: integer,
      run: ([value]) => {
        const [year = 0, month = 0, day = 0] = (value as string).split('-').map(Number)
        return BigInt(ofDate([year, month, day], value as string))
      },
    },
    clockPart(name),
  ]
}

function clockPart(name: keyof LocalParts): Overload {
  return {
    params: ['date-time'],
    result: integer,
    run: ([at], work) => BigInt(localParts(at as number, work.zone)[name]),
  }
}

/** 200 years: farther steps are slips, and dates have four digits of year. */
const farthestDays = 73_000

function dateStep(step: (amount: number) => { readonly days?: number; readonly months?: number }): Overload {
  return {
    params: ['date', 'integer'],
    result: date,
    run: ([from, amount]) => {
      if (Math.abs(Number(amount)) > farthestDays)
        throw failed(
          `Expected a step of at most ${farthestDays}, but found ${(amount as bigint).toString()}.`,
        )
      return inFourDigits(() => addToDate(from as string, step(Number(amount))))
    },
  }
}

function inFourDigits(calculate: () => string): string {
  const result = withinRange(calculate)
  if (result === undefined || !isDate(result))
    throw failed('Expected a date between the years 1 and 9999, but the result lies outside.')
  return result
}

function withinRange(calculate: () => string): string | undefined {
  try {
    return calculate()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function addHours([at, hours]: readonly Value[]): Value {
  const moved = Math.round((at as number) + (hours as number) * 3_600_000)
  // Beyond this RFC 3339 has no year to write.
  if (moved < -62_135_596_800_000 || moved > 253_402_300_799_999)
    throw failed('Expected a point in time between the years 1 and 9999, but the result lies outside.')
  return moved
}

function dayNumber(written: string): number {
  return toDayNumber(written) ?? 0
}
