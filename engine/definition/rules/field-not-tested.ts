import type { ValuePath } from '../document.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { moments, type Moment } from './flow/moments.js'
import { offsetOf, writtenAt } from './flow/placed-expressions.js'
import { isCertain, type Present } from './flow/present-paths.js'

/** A field that may be absent is tested where it is read: an event that reads an absent one is refused. */
export const fieldNotTested: Rule = { name: 'field-not-tested', check }

function* check(context: RuleContext): Iterable<Finding> {
  const inputs = decisionInputs(context)
  const told = new Set<string>()
  for (const moment of moments(context)) {
    const asked = inputsAsked(inputs, moment)
    for (const { expression, path, present } of [moment, ...asked])
      for (const read of expression.untested) {
        const key = JSON.stringify([path, read.path])
        if (told.has(key) || !concernsField(read.path) || isCertain(context.process, present, read.path)) continue
        told.add(key)
        const from = offsetOf(context.document, { expression, path })
        yield findingFor(read.path, path, { start: from + read.start, end: from + read.end })
      }
  }
}

type Inputs = ReadonlyMap<string, readonly Omit<Moment, 'present'>[]>

/** The inputs of every decision; they are read wherever an expression asks the decision. */
function decisionInputs({ process, document }: RuleContext): Inputs {
  const found = new Map<string, Omit<Moment, 'present'>[]>()
  for (const name of process.decisions.keys()) {
    const columns = writtenAt(document, ['decisions', name, 'in'])
    if (columns === undefined || columns === null || typeof columns !== 'object') continue
    for (const [column, source] of Object.entries(columns)) {
      const compiled = typeof source === 'string' ? process.scope.compile(source) : undefined
      if (!compiled?.ok) continue
      const input = { expression: compiled.expression, path: ['decisions', name, 'in', column] }
      found.set(name, [...(found.get(name) ?? []), input])
    }
  }
  return found
}

function inputsAsked(inputs: Inputs, moment: Moment): readonly Moment[] {
  const asked = new Set<string>()
  const collect = (reads: readonly string[], present: Present): readonly Moment[] =>
    reads.flatMap((read) => {
      const name = /^decisions\.(\w+)/.exec(read)?.[1]
      if (name === undefined || asked.has(name)) return []
      asked.add(name)
      return (inputs.get(name) ?? []).flatMap((input) => [
        { ...input, present },
        ...collect(input.expression.reads, present),
      ])
    })
  return collect(moment.expression.reads, moment.present)
}

function concernsField(read: string): boolean {
  return read.startsWith('data.') || read.startsWith('event.') || read.startsWith('item.')
}

function findingFor(read: string, path: ValuePath, range: { readonly start: number; readonly end: number }): Finding {
  return {
    path,
    range,
    message: `Expected a test of '${read}', but it is read as if it were always there, and no way here makes sure of it.`,
    hint: `Write 'present(${read}) && …' or 'or(${read}, …)', or make the answer required on every way here.`,
    severity: 'warning',
  }
}
