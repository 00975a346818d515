import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { CheckedAction, CheckedDeadline } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { titleOf } from './bilingual-text.js'
import { compileActions } from './compile-actions.js'
import { compileDistance, compileWarningPoint } from './compile-clock-times.js'
import { compileDuration } from './compile-duration.js'
import { compileEscalation } from './compile-escalation.js'
import { compileClockMarks, compileMark, compileMarks, type ClockPlace } from './compile-marks.js'
import { compilePoint } from './compile-point.js'
import type { Compilation } from './compilation.js'
import { listAt, objectsAt, textAt, textsAt } from './json-access.js'
import type { StateNode } from './state-index.js'

/** Deadlines of a state in document order. One without a sound `within` or `until` is left out. */
export function compileDeadlines(compilation: Compilation, node: StateNode): readonly CheckedDeadline[] {
  return objectsAt(node.definition, 'deadlines').flatMap(([name, deadline]) => {
    const place = { node, path: [...node.at, 'deadlines', name] }
    const leads = compileLeads(compilation, deadline, place.path)
    const from = compileFrom(compilation, deadline, place)
    const rest = {
      ...titleOf(deadline),
      ...sourceOf(deadline),
      ...(from && { from }),
      ...compileClockMarks(compilation, deadline, place),
      stopOn: compileMarks(compilation, deadline, 'stopOn', place),
      warnings: compileWarnings(compilation, deadline, place.path),
      breach: compileBreach(compilation, deadline, place.path),
      ...compileEscalation(compilation, deadline, place.path),
    }
    const isSound =
      leadsOnce(compilation, deadline, place.path) && goTogether(compilation, deadline, place.path)
    return isSound && leads ? [{ name, ...leads, ...rest }] : []
  })
}

/** Where a rule comes from, for people. */
export function sourceOf(value: JsonObject): { source?: readonly string[] } {
  const source = textsAt(value, 'source')
  return source ? { source } : {}
}

function compileLeads(
  compilation: Compilation,
  deadline: JsonObject,
  path: ValuePath,
): Pick<CheckedDeadline, 'within' | 'until' | 'by' | 'else'> | undefined {
  const ownCalendar = textAt(deadline, 'calendar') !== undefined
  const rangeAt = (key: string) => {
    const text = textAt(deadline, key)
    return text === undefined
      ? undefined
      : compileDuration(compilation, text, { path: [...path, key], ownCalendar })
  }
  const within = rangeAt('within')
  const otherwise = rangeAt('else')
  const { scopes } = compilation
  const until = compilePoint(compilation, textAt(deadline, 'until'), {
    scope: scopes.base,
    path: [...path, 'until'],
  })
  const by = compileDistance(compilation, textAt(deadline, 'by'), { path: [...path, 'by'], ownCalendar })
  if (!within && !until) return undefined
  if (textAt(deadline, 'by') !== undefined && !by) return undefined
  return {
    ...(within && { within }),
    ...(until && { until }),
    ...(by && { by }),
    ...(otherwise && { else: otherwise }),
  }
}

/** What an expression may begin with that a state could be called, too. */
const speaksOfData = /^((data|decisions|params|instance)\.|(now|today)$)/

const markSpelling = /^((tag|event):.*|[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*)$/s

function compileFrom(
  compilation: Compilation,
  deadline: JsonObject,
  { node, path }: ClockPlace,
): CheckedDeadline['from'] {
  const text = textAt(deadline, 'from')
  if (text === undefined) return undefined
  const at = [...path, 'from']
  if (markSpelling.test(text) && !speaksOfData.test(text))
    return compileMark(compilation, text, { node, path: at })
  const value = compilePoint(compilation, text, { scope: compilation.scopes.base, path: at })
  return value && { kind: 'data', value }
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

/** Keys that say nothing beside the one that leads, and what to do about them. */
const idle = [
  {
    key: 'by',
    beside: 'within',
    hint: "'by' counts from the point of 'until'; with 'within' write the whole time.",
  },
  {
    key: 'else',
    beside: 'within',
    hint: "'else' says what counts while 'until' is absent; 'within' always counts.",
  },
  {
    key: 'from',
    beside: 'until',
    hint: "'until' names the end, so nothing is counted: leave 'from' out, or write 'within'.",
  },
]

function goTogether({ log }: Compilation, deadline: JsonObject, path: ValuePath): boolean {
  const wrong = idle.filter(({ key, beside }) =>
    [key, beside].every((each) => textAt(deadline, each) !== undefined),
  )
  for (const { key, beside, hint } of wrong)
    log.report(
      'wrong-value',
      [...path, key],
      `Expected a deadline with '${beside}' to have no '${key}', but it has.`,
      {
        key: true,
        found: key,
        hint,
      },
    )
  return wrong.length === 0
}

function compileWarnings(
  compilation: Compilation,
  deadline: JsonObject,
  path: ValuePath,
): CheckedDeadline['warnings'] {
  const ownCalendar = textAt(deadline, 'calendar') !== undefined
  return listAt(deadline, 'warn').flatMap((warning, index) => {
    const place = [...path, 'warn', index]
    const at = compileWarningPoint(compilation, textAt(warning, 'at'), {
      path: [...place, 'at'],
      ownCalendar,
    })
    const actions = doneAt(compilation, warning, place)
    return at ? [{ at, actions }] : []
  })
}

/** The actions under `do`. */
export function doneAt(
  compilation: Compilation,
  holder: JsonValue,
  path: ValuePath,
): readonly CheckedAction[] {
  return compileActions(compilation, holder, 'do', { scope: compilation.scopes.base, path })
}

function compileBreach(
  compilation: Compilation,
  deadline: JsonObject,
  path: ValuePath,
): CheckedDeadline['breach'] {
  return listAt(deadline, 'breach').flatMap((set, index) =>
    doneAt(compilation, set, [...path, 'breach', index]),
  )
}
