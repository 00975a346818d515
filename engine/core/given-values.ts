import type { CheckedField } from '../definition/checked-process.js'
import type { JsonObject, JsonValue, Text } from '../errors/index.js'
import { isObject } from './data-path.js'

/** Values that came from outside: what they are written to, and what its field is called. */
export interface GivenValues {
  readonly fields: { readonly [name: string]: CheckedField }
  /** By dotted path. */
  readonly values: Iterable<readonly [path: string, value: JsonValue]>
  readonly labelOf: (path: string) => Text
}

/** A text given for a field, or for a part of one at any depth. */
export interface GivenText {
  /** Dotted, with the place in a list: `photos[2].file`. */
  readonly path: string
  readonly text: string
  /** Type of the field or part: `person`. */
  readonly type: JsonValue | undefined
  readonly label: Text
}

/** Every text among the values that is for a field, or a part of one, of these types. Unknown fields are passed over. */
export function givenTexts(given: readonly GivenValues[], types: readonly string[]): readonly GivenText[] {
  const texts: GivenText[] = []
  for (const { fields, values, labelOf } of given)
    for (const [path, value] of values)
      for (const found of textsAt(fields, path, value, types))
        texts.push({ ...found, label: labelOf(withoutPlaces(found.path)) })
  return texts
}

type Found = Omit<GivenText, 'label'>

const none: readonly Found[] = []

/** Every text of the value at a dotted path that is for something of these types. */
export function textsAt(
  fields: GivenValues['fields'],
  path: string,
  value: JsonValue,
  types: readonly string[],
): readonly Found[] {
  const dot = path.indexOf('.')
  const name = dot < 0 ? path : path.slice(0, dot)
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  // Most fields hold nothing of the kind, and are not looked through for every answer.
  if (!field || !mayHold(field, types)) return none
  const rest = dot < 0 ? [] : path.slice(dot + 1).split('.')
  const definition = rest.reduce<JsonObject | undefined>(partOf, field.definition)
  const found = definition ? textsIn(definition, value, path) : []
  return found.filter(({ type }) => typeof type === 'string' && types.includes(type))
}

/** Whether a field, or a part of it at any depth, is of one of these types. */
export function mayHold(field: CheckedField, types: readonly string[]): boolean {
  let known = typesOf.get(field)
  if (!known) typesOf.set(field, (known = typesWithin(field.definition)))
  return types.some((type) => known.has(type))
}

/** Types of a field and of its parts, found once per field of a process. */
const typesOf = new WeakMap<CheckedField, ReadonlySet<string>>()

function typesWithin({ type, of, fields }: JsonObject): ReadonlySet<string> {
  const parts = [of, ...(isObject(fields) ? Object.values(fields) : [])].filter(isObject)
  return new Set([
    ...(typeof type === 'string' ? [type] : []),
    ...parts.flatMap((part) => [...typesWithin(part)]),
  ])
}

function textsIn(definition: JsonObject, value: JsonValue, path: string): readonly Found[] {
  const { type, of, fields } = definition
  if (typeof value === 'string') return [{ path, text: value, type }]
  if (type === 'list' && Array.isArray(value) && isObject(of))
    return value.flatMap((item, index) => textsIn(of, item, `${path}[${index}]`))
  if (type !== 'object' || !isObject(value) || !isObject(fields)) return []
  return Object.entries(value).flatMap(([name, part]) => {
    const inner = partOf(definition, name)
    return inner ? textsIn(inner, part, `${path}.${name}`) : []
  })
}

function partOf(definition: JsonObject | undefined, name: string): JsonObject | undefined {
  const fields = definition?.['fields']
  const part = isObject(fields) && Object.hasOwn(fields, name) ? fields[name] : undefined
  return isObject(part) ? part : undefined
}

/** The field of a path as its label goes by: items of a list have no name of their own. */
function withoutPlaces(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '')
}
