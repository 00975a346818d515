import { eventTitle, stateTitle } from '../../core/titles.js'
import type { CheckedProcess, CheckedState } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import { formatDuration } from '../../time/index.js'
import { edgesOf } from './edges-of.js'

/** What a picture of a process shows, in both languages and without a place for anything: plain data. */
export interface DiagramGraph {
  readonly process: string
  readonly title: Text
  /** State the case begins in, where the root is not among the states. */
  readonly initial?: string
  /** Document order, parents before their children. The root is among them only where something begins at it. */
  readonly states: readonly DiagramState[]
  /** Order of their sources, and of what is written there. */
  readonly edges: readonly DiagramEdge[]
}

export interface DiagramState {
  readonly path: string
  readonly title: Text
  /** Path of the state it is drawn in; absent at the top. */
  readonly parent?: string
  readonly kind: CheckedState['kind']
  /** Whether its parent is parallel: it is one of several lanes. */
  readonly isLane: boolean
  /** Path of the child that is entered first. */
  readonly initial?: string
  readonly history?: 'shallow' | 'deep'
  /** What its first deadline allows: `3 working days`. */
  readonly clock?: Text
  /** What it waits for outside: other cases of a process, or a service. */
  readonly awaits?: { readonly kind: 'process' | 'service'; readonly title: Text }
  /** Process that goes on where the case ends here. */
  readonly convertsTo?: { readonly title: Text }
  /** What happens here without the case moving on, in words. */
  readonly inside: readonly Text[]
  /** How many states it holds that are not drawn; only where it is drawn closed. */
  readonly statesInside?: number
}

/** Why a case takes a way. */
export type EdgeKind = 'event' | 'after' | 'always' | 'done' | 'result' | 'error'

export interface DiagramEdge {
  /** Unique in the graph: source, key and target. */
  readonly id: string
  readonly kind: EdgeKind
  readonly source: string
  readonly target: string
  /** What the trail calls the way (`on` of `branch-taken`). */
  readonly on: string
  /** Numbers of the branches it stands for, in order. */
  readonly branches: readonly number[]
  readonly title: Text
  /** Under which condition; several conditions of one way are joined. */
  readonly guard?: Text
  /** Whether people can read the whole condition; where they cannot, labels only say that there is one. */
  readonly isGuardPlain?: boolean
  /** Where the condition is that a field has a choice, that choice: shown where the whole is too long. */
  readonly choice?: Text
  /** The ways it stands for, where one end is drawn closed and there are several. */
  readonly ways?: readonly Text[]
}

/** Titles of other processes by id, for those that are begun or awaited; ids stand for them where they are missing. */
export type ProcessTitles = ReadonlyMap<string, Text>

/** Makes the picture of a process. */
export function diagramGraph(process: CheckedProcess, titles: ProcessTitles = new Map()): DiagramGraph {
  const all = [...process.states.values()]
  const edges = all.flatMap((state) => edgesOf(process, state))
  const isRootShown = process.root.kind === 'parallel' || edges.some(isAtRoot)
  return {
    process: process.id,
    title: process.title,
    ...(!isRootShown && process.root.initial !== undefined && { initial: process.root.initial }),
    states: all
      .filter(({ path }) => path !== '' || isRootShown)
      .map((state) => stateOf({ process, titles, isRootShown }, state)),
    edges,
  }
}

const isAtRoot = ({ source, target }: DiagramEdge): boolean => source === '' || target === ''

/** A place that leads back needs no name; its path is none for people. */
export const historyTitle: Text = { 'zh-CN': '上次所在的状态', en: 'Where it was' }

interface Surroundings {
  readonly process: CheckedProcess
  readonly titles: ProcessTitles
  readonly isRootShown: boolean
}

function stateOf({ process, titles, isRootShown }: Surroundings, state: CheckedState): DiagramState {
  const { path, kind, initial, history, convert, invoke } = state
  const parent = path === '' || (state.parent === '' && !isRootShown) ? undefined : state.parent
  const within = state.deadlines.find(({ within }) => within !== undefined)?.within
  const clock = within && {
    'zh-CN': formatDuration(within, 'zh-CN'),
    en: formatDuration(within, 'en'),
  }
  const awaited = invoke && awaitsOf(invoke, titles)
  return {
    ...{ path, kind, title: history && !state.title ? historyTitle : stateTitle(process, path) },
    isLane: state.parent !== undefined && process.states.get(state.parent)?.kind === 'parallel',
    inside: insideOf(process, state),
    ...(parent !== undefined && { parent }),
    ...(initial !== undefined && { initial }),
    ...(history && { history: history.depth }),
    ...(clock && { clock }),
    ...(awaited && { awaits: awaited }),
    ...(convert && { convertsTo: { title: titles.get(convert.process) ?? same(convert.process) } }),
  }
}

function awaitsOf(
  invoke: NonNullable<CheckedState['invoke']>,
  titles: ProcessTitles,
): DiagramState['awaits'] {
  const begun = invoke.begin?.process
  if (begun !== undefined) return { kind: 'process', title: titles.get(begun) ?? same(begun) }
  return invoke.service === undefined ? undefined : { kind: 'service', title: same(invoke.service) }
}

/** Events that are answered without a move, each once. */
function insideOf(process: CheckedProcess, { on }: CheckedState): readonly Text[] {
  return [...on.values()]
    .filter(({ branches }) => branches.every(({ target }) => target === undefined))
    .map((handler) => eventTitle(process, handler.event, handler))
}

const same = (text: string): Text => ({ 'zh-CN': text, en: text })
