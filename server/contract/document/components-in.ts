import { componentOf, type Schema } from '../schema.js'

/** The components that schemas refer to, directly or through each other, by name. Throws when two share a name. */
export function componentsIn(roots: readonly unknown[]): { readonly [name: string]: Schema } {
  const found = new Map<string, Schema>()
  const waiting: unknown[] = [...roots]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    const component = (value as Schema)[componentOf]
    const known = component && found.get(component.name)
    if (component && !known) {
      found.set(component.name, component.schema)
      waiting.push(component.schema)
    }
    if (known && known !== component.schema)
      throw new Error(`Expected one schema under the name '${component.name}', but found two. Rename one.`)
    waiting.push(...(Object.values(value) as unknown[]))
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}
