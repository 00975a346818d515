import type {
  CheckedAction,
  CheckedBranch,
  CheckedHandler,
  CheckedProcess,
  CheckedState,
} from '../definition/checked-process.js'

/** One way on from a state: a branch, with what is done first. */
export interface Way {
  readonly state: CheckedState
  /** The event's name, `after.<key>`, `always`, `onDone`, `invoke.onDone`, `invoke.onError`, `warn.…`, `breach.…`, `escalate.…`. */
  readonly key: string
  readonly branch: CheckedBranch
  readonly handler?: CheckedHandler
  /** Actions of the handler, before those of the branch. */
  readonly actions: readonly CheckedAction[]
  /** Coverage point. Absent where nothing was chosen (the actions of a warning, a breach or a rung). */
  readonly point?: string
}

export interface StateWays {
  readonly on: ReadonlyMap<string, readonly Way[]>
  /** Ways the engine itself opens: timers and results of outside work, by key. */
  readonly internal: ReadonlyMap<string, readonly Way[]>
  readonly always: readonly Way[]
  readonly onDone: readonly Way[]
}

export interface ProcessWays {
  readonly byState: ReadonlyMap<string, StateWays>
  /** Events some `notBy` or `onlyBy` names: whoever sends one of them is remembered. */
  readonly watched: ReadonlySet<string>
}

const cache = new WeakMap<CheckedProcess, ProcessWays>()

/** All ways of a process, found once per process. */
export function waysOf(process: CheckedProcess): ProcessWays {
  const known = cache.get(process)
  if (known) return known
  const ways = {
    byState: new Map([...process.states].map(([path, state]) => [path, stateWays(state)])),
    watched: watchedEvents(process),
  }
  cache.set(process, ways)
  return ways
}

/** Ways of one state; every state of a process has an entry. */
export function waysAt(process: CheckedProcess, path: string): StateWays {
  return waysOf(process).byState.get(path) ?? noWays
}

const noWays: StateWays = { on: new Map(), internal: new Map(), always: [], onDone: [] }

/** The name XState hears for an internal way. No outside event may begin with `@`. */
export function internalEvent(path: string, key: string): string {
  if (key === 'invoke.onDone') return `@done:${path}`
  if (key === 'invoke.onError') return `@failed:${path}`
  return `@timer:${path}#${key}`
}

function stateWays(state: CheckedState): StateWays {
  const branches = (key: string, all: readonly CheckedBranch[], more: Partial<Way> = {}): readonly Way[] =>
    all.map((branch) => ({
      state,
      key,
      branch,
      actions: [],
      point: `branch:${state.path}:${key}:${branch.index}`,
      ...more,
    }))
  return {
    on: new Map(
      [...state.on].map(([event, handler]) => {
        return [event, branches(event, handler.branches, { handler, actions: handler.actions })]
      }),
    ),
    internal: internalWays(state, branches),
    always: branches('always', state.always),
    onDone: branches('onDone', state.onDone),
  }
}

function internalWays(
  state: CheckedState,
  branches: (key: string, all: readonly CheckedBranch[], more?: Partial<Way>) => readonly Way[],
): ReadonlyMap<string, readonly Way[]> {
  const found = new Map<string, readonly Way[]>()
  const onlyActions = (key: string, actions: readonly CheckedAction[]): void => {
    if (actions.length === 0) return
    found.set(key, [{ state, key, branch: { index: 0, reenter: false, actions }, actions: [] }])
  }
  for (const after of state.after) {
    const key = `after.${after.key}`
    found.set(key, branches(key, after.branches, { actions: after.actions }))
  }
  for (const deadline of state.deadlines) {
    deadline.warnings.forEach((warning, index) =>
      onlyActions(`warn.${deadline.name}.${index}`, warning.actions),
    )
    onlyActions(`breach.${deadline.name}`, deadline.breach)
    deadline.ladder.forEach((rung, index) => onlyActions(`escalate.${deadline.name}.${index}`, rung.actions))
  }
  if (state.invoke) {
    found.set('invoke.onDone', branches('invoke.onDone', state.invoke.onDone))
    found.set('invoke.onError', branches('invoke.onError', state.invoke.onError))
  }
  return found
}

function watchedEvents(process: CheckedProcess): ReadonlySet<string> {
  const watched = new Set<string>()
  for (const { task, on } of process.states.values())
    for (const bound of [...(task ? [task] : []), ...on.values()])
      for (const event of [...bound.notBy, ...bound.onlyBy]) watched.add(event)
  return watched
}
