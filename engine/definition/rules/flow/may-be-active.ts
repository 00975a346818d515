import type { RuleContext } from '../../rule.js'
import { ancestorsOf, childrenOf, enteredWith, isWithin } from './state-tree.js'
import { targetsOf, waysOf } from './ways.js'

/**
 * States that may be active before the case comes to rest, when one of `starts` is: those around it, other regions in
 * whatever state they are, and all that `always`, completion and raised events may lead to. Rather too many than too few.
 */
export function mayBeActive(
  context: RuleContext,
  starts: readonly string[],
  raised: ReadonlySet<string>,
): ReadonlySet<string> {
  const { process } = context
  const found = new Set<string>()
  const waiting = [...starts]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const state = process.states.get(path)
    if (state === undefined || found.has(path)) continue
    found.add(path)
    const automatic = waysOf(context, state).filter(
      ({ kind, handler }) =>
        kind === 'always' || kind === 'onDone' || (handler !== undefined && raised.has(handler.event)),
    )
    for (const target of targetsOf(automatic)) waiting.push(...enteredWith(process, target))
    waiting.push(...around(context, path))
  }
  return found
}

function around({ process }: RuleContext, path: string): readonly string[] {
  const above = ancestorsOf(process, path)
  const regions = above
    .filter((state) => state.kind === 'parallel')
    .flatMap((parallel) => childrenOf(process, parallel))
    .filter((region) => !isWithin(path, region.path))
  const inRegions = [...process.states.keys()].filter((each) =>
    regions.some((region) => isWithin(each, region.path)),
  )
  return [...above.map((state) => state.path), ...inRegions]
}
