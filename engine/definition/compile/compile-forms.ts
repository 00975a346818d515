import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { CheckedForm } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { titleOf } from './bilingual-text.js'
import { checkParts } from './check-value.js'
import { checkedFields, reportFields } from './compile-fields.js'
import { dataProblems } from './data-check.js'
import { fieldNodes, fieldTypes, nodeAt, objectNode, pathsOf, type FieldNode } from './field-node.js'
import { objectSchema } from './field-schema.js'
import { isObject, member, objectAt, objectsAt, textsAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'
import type { Scopes } from './scopes.js'

/** What forms need of the process. */
export interface FormContext {
  readonly log: ProblemLog
  readonly scopes: Scopes
  readonly fields: ReadonlyMap<string, FieldNode>
}

/**
 * Compiles the forms of a process. The payload has the shape of the data: an asked `quote.total` comes as
 * `{ quote: { total: … } }`; answers of `also` stand beside the fields.
 */
export function compileForms(context: FormContext, process: JsonObject): ReadonlyMap<string, CheckedForm> {
  return new Map(
    objectsAt(process, 'forms').map(([name, form]) => [name, compileForm(context, name, form)] as const),
  )
}

function compileForm(context: FormContext, name: string, form: JsonObject): CheckedForm {
  const path = ['forms', name]
  const ask = knownAsked(context, form, path)
  const required = knownRequired(context, form, ask, path)
  const also = fieldNodes(objectAt(form, 'also'))
  reportFields(context.log, objectAt(form, 'also'), [...path, 'also'], 'answer')
  reportClashes(context, also, ask, path)
  const parts = new Map([...askedParts(context.fields, ask, required), ...also])
  return {
    name,
    ...titleOf(form),
    ask,
    required,
    also: checkedFields(also),
    get schema() {
      return objectSchema(parts)
    },
    scope: context.scopes.withEvent(`form ${name}`, fieldTypes(also)),
    check: (payload) => dataProblems(parts, checkParts(parts, payload, { complete: true })),
    split: (payload) => ({
      answers: ask.flatMap((asked) => {
        const answer = valueAt(payload, asked)
        return answer === undefined ? [] : [[asked, answer] as const]
      }),
      also: Object.fromEntries(Object.entries(payload).filter(([answer]) => also.has(answer))),
    }),
  }
}

/** Asked paths that exist. One inside another asked path is left out, because it comes with the wider one. */
function knownAsked({ log, fields }: FormContext, form: JsonObject, path: ValuePath): readonly string[] {
  const written = textsAt(form, 'ask') ?? []
  const known = written.filter((name, index) => {
    if (nodeAt(fields, name)) return true
    log.reportUnknown('unknown-field', [...path, 'ask', index], {
      what: 'a field of this process',
      name,
      known: pathsOf(fields),
    })
    return false
  })
  return [...new Set(known)].filter((name) => !known.some((wider) => name.startsWith(`${wider}.`)))
}

function knownRequired(
  { log }: FormContext,
  form: JsonObject,
  ask: readonly string[],
  path: ValuePath,
): readonly string[] {
  const written = textsAt(form, 'required') ?? []
  const asked = new Set([...ask, ...(textsAt(form, 'ask') ?? [])])
  return written.filter((name, index) => {
    if (!asked.has(name))
      log.reportUnknown('unknown-field', [...path, 'required', index], {
        what: "one of the fields under 'ask'",
        name,
        known: asked,
      })
    return ask.includes(name)
  })
}

function reportClashes(
  { log }: FormContext,
  also: ReadonlyMap<string, FieldNode>,
  ask: readonly string[],
  path: ValuePath,
): void {
  for (const name of also.keys())
    if (ask.some((asked) => asked === name || asked.startsWith(`${name}.`)))
      log.report(
        'duplicate-id',
        [...path, 'also', name],
        `Expected an answer of its own, but '${name}' is asked as a field already.`,
        {
          key: true,
          found: name,
        },
      )
}

/** Asked paths as a tree of parts, so that `quote.total` becomes the part `total` of an object `quote`. */
function askedParts(
  fields: ReadonlyMap<string, FieldNode>,
  ask: readonly string[],
  required: readonly string[],
  prefix = '',
): ReadonlyMap<string, FieldNode> {
  const below = ask.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length))
  const names = [...new Set(below.map((path) => path.split('.')[0] ?? ''))]
  return new Map(
    names.flatMap((name) => {
      const path = prefix + name
      const node = nodeAt(fields, path)
      if (!node) return []
      if (ask.includes(path)) return [[name, { ...node, required: required.includes(path) }] as const]
      const inner = askedParts(fields, ask, required, `${path}.`)
      const needed = [...inner.values()].some((part) => part.required)
      const personal = member(node.definition, 'personal')
      const label = member(node.definition, 'label')
      const definition = {
        type: 'object',
        ...(label !== undefined && { label }),
        ...(personal === true && { personal }),
      }
      return [[name, { ...objectNode(name, inner, needed), definition }] as const]
    }),
  )
}

function valueAt(payload: JsonObject, path: string): JsonValue | undefined {
  return path
    .split('.')
    .reduce<JsonValue | undefined>(
      (value, name) => (isObject(value) ? member(value, name) : undefined),
      payload,
    )
}
