/** Where a rule of a process comes from. */
export interface RuleSource {
  /** Where the rule stands in the text, as names from the outermost inwards; entries of a list by their place, from 1. */
  readonly path: readonly string[]
  readonly sources: readonly string[]
}

/** Every `source:` below the head of the long form of a version, in the order of its text. */
export async function ruleSources(text: string): Promise<readonly RuleSource[]> {
  // Loaded with the first text that is looked at: no other page reads YAML.
  const { parse } = await import('yaml')
  return sourcesIn(parse(text), [])
}

function sourcesIn(value: unknown, path: readonly string[]): readonly RuleSource[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value))
    return value.flatMap((entry, place) => sourcesIn(entry, [...path, `${place + 1}`]))
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    if (name !== 'source' || path.length === 0) return sourcesIn(part, [...path, name])
    const sources = (Array.isArray(part) ? part : [part]).filter((one) => typeof one === 'string')
    return sources.length === 0 ? [] : [{ path, sources }]
  })
}
