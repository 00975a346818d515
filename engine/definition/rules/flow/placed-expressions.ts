import type { JsonValue } from '../../../errors/json.js'
import type { Expression } from '../../../expression/expression.js'
import type { CheckedAction, CheckedBegin, CheckedValue, CheckedWindow } from '../../checked-process.js'
import { needsUnitValue } from '../../compile/compile-unit.js'
import type { SourceDocument, ValuePath } from '../../document.js'

/** An expression with its place in the long form. */
export interface PlacedExpression {
  readonly expression: Expression
  readonly path: ValuePath
}

/** An action with its place in the long form. */
export interface PlacedAction {
  readonly action: CheckedAction
  readonly path: ValuePath
}

/** Value at a path of the long form; `undefined` where nothing is written. */
export function writtenAt(document: SourceDocument, path: ValuePath): JsonValue | undefined {
  let here: JsonValue | undefined = document.value
  for (const key of path) {
    if (here === undefined || here === null || typeof here !== 'object') return undefined
    here = Array.isArray(here) ? here[Number(key)] : here[String(key)]
  }
  return here
}

/**
 * Places of compiled actions. A written action with several lists became several, and faulty ones were left out; where
 * the counts differ, all of them are placed at the list.
 */
export function placeActions(
  document: SourceDocument,
  list: ValuePath,
  actions: readonly CheckedAction[],
): readonly PlacedAction[] {
  const places = placesIn(document, list)
  return actions.map((action, index) => ({
    action,
    path: (places.length === actions.length ? places[index] : undefined) ?? list,
  }))
}

/** Places of the actions of a list, or of all lists under `do` where the items of the list hold them. */
function placesIn(document: SourceDocument, list: ValuePath): readonly ValuePath[] {
  const written = writtenAt(document, list)
  if (!Array.isArray(written)) return []
  return written.flatMap((_, index) => {
    const inner = [...list, index, 'do']
    return writtenAt(document, inner) === undefined ? [[...list, index]] : placesIn(document, inner)
  })
}

/** Every expression of an action. */
export function expressionsOf({ action, path }: PlacedAction): readonly PlacedExpression[] {
  switch (action.kind) {
    case 'assign':
    case 'append':
      return action.entries.flatMap(([name, value]) => inValue(value, [...path, action.kind, name]))
    case 'update':
      return [
        { expression: action.where, path: [...path, 'update', action.list, 'where'] },
        ...action.set.flatMap(([name, value]) =>
          inValue(value, [...path, 'update', action.list, 'set', name]),
        ),
      ]
    case 'remove':
      return [{ expression: action.where, path: [...path, 'remove', action.list, 'where'] }]
    case 'call':
      return action.input.flatMap(([name, value]) => inValue(value, [...path, 'call', 'input', name]))
    case 'unit':
      // What may be left out is no surprise when it is absent.
      return action.values.flatMap(([name, value]) => {
        const placed = inValue(value, [...path, 'unit', action.act, name])
        return needsUnitValue(action.act, name) ? placed : placed.map(withoutDoubt)
      })
    case 'allocate':
      return inAllocation(action, [...path, 'allocate', action.list])
    case 'paper':
      return [
        ...(action.number ? [{ expression: action.number, path: [...path, 'issue', 'number'] }] : []),
        // What is absent leaves its line blank.
        ...action.with.flatMap(([name, value]) =>
          inValue(value, [...path, action.act, 'with', name]).map(withoutDoubt),
        ),
      ]
    case 'notify':
      return inWindow(action.window, [...path, 'notify'])
    case 'start':
      return inBegin(action.begin, [...path, 'start'])
    case 'tell':
      return action.payload
        .flatMap(([name, value]) => inValue(value, [...path, 'tell', 'with', name]))
        .map(withoutDoubt)
    case 'clear':
    case 'raise':
      return []
  }
}

/** What another case is begun with. An absent answer is not handed over, so that nobody has to test for it. */
export function inBegin(
  { profile, input, forEach }: CheckedBegin,
  path: ValuePath,
): readonly PlacedExpression[] {
  return [
    ...(forEach ? [{ expression: forEach, path: [...path, 'forEach'] }] : []),
    ...(profile ? inValue(profile, [...path, 'profile']) : []),
    ...input.flatMap(([name, value]) => inValue(value, [...path, 'input', name])).map(withoutDoubt),
  ]
}

function withoutDoubt({ expression, path }: PlacedExpression): PlacedExpression {
  return { expression: { ...expression, untested: [] }, path }
}

function inAllocation(
  { amount, shares }: Extract<CheckedAction, { kind: 'allocate' }>,
  path: ValuePath,
): readonly PlacedExpression[] {
  return [
    ...inValue(amount, [...path, 'amount']),
    ...shares.flatMap(({ percent, set }, index) => [
      ...inValue(percent, [...path, 'shares', index, 'percent']),
      ...set.flatMap(([name, value]) => inValue(value, [...path, 'shares', index, 'set', name])),
    ]),
  ]
}

/** The exception of a window, where it has one. */
export function inWindow(window: CheckedWindow | undefined, holder: ValuePath): readonly PlacedExpression[] {
  return window?.unless ? [{ expression: window.unless, path: [...holder, 'window', 'unless'] }] : []
}

/** Every expression at the leaves of a value. */
export function inValue(value: CheckedValue, path: ValuePath): readonly PlacedExpression[] {
  switch (value.kind) {
    case 'literal':
      return []
    case 'expression':
      return [{ expression: value.expression, path }]
    case 'object':
      return value.entries.flatMap(([name, part]) => inValue(part, [...path, name]))
    case 'list':
      return value.items.flatMap((item, index) => inValue(item, [...path, index]))
  }
}

/** Where the source of an expression begins in the text that is written there: after the `=`, where there is one. */
export function offsetOf(document: SourceDocument, { expression, path }: PlacedExpression): number {
  const written = writtenAt(document, path)
  return typeof written === 'string' ? Math.max(0, written.indexOf(expression.source)) : 0
}
