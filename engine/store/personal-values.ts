import { hash as digest, randomBytes } from 'node:crypto'
import type { JsonValue } from '../errors/json.js'
import { EngineError } from '../errors/index.js'
import { canonicalJson } from '../errors/canonical-json.js'

/** Gives a fresh salt of 16 bytes as 32 hex digits each time. Tests pass one that counts. */
export type SaltSource = () => string

const saltLength = 16
/** Salts fetched at once: asking for few bytes costs as much as asking for many. */
const saltsAtOnce = 256
let pool = Buffer.alloc(0)
let given = 0

/** Salts from the operating system's random source. None is given twice. */
export const randomSalts: SaltSource = () => {
  if (given >= pool.length) {
    pool = randomBytes(saltLength * saltsAtOnce)
    given = 0
  }
  const salt = pool.toString('hex', given, given + saltLength)
  // What was given is not kept: the pool must not tell a salt after its value was erased.
  pool.fill(0, given, given + saltLength)
  given += saltLength
  return salt
}

/** Personal values that stand beside a trail row, by JSON pointer into its body. */
export type PersonalValues = {
  readonly [pointer: string]: { readonly salt: string; readonly value: JsonValue }
}

/** Key of what stands in a body where a personal value was taken out. */
export const mark = '$personal'
const escaped = /^\$+personal$/

/** `sha256(salt ‖ canonical value)` as hex: what the chain covers in place of a personal value. */
export function commitment(salt: string, value: unknown): string {
  return digest('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(canonicalJson(value))]))
}

/**
 * Replaces the `null`s that `personal` points at with `{"$personal": <commitment>}`. A key of the body that looks
 * like the mark gets one more `$`, so that nobody can write a forged commitment into a note.
 * Throws `engine-bug` for a pointer that meets no `null`: the value would be lost or stored in the open.
 */
export function hidePersonal(
  body: JsonValue,
  personal: { readonly [pointer: string]: unknown },
  salts: SaltSource,
): { readonly body: JsonValue; readonly personal?: PersonalValues } {
  // Most bodies hide nothing and hold no key to escape: they need not be built again.
  if (Object.keys(personal).length === 0 && !JSON.stringify(body).includes(mark)) return { body }
  const taken: [string, { salt: string; value: JsonValue }][] = []
  const hidden = mapJson(body, '', (value, pointer) => {
    if (!Object.hasOwn(personal, pointer) || value !== null) return undefined
    const salt = salts()
    taken.push([pointer, { salt, value: personal[pointer] as JsonValue }])
    return { [mark]: commitment(salt, personal[pointer]) }
  })
  const missed = Object.keys(personal).find((pointer) => !taken.some(([found]) => found === pointer))
  if (missed !== undefined)
    throw new EngineError(
      'engine-bug',
      `Expected 'null' in the trail body where personal value '${missed}' stands, but there is something else. Please report this.`,
    )
  return taken.length === 0 ? { body: hidden } : { body: hidden, personal: Object.fromEntries(taken) }
}

/** The body as people read it: personal values put back in, erased ones as `null`. */
export function showPersonal(body: JsonValue, personal: PersonalValues = {}): JsonValue {
  return restore(body, '', personal)
}

/** Commitments in a body, by pointer. Throws nothing: an altered body is what `verify` looks for. */
export function commitmentsIn(body: JsonValue): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const visit = (value: JsonValue, pointer: string): void => {
    const hash = committed(value)
    if (hash !== undefined) found.set(pointer, hash)
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) visit(item, child(pointer, unescapeKey(key)))
  }
  visit(body, '')
  return found
}

function mapJson(
  value: JsonValue,
  pointer: string,
  replace: (value: JsonValue, pointer: string) => JsonValue | undefined,
): JsonValue {
  const replaced = replace(value, pointer)
  if (replaced !== undefined) return replaced
  if (Array.isArray(value)) return value.map((item, index) => mapJson(item, child(pointer, index), replace))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      escaped.test(key) ? `$${key}` : key,
      mapJson(item, child(pointer, key), replace),
    ]),
  )
}

function restore(value: JsonValue, pointer: string, personal: PersonalValues): JsonValue {
  if (committed(value) !== undefined)
    return Object.hasOwn(personal, pointer) ? (personal[pointer]?.value ?? null) : null
  if (Array.isArray(value)) return value.map((item, index) => restore(item, child(pointer, index), personal))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = unescapeKey(key)
      return [name, restore(item, child(pointer, name), personal)]
    }),
  )
}

function committed(value: JsonValue): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const hash = Object.hasOwn(value, mark) ? value[mark] : undefined
  return typeof hash === 'string' ? hash : undefined
}

function unescapeKey(key: string): string {
  return key !== mark && escaped.test(key) ? key.slice(1) : key
}

function child(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
