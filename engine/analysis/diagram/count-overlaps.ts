import type { DiagramGraph } from './diagram-graph.js'
import type { Box, DiagramLayout } from './diagram-layout.js'

/** Rounding of places, in pixels. */
const tolerance = 1

/**
 * How many things of a picture are where they must not be: pairs of labels and of states without others inside that share
 * a place, pairs of states side by side in one state that do, and what reaches out of the picture.
 */
export function countOverlaps(graph: DiagramGraph, layout: DiagramLayout): number {
  const { states, edges } = layout
  const parents = new Set(graph.states.map(({ parent }) => parent))
  const leaves = graph.states.flatMap(({ path }) => (parents.has(path) ? [] : (states[path] ?? [])))
  const labels = Object.values(edges).map(({ label }) => label)
  const siblings = [...parents].map((inside) =>
    graph.states.filter(({ parent }) => parent === inside).flatMap(({ path }) => states[path] ?? []),
  )
  // Two states without others inside that stand side by side in one state count twice: what matters is none.
  const pairs = [[...leaves, ...labels], ...siblings].map(sharedPlaces)
  const outside = [...Object.values(states), ...labels].filter((box) => reachesOut(box, layout))
  return pairs.reduce((sum, count) => sum + count, 0) + outside.length
}

/** How many pairs of boxes share a place. */
function sharedPlaces(among: readonly Box[]): number {
  const boxes = among.toSorted((a, b) => a.y - b.y)
  let shared = 0
  for (const [index, box] of boxes.entries())
    for (let next = index + 1; next < boxes.length; next += 1) {
      const other = boxes[next]
      // In the order of their tops: nothing further down reaches up to this one.
      if (!other || other.y >= box.y + box.height - tolerance) break
      if (isBeside(box, other)) shared += 1
    }
  return shared
}

function isBeside(a: Box, b: Box): boolean {
  return a.x + tolerance < b.x + b.width && b.x + tolerance < a.x + a.width
}

function reachesOut(box: Box, { width, height }: Pick<DiagramLayout, 'width' | 'height'>): boolean {
  return (
    box.x < -tolerance ||
    box.y < -tolerance ||
    box.x + box.width > width + tolerance ||
    box.y + box.height > height + tolerance
  )
}
