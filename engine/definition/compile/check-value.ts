import type { JsonObject, JsonValue } from '../../errors/json.js'
import { nearestName } from '../../errors/nearest-name.js'
import type { ValuePath } from '../document.js'
import { checkAgainstSchema } from './schema-escape.js'
import { mistaken, type Expectation } from './expected-value.js'
import type { FieldNode } from './field-node.js'
import { isObject, member } from './json-access.js'
import { dotted, shownValue, type ValueFault } from './value-fault.js'

/** Deepest nesting of a value that is looked at. */
const deepest = 40

interface Checking {
  readonly path: ValuePath
  /** Name shown for the value that was handed in. */
  readonly root: string
  readonly personal: boolean
}

/**
 * Checks a value against a field's definition. Agrees with the JSON Schema of `fieldSchema`; says it in people's
 * words, one fault per place. `required` parts must be there; `null` is never a value.
 */
export function checkValue(node: FieldNode, value: JsonValue): readonly ValueFault[] {
  return check(node, value, { path: [], root: node.name, personal: false })
}

/** Checks the named parts of an object; `complete` says whether required parts must be there. */
export function checkParts(
  parts: ReadonlyMap<string, FieldNode>,
  value: JsonObject,
  options: { readonly complete: boolean },
): readonly ValueFault[] {
  return checkObject(parts, value, { path: [], root: '', personal: false, complete: options.complete })
}

function check(node: FieldNode, value: JsonValue, at: Checking): readonly ValueFault[] {
  const here = { ...at, personal: at.personal || node.definition['personal'] === true }
  const wrong = mistaken(node, value)
  if (wrong) return [fault(here, value, wrong)]
  if (here.path.length > deepest) return [fault(here, value, tooDeep)]
  const escape = member(node.definition, 'schema')
  const inner = Array.isArray(value)
    ? checkItems(node, value, here)
    : isObject(value)
      ? checkMembers(node, value, here)
      : []
  if (inner.length > 0 || !isObject(escape)) return inner
  return checkAgainstSchema(escape, value).map(({ path, message }) =>
    schemaFault({ ...here, path: [...here.path, ...path] }, message),
  )
}

function checkItems(node: FieldNode, value: JsonValue[], at: Checking): readonly ValueFault[] {
  const { item } = node
  if (!item) return plainFaults(value, at)
  return value.flatMap((each, index) => check(item, each, { ...at, path: [...at.path, index] }))
}

function checkMembers(node: FieldNode, value: JsonObject, at: Checking): readonly ValueFault[] {
  if (node.type.kind !== 'object') return plainFaults(value, at)
  return checkObject(node.parts, value, { ...at, complete: true })
}

function checkObject(
  parts: ReadonlyMap<string, FieldNode>,
  value: JsonObject,
  at: Checking & { readonly complete: boolean },
): readonly ValueFault[] {
  const { complete, ...checking } = at
  const present = Object.entries(value).flatMap(([name, inner]) => {
    const part = parts.get(name)
    const here = { ...checking, path: [...at.path, name] }
    return part ? check(part, inner, here) : [unknownPart(here, name, parts.keys())]
  })
  const missing = [...parts.values()]
    .filter((part) => complete && part.required && !Object.hasOwn(value, part.name))
    .map((part) => missingPart({ ...checking, path: [...at.path, part.name] }))
  return [...present, ...missing]
}

/** A value without a definition of its own may be anything but `null`, at any depth. */
function plainFaults(value: JsonValue, at: Checking): readonly ValueFault[] {
  if (value === null)
    return [fault(at, value, { code: 'wrong-type', expected: 'a value, or to be left out' })]
  if (at.path.length > deepest) return [fault(at, value, tooDeep)]
  if (Array.isArray(value))
    return value.flatMap((each, index) => plainFaults(each, { ...at, path: [...at.path, index] }))
  if (isObject(value))
    return Object.entries(value).flatMap(([name, each]) =>
      plainFaults(each, { ...at, path: [...at.path, name] }),
    )
  return []
}

const tooDeep: Expectation = { code: 'wrong-value', expected: `at most ${deepest} levels inside one another` }

function nameOf({ root, path }: Checking): string {
  return dotted(root === '' ? path : [root, ...path])
}

function fault(at: Checking, value: JsonValue, { code, expected, nearest }: Expectation): ValueFault {
  const found = shownValue(value, at.personal)
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  return {
    code,
    path: at.path,
    message: `Expected '${nameOf(at)}' to be ${expected}, but found ${found}.${hint}`,
    expected,
    found,
    ...(nearest !== undefined && { nearest }),
  }
}

function unknownPart(at: Checking, name: string, known: Iterable<string>): ValueFault {
  const nearest = nearestName(name, known)
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  return {
    code: 'unknown-key',
    path: at.path,
    message: `Expected only known fields, but found '${nameOf(at)}'.${hint}`,
    found: name,
    ...(nearest !== undefined && { nearest }),
  }
}

function missingPart(at: Checking): ValueFault {
  return {
    code: 'missing-key',
    path: at.path,
    message: `Expected '${nameOf(at)}' to be given, but it is missing.`,
    expected: nameOf(at),
  }
}

function schemaFault(at: Checking, message: string): ValueFault {
  return {
    code: 'wrong-value',
    path: at.path,
    message: `Expected '${nameOf(at)}' to fit its schema, but it ${message}.`,
  }
}
