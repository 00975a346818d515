import { isObject } from './form-schema.js'

/**
 * The answers somebody gave: what was left empty is absent, since there is no null, and an object without any answer
 * is absent too unless the schema wants it; then it is there, empty, so that what it lacks is told at its own place.
 * Gives `undefined` where nothing was answered at all.
 */
export function withoutEmptyParts(schema: unknown, answers: unknown): unknown {
  const {
    properties = {},
    required = [],
    items,
  } = (schema ?? {}) as {
    readonly properties?: Readonly<Record<string, unknown>>
    readonly required?: readonly string[]
    readonly items?: unknown
  }
  if (Array.isArray(answers)) return answers.map((one: unknown) => withoutEmptyParts(items, one) ?? {})
  if (!isObject(answers)) return answers === null ? undefined : answers
  const needed = required.filter((name) => {
    const part = properties[name]
    return isObject(part) && part['type'] === 'object'
  })
  const given = [...new Set([...Object.keys(answers), ...needed])].flatMap((name) => {
    const answer = answers[name] ?? (needed.includes(name) ? {} : undefined)
    const kept = withoutEmptyParts(properties[name], answer) ?? (needed.includes(name) ? {} : undefined)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return given.length === 0 ? undefined : Object.fromEntries(given)
}
