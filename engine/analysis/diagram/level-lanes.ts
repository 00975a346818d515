import { countOverlaps } from './count-overlaps.js'
import type { DiagramGraph, DiagramState } from './diagram-graph.js'
import type { Box, DiagramLayout, Direction, PlacedEdge, Point } from './diagram-layout.js'

/** The axis lanes are level along: their tops and heights where the picture goes down, their left sides otherwise. */
type Axis = { readonly at: 'y'; readonly size: 'height' } | { readonly at: 'x'; readonly size: 'width' }

/**
 * Gives the lanes of each parallel state one top and one height. What is inside a lane goes up with it where no edge
 * crosses its border. Lanes that do not stand side by side, since an edge leads from one to another, stay as they are.
 */
export function levelLanes(graph: DiagramGraph, layout: DiagramLayout, direction: Direction): DiagramLayout {
  const axis: Axis = direction === 'down' ? { at: 'y', size: 'height' } : { at: 'x', size: 'width' }
  let levelled = layout
  for (const parent of graph.states.filter(({ kind }) => kind === 'parallel')) {
    const lanes = graph.states.filter((state) => state.isLane && state.parent === parent.path)
    const candidate = levelledIn(graph, levelled, { lanes, axis })
    // A lane that grows must not grow over the label of a way that leads out of it.
    if (countOverlaps(graph, candidate) <= countOverlaps(graph, levelled)) levelled = candidate
  }
  return levelled
}

function levelledIn(
  graph: DiagramGraph,
  layout: DiagramLayout,
  { lanes, axis }: { readonly lanes: readonly DiagramState[]; readonly axis: Axis },
): DiagramLayout {
  const boxes = lanes.flatMap(({ path }) => layout.states[path] ?? [])
  if (boxes.length < 2 || !areSideBySide(boxes, axis)) return layout
  const from = Math.min(...boxes.map((box) => box[axis.at]))
  const to = Math.max(...boxes.map((box) => box[axis.at] + box[axis.size]))
  return lanes.reduce((all, lane) => stretched(graph, all, { lane, axis, from, to }), layout)
}

function areSideBySide(boxes: readonly Box[], { at }: Axis): boolean {
  const [start, length] = at === 'y' ? (['x', 'width'] as const) : (['y', 'height'] as const)
  const sorted = boxes.toSorted((a, b) => a[start] - b[start])
  return sorted.every((box, index) => {
    const next = sorted[index + 1]
    return !next || box[start] + box[length] <= next[start]
  })
}

interface Stretch {
  readonly lane: DiagramState
  readonly axis: Axis
  readonly from: number
  readonly to: number
}

function stretched(
  graph: DiagramGraph,
  layout: DiagramLayout,
  { lane, axis, from, to }: Stretch,
): DiagramLayout {
  const box = layout.states[lane.path]
  if (!box) return layout
  const inside = (path: string): boolean => path.startsWith(`${lane.path}.`)
  const crosses = graph.edges.some((edge) => inside(edge.source) !== inside(edge.target))
  const shift = crosses ? 0 : from - box[axis.at]
  const moved = (point: Point): Point => ({ ...point, [axis.at]: point[axis.at] + shift })
  const movedBox = (one: Box): Box => ({ ...one, [axis.at]: one[axis.at] + shift })
  const movedEdge = ({ points, label }: PlacedEdge): PlacedEdge => ({
    points: points.map(moved),
    label: movedBox(label),
  })
  const reach = { before: box, axis, from, to }
  const edges = graph.edges.map(({ id, source, target }) => {
    const placed = layout.edges[id] ?? { points: [], label: box }
    if (inside(source) && inside(target)) return [id, movedEdge(placed)] as const
    return [id, withEnds(placed, { source, target, path: lane.path }, reach)] as const
  })
  return {
    ...layout,
    states: mapped(layout.states, (path, one) =>
      path === lane.path
        ? { ...one, [axis.at]: from, [axis.size]: to - from }
        : inside(path)
          ? movedBox(one)
          : one,
    ),
    starts: mapped(layout.starts, (path, one) =>
      path === lane.path || inside(path) ? { dot: movedBox(one.dot), points: one.points.map(moved) } : one,
    ),
    edges: Object.fromEntries(edges),
  }
}

/** An edge that begins or ends at the lane itself reaches its new border. */
function withEnds(
  placed: PlacedEdge,
  { source, target, path }: { readonly source: string; readonly target: string; readonly path: string },
  {
    before,
    axis,
    from,
    to,
  }: { readonly before: Box; readonly axis: Axis; readonly from: number; readonly to: number },
): PlacedEdge {
  const onto = (point: Point): Point => {
    const place = point[axis.at]
    if (Math.abs(place - before[axis.at]) < 2) return { ...point, [axis.at]: from }
    if (Math.abs(place - before[axis.at] - before[axis.size]) < 2) return { ...point, [axis.at]: to }
    return point
  }
  const last = placed.points.length - 1
  return {
    ...placed,
    points: placed.points.map((point, index) =>
      (index === 0 && source === path) || (index === last && target === path) ? onto(point) : point,
    ),
  }
}

function mapped<T>(
  all: { readonly [path: string]: T },
  change: (path: string, one: T) => T,
): { [path: string]: T } {
  return Object.fromEntries(Object.entries(all).map(([path, one]) => [path, change(path, one)]))
}
