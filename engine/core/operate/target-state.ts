import type { CheckedProcess, CheckedState } from '../../definition/checked-process.js'
import { nearestName, type RefusalReason } from '../../errors/index.js'
import { bilingual, StepRefused } from '../refusals.js'
import { stateTitle } from '../titles.js'

/** Where a move by hand leads, and the state within which it happens: the innermost active one around the target. */
export interface HandMove {
  readonly within: CheckedState
  readonly target: CheckedState
}

/** The state of this path that a case can stand in. Refuses the step with `unknown-state` where there is none. */
export function stateToStandIn(process: CheckedProcess, path: string): CheckedState {
  const state = process.states.get(path)
  if (state && path !== '' && state.kind !== 'history') return state
  throw new StepRefused([unknownState(process, path)])
}

/**
 * Finds what a move leaves and enters. A region of an active parallel state cannot be left without the others, so that
 * a move to one goes to its initial state.
 */
export function handMove(process: CheckedProcess, active: ReadonlySet<string>, path: string): HandMove {
  const target = stateToStandIn(process, path)
  const within = innermostActive(process, active, target)
  if (within.kind !== 'parallel') return { within, target }
  const initial = target.initial === undefined ? undefined : process.states.get(target.initial)
  if (initial && initial.kind !== 'history') return { within: target, target: initial }
  const title = stateTitle(process, path)
  throw new StepRefused([
    {
      code: 'cannot-move',
      text: bilingual(
        `“${title['zh-CN']}”是并行的一部分，案件已在其中，没有可进入的下级状态。`,
        `Expected a state the case can go to, but '${title.en}' is a part it stands in already. Name a state inside it, or one outside the parallel state.`,
      ),
      state: path,
    },
  ])
}

/** The states that are entered when a state is entered from within another: those between, itself, and what begins in it. */
export function enteredStates(process: CheckedProcess, { within, target }: HandMove): ReadonlySet<string> {
  const entered = new Set<string>()
  const path: CheckedState[] = []
  for (let at: CheckedState | undefined = target; at && at !== within; at = parentOf(process, at))
    path.unshift(at)
  const enter = (state: CheckedState): void => {
    if (entered.has(state.path) || state.kind === 'history') return
    entered.add(state.path)
    const onWay = path.find((one) => one.parent === state.path)
    const next = state.kind === 'parallel' ? state.children : [onWay?.path ?? state.initial ?? '']
    for (const child of next) {
      const found = process.states.get(child)
      if (found && child !== '') enter(found)
    }
  }
  const [first] = path
  if (first) enter(first)
  return entered
}

function innermostActive(
  process: CheckedProcess,
  active: ReadonlySet<string>,
  target: CheckedState,
): CheckedState {
  for (let at = parentOf(process, target); at; at = parentOf(process, at))
    if (at.path === '' || active.has(at.path)) return at
  return process.root
}

function parentOf(process: CheckedProcess, { path, parent }: CheckedState): CheckedState | undefined {
  if (path === '') return undefined
  return parent === undefined || parent === '' ? process.root : process.states.get(parent)
}

function unknownState(process: CheckedProcess, path: string): RefusalReason {
  const known = [...process.states.values()].flatMap(({ path: one, kind }) =>
    one === '' || kind === 'history' ? [] : [one],
  )
  const nearest = nearestName(path, known)
  // Where the path is one that has a title after all, such as a history state, it goes by that.
  const [found, meant] = [
    stateTitle(process, path),
    nearest === undefined ? undefined : stateTitle(process, nearest),
  ]
  const text = bilingual(
    `流程“${process.title['zh-CN']}”中没有案件可处的状态“${found['zh-CN']}”。${meant ? `是否指“${meant['zh-CN']}”？` : ''}`,
    `Expected a state a case of '${process.title.en}' can stand in, but found '${found.en}'.${meant ? ` Did you mean '${meant.en}'?` : ''}`,
  )
  return { code: 'unknown-state', text, expected: known.join(', '), found: path }
}
