import type { CheckedState } from '../../checked-process.js'
import type { RuleContext } from '../../rule.js'
import { faultyStates } from './faulty-states.js'
import { ancestorsOf, entered, isLeaf, leavesWithin } from './state-tree.js'
import { targetsOf, waysOf } from './ways.js'

/** The end of the case, as a node of the graph. No state has this path. */
const theEnd = '#end'

/** The states a case may rest in and never end from, with where each of them leads. */
export function deadStates(context: RuleContext): ReadonlyMap<string, ReadonlySet<string>> {
  const faulty = faultyStates(context)
  const leaves = [...context.process.states.values()].filter(isLeaf)
  const next = new Map(leaves.map((state) => [state.path, followersOf(context, state, faulty)]))
  const alive = new Set([theEnd])
  for (let before = -1; before !== alive.size;) {
    before = alive.size
    for (const [path, followers] of next) if (overlap(followers, alive)) alive.add(path)
  }
  return new Map([...next].filter(([path]) => !alive.has(path)))
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((each) => other.has(each))
}

function followersOf(
  context: RuleContext,
  state: CheckedState,
  faulty: ReadonlySet<string>,
): ReadonlySet<string> {
  const { process } = context
  const chain = [state, ...ancestorsOf(process, state.path)]
  // What was left out of a faulty state may have led to the end.
  if (chain.some(({ path }) => faulty.has(path))) return new Set([theEnd])
  const targets = chain.flatMap((each) =>
    targetsOf(waysOf(context, each).filter((way) => way.kind !== 'onDone')),
  )
  const followers = new Set(targets.flatMap((target) => restingPlaces(context, target)))
  if (state.kind === 'final') for (const each of afterCompletion(context, state)) followers.add(each)
  return followers
}

/** Where a target leads. A history state may lead back to any state beside it. */
function restingPlaces(context: RuleContext, target: string): readonly string[] {
  const { process } = context
  const state = process.states.get(target)
  if (state?.kind === 'history') return leavesWithin(process, state.parent ?? '').map(({ path }) => path)
  return [...entered(process, target)].filter((path) => isLeaf(process.states.get(path)))
}

/** Where a case goes when a final state completes its parent. Regions are judged one by one. */
function afterCompletion(context: RuleContext, final: CheckedState): readonly string[] {
  const { process } = context
  const found: string[] = []
  let parent = final.parent === undefined ? undefined : process.states.get(final.parent)
  while (parent !== undefined) {
    if (parent.path === '') return [...found, theEnd]
    const targets = parent.onDone.flatMap((branch) => branch.target ?? [])
    found.push(...targets.flatMap((target) => restingPlaces(context, target)))
    const above = parent.parent === undefined ? undefined : process.states.get(parent.parent)
    parent = above?.kind === 'parallel' ? above : undefined
  }
  return found
}
