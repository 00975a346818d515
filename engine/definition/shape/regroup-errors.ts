import type { ErrorObject } from 'ajv'
import type { ValuePath } from '../document.js'
import type { SourceNode } from '../parse/source-node.js'
import type { SchemaNode } from './schema-node.js'
import { findNode } from './tree-access.js'

/** One fault at one place, whatever the validator made of it. */
export interface ShapeFault {
  readonly kind: 'unknown-key' | 'missing-key' | 'wrong-name' | 'wrong-type' | 'wrong-value' | 'one-of'
  /** The map for faults of keys, else the value itself. */
  readonly path: ValuePath
  /** The key it is about. */
  readonly key?: string
  readonly keyword: string
  /** What the keyword demands: a type, a pattern, a number, a list of values. */
  readonly demand: unknown
  readonly schema: SchemaNode
  /** Follows from a fault that was told already. */
  readonly silent: boolean
}

const ignored = new Set(['if', 'allOf', 'anyOf', 'propertyNames'])

/**
 * One fault per place: the validator's second opinions go (a wrong type makes every other complaint at that place
 * idle; a value that could not be read is not missing).
 */
export function regroupErrors(errors: readonly ErrorObject[], root: SourceNode): readonly ShapeFault[] {
  const byPlace = new Map<string, ShapeFault>()
  for (const error of errors) {
    const fault = toFault(error, root)
    if (!fault) continue
    const place = JSON.stringify([fault.path, fault.key])
    const earlier = byPlace.get(place)
    if (!earlier || rank(fault) < rank(earlier)) byPlace.set(place, fault)
  }
  const faults = [...byPlace.values()]
  const withUnknownKey = new Set(
    faults.filter(({ kind }) => kind === 'unknown-key').map(({ path }) => JSON.stringify(path)),
  )
  // How many keys there should be is looked at again once the unknown ones are gone.
  return faults
    .filter(
      ({ keyword, path }) =>
        !['minProperties', 'maxProperties'].includes(keyword) || !withUnknownKey.has(JSON.stringify(path)),
    )
    .sort((a, b) => b.path.length - a.path.length)
}

const ranks: readonly ShapeFault['kind'][] = [
  'unknown-key',
  'wrong-name',
  'wrong-type',
  'one-of',
  'missing-key',
  'wrong-value',
]
const rank = (fault: ShapeFault): number => ranks.indexOf(fault.kind)

function toFault(error: ErrorObject, root: SourceNode): ShapeFault | undefined {
  if (ignored.has(error.keyword)) return undefined
  const path = pathOf(error.instancePath, root)
  const { node } = findNode(root, path)
  const schema = (error.parentSchema ?? {}) as SchemaNode
  const rest = { path, keyword: error.keyword, demand: error.schema, schema, silent: false }
  const params = error.params as { readonly [name: string]: string }
  if (error.propertyName !== undefined) return { ...rest, kind: 'wrong-name', key: error.propertyName }
  const isFaulty = node.kind === 'map' && node.faulty.size > 0
  switch (error.keyword) {
    case 'additionalProperties':
      return { ...rest, kind: 'unknown-key', ...keyed(params['additionalProperty']) }
    case 'required': {
      const key = params['missingProperty'] ?? ''
      return { ...rest, kind: 'missing-key', key, silent: node.kind === 'map' && node.faulty.has(key) }
    }
    case 'type':
      return { ...rest, kind: 'wrong-type' }
    case 'exactlyOneOf':
      return { ...rest, kind: 'one-of', silent: isFaulty }
    default:
      return { ...rest, kind: 'wrong-value', silent: error.keyword === 'minProperties' && isFaulty }
  }
}

const keyed = (key: string | undefined) => (key === undefined ? {} : { key })

/** Steps of a JSON pointer; indices of lists as numbers. */
function pathOf(pointer: string, root: SourceNode): ValuePath {
  const path: (string | number)[] = []
  let node = root
  for (const part of pointer.split('/').slice(1)) {
    const key: string = part.replace(/~1/g, '/').replace(/~0/g, '~')
    path.push(node.kind === 'list' ? Number(key) : key)
    node = findNode(node, [key]).node
  }
  return path
}
