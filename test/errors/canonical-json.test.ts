import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../engine/errors/canonical-json.js'

/** The same value with the keys of every object in the order of their code units. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(entries.map(([key, member]) => [key, inOrder(member)] as const))
}

/** As `JSON.stringify` writes it, which would put keys that are numbers first. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  if (value instanceof Map)
    return `{${[...(value as Map<string, unknown>)].map(([key, member]) => `${JSON.stringify(key)}:${written(member)}`).join(',')}}`
  return JSON.stringify(value)
}

describe('the one text of a JSON value', () => {
  it('is what JSON writes, with the keys in order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(written(inOrder(value)))
      }),
    )
  })

  it('escapes in keys and texts what JSON escapes', () => {
    const text = 'a "quote" \\ \n \u0001 \ud800 王建国 __proto__'

    expect(canonicalJson({ [text]: [text] })).toBe(JSON.stringify({ [text]: [text] }))
  })

  it('leaves out members that are undefined, and gives items that are as null', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, 1], c: { d: undefined } })).toBe(
      '{"a":[null,1],"c":{}}',
    )
  })
})
