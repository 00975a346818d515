import type { JsonObject, JsonValue } from '../../errors/json.js'
import { nearestName } from '../../errors/nearest-name.js'
import type { ValuePath } from '../document.js'
import { bilingualAt } from './bilingual-text.js'
import { expectations, wrongValue, type Expectation } from './expectation.js'
import { mistaken } from './expected-value.js'
import type { FieldNode } from './field-node.js'
import { isObject, member } from './json-access.js'
import { checkAgainstSchema, type SchemaFault } from './schema-escape.js'
import { dotted, meant, shownValue, type ValueFault } from './value-fault.js'

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
  return checkAgainstSchema(escape, value).map((found) =>
    schemaFault({ ...here, path: [...here.path, ...found.path] }, found),
  )
}

function schemaFault(at: Checking, { wrong, value }: SchemaFault): ValueFault {
  if (wrong === 'missing') return missingPart(at)
  return wrong === 'unknown' ? unknownPart(at, new Map()) : fault(at, value, wrong)
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
    return part ? check(part, inner, here) : [unknownPart(here, parts)]
  })
  const missing = [...parts.values()]
    .filter((part) => complete && part.required && !Object.hasOwn(value, part.name))
    .map((part) => missingPart({ ...checking, path: [...at.path, part.name] }))
  return [...present, ...missing]
}

/** A value without a definition of its own may be anything but `null`, at any depth. */
function plainFaults(value: JsonValue, at: Checking): readonly ValueFault[] {
  if (value === null) return [fault(at, value, expectations.value)]
  if (at.path.length > deepest) return [fault(at, value, tooDeep)]
  if (Array.isArray(value))
    return value.flatMap((each, index) => plainFaults(each, { ...at, path: [...at.path, index] }))
  if (isObject(value))
    return Object.entries(value).flatMap(([name, each]) =>
      plainFaults(each, { ...at, path: [...at.path, name] }),
    )
  return []
}

const tooDeep = wrongValue(`嵌套不得超过 ${deepest} 层`, `nested at most ${deepest} levels deep`)

function fault(at: Checking, value: JsonValue, wrong: Expectation): ValueFault {
  const { code, expected, nearest, nearestTitle } = wrong
  const found = shownValue(value, at.personal)
  const hint = meant(nearest, nearestTitle)
  return spoken(at, {
    code,
    expected: expected.en,
    found: found.en,
    ...(nearest !== undefined && { nearest }),
    told: (name) => ({
      'zh-CN': `“${name['zh-CN']}”${expected['zh-CN']}，现为${spaced(found['zh-CN'])}。${hint['zh-CN']}`,
      en: `Expected '${name.en}' to be ${expected.en}, but found ${found.en}.${hint.en}`,
    }),
  })
}

function unknownPart(at: Checking, known: ReadonlyMap<string, FieldNode>): ValueFault {
  const name = String(at.path.at(-1))
  const nearest = nearestName(name, known.keys())
  const hint = meant(nearest, bilingualAt(known.get(nearest ?? '')?.definition, 'label'))
  return spoken(at, {
    code: 'unknown-key',
    found: name,
    ...(nearest !== undefined && { nearest }),
    told: (shown) => ({
      'zh-CN': `这里没有“${shown['zh-CN']}”这一项。${hint['zh-CN']}`,
      en: `Expected only known fields, but found '${shown.en}'.${hint.en}`,
    }),
  })
}

function missingPart(at: Checking): ValueFault {
  return spoken(at, {
    code: 'missing-key',
    expected: nameOf(at),
    told: (name) => ({
      'zh-CN': `缺少“${name['zh-CN']}”。`,
      en: `Expected '${name.en}' to be given, but it is missing.`,
    }),
  })
}

/** Developers read the same sentence with the path in the place of the label. */
function spoken(at: Checking, said: Omit<ValueFault, 'path' | 'message'>): ValueFault {
  const name = nameOf(at)
  return { ...said, path: at.path, message: said.told({ 'zh-CN': name, en: name }).en }
}

function nameOf({ root, path }: Checking): string {
  return dotted(root === '' ? path : [root, ...path])
}

/** Chinese sets a figure off with a space. */
function spaced(text: string): string {
  return /^[-0-9]/.test(text) ? ` ${text}` : text
}
