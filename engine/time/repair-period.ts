import type { PeriodText } from './calendar.js'
import { readPeriod } from './periods.js'

const time = String.raw`(\d{1,2})(?:\s*[:：.．点]\s*(\d{2})?)?`
const pattern = new RegExp(String.raw`^\s*${time}\s*(?:-|–|—|－|~|～|至|到|to)\s*${time}\s*$`, 'u')

/**
 * The period that was probably meant by a text such as `9-18`, `09:00~12:00` or `09：00–12：00`; `undefined` where
 * nothing is near.
 */
export function repairPeriod(text: string): PeriodText | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = pattern.exec(text.normalize('NFKC')) ?? []
  if (fromHour === undefined || toHour === undefined) return undefined
  const repaired: PeriodText = [timeOf(fromHour, fromMinute), timeOf(toHour, toMinute)]
  return readPeriod(repaired) ? repaired : undefined
}

function timeOf(hour: string, minute = '00'): string {
  return `${hour.padStart(2, '0')}:${minute}`
}
