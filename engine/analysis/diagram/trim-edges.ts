import type { DiagramGraph } from './diagram-graph.js'
import type { Box, DiagramLayout, Direction, PlacedEdge, Point } from './diagram-layout.js'

/** Height of the title bar of a state with others inside, in pixels. */
export const barHeight = 28
/** A step aside at the end of a line that is shorter than this is taken away, in pixels. */
const shortestStep = 5
/** How near to a corner of its state a line may end, in pixels. */
const cornerRoom = 6

/**
 * Ways that lead from a state to one inside of it begin below its title bar, which they would cross otherwise; and the
 * small steps aside that the borders of states leave in a line are taken out, where its end can move.
 */
export function trimEdges(graph: DiagramGraph, layout: DiagramLayout, direction: Direction): DiagramLayout {
  const trimmed = graph.edges.map(({ id, source, target }) => {
    const [placed, from, to] = [layout.edges[id], layout.states[source], layout.states[target]]
    if (!placed || !from || !to) return [id, placed] as const
    const points = direction === 'down' ? withoutSteps(placed.points, { from, to }) : placed.points
    const isInward = target !== source && isWithin(to, from)
    return [id, { ...placed, points: isInward ? belowBar(points, from) : points }] as const
  })
  const edges = trimmed.filter((entry): entry is [string, PlacedEdge] => entry[1] !== undefined)
  return { ...layout, edges: Object.fromEntries(edges) }
}

function belowBar(points: readonly Point[], from: Box): readonly Point[] {
  const [start, next, ...rest] = points
  if (!start || !next || Math.abs(start.y - from.y) > 2 || next.y < from.y + barHeight) return points
  return [{ x: start.x, y: from.y + barHeight }, next, ...rest]
}

function withoutSteps(
  points: readonly Point[],
  { from, to }: { readonly from: Box; readonly to: Box },
): readonly Point[] {
  const begun = withoutFirstStep(points, from)
  return withoutFirstStep(begun.toReversed(), to).toReversed()
}

function withoutFirstStep(points: readonly Point[], box: Box): readonly Point[] {
  const [start, bend, after, ...rest] = points
  if (!start || !bend || !after || rest.length === 0) return points
  const isStep = start.x === bend.x && bend.y === after.y && Math.abs(after.x - bend.x) <= shortestStep
  const stays = after.x >= box.x + cornerRoom && after.x <= box.x + box.width - cornerRoom
  return isStep && stays ? [{ x: after.x, y: start.y }, ...rest] : points
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x > outer.x &&
    inner.y > outer.y &&
    inner.x + inner.width < outer.x + outer.width &&
    inner.y + inner.height < outer.y + outer.height
  )
}
