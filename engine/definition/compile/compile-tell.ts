import type { JsonObject } from '../../errors/json.js'
import type { CheckedAction, CheckedProcess } from '../checked-process.js'
import type { ActionPlace } from './compile-actions.js'
import { compileBegin, knownProcess } from './compile-begin.js'
import { knownField } from './compile-data-actions.js'
import { compileDuration } from './compile-duration.js'
import { compileValues } from './compile-value.js'
import type { Compilation } from './compilation.js'
import { markedPaths } from './field-node.js'
import { member, objectAt, textAt, textsAt } from './json-access.js'

/** `start`: begins another case whose end is not awaited. */
export function compileStart(
  compilation: Compilation,
  written: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  const begin = compileBegin(compilation, written, place)
  return begin ? [{ kind: 'start', begin }] : []
}

/** `tell`: an event for another case. Which events the case that began this one has is not known here. */
export function compileTell(
  compilation: Compilation,
  written: JsonObject,
  { scope, path }: ActionPlace,
): readonly CheckedAction[] {
  const { log, known } = compilation
  const event = textAt(written, 'event')
  if (event === undefined) return []
  const payload = compileValues(log, scope, objectAt(written, 'with'), [...path, 'with'])
  const to = objectAt(written, 'to')
  if (member(to, 'parent') === false) {
    log.report('wrong-value', [...path, 'to'], "Expected 'parent: true' or 'children', but it is false.", {
      expected: 'parent, or children',
      found: 'false',
    })
    return []
  }
  const children = textAt(to, 'children')
  if (children === undefined) return [{ kind: 'tell', to: 'parent', event, payload }]
  const process = knownProcess(compilation, children, [...path, 'to', 'children'])
  if (process === undefined) return []
  const events = known.otherProcesses?.(process)?.events
  if (events && !events.includes(event)) {
    const what = `an event that some state of '${process}' handles`
    log.reportUnknown('unknown-event', [...path, 'event'], { what, name: event, known: events })
    return []
  }
  return [{ kind: 'tell', to: { children: process }, event, payload }]
}

/** `output`, `onCancel` and `duplicates`: how a case appears to others. */
export function compileRelations(
  compilation: Compilation,
): Pick<CheckedProcess, 'output' | 'onCancel' | 'duplicates'> {
  const { log, resolved, scopes } = compilation
  const onCancel = compileOnCancel(compilation)
  const duplicates = compileDuplicates(compilation)
  return {
    output: compileValues(log, scopes.base, objectAt(resolved, 'output'), ['output']),
    ...(onCancel !== undefined && { onCancel }),
    ...(duplicates && { duplicates }),
  }
}

function compileOnCancel({ log, resolved, events }: Compilation): string | undefined {
  const name = textAt(resolved, 'onCancel')
  if (name === undefined || events.has(name)) return name
  log.reportUnknown('unknown-event', ['onCancel'], {
    what: 'an event that some state of this process handles',
    name,
    known: events.keys(),
  })
  return undefined
}

/** Cases are found by these values, so they have to be among those that lists are searched by. */
function compileDuplicates(compilation: Compilation): CheckedProcess['duplicates'] {
  const { log, resolved, fields } = compilation
  if (member(resolved, 'duplicates') === undefined) return undefined
  const written = objectAt(resolved, 'duplicates')
  const same = (textsAt(written, 'same') ?? []).filter((path, index) => {
    const at = ['duplicates', 'same', index]
    const node = knownField(compilation, path, { path: at })
    if (!node) return false
    const [top = '', ...rest] = path.split('.')
    const field = fields.get(top)
    const searched = field ? markedPaths(field, 'search') : []
    if (searched.includes(rest.join('.')) && node.type.kind !== 'object') return true
    log.report('wrong-value', at, `Expected a field marked 'search', but '${path}' is not.`, {
      found: path,
      hint: `Write 'search: true' at '${path}'.`,
    })
    return false
  })
  const text = textAt(written, 'within')
  const range =
    text === undefined
      ? undefined
      : compileDuration(compilation, text, { path: ['duplicates', 'within'], single: true })
  if (!range || same.length === 0) return undefined
  return { same, within: range.upper }
}
