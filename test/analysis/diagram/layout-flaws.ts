import type { Box, DiagramGraph, DiagramLayout, DiagramState, Point } from '../../../engine/index.js'

/** Rounding of places, in pixels. */
const tolerance = 1.5
/** Ways from a state to one inside begin below its title bar. */
const barHeight = 28

/** What is wrong with a picture, in words; nothing where it is as it should be. */
export function layoutFlaws(graph: DiagramGraph, layout: DiagramLayout): readonly string[] {
  return [...overlaps(graph, layout), ...wrongEnds(graph, layout), ...slants(layout), ...outside(layout)]
}

function overlaps(graph: DiagramGraph, { states, edges, starts }: DiagramLayout): readonly string[] {
  const parents = new Set(graph.states.map(({ parent }) => parent))
  const leaves = graph.states
    .filter(({ path }) => !parents.has(path))
    .map(({ path }) => [`state '${path}'`, states[path]!] as const)
  const labels = graph.edges.map(({ id }) => [`label of '${id}'`, edges[id]!.label] as const)
  const dots = Object.entries(starts).map(([path, { dot }]) => [`dot of '${path}'`, dot] as const)
  const boxes = [...leaves, ...labels, ...dots]
  const among = boxes.flatMap(([name, box], index) =>
    boxes
      .slice(index + 1)
      .filter(([, other]) => overlap(box, other))
      .map(([other]) => `${name} overlaps ${other}`),
  )
  return [...among, ...graph.states.flatMap((state) => misplaced(graph, states, state))]
}

/** A state lies inside its parent, below the title, and beside its siblings. */
function misplaced(
  graph: DiagramGraph,
  states: DiagramLayout['states'],
  { path, parent }: DiagramState,
): readonly string[] {
  const box = states[path]!
  const siblings = graph.states.filter((other) => other.parent === parent && other.path > path)
  const beside = siblings.filter((other) => overlap(box, states[other.path]!))
  const outer = parent === undefined ? undefined : states[parent]!
  return [
    ...beside.map((other) => `state '${path}' overlaps its sibling '${other.path}'`),
    ...(outer && !isInside(box, { ...outer, y: outer.y + barHeight, height: outer.height - barHeight })
      ? [`state '${path}' is not inside '${parent!}'`]
      : []),
  ]
}

function wrongEnds(graph: DiagramGraph, { states, edges }: DiagramLayout): readonly string[] {
  return graph.edges.flatMap(({ id, source, target }) => {
    const { points } = edges[id]!
    return [
      ...(isOnBorder(points[0]!, states[source]!) ? [] : [`'${id}' does not begin at its source`]),
      ...(isOnBorder(points.at(-1)!, states[target]!) ? [] : [`'${id}' does not end at its target`]),
    ]
  })
}

function slants({ edges }: DiagramLayout): readonly string[] {
  return Object.entries(edges).flatMap(([id, { points }]) =>
    points.some((point, index) => {
      const next = points[index + 1]
      return next && Math.abs(next.x - point.x) > 0.05 && Math.abs(next.y - point.y) > 0.05
    })
      ? [`'${id}' is slanted`]
      : [],
  )
}

function outside({ width, height, states, edges }: DiagramLayout): readonly string[] {
  const picture = { x: 0, y: 0, width, height }
  const boxes = [...Object.values(states), ...Object.values(edges).map(({ label }) => label)]
  return boxes.every((box) => isInside(box, picture)) ? [] : ['something is outside the picture']
}

/** Lanes have one top and one height, unless a way leads from one to another: parallel states where they have not. */
export function unevenLanes(graph: DiagramGraph, { states }: DiagramLayout): readonly string[] {
  return graph.states
    .filter(({ kind }) => kind === 'parallel')
    .flatMap(({ path }) => {
      const lanes = graph.states.filter(({ parent }) => parent === path)
      const laneOf = (inner: string): string | undefined =>
        lanes.find((lane) => inner === lane.path || inner.startsWith(`${lane.path}.`))?.path
      const isJoined = graph.edges.some(({ source, target }) => {
        const [from, to] = [laneOf(source), laneOf(target)]
        return from !== undefined && to !== undefined && from !== to
      })
      const tops = new Set(lanes.map((lane) => states[lane.path]!.y))
      const heights = new Set(lanes.map((lane) => Math.round(states[lane.path]!.height)))
      return isJoined || (tops.size <= 1 && heights.size <= 1) ? [] : [`the lanes of '${path}' are uneven`]
    })
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.x + tolerance < b.x + b.width &&
    b.x + tolerance < a.x + a.width &&
    a.y + tolerance < b.y + b.height &&
    b.y + tolerance < a.y + a.height
  )
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - tolerance &&
    inner.y >= outer.y - tolerance &&
    inner.x + inner.width <= outer.x + outer.width + tolerance &&
    inner.y + inner.height <= outer.y + outer.height + tolerance
  )
}

function isOnBorder({ x, y }: Point, { x: left, y: top, width, height }: Box): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= tolerance
  const across = x >= left - tolerance && x <= left + width + tolerance
  const along = y >= top - tolerance && y <= top + height + tolerance
  const onLevel = near(y, top) || near(y, top + height) || near(y, top + barHeight)
  return (across && onLevel) || (along && (near(x, left) || near(x, left + width)))
}
