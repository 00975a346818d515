import type { Bindings } from '../../expression/expression.js'
import type {
  CheckedAction,
  CheckedBegin,
  CheckedBranch,
  CheckedProcess,
  CheckedState,
} from '../checked-process.js'
import { statePathOf } from '../compile/state-index.js'
import type { SourceDocument, SourceSet } from '../document.js'
import type { RuleContext } from '../rule.js'
import { judged, termsOf } from '../rules/flow/guard-terms.js'
import { entered, enteredWith } from '../rules/flow/state-tree.js'
import { waysOf, type Way } from '../rules/flow/ways.js'

/** A case of another process that a case may begin, and the state in which it does. */
export interface HandOver {
  readonly begin: CheckedBegin
  /** Path of the state; `''` for the whole process. */
  readonly state: string
}

/**
 * Cases of other processes that a case may begin with the figures it has: what a guard or a `require` excludes by
 * figures alone never happens. Rather too many than too few: what depends on data may happen.
 */
export function handOversOf(
  process: CheckedProcess,
  document: SourceDocument,
  set: SourceSet,
): readonly HandOver[] {
  const context: RuleContext = { document, process, set, pathOf: statePathOf, incomplete: new Set() }
  const judge = judgeBy(process)
  const found: HandOver[] = []
  const reached = new Set<string>()
  const waiting = [...entered(process, '')]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const state = process.states.get(path)
    if (state === undefined || reached.has(path)) continue
    reached.add(path)
    const ways = waysOf(context, state).filter((way) => mayBeTaken(way, judge))
    const branches = ways.flatMap((way) => branchesTaken(way.branches, judge))
    const actions = [...ways, ...branches].flatMap((part) => part.actions)
    for (const begin of [...begunIn(state), ...begunBy(actions)]) found.push({ begin, state: path })
    for (const { target } of branches) if (target !== undefined) waiting.push(...enteredWith(process, target))
  }
  return found
}

type Judge = (condition: string) => boolean | undefined

function mayBeTaken({ handler }: Way, judge: Judge): boolean {
  return !handler?.require.some((requirement) => judge(requirement.if.source) === false)
}

/** Branches are tried in order: none is taken below one that holds whenever it does. */
function branchesTaken(branches: readonly CheckedBranch[], judge: Judge): readonly CheckedBranch[] {
  const above: (readonly string[])[] = []
  return branches.filter(({ guard }) => {
    if (guard && judge(guard.source) === false) return false
    const open = guard ? termsOf(guard.source).filter((term) => judge(term) !== true) : []
    const shadowed = above.some((terms) => terms.every((term) => open.includes(term)))
    above.push(open)
    return !shadowed
  })
}

/** What a state begins by being entered, left or waited in. */
function begunIn(state: CheckedState): readonly CheckedBegin[] {
  const clocks = state.deadlines.flatMap(({ breach, warnings, ladder }) => [
    ...breach,
    ...[...warnings, ...ladder].flatMap(({ actions }) => actions),
  ])
  return [
    ...begunBy([...state.entry, ...state.exit, ...clocks]),
    ...(state.invoke?.begin ? [state.invoke.begin] : []),
    ...(state.convert ? [state.convert] : []),
  ]
}

function begunBy(actions: readonly CheckedAction[]): readonly CheckedBegin[] {
  return actions.flatMap((action) => (action.kind === 'start' ? [action.begin] : []))
}

/** Parts of a condition that name nothing but figures are known. */
function judgeBy(process: CheckedProcess): Judge {
  const { scope } = process
  const bindings = scope.bind({
    data: {},
    params: process.params,
    actor: { id: '', roles: [] },
    instance: { id: '', process: process.id, createdAt: 0 },
    visits: {},
    vouchers: {},
    now: 0,
    decide: () => ({}),
  })
  return (source) => judged(source, (part) => figureIn(part, process, bindings))
}

function figureIn(part: string, { scope }: CheckedProcess, bindings: Bindings): boolean | undefined {
  const compiled = scope.compile(part)
  if (!compiled.ok) return undefined
  const { reads, readsTime } = compiled.expression
  if (readsTime || !reads.every((read) => read.startsWith('params.'))) return undefined
  const found = compiled.expression.evaluate(bindings)
  return found.ok && typeof found.value === 'boolean' ? found.value : undefined
}
