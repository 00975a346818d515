import type { ProcessVersionRow } from '../../store/port.js'

/** Fewest characters of a hash that name a version. */
const shortestPrefix = 8

/** The version a hash names, whole or by its beginning of at least 8 characters; `undefined` where none or several begin so. */
export function findVersion(
  versions: readonly ProcessVersionRow[],
  hash: string,
): ProcessVersionRow | undefined {
  const exact = versions.find((one) => one.hash === hash)
  if (exact || hash.length < shortestPrefix) return exact
  const [first, ...others] = versions.filter((one) => one.hash.startsWith(hash))
  return others.length === 0 ? first : undefined
}
