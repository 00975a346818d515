/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no spaces. Equal values give equal bytes, so it is
 * what gets hashed. Members that are `undefined` are left out, as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members: string[] = []
    // The default order of texts is the one by code units.
    for (const key of Object.keys(value).sort()) {
      const member = (value as { readonly [key: string]: unknown })[key]
      if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`)
    }
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
