import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import { EngineError } from '../../errors/index.js'
import type { DiagramGraph } from './diagram-graph.js'
import type { Box, DiagramLayout, Direction, PlacedEdge, Point } from './diagram-layout.js'
import { levelLanes } from './level-lanes.js'
import { straightened } from './straighten.js'
import { trimEdges } from './trim-edges.js'
import { isBackward, startNode, stateNode } from './to-elk.js'

/** What ELK has laid out as places of our own. Throws `engine-bug` where it has left out something. */
export function fromElk(graph: DiagramGraph, placed: ElkNode, direction: Direction): DiagramLayout {
  const nodes = new Map(nodesIn(placed).map((node) => [node.id, boxOf(node)]))
  const edges = new Map(edgesIn(placed).map((edge) => [edge.id, edge]))
  const order = new Map(graph.states.map(({ path }, index) => [path, index]))
  const starts = [...nodes.keys()].filter((id) => id.startsWith(startNode('')))
  const layout: DiagramLayout = {
    width: Math.ceil(placed.width ?? 0),
    height: Math.ceil(placed.height ?? 0),
    states: Object.fromEntries(
      graph.states.map(({ path }) => [path, known(nodes.get(stateNode(path)), path)]),
    ),
    starts: Object.fromEntries(
      starts.map((id) => [
        id.slice(startNode('').length),
        { dot: known(nodes.get(id), id), points: pointsOf(known(edges.get(id), id)) },
      ]),
    ),
    edges: Object.fromEntries(
      graph.edges.map((edge) => {
        const found = known(edges.get(edge.id), edge.id)
        return [edge.id, placedEdge(found, isBackward(graph, order, edge))]
      }),
    ),
  }
  return trimEdges(graph, levelLanes(graph, layout, direction), direction)
}

function placedEdge(edge: ElkExtendedEdge, isTurned: boolean): PlacedEdge {
  const points = pointsOf(edge)
  return { points: isTurned ? points.toReversed() : points, label: boxOf(known(edge.labels?.[0], edge.id)) }
}

function pointsOf({ id, sections }: ElkExtendedEdge): readonly Point[] {
  const { startPoint, bendPoints = [], endPoint } = known(sections?.[0], id)
  return straightened([startPoint, ...bendPoints, endPoint])
}

function nodesIn({ children = [] }: ElkNode): readonly ElkNode[] {
  return children.flatMap((child) => [child, ...nodesIn(child)])
}

function edgesIn({ edges = [], children = [] }: ElkNode): readonly ElkExtendedEdge[] {
  return [...edges, ...children.flatMap(edgesIn)]
}

/** Whole pixels for the corner and the size: neighbours are far enough apart. */
function boxOf(placed: {
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
}): Box {
  const { x = 0, y = 0, width = 0, height = 0 } = placed
  return { x: round(x), y: round(y), width: round(width), height: round(height) }
}

const round = (value: number): number => Math.round(value * 10) / 10

function known<T>(value: T | undefined, id: string): T {
  if (value !== undefined) return value
  throw new EngineError('engine-bug', `Expected a place for '${id}' in the picture, but there is none.`)
}
