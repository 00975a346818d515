import { isObject } from '../../definition/index.js'
import type { ValuePath } from '../../definition/document.js'
import type { JsonObject, JsonValue, Place } from '../../errors/index.js'

/** One small change of a process that should make a story fail. */
export interface Mutant {
  /** Stable as long as the changed part keeps its place: `guard:waiting:on.called:0`. */
  readonly id: string
  /** What is changed, for people: `'4 hours' becomes '5 hours'`. */
  readonly change: string
  /** Where the changed part is written. */
  readonly place: Place
  /** Where it stands in the resolved process: in several places where it is written once and used again. */
  readonly at: readonly ValuePath[]
  /** What stands there instead; `undefined` takes the part away. */
  readonly value: JsonValue | undefined
  /** Profiles in which the part counts; `undefined` among them are the defaults. Absent: in all of them. */
  readonly profiles?: readonly (string | undefined)[]
  /** Beginnings of the coverage points of stories that should notice it. */
  readonly near: readonly string[]
}

/** The resolved process with the change made. What was there is not touched. */
export function mutated(resolved: JsonObject, { at, value }: Mutant): JsonObject {
  return at.reduce((before, path) => {
    const after = replaced(before, path, value)
    return isObject(after) ? after : before
  }, resolved)
}

/** Mutants of one written part as one: whoever changes the text changes it wherever an alias takes it. */
export function asWritten(mutants: readonly Mutant[]): readonly Mutant[] {
  const byPlace = new Map<string, Mutant>()
  for (const mutant of mutants) {
    const { place, change, at, near } = mutant
    const key = JSON.stringify([place.file, place.line, place.column, change])
    const first = byPlace.get(key)
    byPlace.set(key, first ? { ...first, at: [...first.at, ...at], near: [...first.near, ...near] } : mutant)
  }
  return [...byPlace.values()]
}

function replaced(
  whole: JsonValue,
  [key, ...rest]: ValuePath,
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (key === undefined) return value
  if (Array.isArray(whole))
    return whole.flatMap((item, index) => {
      const inner = index === key ? replaced(item, rest, value) : item
      return inner === undefined ? [] : [inner]
    })
  if (!isObject(whole)) return whole
  const inner = replaced(whole[key] ?? null, rest, value)
  const others = Object.entries(whole)
  // Names keep their places: the order of states and of forms is seen.
  return Object.fromEntries(
    others.flatMap(([name, each]) => {
      if (name !== key) return [[name, each]]
      return inner === undefined ? [] : [[name, inner]]
    }),
  )
}
