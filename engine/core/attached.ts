import type { CheckedField } from '../definition/checked-process.js'
import type { JsonObject, JsonValue, RefusalReason, Text } from '../errors/index.js'
import type { Facts } from './command.js'
import { isObject } from './data-path.js'
import { factGiven } from './fact-needed.js'
import { bilingual, StepRefused } from './refusals.js'

/** Values that came from outside: what they are written to, and what its field is called. */
export interface GivenValues {
  readonly fields: { readonly [name: string]: CheckedField }
  /** By dotted path. */
  readonly values: Iterable<readonly [path: string, value: JsonValue]>
  labelOf(path: string): Text
}

/** An attachment a value refers to. */
interface Reference {
  readonly path: string
  readonly id: string
}

/**
 * Refuses values of `attachment` fields that are no stored attachment. A `signature` may be any text; one that begins
 * with `att-` is an attachment too.
 */
export function expectStored(facts: Facts, ...given: readonly GivenValues[]): void {
  const reasons = given.flatMap((each) =>
    [...each.values].flatMap(([path, value]) =>
      referencesAt(each.fields, path, value)
        .filter(({ id }) => !isStored(facts, id))
        .map((reference) => notStored(reference, each.labelOf(withoutPlaces(reference.path)))),
    ),
  )
  if (reasons.length > 0) throw new StepRefused(reasons)
}

function isStored({ attachments }: Facts, id: string): boolean {
  const given = attachments && Object.hasOwn(attachments, id) ? attachments[id] : undefined
  return factGiven(given, { kind: 'attachment', key: id })
}

function notStored({ path, id }: Reference, label: Text): RefusalReason {
  return {
    code: 'unknown-attachment',
    text: bilingual(
      `“${label['zh-CN']}”的附件不存在，请先上传附件，再填写其编号。`,
      `Expected a stored attachment in '${label.en}', but there is none of this id. Upload it first, then give its id.`,
    ),
    field: path,
    found: id.slice(0, 60),
  }
}

function referencesAt(fields: GivenValues['fields'], path: string, value: JsonValue): readonly Reference[] {
  const [name = '', ...rest] = path.split('.')
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  const definition = field && rest.reduce<JsonObject | undefined>(partOf, field.definition)
  return definition ? referencesIn(definition, value, path) : []
}

function referencesIn(definition: JsonObject, value: JsonValue, path: string): readonly Reference[] {
  const { type, of, fields } = definition
  if (typeof value === 'string')
    return type === 'attachment' || (type === 'signature' && value.startsWith('att-'))
      ? [{ path, id: value }]
      : []
  if (type === 'list' && Array.isArray(value) && isObject(of))
    return value.flatMap((item, index) => referencesIn(of, item, `${path}[${index}]`))
  if (type !== 'object' || !isObject(value) || !isObject(fields)) return []
  return Object.entries(value).flatMap(([name, part]) => {
    const inner = partOf(definition, name)
    return inner ? referencesIn(inner, part, `${path}.${name}`) : []
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
