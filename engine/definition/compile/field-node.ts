import type { JsonObject } from '../../errors/json.js'
import type { FieldType, ValueType } from '../../expression/expression.js'
import { isObject, listAt, member, objectAt, objectsAt, textAt } from './json-access.js'

/** A field, a part of one, or an answer, compiled from its resolved long form. */
export interface FieldNode {
  readonly name: string
  readonly definition: JsonObject
  readonly type: ValueType
  /** Whether it must be there whenever its parent is. */
  readonly required: boolean
  /** Parts of an object by name. */
  readonly parts: ReadonlyMap<string, FieldNode>
  /** What a list holds. */
  readonly item?: FieldNode
}

/** Most items of a list that names no `maxItems`. */
export const defaultMaxItems = 100
/** Most characters of a text that names no `maxLength`. */
export const defaultMaxLength = 2000

/** Types a field may name without a file in `types/`. Signatures, attachments and people are kept as texts for now. */
export const builtInTypes = [
  'text',
  'integer',
  'number',
  'boolean',
  'money',
  'date',
  'date-time',
  'choice',
  'list',
  'object',
  'signature',
  'attachment',
  'person',
] as const

/**
 * Compiles the resolved long form of a field. Total: what is missing or unknown becomes type `any`, since it was
 * reported where it was found. A field with a default counts as required, because the default is filled in.
 */
export function fieldNode(name: string, definition: JsonObject): FieldNode {
  const parts = partsOf(definition)
  const item = itemOf(name, definition)
  return {
    name,
    definition,
    type: typeOf(definition, parts, item),
    required: definition['required'] === true || member(definition, 'default') !== undefined,
    parts,
    ...(item && { item }),
  }
}

/** Fields or parts by name, in document order. */
export function fieldNodes(fields: JsonObject): ReadonlyMap<string, FieldNode> {
  return new Map(
    Object.entries(fields).flatMap(([name, definition]) =>
      isObject(definition) ? [[name, fieldNode(name, definition)] as const] : [],
    ),
  )
}

/** An object made of parts that are not written in one place, such as the answers of a form. */
export function objectNode(
  name: string,
  parts: ReadonlyMap<string, FieldNode>,
  required: boolean,
): FieldNode {
  return {
    name,
    definition: { type: 'object' },
    type: { kind: 'object', fields: fieldTypes(parts) },
    required,
    parts,
  }
}

/** Static types of fields by name. */
export function fieldTypes(nodes: ReadonlyMap<string, FieldNode>): { readonly [name: string]: FieldType } {
  return dictionary([...nodes].map(([name, { type, required }]) => [name, { type, required }]))
}

/** A record without inherited members, so that a name such as `toString` finds nothing of JavaScript's own. */
export function dictionary<T>(entries: Iterable<readonly [string, T]>): { [name: string]: T } {
  const record = Object.create(null) as { [name: string]: T }
  for (const [name, value] of entries) record[name] = value
  return record
}

/** The field or part a dotted path names; `undefined` where it leads nowhere. Lists are not entered. */
export function nodeAt(nodes: ReadonlyMap<string, FieldNode>, path: string): FieldNode | undefined {
  const [first = '', ...rest] = path.split('.')
  let node = nodes.get(first)
  for (const name of rest) node = node?.parts.get(name)
  return node
}

/** Every dotted path `nodeAt` understands. */
export function pathsOf(nodes: ReadonlyMap<string, FieldNode>, prefix = ''): readonly string[] {
  return [...nodes].flatMap(([name, node]) => [prefix + name, ...pathsOf(node.parts, `${prefix}${name}.`)])
}

/**
 * Paths below a field that carry a mark; '' is the field itself. A list with a marked part is marked as a whole,
 * because its items have no path of their own.
 */
export function markedPaths(node: FieldNode, mark: 'personal' | 'search'): readonly string[] {
  if (node.definition[mark] === true) return ['']
  if (node.item && markedPaths(node.item, mark).length > 0) return ['']
  return [...node.parts].flatMap(([name, part]) =>
    markedPaths(part, mark).map((path) => (path === '' ? name : `${name}.${path}`)),
  )
}

function partsOf(definition: JsonObject): ReadonlyMap<string, FieldNode> {
  if (textAt(definition, 'type') !== 'object') return new Map()
  return new Map(objectsAt(definition, 'fields').map(([name, part]) => [name, fieldNode(name, part)]))
}

function itemOf(name: string, definition: JsonObject): FieldNode | undefined {
  if (textAt(definition, 'type') !== 'list') return undefined
  return fieldNode(name, objectAt(definition, 'of'))
}

function typeOf(
  definition: JsonObject,
  parts: ReadonlyMap<string, FieldNode>,
  item: FieldNode | undefined,
): ValueType {
  const type = textAt(definition, 'type')
  switch (type) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'money':
    case 'date':
    case 'date-time':
    case 'duration':
    case 'text':
      return { kind: type }
    case 'time':
    case 'signature':
    case 'attachment':
    case 'person':
      return { kind: 'text' }
    case 'choice':
      return { kind: 'choice', options: choiceOptions(definition) }
    case 'list':
      return { kind: 'list', of: item?.type ?? { kind: 'any' }, maxItems: maxItemsOf(definition) }
    case 'object':
      // An object that only has a JSON Schema is opaque to expressions.
      return parts.size > 0 ? { kind: 'object', fields: fieldTypes(parts) } : { kind: 'any' }
    default:
      return { kind: 'any' }
  }
}

/** Values a choice may have: the keys of `of`, or its items where it is written as a list. */
export function choiceOptions(definition: JsonObject): readonly string[] {
  const keys = Object.keys(objectAt(definition, 'of'))
  return keys.length > 0 ? keys : listAt(definition, 'of').filter((option) => typeof option === 'string')
}

/** Most items a list may hold. */
export function maxItemsOf(definition: JsonObject): number {
  const most = definition['maxItems']
  return typeof most === 'number' ? most : defaultMaxItems
}
