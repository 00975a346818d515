import { isObject } from './form-schema.js'

/**
 * The answers somebody gave: what was left empty is absent, since there is no null, and an object without any answer
 * is absent too unless the schema wants it. Gives `undefined` where nothing was answered at all.
 */
export function withoutEmptyParts(schema: unknown, answers: unknown): unknown {
  if (Array.isArray(answers)) {
    const items = isObject(schema) ? schema['items'] : undefined
    return answers.map((one: unknown) => withoutEmptyParts(items, one) ?? {})
  }
  if (!isObject(answers)) return answers === null ? undefined : answers
  const parts = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {}
  const needed: readonly unknown[] =
    isObject(schema) && Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : []
  const given = Object.entries(answers).flatMap(([name, value]) => {
    const kept = withoutEmptyParts(parts[name], value)
    if (kept === undefined) return isObject(value) && needed.includes(name) ? [[name, {}] as const] : []
    return [[name, kept] as const]
  })
  return given.length === 0 ? undefined : Object.fromEntries(given)
}
