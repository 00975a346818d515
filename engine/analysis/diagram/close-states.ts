import type { Text } from '../../errors/index.js'
import type { DiagramEdge, DiagramGraph, DiagramState } from './diagram-graph.js'
import type { Badge, DiagramMarks, EdgeMarks, OperatorMove, StateMarks } from './diagram-marks.js'

/** A picture with what is marked on it. */
export interface MarkedGraph {
  readonly graph: DiagramGraph
  readonly marks: DiagramMarks
}

/** More states than this are not taken in at one look. */
const mostShown = 40
/** States further inside than this are drawn once the one around them is opened. */
const deepest = 2

/**
 * Which states begin closed, as one box that stands for those inside: all that hold others where the picture would have
 * more than forty, else those whose states lie more than two deep.
 */
export function usuallyClosed({ graph, marks }: MarkedGraph): ReadonlySet<string> {
  const line = linesOf(graph)
  const holders = [...holdersIn(graph)]
  const deep = new Set(holders.filter((path) => line(path).length >= deepest))
  const { states } = closeStates({ graph, marks }, deep).graph
  return states.length > mostShown ? new Set(holders) : deep
}

/**
 * The picture with these states closed. Ways of what is inside begin and end at the box; those between the same two are
 * one. A state the case is in stays open, so that one sees where it is; the whole process is never closed.
 */
export function closeStates({ graph, marks }: MarkedGraph, asked: ReadonlySet<string>): MarkedGraph {
  const holders = holdersIn(graph)
  const closed = new Set([...asked].filter((path) => holders.has(path) && !marks.states[path]?.isCurrent))
  if (closed.size === 0) return { graph, marks }
  const line = linesOf(graph)
  const shownAs = (path: string): string => line(path).find((one) => closed.has(one)) ?? path
  const groups = groupedEdges(graph, closed, shownAs)
  return {
    graph: {
      ...graph,
      ...(graph.initial !== undefined && { initial: shownAs(graph.initial) }),
      states: graph.states
        .filter(({ path }) => shownAs(path) === path)
        .map((state) =>
          closed.has(state.path) ? closedState(graph, holders, state) : openState(state, shownAs),
        ),
      edges: groups.map(joined),
    },
    marks: {
      ...marks,
      states: markedStates(marks, closed, shownAs),
      edges: Object.fromEntries(groups.flatMap((group) => markedEdge(group, marks))),
      moves: marks.moves.map((move) => movedTo(move, shownAs)),
    },
  }
}

/** States that hold others, but for the whole process. */
function holdersIn({ states }: DiagramGraph): ReadonlySet<string> {
  return new Set(states.flatMap(({ parent }) => (parent === undefined || parent === '' ? [] : [parent])))
}

/** For each state those around it and itself, the outermost first; the whole process is none of them. */
function linesOf({ states }: DiagramGraph): (path: string) => readonly string[] {
  const parents = new Map(states.map(({ path, parent }) => [path, parent]))
  return (path) => {
    const line: string[] = []
    for (let at: string | undefined = path; at; at = parents.get(at)) line.unshift(at)
    return line
  }
}

function closedState(
  { states }: DiagramGraph,
  holders: ReadonlySet<string>,
  state: DiagramState,
): DiagramState {
  const inside = states.filter(
    ({ path, kind }) => path.startsWith(`${state.path}.`) && kind !== 'history' && !holders.has(path),
  )
  const box: { -readonly [member in keyof DiagramState]: DiagramState[member] } = { ...state }
  delete box.initial
  return { ...box, statesInside: inside.length }
}

function openState(state: DiagramState, shownAs: (path: string) => string): DiagramState {
  return state.initial === undefined ? state : { ...state, initial: shownAs(state.initial) }
}

/** Edges of the closed picture that stand for one or several. */
interface EdgeGroup {
  readonly source: string
  readonly target: string
  readonly edges: readonly DiagramEdge[]
}

/** Ways between other states keep to themselves; what happens inside a closed one is not drawn. */
function groupedEdges(
  { edges }: DiagramGraph,
  closed: ReadonlySet<string>,
  shownAs: (path: string) => string,
): readonly EdgeGroup[] {
  const groups = new Map<string, EdgeGroup>()
  for (const edge of edges) {
    const [source, target] = [shownAs(edge.source), shownAs(edge.target)]
    const isInside = source === target && (source !== edge.source || target !== edge.target)
    if (isInside) continue
    const key = closed.has(source) || closed.has(target) ? `${source} ${target}` : `alone ${edge.id}`
    const others = groups.get(key)?.edges ?? []
    groups.set(key, { source, target, edges: [...others, edge] })
  }
  return [...groups.values()]
}

function joined({ source, target, edges }: EdgeGroup): DiagramEdge {
  const [first, ...others] = edges as readonly [DiagramEdge, ...DiagramEdge[]]
  if (others.length === 0) return { ...first, source, target }
  const titles = [...new Map(edges.map(({ title }) => [`${title['zh-CN']} ${title.en}`, title])).values()]
  const [only] = titles
  return {
    ...{ id: joinedId({ source, target, edges }), source, target, on: '', branches: [] },
    kind: others.every(({ kind }) => kind === first.kind) ? first.kind : 'event',
    title: titles.length === 1 && only ? only : waysText(titles.length),
    ways: titles,
  }
}

const joinedId = ({ source, target }: EdgeGroup): string => `${source} all ${target}`

const waysText = (count: number): Text => ({ 'zh-CN': `${count} 种走向`, en: `${count} ways` })

function markedEdge(group: EdgeGroup, { edges }: DiagramMarks): readonly (readonly [string, EdgeMarks])[] {
  const { id = '' } = group.edges[0] ?? {}
  if (group.edges.length === 1) return edges[id] ? [[id, edges[id]]] : []
  const marks = group.edges.flatMap((edge) => edges[edge.id] ?? [])
  if (marks.length === 0) return []
  const times = sumOf(marks.map((one) => one.times))
  const count = sumOf(marks.map((one) => one.count))
  return [[joinedId(group), { ...(times !== undefined && { times }), ...(count !== undefined && { count }) }]]
}

/** What is marked inside shows on the box, too. */
function markedStates(
  { states }: DiagramMarks,
  closed: ReadonlySet<string>,
  shownAs: (path: string) => string,
): DiagramMarks['states'] {
  const all = Object.entries(states).filter(([path]) => shownAs(path) === path)
  return Object.fromEntries(
    all.map(([path, marks]) => {
      if (!closed.has(path)) return [path, marks]
      const inside = Object.entries(states).flatMap(([one, its]) => (shownAs(one) === path ? [its] : []))
      return [path, withInside(marks, inside)]
    }),
  )
}

function withInside(marks: StateMarks, inside: readonly StateMarks[]): StateMarks {
  const badges = new Map<Badge['kind'], Badge>()
  for (const badge of inside.flatMap((one) => one.badges ?? []))
    if (!badges.has(badge.kind)) badges.set(badge.kind, badge)
  const count = marks.count ?? sumOf(inside.map((one) => one.count))
  return {
    ...marks,
    ...(badges.size > 0 && { badges: [...badges.values()] }),
    ...(count !== undefined && { count }),
  }
}

/** A move inside a closed state is seen to end there. */
function movedTo({ from, to, times }: OperatorMove, shownAs: (path: string) => string): OperatorMove {
  const [left, reached] = [from === undefined ? undefined : shownAs(from), shownAs(to)]
  return { to: reached, times, ...(left !== undefined && left !== reached && { from: left }) }
}

function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((one) => one !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0)
}
