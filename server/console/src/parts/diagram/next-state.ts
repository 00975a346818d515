/** Where a key leads from a state. */
export type Direction = 'up' | 'down' | 'left' | 'right'

/** A place on the picture, in its own units. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** How much a step aside counts against a step ahead: what lies straight on is meant before what is merely near. */
const aside = 2

/** The nearest spot in a direction; `undefined` where there is none, or nothing lies at `from`. */
export function nextSpot<Key>(
  spots: ReadonlyMap<Key, Spot>,
  from: Key,
  direction: Direction,
): Key | undefined {
  const start = spots.get(from)
  if (!start) return undefined
  let nearest: { readonly key: Key; readonly far: number } | undefined
  for (const [key, { x, y }] of spots) {
    const [dx, dy] = [x - start.x, y - start.y]
    const ahead = { up: -dy, down: dy, left: -dx, right: dx }[direction]
    const off = Math.abs(direction === 'up' || direction === 'down' ? dx : dy)
    const far = ahead + aside * off
    if (ahead > 1 && (!nearest || far < nearest.far)) nearest = { key, far }
  }
  return nearest?.key
}
