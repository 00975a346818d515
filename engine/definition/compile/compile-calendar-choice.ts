import type { JsonObject } from '../../errors/json.js'
import type { Expression } from '../../expression/expression.js'
import type { CalendarChoice } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { lackingCalendar } from '../expand/expand-calendar.js'
import { compileExpression } from './compile-expression.js'
import type { Compilation } from './compilation.js'
import { listAt, member, objectAt, textAt } from './json-access.js'

/** The calendar a part of the process names for itself; `undefined` where it names none. Unknown ones are reported. */
export function calendarChoice(
  compilation: Compilation,
  holder: JsonObject,
  path: ValuePath,
): CalendarChoice | undefined {
  const id = knownCalendar(compilation, textAt(holder, 'calendar'), [...path, 'calendar'])
  const choose = calendarChooser(compilation, holder, path)
  return id === undefined ? undefined : { id, ...(choose && { choose }) }
}

/** `{ calendar }` where a part names one of its own, else nothing: for spreading into a result. */
export function ownCalendar(
  compilation: Compilation,
  holder: JsonObject,
  path: ValuePath,
): { calendar?: CalendarChoice } {
  const calendar = calendarChoice(compilation, holder, path)
  return calendar ? { calendar } : {}
}

/** Whether durations here are counted in some calendar: its own, or that of the process. */
export function hasCalendar({ resolved }: Pick<Compilation, 'resolved'>, holder?: JsonObject): boolean {
  return [resolved, holder].some((each) => textAt(each, 'calendar') !== undefined)
}

/**
 * The expression that names the calendar by the data. Where its values are known (options of a choice, the results a
 * decision writes out), each must be a calendar.
 */
function calendarChooser(
  compilation: Compilation,
  holder: JsonObject,
  path: ValuePath,
): Expression | undefined {
  const source = textAt(holder, 'chooseCalendar')
  if (source === undefined) return undefined
  const { log, scopes } = compilation
  const at = [...path, 'chooseCalendar']
  if (member(holder, 'calendar') === undefined) {
    log.report('missing-key', at, "Expected a 'calendar' beside 'chooseCalendar', but it is not there.", {
      key: true,
      expected: 'calendar',
      hint: "Write 'calendar: { choose: …, else: … }'.",
    })
    return undefined
  }
  const expression = compileExpression(log, scopes.base, { source, path: at })
  if (!expression) return undefined
  const { type } = expression
  if (!['text', 'choice', 'any'].includes(type.kind)) {
    log.report(
      'expression-type',
      at,
      `Expected the name of a calendar, but the expression gives a ${type.kind}.`,
      {
        expected: 'text or choice',
        found: type.kind,
      },
    )
    return undefined
  }
  if (type.kind === 'choice') for (const option of type.options) knownCalendar(compilation, option, at)
  else checkDecided(compilation, source)
  return expression
}

/** Reports a calendar that no file defines. `undefined` for it, and where none is written. */
function knownCalendar(
  { log, known }: Compilation,
  name: string | undefined,
  path: ValuePath,
): string | undefined {
  if (name === undefined || !known.calendars || known.calendars.includes(name)) return name
  if (name === lackingCalendar) return name
  log.reportUnknown('unknown-calendar', path, { what: 'a calendar', name, known: known.calendars })
  return undefined
}

/** `decisions.hours.calendar` gives what the rules of the decision write: the literals among them are known. */
function checkDecided(compilation: Compilation, source: string): void {
  const [, decision = '', output = ''] = /^\s*decisions\.(\w+)\.(\w+)\s*$/.exec(source) ?? []
  const rules = listAt(objectAt(objectAt(compilation.resolved, 'decisions'), decision), 'rules')
  for (const [index, rule] of rules.entries()) {
    const given = textAt(objectAt(rule, 'then'), output)
    if (given === undefined || given.startsWith('=')) continue
    knownCalendar(compilation, given, ['decisions', decision, 'rules', index, 'then', output])
  }
}
