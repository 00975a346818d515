import type { CheckedAction, CheckedProcess, CheckedState } from '../../checked-process.js'
import type { RuleContext } from '../../rule.js'
import { afterActions, afterHolding, common, excluding, including, type Present } from './present-paths.js'
import { ancestorsOf, childrenOf, enteredWith, isLeaf, isWithin, leavesWithin } from './state-tree.js'
import { waysOf, type Way } from './ways.js'

/** What is certainly there while a case rests in a state, by path of the leaf. A leaf never entered is absent. */
export type PresenceByState = ReadonlyMap<string, Present>

/**
 * Follows answers, assignments and tests along every way through the process: what every way into a state has filled
 * in is there. What is cleared anywhere in a parallel state is never certain inside it.
 */
export function presenceByState(context: RuleContext): PresenceByState {
  const { process } = context
  const found = new Map<string, Present>()
  const cleared = clearedInParallel(context)
  const arrive = (target: string, present: Present): boolean => {
    let changed = false
    for (const path of enteredWith(process, target)) {
      const state = process.states.get(path)
      if (state === undefined || !isLeaf(state)) continue
      const entries = [state, ...ancestorsOf(process, path)].reverse().flatMap(({ entry }) => entry)
      const arrived = excluding(afterActions(present, entries), cleared(state))
      const known = found.get(path)
      const next = known ? common(known, arrived) : arrived
      changed ||= known?.size !== next.size
      found.set(path, next)
    }
    return changed
  }
  arrive('', new Set())
  for (let changed = true; changed; ) {
    changed = false
    for (const state of process.states.values()) {
      for (const way of waysOf(context, state)) {
        const here = presentBefore(process, found, way)
        if (here !== undefined) changed = follow(process, way, here, arrive) || changed
      }
    }
  }
  return found
}

/** What is there whichever state at or below the given one the case rests in. `undefined` if none is ever entered. */
export function presentIn(process: CheckedProcess, presence: PresenceByState, state: CheckedState): Present | undefined {
  const leaves = leavesWithin(process, state.path).flatMap(({ path }) => presence.get(path) ?? [])
  return leaves.reduce<Present | undefined>((sum, each) => (sum ? common(sum, each) : each), undefined)
}

/** What is there when a way is set off: in its state, and for `onDone` in the final states that complete it. */
export function presentBefore(process: CheckedProcess, presence: PresenceByState, way: Way): Present | undefined {
  return way.kind === 'onDone' ? completed(process, presence, way.state) : presentIn(process, presence, way.state)
}

function completed(process: CheckedProcess, presence: PresenceByState, state: CheckedState): Present | undefined {
  const children = childrenOf(process, state)
  if (state.kind === 'parallel') {
    const regions = children.map((region) => completed(process, presence, region))
    return regions.reduce((sum, each) => (sum && each ? including(sum, [...each]) : undefined), new Set<string>())
  }
  const finals = children.filter((child) => child.kind === 'final').flatMap(({ path }) => presence.get(path) ?? [])
  return finals.reduce<Present | undefined>((sum, each) => (sum ? common(sum, each) : each), undefined)
}

/** What is there when the requirements and guards of a way are looked at: the answers of its form are written. */
export function presentAtStart(process: CheckedProcess, way: Way, here: Present): Present {
  const form = way.handler?.form === undefined ? undefined : process.forms.get(way.handler.form)
  return including(here, form?.required ?? [])
}

function follow(
  process: CheckedProcess,
  way: Way,
  here: Present,
  arrive: (target: string, present: Present) => boolean,
): boolean {
  let changed = false
  const required = (way.handler?.require ?? []).reduce(
    (present, { if: condition }) => afterHolding(present, condition),
    presentAtStart(process, way, here),
  )
  for (const branch of way.branches) {
    const chosen = branch.guard ? afterHolding(required, branch.guard) : required
    const left = branch.target === undefined ? [] : exitsOf(process, way.state, branch.target)
    const after = afterActions(chosen, [...left, ...way.actions, ...branch.actions])
    const targets = branch.target === undefined ? leavesWithin(process, way.state.path) : []
    if (branch.target !== undefined) changed = arrive(branch.target, after) || changed
    for (const { path } of targets) changed = arrive(path, after) || changed
  }
  return changed
}

function exitsOf(process: CheckedProcess, from: CheckedState, target: string): readonly CheckedAction[] {
  return [...process.states.values()]
    .filter(({ path }) => (isWithin(path, from.path) || isWithin(from.path, path)) && !isWithin(target, path))
    .flatMap(({ exit }) => exit)
}

function clearedInParallel(context: RuleContext): (state: CheckedState) => readonly string[] {
  const { process } = context
  const byParallel = [...process.states.values()]
    .filter(({ kind }) => kind === 'parallel')
    .map(({ path }) => ({ path, cleared: clearedWithin(context, path) }))
  return (state) => byParallel.filter(({ path }) => isWithin(state.path, path)).flatMap(({ cleared }) => cleared)
}

function clearedWithin(context: RuleContext, path: string): readonly string[] {
  const states = [...context.process.states.values()].filter((state) => isWithin(state.path, path))
  const actions = states.flatMap((state) => [
    ...state.entry,
    ...state.exit,
    ...waysOf(context, state).flatMap((way) => [...way.actions, ...way.branches.flatMap((branch) => branch.actions)]),
  ])
  return actions.flatMap((action) => (action.kind === 'clear' ? action.paths : []))
}

