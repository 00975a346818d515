import { createHash } from 'node:crypto'
import { canonicalJson } from '../errors/canonical-json.js'
import type { JsonObject, JsonValue } from '../errors/json.js'

/**
 * The parts that the variants of a process share, such as its states, are written out once; as bytes, since a text that
 * grew piece by piece keeps all its pieces. No resolved form is ever changed.
 */
const written = new WeakMap<object, Buffer>()

/**
 * The version of a process: SHA-256, as 64 hex digits, of the canonical JSON of its resolved long form. The order
 * of keys and the spelling of short forms do not change it; any figure, text, type or branch does.
 */
export function fingerprint(resolved: JsonObject): string {
  const hash = createHash('sha256').update('{')
  let separator = ''
  for (const key of Object.keys(resolved).sort()) {
    const part = resolved[key]
    if (part === undefined) continue
    hash.update(`${separator}${JSON.stringify(key)}:`, 'utf8').update(bytesOf(part))
    separator = ','
  }
  return hash.update('}').digest('hex')
}

function bytesOf(part: JsonValue): Buffer {
  if (typeof part !== 'object' || part === null) return Buffer.from(canonicalJson(part))
  const bytes = written.get(part) ?? Buffer.from(canonicalJson(part))
  written.set(part, bytes)
  return bytes
}
