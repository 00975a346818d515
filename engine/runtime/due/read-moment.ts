import { localParts, parseInstant, startOfDate, isDate, type Instant } from '../../time/index.js'
import { refuse } from './due-problem.js'

/** Years that are counted in: outside of them nothing is known of zones, and dates are written otherwise. */
export const firstYear = 1900
export const lastYear = 2999

/** Whether the local date of an instant lies in the years that are counted in. */
export function isCounted(at: Instant, zone: string): boolean {
  const { year } = localParts(at, zone)
  return year >= firstYear && year <= lastYear
}

const expected = 'an instant such as 2026-09-30T16:00:00+08:00, or a date such as 2026-09-30'

/** An instant, or the first instant of a date in the zone. Throws `DueRefused`. */
export function readMoment(text: string, path: string, zone: string): Instant {
  const at = isDate(text) ? startOfDate(text, zone) : parseInstant(text)
  if (at === undefined) {
    const local = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text)
    throw refuse('wrong-value', path, {
      expected,
      found: `'${text.slice(0, 80)}'`,
      hint: local
        ? `Write the offset behind it, such as +08:00, or Z for UTC.`
        : 'Write it as RFC 3339 does, with its offset, or as yyyy-mm-dd.',
    })
  }
  if (isCounted(at, zone)) return at
  throw refuse('wrong-value', path, {
    expected: `a time in the years ${firstYear} to ${lastYear}`,
    found: `'${text.slice(0, 80)}'`,
  })
}
