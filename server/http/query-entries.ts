import type { Request } from 'express'

/**
 * The query by name, with every value a name has. Read from the address itself: what a host application has set as its
 * query parser must not change what a request means.
 */
export function queryEntries(request: Request): ReadonlyMap<string, readonly string[]> {
  const from = request.url.indexOf('?')
  const entries = new Map<string, string[]>()
  if (from === -1) return entries
  for (const [name, value] of new URLSearchParams(request.url.slice(from + 1))) {
    const values = entries.get(name)
    if (values) values.push(value)
    else entries.set(name, [value])
  }
  return entries
}
