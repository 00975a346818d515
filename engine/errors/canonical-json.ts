import type { JsonValue } from './json.js'

/**
 * The one text of a JSON value: keys sorted, no spaces. Equal values give equal bytes, so it is what gets hashed.
 * Members that are `undefined` are left out, as JSON does.
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .sort()
      .flatMap((key) => {
        const member: JsonValue | undefined = value[key]
        return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`]
      })
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
