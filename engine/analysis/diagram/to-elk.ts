import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import type { Text } from '../../errors/index.js'
import type { DiagramEdge, DiagramGraph, DiagramState } from './diagram-graph.js'
import type { Direction } from './diagram-layout.js'
import { barWidth, labelSize, stateLines } from './diagram-texts.js'

/** Bumped whenever the same graph would be laid out in another way: layouts stored before are made anew. */
export const layoutRules = 2

/** What is laid out: a picture in one language and direction. */
export interface LayoutRequest {
  readonly graph: DiagramGraph
  readonly language: keyof Text
  readonly direction: Direction
}

/**
 * How much is asked of ELK, from everything to what it can always do. It fails over some pictures with ways across
 * several borders, and those are laid out with less: first lanes need not stand in one row, then states need not stand in
 * the order of the document, then lines may bend more, and last a way back to the same state need not be on its right.
 */
export const demands = ['everything', 'no-rows', 'no-order', 'no-straightness', 'no-sides'] as const

export type Demand = (typeof demands)[number]

/** Names of the nodes that are no states. */
export const startNode = (path: string): string => `start:${path}`
export const stateNode = (path: string): string => `state:${path}`

/**
 * What is laid out: a node a state, and one for each dot a compound state begins at. Edges whose target stands before
 * their source are fed the other way round, so that the order of the document is the order of the picture and no
 * breaker of cycles has a say; `fromElk` turns them back.
 */
export function toElk({ graph, language, direction }: LayoutRequest, demand: Demand = 'everything'): ElkNode {
  const places = new Map(graph.states.map(({ path }, index) => [path, index]))
  const childrenOf = groupBy(graph.states, ({ parent }) => parent)
  const loops = groupBy(
    graph.edges.filter(
      ({ source, target }) => source === target && (demand !== 'no-sides' || !childrenOf.has(source)),
    ),
    ({ source }) => source,
  )
  const sided = new Set([...loops.values()].flat().map(({ id }) => id))
  const nodeOf = (state: DiagramState): ElkNode => {
    const children = childrenOf.get(state.path) ?? []
    const looping = loops.get(state.path) ?? []
    return {
      id: stateNode(state.path),
      ...sizeOf(state, language, children.length > 0),
      ...portsOf(looping, direction),
      ...(children.length > 0 && { children: [...startOf(state), ...children.map(nodeOf)] }),
      layoutOptions: {
        ...stateOptions(state, language, children.length > 0),
        ...portOptions(looping),
        ...(state.isLane && demand === 'everything' && inFirstLayer),
      },
    }
  }
  const tops = childrenOf.get(undefined) ?? []
  return {
    id: 'diagram',
    layoutOptions: {
      ...rootOptions,
      ...demandOptions[demand],
      'elk.direction': direction === 'down' ? 'DOWN' : 'RIGHT',
    },
    children: [...(graph.initial === undefined ? [] : [dot('')]), ...tops.map(nodeOf)],
    edges: [
      ...startEdges(graph),
      ...graph.edges.map((edge) => {
        const isTurned = isBackward(graph, places, edge)
        return edgeTo(edge, language, { isTurned, isSided: sided.has(edge.id) })
      }),
    ],
  }
}

/**
 * Whether the target stands before the source, where both are seen from the state that holds them. A way from a parallel
 * state to one inside counts as backward too: it comes up from below then, and leaves the lanes side by side.
 */
export function isBackward(
  graph: DiagramGraph,
  order: ReadonlyMap<string, number>,
  { source, target }: DiagramEdge,
): boolean {
  const parents = new Map(graph.states.map(({ path, parent }) => [path, parent]))
  const [from, to] = [lineOf(parents, source), lineOf(parents, target)]
  let level = 0
  while (level < from.length && level < to.length && from[level] === to[level]) level += 1
  const [left, right] = [from[level], to[level]]
  if (left === undefined) return to.length > from.length && isParallel(graph, source)
  return right !== undefined && (order.get(left) ?? 0) > (order.get(right) ?? 0)
}

function isParallel({ states }: DiagramGraph, path: string): boolean {
  return states.find((state) => state.path === path)?.kind === 'parallel'
}

