import type { Schema } from '../schema.js'

interface Keywords {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

/** What a schema wants, for `Expected … as 'field'`. */
export function expectedWords(schema: Schema): string {
  const keywords = schema as Keywords
  if (keywords.enum) return keywords.enum.map(String).join(' or ')
  if (keywords.const !== undefined) return JSON.stringify(keywords.const)
  switch (keywords.type) {
    case 'string':
      return textWords(keywords)
    case 'integer':
    case 'number':
      return numberWords(keywords)
    case 'boolean':
      return 'true or false'
    case 'array':
      return keywords.maxItems === undefined ? 'a list' : `a list of at most ${keywords.maxItems} entries`
    case 'object':
      return 'an object'
    default:
      return 'another value'
  }
}

function textWords({ format, pattern, minLength = 0, maxLength }: Keywords): string {
  if (format === 'date-time') return 'a moment with its offset such as 2026-11-01T08:00:00+08:00'
  if (format === 'date') return 'a day such as 2026-10-01'
  const kind =
    pattern === '\\S'
      ? 'a text that is not blank'
      : pattern !== undefined
        ? `a text of the form ${pattern}`
        : minLength > 0
          ? 'a text that is not empty'
          : 'a text'
  return maxLength === undefined ? kind : `${kind}, of at most ${maxLength} characters,`
}

function numberWords({ type, minimum, maximum }: Keywords): string {
  const kind = type === 'integer' ? 'a whole number' : 'a number'
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`
  if (minimum !== undefined) return `${kind} of at least ${minimum}`
  return maximum === undefined ? kind : `${kind} of at most ${maximum}`
}
