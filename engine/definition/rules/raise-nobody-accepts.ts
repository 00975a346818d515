import type { CheckedAction, CheckedState } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { faultyStates } from './flow/faulty-states.js'
import { mayBeActive } from './flow/may-be-active.js'
import { placeActions } from './flow/placed-expressions.js'
import { raisedEvents } from './flow/raised-events.js'
import { ancestorsOf, enteredWith, isWithin } from './flow/state-tree.js'
import { targetsOf, waysOf } from './flow/ways.js'

/** A raised event is accepted where the case then is: one that no active state accepts vanishes without a word. */
export const raiseNobodyAccepts: Rule = { name: 'raise-nobody-accepts', check }

function* check(context: RuleContext): Iterable<Finding> {
  // A handler that was left out may have been the one that accepts it.
  if (faultyStates(context).size > 0) return
  const raised = raisedEvents(context.document.value)
  for (const state of context.process.states.values()) {
    yield* forNobody(context, state, raised)
    for (const { list, actions, active } of listsOf(context, state)) {
      if (!actions.some(({ kind }) => kind === 'raise')) continue
      const states = mayBeActive(context, active(), raised)
      for (const { action, path } of placeActions(context.document, list, actions))
        if (action.kind === 'raise' && !isAccepted(context, action.event, states))
          yield findingFor([...path, 'raise'], action.event, statesThatAccept(context, action.event))
    }
  }
}

/** A task that finds nobody raises its event while its own state is active. */
function* forNobody(
  context: RuleContext,
  state: CheckedState,
  raised: ReadonlySet<string>,
): Iterable<Finding> {
  const event = state.task?.assign?.onNobody
  if (event === undefined) return
  const below = [...context.process.states.keys()].filter((path) => isWithin(path, state.path))
  if (isAccepted(context, event, mayBeActive(context, below, raised))) return
  yield findingFor(
    [...context.pathOf(state.path), 'task', 'onNobody'],
    event,
    statesThatAccept(context, event),
  )
}

/** Actions in one place, and the states that are active after them. */
interface ActionList {
  readonly list: ValuePath
  readonly actions: readonly CheckedAction[]
  readonly active: () => readonly string[]
}

function listsOf(context: RuleContext, state: CheckedState): readonly ActionList[] {
  const { process } = context
  const base = context.pathOf(state.path)
  const below = () => [...process.states.keys()].filter((path) => isWithin(path, state.path))
  const ways = () =>
    [...below(), ...ancestorsOf(process, state.path).map(({ path }) => path)].flatMap((path) =>
      waysOf(context, process.states.get(path) ?? state),
    )
  const after = (targets: readonly string[]) => targets.flatMap((target) => [...enteredWith(process, target)])
  return [
    { list: [...base, 'entry'], actions: state.entry, active: below },
    { list: [...base, 'exit'], actions: state.exit, active: () => after(targetsOf(ways())) },
    ...state.deadlines.map(({ name, breach }) => ({
      list: [...base, 'deadlines', name, 'breach'],
      actions: breach,
      active: below,
    })),
    ...state.deadlines.flatMap(({ name, warnings }) =>
      warnings.map(({ actions }, index) => ({
        list: [...base, 'deadlines', name, 'warn', index, 'do'],
        actions,
        active: below,
      })),
    ),
    ...state.deadlines.flatMap(({ name, ladder }) =>
      ladder.map(({ actions }, index) => ({
        list: [...base, 'deadlines', name, 'escalate', 'ladder', index, 'do'],
        actions,
        active: below,
      })),
    ),
    ...waysOf(context, state).flatMap((way) => [
      {
        list: [...way.path, 'actions'],
        actions: way.actions,
        active: () => [
          ...after(targetsOf([way])),
          ...(way.branches.some(({ target }) => target === undefined) ? below() : []),
        ],
      },
      ...way.branches.map(({ index, target, actions }) => ({
        list: [...way.branchesPath, index, 'actions'],
        actions,
        active: target === undefined ? below : () => after([target]),
      })),
    ]),
  ]
}

function isAccepted({ process }: RuleContext, event: string, states: ReadonlySet<string>): boolean {
  return [...states].some((path) => process.states.get(path)?.on.has(event))
}

function statesThatAccept({ process }: RuleContext, event: string): readonly string[] {
  return [...process.states.values()].filter(({ on }) => on.has(event)).map(({ path }) => path)
}

function findingFor(path: ValuePath, event: string, accepting: readonly string[]): Finding {
  const where = accepting.map((each) => `'${each}'`).join(', ')
  return {
    path,
    message: `Expected a state that accepts '${event}' when it is raised, but only ${where} accepts it, and the case is not there then.`,
    found: event,
    hint: `Write the handler at a state that is active then, or at one around it.`,
  }
}
