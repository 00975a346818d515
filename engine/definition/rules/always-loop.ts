import type { CheckedAction, CheckedBranch, CheckedState } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { writesOf } from './flow/writes.js'
import { exclude } from './flow/guard-terms.js'
import { ancestorsOf, entered, isWithin } from './flow/state-tree.js'

/** `always` branches come to rest: a circle of them whose guards nothing changes would run until it is stopped. */
export const alwaysLoop: Rule = { name: 'always-loop', check }

/** One `always` branch: taken when its guard holds and those above it do not. */
interface Step {
  readonly state: CheckedState
  readonly branch: CheckedBranch
  readonly holds: readonly string[]
  readonly fails: readonly string[]
}

/** Circles longer than this are not looked for; at run time the bound on automatic steps still stops them. */
const longestCircle = 12
const mostTries = 20_000

function* check(context: RuleContext): Iterable<Finding> {
  const steps = [...context.process.states.values()].flatMap(stepsOf)
  const told = new Set<Step>()
  let tries = mostTries
  for (const first of steps) {
    const search = function* (circle: readonly Step[]): Iterable<readonly Step[]> {
      tries -= 1
      const last = circle.at(-1)
      if (tries < 0 || last === undefined || !canHoldTogether(circle)) return
      for (const next of steps) {
        if (!mayFollow(context, last, next)) continue
        if (next === first) yield circle
        else if (!circle.includes(next) && circle.length < longestCircle) yield* search([...circle, next])
      }
    }
    for (const circle of search([first])) {
      if (circle.some((step) => told.has(step)) || changesItsGuards(context, circle)) continue
      for (const step of circle) told.add(step)
      yield findingFor(context, circle)
    }
  }
}

function stepsOf(state: CheckedState): readonly Step[] {
  return state.always.map((branch, position) => ({
    state,
    branch,
    holds: branch.guard ? [branch.guard.source] : [],
    fails: state.always.slice(0, position).flatMap((above) => above.guard?.source ?? 'true'),
  }))
}

function canHoldTogether(circle: readonly Step[]): boolean {
  const fails = circle.flatMap((step) => step.fails)
  return (
    !fails.includes('true') &&
    !exclude(
      circle.flatMap((step) => step.holds),
      fails,
    )
  )
}

/** Whether the state of `next` is active after `last`. */
function mayFollow({ process }: RuleContext, last: Step, next: Step): boolean {
  const target = last.branch.target ?? last.state.path
  if (last.branch.target === undefined && isWithin(next.state.path, target)) return true
  const active = [...entered(process, target), ...ancestorsOf(process, target).map(({ path }) => path)]
  return active.includes(next.state.path)
}

/** Whether anything on the way round writes what a guard on it reads. */
function changesItsGuards(context: RuleContext, circle: readonly Step[]): boolean {
  const reads = circle.flatMap(({ state }) => state.always.flatMap((branch) => branch.guard?.reads ?? []))
  const actions = circle.flatMap((step) => actionsOf(context, step))
  const writes = actions.flatMap(writesOf).map((path) => `data.${path}`)
  return reads.some((read) => {
    if (read.startsWith('visits')) return true
    // What a decision reads is not followed: any written field may change it.
    if (read.startsWith('decisions.')) return writes.length > 0
    return writes.some((write) => isWithin(read, write) || isWithin(write, read))
  })
}

function actionsOf({ process }: RuleContext, { state, branch }: Step): readonly CheckedAction[] {
  if (branch.target === undefined) return branch.actions
  const target = branch.target
  const leaving = [...process.states.values()].filter(
    ({ path }) =>
      path !== '' && !isWithin(target, path) && (isWithin(path, state.path) || isWithin(state.path, path)),
  )
  const entering = [...entered(process, target), ...ancestorsOf(process, target).map(({ path }) => path)]
  const entries = entering
    .filter((path) => path === target || !isWithin(state.path, path))
    .flatMap((path) => process.states.get(path)?.entry ?? [])
  return [...leaving.flatMap(({ exit }) => exit), ...branch.actions, ...entries]
}

function findingFor(context: RuleContext, circle: readonly Step[]): Finding {
  const [first] = circle
  if (first === undefined) throw new Error('A circle has at least one step.')
  const way = [...circle.map(({ state }) => state.path), first.state.path]
    .map((path) => `'${path}'`)
    .join(' → ')
  return {
    path: [...context.pathOf(first.state.path), 'always', first.branch.index],
    message: `Expected 'always' branches that come to rest, but ${way} goes round for ever: nothing on the way changes what the guards read.`,
    hint: 'Give one of the branches a guard that is false the second time, or move by an event.',
  }
}
