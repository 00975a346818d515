import type { Request } from 'express'
import {
  isDate,
  longestReason,
  parseInstant,
  type JsonObject,
  type JsonValue,
  type PageRequest,
} from '../../engine/index.js'
import { fieldProblem, invalidRequest, unknownMember, type FieldProblem } from './field-problem.js'
import type { RequestProblem } from './problem-response.js'
import { queryEntries } from './query-entries.js'

export { expectedRevisionOf, idempotencyKeyOf, refuseIfMatch } from './request-headers.js'

/** A member of a request body, checked. Every mistake of a body is told at once by `readBody`. */
type Reader = (value: JsonValue) => string | undefined

const kinds = {
  text: (value: JsonValue) =>
    typeof value === 'string' && value !== '' ? undefined : 'a text that is not empty',
  /** Blanks alone are nothing that somebody could read later. */
  reason: (value: JsonValue) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= longestReason
      ? undefined
      : `a text that is not blank, of at most ${longestReason} characters,`,
  moment: (value: JsonValue) =>
    typeof value === 'string' && parseInstant(value) !== undefined
      ? undefined
      : 'a moment with its offset such as 2026-11-01T08:00:00+08:00',
  flag: (value: JsonValue) => (typeof value === 'boolean' ? undefined : 'true or false'),
  object: (value: JsonValue) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? undefined : 'an object',
  visit: (value: JsonValue) =>
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    typeof value['state'] === 'string' &&
    Number.isInteger(value['visit'])
      ? undefined
      : "an object with 'state' and 'visit'",
} satisfies Record<string, Reader>

type Shape = Record<string, { readonly kind: keyof typeof kinds; readonly required?: true }>

type Values<S extends Shape> = {
  [K in keyof S]: KindType<S[K]['kind']> | (S[K] extends { required: true } ? never : undefined)
}

type KindType<K> = K extends 'text' | 'reason' | 'moment'
  ? string
  : K extends 'flag'
    ? boolean
    : K extends 'visit'
      ? { state: string; visit: number }
      : JsonObject

/** Reads the body by its shape. Throws `request-invalid` naming every member that is missing, wrong or unknown. */
export function readBody<const S extends Shape>(request: Request, shape: S): Values<S> {
  const body = request.body as JsonObject
  const problems: FieldProblem[] = []
  for (const [field, { kind, required }] of Object.entries(shape)) {
    const value = body[field]
    if (value === undefined) {
      if (required) problems.push({ field, message: `Expected '${field}', but it is missing.` })
      continue
    }
    const expected = kinds[kind](value)
    if (expected) problems.push(fieldProblem(field, expected, value))
  }
  for (const field of Object.keys(body))
    if (!Object.hasOwn(shape, field)) problems.push(unknownMember(field, Object.keys(shape)))
  if (problems.length > 0) throw invalidRequest(problems)
  return body as Values<S>
}

/** A mistake of one member of a body. */
export function wrongMember(field: string, expected: string, found: JsonValue): RequestProblem {
  return invalidRequest([fieldProblem(field, expected, found)])
}

/** Values of the query, each at most once. Throws `request-invalid` naming every one that is unknown or repeated. */
export function readQuery<const K extends string>(
  request: Request,
  known: readonly K[],
): Partial<Record<K, string>> {
  const values: Partial<Record<K, string>> = {}
  const problems: FieldProblem[] = []
  for (const [name, [value, ...more]] of queryEntries(request))
    if (!known.includes(name as K)) problems.push(unknownMember(name, known, 'no query'))
    else if (more.length > 0)
      problems.push({ field: name, message: `Expected '${name}' once, but found it several times.` })
    else if (value !== undefined) values[name as K] = value
  if (problems.length > 0) throw invalidRequest(problems)
  return values
}

/** A query value that must be one of a few words. */
export function oneOf<const T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined
  const match = allowed.find((word) => word === value)
  if (match === undefined)
    throw invalidRequest([
      {
        field: name,
        message: `Expected ${allowed.join(' or ')} as '${name}', but found '${value.slice(0, 60)}'.`,
      },
    ])
  return match
}

/** A query value that must be a day that exists. */
export function dayOf(name: string, value: string | undefined): string | undefined {
  if (value === undefined || isDate(value)) return value
  throw invalidRequest([
    {
      field: name,
      message: `Expected a day such as 2026-10-01 as '${name}', but found '${value.slice(0, 60)}'.`,
    },
  ])
}

/** The `{id}` of the address. */
export function idOf(request: Request): string {
  const { id } = request.params
  return typeof id === 'string' ? id : ''
}

/** `limit` (a whole number from 1 to 500), `cursor` and `before` (opaque; the store knows its own). */
export function pageOf(query: {
  readonly limit?: string | number
  readonly cursor?: string
  readonly before?: string
}): Partial<PageRequest> {
  const { limit, cursor, before } = query
  if (typeof limit === 'string' && (!/^[1-9][0-9]{0,2}$/.test(limit) || Number(limit) > 500))
    throw invalidRequest([
      {
        field: 'limit',
        message: `Expected a whole number from 1 to 500 as 'limit', but found '${limit.slice(0, 60)}'.`,
      },
    ])
  return {
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(before === undefined ? {} : { before }),
  }
}
