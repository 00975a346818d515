import type { JsonObject } from '../../errors/json.js'
import type { Expression } from '../../expression/expression.js'
import type { CheckedDeadline, CheckedReminder } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { titleOf } from './bilingual-text.js'
import { channelOf, compileActions, knownTemplate } from './compile-actions.js'
import { compileDuration } from './compile-duration.js'
import { compileExpression } from './compile-expression.js'
import type { Compilation } from './compilation.js'
import { isObject, listAt, objectsAt, textAt } from './json-access.js'
import { knownRoles } from './roles.js'
import type { StateNode } from './state-index.js'

/** Deadlines of a state in document order. One without a sound `within` or `until` is left out. */
export function compileDeadlines(compilation: Compilation, node: StateNode): readonly CheckedDeadline[] {
  return objectsAt(node.definition, 'deadlines').flatMap(([name, deadline]) => {
    const path = [...node.at, 'deadlines', name]
    const within = durationAt(compilation, deadline, 'within', path)
    const until = compileUntil(compilation, deadline, path)
    const otherwise = durationAt(compilation, deadline, 'else', path)
    const rest = {
      ...titleOf(deadline),
      warnings: compileWarnings(compilation, deadline, path),
      breach: compileBreach(compilation, deadline, path),
      escalate: knownRoles(compilation, deadline, { key: 'escalate', path }) ?? [],
    }
    if (!leadsOnce(compilation, deadline, path) || (!within && !until)) return []
    return [
      {
        name,
        ...(within && { within }),
        ...(until && { until }),
        ...(otherwise && { else: otherwise }),
        ...rest,
      },
    ]
  })
}

function leadsOnce({ log }: Compilation, deadline: JsonObject, path: ValuePath): boolean {
  const within = textAt(deadline, 'within') !== undefined
  const until = textAt(deadline, 'until') !== undefined
  if (within && until) {
    const message = "Expected either 'within' or 'until', but found both."
    log.report('wrong-value', [...path, 'until'], message, {
      key: true,
      hint: "'else' says what counts while 'until' is absent.",
    })
    return false
  }
  if (!within && !until) {
    log.report('missing-key', path, "Expected 'within' or 'until', but found neither.", {
      expected: 'within',
    })
    return false
  }
  return true
}

function durationAt(compilation: Compilation, holder: JsonObject, key: string, path: ValuePath) {
  const text = textAt(holder, key)
  // A reminder repeats after one duration; the time of a deadline may be a range.
  const single = key === 'every'
  return text === undefined ? undefined : compileDuration(compilation, text, { path: [...path, key], single })
}

function compileUntil(
  { log, scopes }: Compilation,
  deadline: JsonObject,
  path: ValuePath,
): Expression | undefined {
  const source = textAt(deadline, 'until')
  if (source === undefined) return undefined
  const at = [...path, 'until']
  const expression = compileExpression(log, scopes.base, { source, path: at })
  if (!expression || ['date', 'date-time', 'any'].includes(expression.type.kind)) return expression
  log.report(
    'expression-type',
    at,
    `Expected a date or a time, but the expression gives a ${expression.type.kind}.`,
    {
      expected: 'date or date-time',
      found: expression.type.kind,
    },
  )
  return undefined
}

function compileWarnings(
  compilation: Compilation,
  deadline: JsonObject,
  path: ValuePath,
): CheckedDeadline['warnings'] {
  return listAt(deadline, 'warn').flatMap((warning, index) => {
    const at = [...path, 'warn', index]
    const text = textAt(warning, 'at')
    const before =
      text === undefined
        ? undefined
        : compileDuration(compilation, text.replace(/\s+before\s*$/, ''), {
            path: [...at, 'at'],
            single: true,
          })
    const actions = compileActions(compilation, warning, 'do', { scope: compilation.scopes.base, path: at })
    return before ? [{ before, actions }] : []
  })
}

function compileBreach(
  compilation: Compilation,
  deadline: JsonObject,
  path: ValuePath,
): CheckedDeadline['breach'] {
  return listAt(deadline, 'breach').flatMap((set, index) =>
    compileActions(compilation, set, 'do', {
      scope: compilation.scopes.base,
      path: [...path, 'breach', index],
    }),
  )
}

/** Reminders of a state in order. */
export function compileReminders(compilation: Compilation, node: StateNode): readonly CheckedReminder[] {
  return listAt(node.definition, 'reminders').flatMap((reminder, index) => {
    if (!isObject(reminder)) return []
    const path = [...node.at, 'reminders', index]
    const every = durationAt(compilation, reminder, 'every', path)
    const to = knownRoles(compilation, reminder, { key: 'to', path }) ?? []
    const template = knownTemplate(compilation, reminder, path)
    if (!every || template === undefined) return []
    const channel = channelOf(compilation, reminder, template)
    return [{ index, every, to, template, ...(channel !== undefined && { channel }) }]
  })
}
