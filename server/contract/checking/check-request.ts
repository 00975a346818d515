import type { Request, Response } from 'express'
import { EngineError } from '../../../engine/index.js'
import { invalidRequest, unknownMember, type FieldProblem } from '../../http/field-problem.js'
import { expectedRevisionOf, idempotencyKeyOf, refuseIfMatch } from '../../http/request-headers.js'
import { queryEntries } from '../../http/query-entries.js'
import type { Operation } from '../operation.js'
import type { AllOperations, BodyOf, QueryOf } from '../operations.js'
import { object, type Schema } from '../schema.js'
import { compileSchema } from './compile-schema.js'
import { toldMistakes } from './told-mistakes.js'

interface Checked {
  readonly key: string
  readonly query: { readonly [name: string]: unknown }
}

const queries = new WeakMap<Operation, Schema>()

/**
 * Checks headers, query and body of a request by its operation, and keeps what it read for `queryOf` and `bodyOf`.
 * Throws `request-invalid` with every mistake.
 */
export function checkRequest(
  key: string,
  operation: Operation,
  http: { request: Request; response: Response },
): void {
  const { request, response } = http
  const { query, problems } = readQuery(operation, request)
  if (operation.body !== undefined && operation.body !== 'bytes')
    problems.push(...mistakesIn(operation.body, request.body))
  if (problems.length > 0) throw invalidRequest(problems)
  if (operation.ifMatch === 'taken') expectedRevisionOf(request)
  if (operation.ifMatch === 'refused') refuseIfMatch(request)
  if (operation.once) idempotencyKeyOf(request)
  response.locals['checked'] = { key, query } satisfies Checked
}

function mistakesIn(schema: Schema, value: unknown): readonly FieldProblem[] {
  const validate = compileSchema(schema)
  return validate(value) ? [] : toldMistakes(validate.errors ?? [], schema)
}

function readQuery(
  operation: Operation,
  request: Request,
): { query: Checked['query']; problems: FieldProblem[] } {
  const known = operation.query ?? {}
  const problems: FieldProblem[] = []
  const query: Record<string, unknown> = {}
  for (const [name, values] of queryEntries(request))
    if (!Object.hasOwn(known, name)) problems.push(unknownMember(name, Object.keys(known), 'no query'))
    else if (values.length > 1)
      problems.push({ field: name, message: `Expected '${name}' once, but found it several times.` })
    else query[name] = valueOf(known[name], values[0] ?? '')
  let schema = queries.get(operation)
  if (!schema) queries.set(operation, (schema = object({}, known)))
  problems.push(...mistakesIn(schema, query))
  return { query, problems }
}

/** A number where one is wanted and this is one; everything else stays the text it is, for the check to judge. */
function valueOf(schema: Schema | undefined, value: string): unknown {
  const isWhole = schema?.['type'] === 'integer' && /^(0|-?[1-9][0-9]{0,14})$/.test(value)
  return isWhole ? Number(value) : value
}

/** Values of the query, checked. `key` is the operation of the route that asks. */
export function queryOf<K extends keyof AllOperations>(response: Response, key: K): QueryOf<K> {
  return checkedFor(response, key).query as QueryOf<K>
}

/** The body, checked. `key` is the operation of the route that asks. */
export function bodyOf<K extends keyof AllOperations>(response: Response, key: K): BodyOf<K> {
  checkedFor(response, key)
  return response.req.body as BodyOf<K>
}

/** A route that asked by the key of another would trust what nobody has checked. */
function checkedFor(response: Response, key: string): Checked {
  const checked = response.locals['checked'] as Checked | undefined
  if (checked?.key === key) return checked
  throw new EngineError('engine-bug', `Expected a request checked as '${key}', but it is none.`)
}
