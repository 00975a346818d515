/** Says in plain JSON Schema that one, and only one, of some keys is there (without `oneOf`). */
export function exactlyOneOf(keys) {
  const both = keys.flatMap((first, index) => keys.slice(index + 1).map((second) => [first, second]))
  return {
    anyOf: keys.map((key) => ({ type: 'object', required: [key] })),
    allOf: both.map((pair) => ({ not: { type: 'object', required: pair } })),
  }
}
