import { describe, expect, it } from 'vitest'
import { schemaEscapeFault } from '../../engine/definition/compile/schema-escape-fault.js'
import type { JsonObject } from '../../engine/errors/json.js'

describe('plain JSON Schema under a field', () => {
  it('may use what costs time in proportion to the value', () => {
    const schema = {
      type: 'object',
      properties: {
        x: { $ref: '#/$defs/n' },
        y: { anyOf: [{ type: 'integer' }, { type: 'string', format: 'date' }] },
      },
      required: ['x'],
      $defs: { n: { type: 'string', pattern: '^a+$' } },
    }
    expect(schemaEscapeFault(schema)).toBeUndefined()
  })

  it.each<[string, JsonObject]>([
    ['an id', { $id: 'x' }],
    ['a reference to another file', { $ref: 'other.json' }],
    ['a reference that leads nowhere', { $ref: '#/$defs/n' }],
    ['a reference in a circle', { $ref: '#/$defs/a', $defs: { a: { items: { $ref: '#/$defs/a' } } } }],
    ['a pattern of another engine', { pattern: '(a)\\1' }],
    ['an unknown format', { format: 'uri' }],
    ['a keyword of another draft', { unevaluatedProperties: false }],
    ['a value a keyword cannot have', { type: 'txt' }],
    ['references that multiply', multiplying(14)],
    ['too many levels', Array.from({ length: 60 }).reduce<JsonObject>((inner) => ({ not: inner }), {})],
  ])('may not have %s', (_what, schema) => {
    expect(schemaEscapeFault(schema)?.message).toMatch(/^Expected .+, but .+\.$/)
  })
})

/** A schema that doubles with every definition. */
function multiplying(levels: number): JsonObject {
  const definitions = Array.from({ length: levels }, (_, level) => [
    `d${level}`,
    level + 1 === levels
      ? {}
      : { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
  ])
  return { $ref: '#/$defs/d0', $defs: Object.fromEntries(definitions) as JsonObject }
}
