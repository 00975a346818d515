import type { CheckedBranch } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { regionsAround, type Region } from './flow/regions.js'
import { isWithin } from './flow/state-tree.js'
import { waysOf, type Way } from './flow/ways.js'

/**
 * What leaves a parallel state stands on it: when one region leaves and another moves on the same event, the leaving is
 * dropped; and a target in another region would start all regions again.
 */
export const exitFromRegion: Rule = { name: 'exit-from-region', check }

function* check(context: RuleContext): Iterable<Finding> {
  for (const state of context.process.states.values()) {
    const regions = regionsAround(context.process, state)
    if (regions.length === 0) continue
    for (const way of waysOf(context, state))
      for (const branch of way.branches) {
        const left = regions.find((each) => leaves(way, branch, each))
        if (left) yield findingFor(way, branch, left)
      }
  }
}

function leaves(way: Way, { target }: CheckedBranch, { parallel, region }: Region): boolean {
  if (target === undefined || isWithin(target, region.path)) return false
  // Time, completion and results belong to one region alone: no other can move on them, so nothing is dropped.
  return way.kind === 'on' || isWithin(target, parallel.path)
}

function findingFor(way: Way, branch: CheckedBranch, { parallel, region }: Region): Finding {
  const target = branch.target ?? ''
  const path = [...way.branchesPath, branch.index, 'target']
  const outer = parallel.path === '' ? 'the process' : `'${parallel.path}'`
  if (isWithin(target, parallel.path))
    return {
      path,
      message: `Expected a target inside region '${region.path}', but '${target}' lies outside it, and going there would start all regions of ${outer} again.`,
      hint: `Raise an event that the other region accepts, or let the 'onDone' of ${outer} join them.`,
    }
  return {
    path,
    message: `Expected a target inside region '${region.path}', but '${target}' leaves ${outer} with its other regions.`,
    hint: `Write the handler at ${outer} itself.`,
  }
}
