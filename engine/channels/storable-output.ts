import type { JsonObject, JsonValue } from '../errors/index.js'

/** As deep as the bodies of requests may be, and as large as what a declared service may answer. */
const deepest = 64
const largest = 1024 * 1024

/** What a handler returned as it can be stored, or what it should have been and was. */
export type StorableOutput =
  | { readonly ok: true; readonly output: JsonObject }
  | { readonly ok: false; readonly expected: string; readonly found: string }

class NotStorable extends Error {
  readonly expected: string
  readonly found: string

  constructor(expected: string, found: string) {
    super(`Expected ${expected}, but found ${found}.`)
    this.expected = expected
    this.found = found
  }
}

/**
 * A copy of what a program returned, as JSON has it: members without a value are left out, nothing at all is an empty
 * object. Anything else that JSON does not have, and what is too deep or too large to be kept, is not storable.
 */
export function storableOutput(value: unknown): StorableOutput {
  if (value === undefined) return { ok: true, output: {} }
  try {
    if (!isPlain(value)) throw new NotStorable('an object', kindOf(value))
    return { ok: true, output: new Copying().object(value, 1) }
  } catch (error) {
    if (error instanceof NotStorable) return { ok: false, expected: error.expected, found: error.found }
    // A member that is computed may throw, or a proxy.
    return { ok: false, expected: 'an object that can be read', found: 'one that throws' }
  }
}

/** Copies values and keeps account of how much there is: what is shared many times over may be small and read large. */
class Copying {
  #left = largest

  object(value: object, depth: number): JsonObject {
    const copy: [string, JsonValue][] = []
    this.#enter(depth)
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue
      if (name === '__proto__') throw new NotStorable('plain names of members', "'__proto__'")
      copy.push([this.#text(name), this.#value(member, depth + 1)])
    }
    return Object.fromEntries(copy)
  }

  #value(value: unknown, depth: number): JsonValue {
    if (typeof value === 'string') return this.#text(value)
    this.#spend(8)
    if (value === null || typeof value === 'boolean') return value
    if (typeof value === 'number') {
      if (Number.isFinite(value)) return value
      throw new NotStorable('finite numbers', String(value))
    }
    if (Array.isArray(value)) {
      this.#enter(depth)
      // Not `map`, which passes over holes.
      return Array.from(value, (item: unknown) => this.#value(item, depth + 1))
    }
    if (isPlain(value)) return this.object(value, depth)
    throw new NotStorable('values of JSON', kindOf(value))
  }

  #enter(depth: number): void {
    this.#spend(2)
    if (depth > deepest) throw new NotStorable(`at most ${deepest} levels`, 'more')
  }

  #text(value: string): string {
    this.#spend(Buffer.byteLength(value) + 4)
    if (value.includes('\0')) throw new NotStorable('text without NUL', 'a NUL character')
    // Half a character of a pair is no text for every database.
    return value.replace(/\p{Surrogate}/gu, '\uFFFD')
  }

  #spend(bytes: number): void {
    this.#left -= bytes
    if (this.#left < 0) throw new NotStorable(`at most ${largest} bytes`, 'more')
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object of a class'
  return value === undefined ? 'nothing' : `a ${typeof value}`
}
