import { brokenPoint, requirePoint, wrongRolePoint } from '../core/index.js'
import type { CheckedBranch, CheckedProcess, CheckedState } from '../definition/checked-process.js'
import { deadlinePoint } from './covered-by.js'

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
  /** Lines of `require`: each has to hold once, and to refuse once. */
  readonly requirements: CoverageCount
  /** Each has to be met once, and to be broken once. */
  readonly deadlines: CoverageCount
  /** States in which a case ends. */
  readonly ends: CoverageCount
  /** Events somebody may send: each has to be refused once to a sender who has none of its roles. */
  readonly wrongRoles: CoverageCount
  /** Each has to refuse a step once. */
  readonly invariants: CoverageCount
}

/** A kind of thing that is counted. */
export type CoverageKind = Exclude<keyof Coverage, 'process'>

/** All kinds with the words for people, in the order in which they are shown. */
export const coverageKinds: Readonly<Record<CoverageKind, string>> = {
  states: 'states',
  transitions: 'transitions',
  branches: 'branches',
  rules: 'decision rules',
  requirements: 'requirements both ways',
  deadlines: 'deadlines met and broken',
  ends: 'end states',
  wrongRoles: 'wrong roles refused',
  invariants: 'invariants broken',
}

/**
 * Compares the points passed (`coveredBy`) with everything a process can do. `variants` are the process with its
 * defaults and with its profiles: a part that only a profile switches on counts as well. There is at least one.
 */
export function measureCoverage(variants: readonly CheckedProcess[], covered: ReadonlySet<string>): Coverage {
  const count = (pointsOf: (process: CheckedProcess) => readonly string[]): CoverageCount => {
    const points = [...new Set(variants.flatMap(pointsOf))]
    const missing = points.filter((point) => !covered.has(point))
    return { covered: points.length - missing.length, total: points.length, missing }
  }
  return {
    process: variants[0]?.id ?? '',
    states: count((process) => statesOf(process, ({ path, kind }) => path !== '' && kind !== 'history')),
    transitions: count((process) => waysOut(process, (among) => among === 1)),
    branches: count((process) => waysOut(process, (among) => among > 1)),
    rules: count(rulePoints),
    requirements: count(requirementPoints),
    deadlines: count(deadlinePoints),
    ends: count((process) => statesOf(process, ({ kind, parent }) => kind === 'final' && parent === '')),
    wrongRoles: count(wrongRolePoints),
    invariants: count(({ invariants }) => invariants.map(({ id }) => brokenPoint(id))),
  }
}

/**
 * Whether nothing is missing. Invariants do not count: one that the flow never lets anybody break is a good one, and
 * whether a story would notice without it is what mutation tells.
 */
export function isFull(coverage: Coverage): boolean {
  const kinds = Object.keys(coverageKinds) as CoverageKind[]
  return kinds.every((kind) => kind === 'invariants' || coverage[kind].missing.length === 0)
}

function statesOf(process: CheckedProcess, counts: (state: CheckedState) => boolean): readonly string[] {
  return [...process.states.values()].filter(counts).map(({ path }) => `state:${path}`)
}

/** Ways on from all states, those whose handler has a number of ways that counts. */
function waysOut(process: CheckedProcess, counts: (among: number) => boolean): readonly string[] {
  return [...process.states.values()].flatMap((state) =>
    branchesOf(state)
      .filter(([, branches]) => counts(branches.length))
      .flatMap(([key, branches]) => branches.map(({ index }) => `branch:${state.path}:${key}:${index}`)),
  )
}

function branchesOf(
  state: CheckedState,
): readonly (readonly [key: string, branches: readonly CheckedBranch[]])[] {
  return [
    ...[...state.on.values()].map(({ event, branches }) => [event, branches] as const),
    ...state.after.map(({ key, branches }) => [`after.${key}`, branches] as const),
    ['always', state.always],
    ['onDone', state.onDone],
    ['invoke.onDone', state.invoke?.onDone ?? []],
    ['invoke.onError', state.invoke?.onError ?? []],
  ]
}

function rulePoints({ decisions }: CheckedProcess): readonly string[] {
  return [...decisions.values()].flatMap(({ name, table }) =>
    (table?.rules ?? []).map((_rule, index) => `decision:${name}:${index + 1}`),
  )
}

function requirementPoints({ states }: CheckedProcess): readonly string[] {
  return [...states.values()].flatMap((state) =>
    [...state.on.values()].flatMap(({ event, require }) =>
      require.flatMap((_requirement, index) =>
        [true, false].map((held) => requirePoint({ state: state.path, event, index, held })),
      ),
    ),
  )
}

function deadlinePoints({ states }: CheckedProcess): readonly string[] {
  return [...states.values()].flatMap(({ path, deadlines }) =>
    deadlines.flatMap(({ name }) =>
      (['met', 'broken'] as const).map((how) => deadlinePoint(`${path}#${name}`, how)),
    ),
  )
}

/** Events that only the process itself raises have no role that could be wrong. */
function wrongRolePoints({ states }: CheckedProcess): readonly string[] {
  return [...states.values()].flatMap(({ on }) =>
    [...on.values()].filter(({ roles }) => roles.length > 0).map(({ event }) => wrongRolePoint(event)),
  )
}
