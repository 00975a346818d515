import { createHash } from 'node:crypto'
import { canonicalJson } from '../errors/canonical-json.js'
import type { JsonObject, JsonValue } from '../errors/json.js'

/** The parts that the variants of a process share, such as its states, are written out once. No resolved form is ever changed. */
const texts = new WeakMap<object, string>()

/**
 * The version of a process: SHA-256, as 64 hex digits, of the canonical JSON of its resolved long form. The order
 * of keys and the spelling of short forms do not change it; any figure, text, type or branch does.
 */
export function fingerprint(resolved: JsonObject): string {
  const members = Object.keys(resolved)
    .sort()
    .flatMap((key) => {
      const part = resolved[key]
      return part === undefined ? [] : [`${JSON.stringify(key)}:${textOf(part)}`]
    })
  return createHash('sha256')
    .update(`{${members.join(',')}}`, 'utf8')
    .digest('hex')
}

function textOf(part: JsonValue): string {
  if (typeof part !== 'object' || part === null) return canonicalJson(part)
  const text = texts.get(part) ?? canonicalJson(part)
  texts.set(part, text)
  return text
}
