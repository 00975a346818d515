import { closest } from '../closest.js'
import { functionNames } from '../functions/dialect.js'
import type { Checking } from './checking.js'
import type { Compiled, Range } from './compiled.js'

/** What people write for a function that is called otherwise here, or that the dialect leaves out on purpose. */
const remedies: { readonly [name: string]: string } = {
  matches: 'Write like(text, "SN-*"), or give the field a pattern: regular expressions can take for ever.',
  has: 'Write present(path), which is also false where a part on the way is absent.',
  int: 'Write round(number).',
  uint: 'Write round(number).',
  double: 'Write number(value).',
  string: 'Write text(value).',
  bool: 'Compare the value, for example value == "yes".',
  duration: 'Durations are used in due, after and remind; calculate with addDays or addHours.',
  type: 'Types are known when the file is checked.',
  dyn: 'Declare the type of the field.',
  if: 'Write pick(condition, a, b).',
  iif: 'Write pick(condition, a, b).',
  coalesce: 'Write or(path, default).',
  default: 'Write or(path, default).',
  len: 'Write size(value).',
  length: 'Write size(value).',
  count: 'Write size(list).',
  getMonth: 'Write month(value); January is 1.',
  getDayOfWeek: 'Write weekday(value); Monday is 1.',
  getHours: 'Write hour(value).',
  getMinutes: 'Write minute(value).',
  getFullYear: 'Write year(value).',
  getDate: 'Write day(value).',
  getDayOfMonth: 'Write day(value).',
  lowerAscii: 'Write lower(text).',
  upperAscii: 'Write upper(text).',
  any: 'Write list.exists(item, condition).',
  some: 'Write list.exists(item, condition).',
  every: 'Write list.all(item, condition).',
}

/** Reports a function nobody knows, with the remedy for the well-known ones or the nearest name. */
export function unknownFunction(
  checking: Checking,
  range: Range,
  name: string,
  instead?: string,
): Compiled | undefined {
  const known = closest(name, [...functionNames, ...Object.keys(remedies)])
  const nearest = known !== undefined && functionNames.includes(known) ? known : undefined
  const hint =
    (instead === undefined ? undefined : `Write ${instead}.`) ??
    (checking.names.has(name) ? `Write ${name} without brackets.` : undefined) ??
    (known !== undefined && Object.hasOwn(remedies, known) ? remedies[known] : undefined) ??
    (nearest === undefined ? 'The page on expressions lists them all.' : `Did you mean '${nearest}'?`)
  return checking.report({
    code: 'expression-unknown-name',
    message: `Expected a function of the dialect, but '${name}' is none. ${hint}`,
    start: range.start,
    end: range.end,
    expected: 'a function of the dialect',
    found: name,
    ...(nearest === undefined || instead !== undefined ? {} : { nearest }),
    hint,
  })
}
