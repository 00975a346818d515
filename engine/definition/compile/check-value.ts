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

/**
 * A place in the value, below the place it was reached from: nearly every value is right, so a path is put together only
 * where something is to be said.
 */
interface Place {
  readonly above: Place | undefined
  /** Name or index within the place above; name shown for the value that was handed in. */
  readonly step: string | number
  readonly depth: number
  readonly personal: boolean
}

/** What was found so far. */
type Faults = ValueFault[]

/**
 * Checks a value against a field's definition. Agrees with the JSON Schema of `fieldSchema`; says it in people's
 * words, one fault per place. `required` parts must be there; `null` is never a value.
 */
export function checkValue(node: FieldNode, value: JsonValue): readonly ValueFault[] {
  const faults: Faults = []
  check(node, value, rootAt(node.name), faults)
  return faults
}

/** Checks the named parts of an object; `complete` says whether required parts must be there. */
export function checkParts(
  parts: ReadonlyMap<string, FieldNode>,
  value: JsonObject,
  options: { readonly complete: boolean },
): readonly ValueFault[] {
  const faults: Faults = []
  checkObject(parts, value, { at: rootAt(''), complete: options.complete }, faults)
  return faults
}

function rootAt(name: string): Place {
  return { above: undefined, step: name, depth: 0, personal: false }
}

function below(above: Place, step: string | number): Place {
  return { above, step, depth: above.depth + 1, personal: above.personal }
}

function check(node: FieldNode, value: JsonValue, at: Place, faults: Faults): void {
  const here = node.definition['personal'] === true && !at.personal ? { ...at, personal: true } : at
  const wrong = mistaken(node, value) ?? (here.depth > deepest ? tooDeep : undefined)
  if (wrong) {
    faults.push(fault(here, value, wrong))
    return
  }
  const before = faults.length
  if (Array.isArray(value)) checkItems(node, value, here, faults)
  else if (isObject(value)) checkMembers(node, value, here, faults)
  const escape = member(node.definition, 'schema')
  if (faults.length > before || !isObject(escape)) return
  for (const found of checkAgainstSchema(escape, value))
    faults.push(schemaFault(found.path.reduce(below, here), found))
}

function schemaFault(at: Place, { wrong, value }: SchemaFault): ValueFault {
  if (wrong === 'missing') return missingPart(at)
  return wrong === 'unknown' ? unknownPart(at, new Map()) : fault(at, value, wrong)
}

function checkItems({ item }: FieldNode, value: JsonValue[], at: Place, faults: Faults): void {
  if (!item) checkPlain(value, at, faults)
  else value.forEach((each, index) => check(item, each, below(at, index), faults))
}

function checkMembers(node: FieldNode, value: JsonObject, at: Place, faults: Faults): void {
  if (node.type.kind !== 'object') checkPlain(value, at, faults)
  else checkObject(node.parts, value, { at, complete: true }, faults)
}

function checkObject(
  parts: ReadonlyMap<string, FieldNode>,
  value: JsonObject,
  { at, complete }: { readonly at: Place; readonly complete: boolean },
  faults: Faults,
): void {
  for (const [name, inner] of Object.entries(value)) {
    const part = parts.get(name)
    const here = below(at, name)
    if (part) check(part, inner, here, faults)
    else faults.push(unknownPart(here, parts))
  }
  if (!complete) return
  for (const part of parts.values())
    if (part.required && !Object.hasOwn(value, part.name)) faults.push(missingPart(below(at, part.name)))
}

/** A value without a definition of its own may be anything but `null`, at any depth. */
function checkPlain(value: JsonValue, at: Place, faults: Faults): void {
  if (value === null) faults.push(fault(at, value, expectations.value))
  else if (at.depth > deepest) faults.push(fault(at, value, tooDeep))
  else if (Array.isArray(value)) value.forEach((each, index) => checkPlain(each, below(at, index), faults))
  else if (isObject(value))
    for (const [name, each] of Object.entries(value)) checkPlain(each, below(at, name), faults)
}

const tooDeep = wrongValue(`嵌套不得超过 ${deepest} 层`, `nested at most ${deepest} levels deep`)

function fault(at: Place, value: JsonValue, wrong: Expectation): ValueFault {
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

function unknownPart(at: Place, known: ReadonlyMap<string, FieldNode>): ValueFault {
  const name = String(at.step)
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

function missingPart(at: Place): ValueFault {
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
function spoken(at: Place, said: Omit<ValueFault, 'path' | 'message'>): ValueFault {
  const name = nameOf(at)
  return { ...said, path: pathOf(at), message: said.told({ 'zh-CN': name, en: name }).en }
}

/** The path as the value was handed in, with the name shown for that before it where it has one. */
function nameOf(at: Place): string {
  let top = at
  while (top.above) top = top.above
  return dotted(top.step === '' ? pathOf(at) : [top.step, ...pathOf(at)])
}

function pathOf(at: Place): ValuePath {
  const path: (string | number)[] = []
  for (let place = at; place.above; place = place.above) path.unshift(place.step)
  return path
}

/** Chinese sets a figure off with a space. */
function spaced(text: string): string {
  return /^[-0-9]/.test(text) ? ` ${text}` : text
}
