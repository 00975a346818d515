import { createHash } from 'node:crypto'
import { canonicalJson } from '../errors/canonical-json.js'
import type { JsonObject } from '../errors/json.js'

/**
 * The version of a process: SHA-256, as 64 hex digits, of the canonical JSON of its resolved long form. The order
 * of keys and the spelling of short forms do not change it; any figure, text, type or branch does.
 */
export function fingerprint(resolved: JsonObject): string {
  return createHash('sha256').update(canonicalJson(resolved), 'utf8').digest('hex')
}
