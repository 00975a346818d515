import type { CheckedField } from '../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../errors/index.js'
import { isObject } from './data-path.js'

export type Personal = { [pointer: string]: string | number | boolean | JsonObject | readonly unknown[] }
export type Fields = { readonly [name: string]: CheckedField }

/** Collects a trail body; personal values stand beside it, by JSON pointer, and `null` in their place. */
export class TrailBody {
  readonly body: JsonObject
  readonly personal: Personal = {}

  constructor(body: JsonObject) {
    this.body = body
  }

  /** The value as the body shows it. `pointer` is where it will stand, `path` the field it comes from. */
  shown(fields: Fields, path: string, value: JsonValue, pointer: string): JsonValue {
    const name = fieldName(path)
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field || field.personalPaths.length === 0) return value
    return this.#conceal(field.personalPaths, path.slice(name.length + 1), value, pointer)
  }

  /** Several values by field, each under its own name. */
  shownAll(fields: Fields, values: JsonObject, pointer: string): JsonObject {
    return Object.fromEntries(
      Object.entries(values).map(([path, value]) => [
        path,
        holdsPersonal(fields, path)
          ? this.shown(fields, path, value, `${pointer}/${pointerPart(path)}`)
          : value,
      ]),
    )
  }

  /** Moves a value beside the body. */
  hide(value: JsonValue, pointer: string): null {
    // `null` stands for "nothing there": it gives nothing away.
    if (value !== null) this.personal[pointer] = value
    return null
  }

  #conceal(personal: readonly string[], path: string, value: JsonValue, pointer: string): JsonValue {
    if (personal.some((hidden) => hidden === '' || hidden === path || path.startsWith(`${hidden}.`)))
      return this.hide(value, pointer)
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        this.#conceal(personal, path === '' ? key : `${path}.${key}`, part, `${pointer}/${pointerPart(key)}`),
      ]),
    )
  }
}

/** Texts and numbers in personal places of the data: what a decision's input may repeat. */
export function personalLeaves(fields: Fields, data: JsonObject): ReadonlySet<JsonValue> {
  const known = leavesOfData.get(data)
  if (known?.fields === fields) return known.leaves
  const found = new TrailBody({})
  found.shownAll(fields, data, '')
  const leaves = new Set(Object.values(found.personal).flatMap((value) => leavesOf(value as JsonValue)))
  leavesOfData.set(data, { fields, leaves })
  return leaves
}

/** A step asks again with every decision and paper. Data is never changed in place: what was found holds. */
const leavesOfData = new WeakMap<JsonObject, { readonly fields: Fields; readonly leaves: Set<JsonValue> }>()

function leavesOf(value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'string' || typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(leavesOf)
}

/** Whether there is anything personal at or below a path. Most answers have none, and no pointer is made for those. */
function holdsPersonal(fields: Fields, path: string): boolean {
  const name = fieldName(path)
  return Object.hasOwn(fields, name) && (fields[name]?.personalPaths.length ?? 0) > 0
}

function fieldName(path: string): string {
  const dot = path.indexOf('.')
  return dot < 0 ? path : path.slice(0, dot)
}

function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
