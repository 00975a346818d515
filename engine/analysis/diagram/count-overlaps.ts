import type { DiagramGraph } from './diagram-graph.js'
import type { Box, DiagramLayout } from './diagram-layout.js'

/** How many pairs of labels and of states without others inside share a place. */
export function countOverlaps(graph: DiagramGraph, { states, edges }: DiagramLayout): number {
  const parents = new Set(graph.states.map(({ parent }) => parent))
  const leaves = graph.states.flatMap(({ path }) => (parents.has(path) ? [] : (states[path] ?? [])))
  const boxes = [...leaves, ...Object.values(edges).map(({ label }) => label)].toSorted((a, b) => a.y - b.y)
  let overlaps = 0
  for (const [index, box] of boxes.entries())
    for (let next = index + 1; next < boxes.length; next += 1) {
      const other = boxes[next]
      // In the order of their tops: nothing further down reaches up to this one.
      if (!other || other.y >= box.y + box.height - 1) break
      if (isBeside(box, other)) overlaps += 1
    }
  return overlaps
}

function isBeside(a: Box, b: Box): boolean {
  return a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width
}
