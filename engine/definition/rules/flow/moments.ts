import type { CheckedAction, CheckedState } from '../../checked-process.js'
import type { ValuePath } from '../../document.js'
import type { RuleContext } from '../../rule.js'
import {
  expressionsOf,
  inBegin,
  inValue,
  inWindow,
  placeActions,
  writtenAt,
  type PlacedExpression,
} from './placed-expressions.js'
import { afterActions, afterHolding, common, type Present } from './present-paths.js'
import {
  presenceByState,
  presentAtStart,
  presentBefore,
  presentIn,
  type PresenceByState,
} from './presence.js'
import { waysOf, type Way } from './ways.js'

/** An expression, and what is certainly there when it is evaluated. */
export interface Moment extends PlacedExpression {
  readonly present: Present
}

/** Several rules ask for the moments of one process. */
const known = new WeakMap<RuleContext, readonly Moment[]>()

/** Every expression of the states and invariants that can be evaluated at all. */
export function moments(context: RuleContext): readonly Moment[] {
  const found = known.get(context) ?? [...momentsOf(context)]
  known.set(context, found)
  return found
}

function* momentsOf(context: RuleContext): Iterable<Moment> {
  const presence = presenceByState(context)
  for (const state of context.process.states.values()) {
    const here = presentIn(context.process, presence, state)
    if (here === undefined) continue
    yield* ofVisit(context, state, here)
    for (const way of waysOf(context, state)) {
      const before = presentBefore(context.process, presence, way)
      if (before !== undefined) yield* ofWay(context, way, presentAtStart(context, way, before))
    }
  }
  yield* ofInvariants(context, presence)
  yield* ofPriority(context, presence)
}

function* ofVisit(context: RuleContext, state: CheckedState, here: Present): Iterable<Moment> {
  const base = context.pathOf(state.path)
  const lists: (readonly [keys: ValuePath, actions: readonly CheckedAction[]])[] = [
    [['entry'], state.entry],
    [['exit'], state.exit],
  ]
  for (const deadline of state.deadlines) {
    for (const [index, { actions }] of deadline.ladder.entries())
      lists.push([['deadlines', deadline.name, 'escalate', 'ladder', index, 'do'], actions])
    lists.push([['deadlines', deadline.name, 'breach'], deadline.breach])
    for (const [index, { actions }] of deadline.warnings.entries())
      lists.push([['deadlines', deadline.name, 'warn', index, 'do'], actions])
  }
  for (const [keys, actions] of lists)
    for (const placed of placeActions(context.document, [...base, ...keys], actions))
      for (const expression of expressionsOf(placed)) yield { ...expression, present: here }
  for (const placed of [...ofClocks(state, base), ...ofTask(state, base)]) yield { ...placed, present: here }
  const begins = [
    ...(state.invoke?.begin ? inBegin(state.invoke.begin, [...base, 'invoke']) : []),
    ...(state.convert ? inBegin(state.convert, [...base, 'convert']) : []),
  ]
  for (const placed of begins) yield { ...placed, present: here }
  for (const [name, value] of state.invoke?.input ?? [])
    for (const expression of inValue(value, [...base, 'invoke', 'input', name]))
      yield { ...expression, present: here }
}

/** Who gets the task of a visit, and what that person must be able to do. */
function ofTask({ task }: CheckedState, base: ValuePath): readonly PlacedExpression[] {
  const assign = task?.assign
  if (!assign) return []
  if (assign.rule === 'named') return [{ expression: assign.person, path: [...base, 'task', 'assign'] }]
  return assign.skill ? [{ expression: assign.skill, path: [...base, 'task', 'skill'] }] : []
}

/** What clocks and messages ask besides their points in time, which may be absent. */
function* ofClocks(state: CheckedState, base: ValuePath): Iterable<PlacedExpression> {
  yield* inWindow(state.task?.window, [...base, 'task'])
  for (const { name, onCall } of state.deadlines)
    if (onCall) yield { expression: onCall, path: [...base, 'deadlines', name, 'escalate', 'onCall'] }
  for (const { index, window } of state.reminders) yield* inWindow(window, [...base, 'reminders', index])
  for (const { index, window } of state.notices) yield* inWindow(window, [...base, 'notices', index])
  for (const { key, window } of state.after) yield* inWindow(window, [...base, 'after', key])
}

function* ofWay(context: RuleContext, way: Way, start: Present): Iterable<Moment> {
  const window = way.handler?.window
  // Told at the task where it is the task's.
  if (writtenAt(context.document, [...way.path, 'window']) !== undefined)
    for (const placed of inWindow(window, way.path)) yield { ...placed, present: start }
  let required = start
  for (const [index, { if: expression }] of (way.handler?.require ?? []).entries()) {
    yield { expression, path: requirementPath(context, way, index), present: required }
    required = afterHolding(required, expression)
  }
  const chosen = way.branches.map(({ guard }) => (guard ? afterHolding(required, guard) : required))
  yield* ofActions(
    context,
    [...way.path, 'actions'],
    way.actions,
    chosen.reduce(common, chosen[0] ?? required),
  )
  for (const [position, branch] of way.branches.entries()) {
    const path = [...way.branchesPath, branch.index]
    if (branch.guard) yield { expression: branch.guard, path: [...path, 'guard'], present: required }
    const before = afterActions(chosen[position] ?? required, way.actions)
    yield* ofActions(context, [...path, 'actions'], branch.actions, before)
  }
}

/** A requirement that was faulty was left out, and those after it moved up; so its text finds it. */
function requirementPath({ document }: RuleContext, way: Way, index: number): ValuePath {
  const list = [...way.path, 'require']
  const source = way.handler?.require[index]?.if.source
  const written = writtenAt(document, list)
  const length = Array.isArray(written) ? written.length : 0
  const all = Array.from({ length }, (_, position) => [...list, position, 'if'])
  return all.find((path) => writtenAt(document, path) === source) ?? list
}

function* ofActions(
  context: RuleContext,
  path: ValuePath,
  actions: readonly CheckedAction[],
  before: Present,
): Iterable<Moment> {
  let present = before
  for (const placed of placeActions(context.document, path, actions)) {
    for (const expression of expressionsOf(placed)) yield { ...expression, present }
    present = afterActions(present, [placed.action])
  }
}

function* ofInvariants({ process }: RuleContext, presence: PresenceByState): Iterable<Moment> {
  for (const { id, in: states, if: expression } of process.invariants) {
    const places = (states.length > 0 ? states : ['']).flatMap((path) => {
      const state = process.states.get(path)
      return (state && presentIn(process, presence, state)) ?? []
    })
    const [first] = places
    if (first) yield { expression, path: ['invariants', id, 'if'], present: places.reduce(common, first) }
  }
}

/** How urgent a case is, counted at the end of every step. */
function* ofPriority({ process }: RuleContext, presence: PresenceByState): Iterable<Moment> {
  const present = presentIn(process, presence, process.root)
  if (process.priority && present) yield { expression: process.priority, path: ['priority'], present }
}
