import { distance } from 'fastest-levenshtein'

/** Longest name that is compared; the cost grows with the product of both lengths. */
const longestCompared = 120

/**
 * The candidate somebody probably meant: the one with the fewest changed characters, if those are few for its length
 * (about a third). Upper and lower case, hyphens and underscores do not count as differences. `undefined` for none.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestCompared) return undefined
  const wanted = plain(name)
  let best: { readonly name: string; readonly cost: number } | undefined
  for (const candidate of candidates) {
    if (candidate === name || candidate.length > longestCompared) continue
    const cost = distance(wanted, plain(candidate))
    const length = Math.max(wanted.length, candidate.length)
    const allowed = length <= 3 ? 1 : Math.max(2, Math.floor(length / 3))
    if (cost <= allowed && (!best || cost < best.cost)) best = { name: candidate, cost }
  }
  return best?.name
}

const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/[-_ ]/g, '')