/** From the outermost state to the one itself. */
function lineOf(parents: ReadonlyMap<string, string | undefined>, path: string): readonly string[] {
  const line: string[] = []
  for (let at: string | undefined = path; at !== undefined; at = parents.get(at)) line.unshift(at)
  return line
}

function edgeTo(
  edge: DiagramEdge,
  language: keyof Text,
  { isTurned, isSided }: { readonly isTurned: boolean; readonly isSided: boolean },
): ElkExtendedEdge {
  const from = isSided ? `${edge.id} out` : stateNode(edge.source)
  const to = isSided ? `${edge.id} in` : stateNode(edge.target)
  return {
    id: edge.id,
    sources: [isTurned ? to : from],
    targets: [isTurned ? from : to],
    labels: [{ text: edge.id, ...labelSize(edge, language), layoutOptions: labelOptions }],
  }
}

/** A way back to the same state leaves and enters on the right, or below where the picture goes to the right. */
function portsOf(loops: readonly DiagramEdge[], direction: Direction): Pick<ElkNode, 'ports'> {
  if (loops.length === 0) return {}
  const port = (id: string): NonNullable<ElkNode['ports']>[number] => ({
    ...{ id, width: 0, height: 0 },
    layoutOptions: { 'elk.port.side': direction === 'down' ? 'EAST' : 'SOUTH' },
  })
  return { ports: loops.flatMap(({ id }) => [port(`${id} out`), port(`${id} in`)]) }
}

/** All lanes of a parallel state in one row. */
const inFirstLayer = { 'elk.layered.layering.layerConstraint': 'FIRST' }

const portOptions = (loops: readonly DiagramEdge[]): { readonly [name: string]: string } =>
  loops.length === 0 ? {} : { 'elk.portConstraints': 'FIXED_SIDE' }

function sizeOf(
  state: DiagramState,
  language: keyof Text,
  isParent: boolean,
): { readonly width?: number; readonly height?: number } {
  if (isParent) return {}
  if (state.kind === 'history') return { width: 30, height: 30 }
  const { width, height } = stateLines(state, language)
  return { width, height }
}

function stateOptions(
  state: DiagramState,
  language: keyof Text,
  isParent: boolean,
): { [name: string]: string } {
  if (!isParent) return {}
  return {
    ...spacing,
    'elk.padding': '[top=44,left=18,bottom=18,right=18]',
    'elk.nodeSize.constraints': 'MINIMUM_SIZE',
    'elk.nodeSize.minimum': `(${barWidth(state, language)}, 80)`,
  }
}

const dot = (path: string): ElkNode => ({ id: startNode(path), width: 12, height: 12 })

const startOf = ({ path, initial, kind }: DiagramState): readonly ElkNode[] =>
  initial === undefined || kind === 'parallel' ? [] : [dot(path)]

/** From each dot to the state that is entered first; at the top that is the first state where no root is drawn. */
function startEdges(graph: DiagramGraph): readonly ElkExtendedEdge[] {
  const edge = (path: string, initial: string): ElkExtendedEdge => ({
    id: startNode(path),
    sources: [startNode(path)],
    targets: [stateNode(initial)],
  })
  return [
    ...(graph.initial === undefined ? [] : [edge('', graph.initial)]),
    ...graph.states.flatMap(({ path, initial, kind }) =>
      initial === undefined || kind === 'parallel' ? [] : [edge(path, initial)],
    ),
  ]
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

const labelOptions = { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' }

/** Not inherited: every state with others inside needs it too. */
const spacing = {
  'elk.spacing.nodeNode': '28',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34',
  'elk.spacing.edgeNode': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.spacing.edgeEdge': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.nodeSelfLoop': '16',
}

// At the root alone: inside it, ELK cannot keep the order together with edges across borders.
const documentOrder = { 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES' }

const simple = {
  'elk.layered.layering.strategy': 'LONGEST_PATH',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
}

const demandOptions: { readonly [demand in Demand]: { readonly [name: string]: string } } = {
  everything: documentOrder,
  'no-rows': documentOrder,
  'no-order': {},
  'no-straightness': simple,
  'no-sides': simple,
}

const rootOptions = {
  'elk.algorithm': 'layered',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  ...spacing,
}
