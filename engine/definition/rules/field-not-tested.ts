import type { ValuePath } from '../document.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { moments } from './flow/moments.js'
import { offsetOf } from './flow/placed-expressions.js'
import { isCertain } from './flow/present-paths.js'

/** A field that may be absent is tested where it is read: an event that reads an absent one is refused. */
export const fieldNotTested: Rule = { name: 'field-not-tested', check }

function* check(context: RuleContext): Iterable<Finding> {
  const told = new Set<string>()
  for (const moment of moments(context))
    for (const read of moment.expression.untested) {
      const key = JSON.stringify([moment.path, read.path])
      if (told.has(key) || !concernsField(read.path)) continue
      if (isCertain(context.process, moment.present, read.path)) continue
      told.add(key)
      const from = offsetOf(context.document, moment)
      yield findingFor(read.path, moment.path, { start: from + read.start, end: from + read.end })
    }
}

function concernsField(read: string): boolean {
  return read.startsWith('data.') || read.startsWith('event.') || read.startsWith('item.')
}

function findingFor(
  read: string,
  path: ValuePath,
  range: { readonly start: number; readonly end: number },
): Finding {
  return {
    path,
    range,
    message: `Expected a test of '${read}', but it is read as if it were always there, and no way here makes sure of it.`,
    hint: `Write 'present(${read}) && …' or 'or(${read}, …)', or make the answer required on every way here.`,
    severity: 'warning',
  }
}
