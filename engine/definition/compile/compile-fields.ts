import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { CheckedField } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { bilingualAt } from './bilingual-text.js'
import { checkValue } from './check-value.js'
import { holdsExpression, reportFaults } from './compile-value.js'
import { choiceOptions, dictionary, fieldNode, markedPaths, type FieldNode } from './field-node.js'
import { isObject, member, objectAt, objectsAt, textAt } from './json-access.js'
import { linearPattern } from './linear-pattern.js'
import type { ProblemLog } from './problem-log.js'
import { schemaEscapeFault } from './schema-escape-fault.js'

/** The fields of a process, or the answers of a form, as others see them. */
export function checkedFields(nodes: ReadonlyMap<string, FieldNode>): {
  readonly [name: string]: CheckedField
} {
  return dictionary([...nodes].map(([name, node]) => [name, checkedField(node)]))
}

function checkedField(node: FieldNode): CheckedField {
  const { name, definition, type, required } = node
  const label = bilingualAt(definition, 'label')
  return {
    name,
    ...(label && { label }),
    type,
    required,
    personal: definition['personal'] === true,
    personalPaths: markedPaths(node, 'personal'),
    searchPaths: markedPaths(node, 'search'),
    definition,
  }
}

/** Which keys only some types have. */
const keysOfTypes: { readonly [key: string]: readonly string[] } = {
  of: ['choice', 'list'],
  fields: ['object'],
  min: ['integer', 'number', 'money'],
  max: ['integer', 'number', 'money'],
  minLength: ['text'],
  maxLength: ['text'],
  pattern: ['text'],
  maxItems: ['list'],
}

/**
 * Reports what is wrong with the definitions of fields: keys their type does not have, patterns, defaults that do not
 * fit, `schema:` that is not allowed. Parts that came from `types/` are reported in their own file.
 */
export function reportFields(
  log: ProblemLog,
  fields: JsonObject,
  path: ValuePath,
  place: 'data' | 'answer',
): void {
  for (const [name, definition] of Object.entries(fields))
    if (isObject(definition))
      reportField(log, { name, definition, path: [...path, name], defaults: place === 'data' })
}

interface WrittenField {
  readonly name: string
  readonly definition: JsonObject
  readonly path: ValuePath
  /** Whether a default is filled in here: only in the fields of a case, not in their parts and not in answers. */
  readonly defaults: boolean
}

function reportField(log: ProblemLog, field: WrittenField): void {
  const { definition, path, name } = field
  reportDefault(log, field)
  if (member(definition, 'shared') !== undefined) return
  const type = textAt(definition, 'type') ?? ''
  for (const [key, types] of Object.entries(keysOfTypes))
    if (Object.hasOwn(definition, key) && !types.includes(type))
      log.report(
        'unknown-key',
        [...path, key],
        `Expected only what a field of type ${type} can have, but found '${key}'.`,
        {
          key: true,
          found: key,
          hint: `Only ${types.join(', ')} can have '${key}'.`,
        },
      )
  reportOptions(log, definition, path)
  reportPattern(log, definition, path)
  reportEscape(log, definition, path)
  if (type === 'object')
    for (const [part, inner] of objectsAt(definition, 'fields'))
      reportField(log, { name: part, definition: inner, path: [...path, 'fields', part], defaults: false })
  if (type === 'list' && isObject(member(definition, 'of')))
    reportField(log, { name, definition: objectAt(definition, 'of'), path: [...path, 'of'], defaults: false })
}

function reportOptions(log: ProblemLog, definition: JsonObject, path: ValuePath): void {
  const type = textAt(definition, 'type')
  if (type === 'choice' && choiceOptions(definition).length === 0)
    log.report('missing-key', path, "Expected the options of the choice under 'of', but there are none.", {
      expected: 'of',
    })
  if (type === 'list' && !isObject(member(definition, 'of')))
    log.report('missing-key', path, "Expected the type of the items under 'of', but it is missing.", {
      expected: 'of',
    })
  const opaque = !isObject(member(definition, 'fields')) && !isObject(member(definition, 'schema'))
  if (type === 'object' && opaque)
    log.report(
      'missing-key',
      path,
      "Expected the parts of the object under 'fields', but they are missing.",
      {
        expected: 'fields',
        hint: "Write its parts under 'fields', or a JSON Schema under 'schema'.",
      },
    )
}

function reportPattern(log: ProblemLog, definition: JsonObject, path: ValuePath): void {
  const pattern = textAt(definition, 'pattern')
  if (pattern === undefined || linearPattern(pattern)) return
  log.report(
    'wrong-value',
    [...path, 'pattern'],
    'Expected a regular expression of the linear-time engine, but this is none.',
    {
      found: pattern,
      hint: 'Look-around and back references are not available.',
    },
  )
}

function reportEscape(log: ProblemLog, definition: JsonObject, path: ValuePath): void {
  const schema = member(definition, 'schema')
  const fault = isObject(schema) ? schemaEscapeFault(schema) : undefined
  if (!fault) return
  log.report('wrong-value', [...path, 'schema', ...fault.path], fault.message, {
    ...(fault.found !== undefined && { found: fault.found }),
  })
}

function reportDefault(log: ProblemLog, { definition, path, name, defaults }: WrittenField): void {
  const value: JsonValue | undefined = member(definition, 'default')
  if (value === undefined) return
  const at = [...path, 'default']
  if (!defaults && member(definition, 'shared') === undefined)
    log.report(
      'unknown-key',
      at,
      "Expected 'default' only at a field of the case itself, but it stands at a part or an answer.",
      {
        key: true,
        found: 'default',
      },
    )
  else if (holdsExpression(value))
    log.report('wrong-value', at, 'Expected a literal as the default, but found an expression.', {
      hint: "Assign it in an 'entry' action of the first state.",
    })
  else reportFaults(log, checkValue(fieldNode(name, definition), value), at)
}
