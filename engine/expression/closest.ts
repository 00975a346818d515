import { closest as nearestOf, distance } from 'fastest-levenshtein'

/** The known name a typing slip was probably meant to be; `undefined` where none is near. */
export function closest(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const same = known.find((name) => plain(name) === plain(written))
  if (same !== undefined) return same
  const nearest = nearestOf(written, [...known])
  const allowed = Math.max(1, Math.floor(Math.max(written.length, nearest.length) / 3))
  return distance(written, nearest) <= allowed ? nearest : undefined
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_. ]/g, '')
}
