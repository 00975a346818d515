import type { ParsedDuration } from '../../time/index.js'
import type { ValuePath } from '../document.js'
import type { ProblemLog } from './problem-log.js'

/** Reports a text that is no duration, with what to type instead. */
export function reportDuration(
  log: ProblemLog,
  { message, expected, found, nearest, hint }: Extract<ParsedDuration, { ok: false }>,
  path: ValuePath,
  details: { readonly key?: boolean } = {},
): void {
  log.report('wrong-duration', path, message, {
    expected,
    found,
    nearest,
    ...(hint !== undefined && { hint }),
    ...details,
  })
}
