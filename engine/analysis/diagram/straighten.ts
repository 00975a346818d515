import type { Point } from './diagram-layout.js'

/** Differences below this are rounding, in pixels. */
const tolerance = 1.2

/**
 * A line in whole tenths of pixels, without the slight slants that rounding leaves, and without points between. A slant
 * that is more than rounding, as ELK leaves one where a line comes into a state with others inside, becomes a step aside.
 */
export function straightened(points: readonly Point[]): readonly Point[] {
  const line: Point[] = []
  for (const point of points) {
    const last = line.at(-1)
    const next = last ? alignedTo(last, point) : rounded(point)
    if (last && last.x !== next.x && last.y !== next.y) line.push({ x: last.x, y: next.y })
    line.push(next)
  }
  return line.filter((point, index) => !isBetween(line[index - 1], point, line[index + 1]))
}

/** The ends stay within a pixel of where they were, so that they stay on the side of their state. */
function alignedTo(last: Point, point: Point): Point {
  const { x, y } = rounded(point)
  return {
    x: Math.abs(x - last.x) < tolerance ? last.x : x,
    y: Math.abs(y - last.y) < tolerance ? last.y : y,
  }
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 })

function isBetween(before: Point | undefined, { x, y }: Point, after: Point | undefined): boolean {
  if (!before || !after) return false
  return (before.x === x && x === after.x) || (before.y === y && y === after.y)
}
