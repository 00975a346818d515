import type { JsonValue } from '../../errors/json.js'
import type { ValuePath } from '../document.js'

/** What is wrong with a value: a literal in a file, an answer, or the data of a case. */
export interface ValueFault {
  readonly code: 'wrong-type' | 'wrong-value' | 'missing-key' | 'unknown-key'
  /** From the value that was checked to the faulty part. */
  readonly path: ValuePath
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string
}

/** A value for a sentence: short, in JSON's spelling, or its kind alone where it says something about a person. */
export function shownValue(value: JsonValue, personal: boolean): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (value === null) return 'null'
  if (typeof value === 'object') return 'an object'
  if (personal) return typeof value === 'string' ? 'another text' : `another ${typeof value}`
  const text = typeof value === 'string' ? `'${value}'` : String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** `quote.total`, `parts[2].name`. */
export function dotted(path: ValuePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}
