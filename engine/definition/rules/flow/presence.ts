import type { CheckedAction, CheckedBranch, CheckedProcess, CheckedState } from '../../checked-process.js'
import type { RuleContext } from '../../rule.js'
import { afterActions, afterHolding, common, excluding, including, type Present } from './present-paths.js'
import { doubtfulAnswers } from './doubtful-answers.js'
import { ancestorsOf, childrenOf, enteredWith, isLeaf, isWithin, leavesWithin } from './state-tree.js'
import { allWays, waysOf, type Way } from './ways.js'

/** What is certainly there while a case rests in a state, by path of the leaf. A leaf never entered is absent. */
export type PresenceByState = ReadonlyMap<string, Present>

/**
 * Follows answers, assignments and tests along every way through the process: what every way into a state has filled
 * in is there. What is cleared anywhere in a parallel state is never certain inside it.
 */
export function presenceByState(context: RuleContext): PresenceByState {
  const { process } = context
  const found = new Map<string, Present>()
  const arrivals = [
    ...arrivalsOf(process, '', ''),
    ...allWays(context).flatMap((way) => arrivalsBy(process, way)),
  ]
  const cleared = clearedInParallel(context)
  for (let changed = true; changed;) {
    changed = false
    for (const arrival of arrivals) {
      const { way, branch, leaf, actions } = arrival
      const here = presentOnTheWay(process, found, arrival)
      if (here === undefined) continue
      const left = way && branch ? presentWhenLeaving(context, way, branch, here) : here
      const arrived = excluding(afterActions(left, actions), cleared(leaf))
      const known = found.get(leaf)
      const next = known ? common(known, arrived) : arrived
      changed ||= known?.size !== next.size
      found.set(leaf, next)
    }
  }
  return found
}

/** One leaf that a branch may lead to, or the start of the case, with the actions that run on the way. */
interface Arrival {
  readonly way?: Way
  readonly branch?: CheckedBranch
  readonly leaf: string
  readonly actions: readonly CheckedAction[]
}

/** Without a target the configuration stays: each leaf keeps what it knows, and learns nothing of its neighbours. */
function presentOnTheWay(
  process: CheckedProcess,
  found: PresenceByState,
  { way, branch, leaf }: Arrival,
): Present | undefined {
  if (way === undefined) return new Set<string>()
  return branch?.target === undefined ? found.get(leaf) : presentBefore(process, found, way)
}

function arrivalsBy(process: CheckedProcess, way: Way): readonly Arrival[] {
  return way.branches.flatMap((branch) => {
    const before = [...way.actions, ...branch.actions]
    const { target } = branch
    if (target === undefined)
      return leavesWithin(process, way.state.path).map(({ path }) => ({
        way,
        branch,
        leaf: path,
        actions: before,
      }))
    const left = exitsOf(process, way.state, target)
    return arrivalsOf(process, way.state.path, target).map(({ leaf, actions }) => {
      return { way, branch, leaf, actions: [...left, ...before, ...actions] }
    })
  })
}

/** Leaves entered with a target, with the entry actions of what is newly entered. */
function arrivalsOf(process: CheckedProcess, from: string, target: string): readonly Arrival[] {
  const stays = (path: string) => from !== '' && isWithin(from, path) && !isWithin(path, target)
  return [...enteredWith(process, target)].flatMap((leaf) => {
    const state = process.states.get(leaf)
    if (state === undefined || !isLeaf(state)) return []
    const chain = [state, ...ancestorsOf(process, leaf)].reverse()
    return [{ leaf, actions: chain.flatMap(({ path, entry }) => (stays(path) ? [] : entry)) }]
  })
}

/** What is there whichever state at or below the given one the case rests in. `undefined` if none is ever entered. */
export function presentIn(
  process: CheckedProcess,
  presence: PresenceByState,
  state: CheckedState,
): Present | undefined {
  const leaves = leavesWithin(process, state.path).flatMap(({ path }) => presence.get(path) ?? [])
  return leaves.reduce<Present | undefined>((sum, each) => (sum ? common(sum, each) : each), undefined)
}

/** What is there when a way is set off: in its state, and for `onDone` in the final states that complete it. */
export function presentBefore(
  process: CheckedProcess,
  presence: PresenceByState,
  way: Way,
): Present | undefined {
  return way.kind === 'onDone'
    ? completed(process, presence, way.state)
    : presentIn(process, presence, way.state)
}

function completed(
  process: CheckedProcess,
  presence: PresenceByState,
  state: CheckedState,
): Present | undefined {
  const children = childrenOf(process, state)
  if (state.kind === 'parallel') {
    const regions = children.map((region) => completed(process, presence, region))
    return regions.reduce(
      (sum, each) => (sum && each ? including(sum, [...each]) : undefined),
      new Set<string>(),
    )
  }
  const finals = children
    .filter((child) => child.kind === 'final')
    .flatMap(({ path }) => presence.get(path) ?? [])
  return finals.reduce<Present | undefined>((sum, each) => (sum ? common(sum, each) : each), undefined)
}

/** What is there when the requirements and guards of a way are looked at: the answers of its form are written. */
export function presentAtStart(context: RuleContext, way: Way, here: Present): Present {
  return including(here, answersOf(context, way))
}

const answers = new WeakMap<Way, readonly string[]>()

function answersOf(context: RuleContext, way: Way): readonly string[] {
  const known = answers.get(way)
  if (known) return known
  const form = way.handler?.form === undefined ? undefined : context.process.forms.get(way.handler.form)
  const found = [...(form?.required ?? []), ...doubtfulAnswers(context, way)]
  answers.set(way, found)
  return found
}

function presentWhenLeaving(
  context: RuleContext,
  way: Way,
  { guard }: CheckedBranch,
  here: Present,
): Present {
  const required = (way.handler?.require ?? []).reduce(
    (present, { if: condition }) => afterHolding(present, condition),
    presentAtStart(context, way, here),
  )
  return guard ? afterHolding(required, guard) : required
}

function exitsOf(process: CheckedProcess, from: CheckedState, target: string): readonly CheckedAction[] {
  return [...process.states.values()]
    .filter(({ path }) => (isWithin(path, from.path) || isWithin(from.path, path)) && !isWithin(target, path))
    .flatMap(({ exit }) => exit)
}

function clearedInParallel(context: RuleContext): (leaf: string) => readonly string[] {
  const { process } = context
  const byParallel = [...process.states.values()]
    .filter(({ kind }) => kind === 'parallel')
    .map(({ path }) => ({ path, cleared: clearedWithin(context, path) }))
  return (leaf) => byParallel.filter(({ path }) => isWithin(leaf, path)).flatMap(({ cleared }) => cleared)
}

function clearedWithin(context: RuleContext, path: string): readonly string[] {
  const states = [...context.process.states.values()].filter((state) => isWithin(state.path, path))
  // What is cleared on the way out is cleared for the next time, unless history leads straight back to where it was.
  const remembers = states.some(({ kind }) => kind === 'history')
  const stays = ({ target }: CheckedBranch): boolean =>
    remembers || target === undefined || isWithin(target, path)
  const actions = states.flatMap((state) => [
    ...state.entry,
    ...state.exit,
    ...waysOf(context, state).flatMap((way) => {
      const staying = way.branches.filter(stays)
      return [...(staying.length > 0 ? way.actions : []), ...staying.flatMap((branch) => branch.actions)]
    }),
  ])
  return actions.flatMap((action) => (action.kind === 'clear' ? action.paths : []))
}
