import type { CheckedBranch, CheckedProcess, CheckedState } from '../definition/checked-process.js'

/** How much of one kind of thing was passed through, and what was not. */
export interface CoverageCount {
  readonly covered: number
  readonly total: number
  readonly missing: readonly string[]
}

/** What a set of stories passed through in one process. */
export interface Coverage {
  readonly process: string
  readonly states: CoverageCount
  /** Handlers that have one way on. */
  readonly transitions: CoverageCount
  /** Ways on where a guard chooses among several. */
  readonly branches: CoverageCount
  /** Rules of decision tables. */
  readonly rules: CoverageCount
}

/** Compares the points passed (`Advanced.covered`) with everything the process can do. */
export function measureCoverage(process: CheckedProcess, covered: ReadonlySet<string>): Coverage {
  const ways = [...process.states.values()].flatMap(waysOut)
  const count = (points: readonly string[]): CoverageCount => {
    const missing = points.filter((point) => !covered.has(point))
    return { covered: points.length - missing.length, total: points.length, missing }
  }
  return {
    process: process.id,
    states: count(
      [...process.states.values()]
        .filter((state) => state.path !== '' && state.kind !== 'history')
        .map((state) => `state:${state.path}`),
    ),
    transitions: count(ways.filter((way) => !way.choice).map((way) => way.point)),
    branches: count(ways.filter((way) => way.choice).map((way) => way.point)),
    rules: count(
      [...process.decisions.values()].flatMap((decision) =>
        (decision.table?.rules ?? []).map((_rule, index) => `decision:${decision.name}:${index + 1}`),
      ),
    ),
  }
}

interface Way {
  readonly point: string
  /** One of several branches. */
  readonly choice: boolean
}

function waysOut(state: CheckedState): readonly Way[] {
  const ways = (key: string, branches: readonly CheckedBranch[]): Way[] =>
    branches.map((branch) => ({
      point: `branch:${state.path}:${key}:${branch.index}`,
      choice: branches.length > 1,
    }))
  return [
    ...[...state.on.values()].flatMap((handler) => ways(handler.event, handler.branches)),
    ...state.after.flatMap((after) => ways(`after.${after.key}`, after.branches)),
    ...ways('always', state.always),
    ...ways('onDone', state.onDone),
    ...(state.invoke
      ? [...ways('invoke.onDone', state.invoke.onDone), ...ways('invoke.onError', state.invoke.onError)]
      : []),
  ]
}
