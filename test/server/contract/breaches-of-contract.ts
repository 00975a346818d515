import { compileSchema } from '../../../server/contract/checking/compile-schema.js'
import { problemsOf, statusOf } from '../../../server/contract/document/common-problems.js'
import { addressOf, type Operation, type OperationAnswer } from '../../../server/contract/operation.js'
import { operations } from '../../../server/contract/operations.js'
import { problem } from '../../../server/contract/refusal-schemas.js'
import type { Schema } from '../../../server/contract/schema.js'

/** What came back for a request, as far as the contract speaks of it. */
export interface Answered {
  readonly method: string
  /** Address behind the host, with or without its query. */
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** An address with its pattern; those with fewer parameters are more particular, so they are asked first. */
const known = Object.entries<Operation>(operations)
  .map(([key, operation]) => ({ key, operation, ...addressOf(key) }))
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length || b.path.length - a.path.length)
  .map((one) => ({ ...one, pattern: patternOf(one.path) }))

function patternOf(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}/?$`, 'i')
}

/** Codes of addresses, or methods, that are none of the contract. */
const outside = new Set([
  'route-unknown',
  'method-not-allowed',
  'not-authenticated',
  'request-malformed',
  'headers-too-large',
  'request-too-slow',
])

/** Whoever is turned away is not told whether there is such an address. */
const underKey = new Set([
  'key-revoked',
  'key-expired',
  'token-invalid',
  'token-expired',
  'session-ended',
  'cannot-act-for',
  'cross-site-request',
  'key-scope-exceeded',
])

/** How an answer differs from what the contract says, in sentences; none where it keeps to it. */
export function breachesOfContract(answered: Answered): readonly string[] {
  const { status, path } = answered
  const method = answered.method === 'HEAD' ? 'GET' : answered.method
  const [address = ''] = path.split('?')
  const found = known.find((one) => one.method === method && one.pattern.test(address))
  const breaches = found ? breachesOf(found, answered) : unknownAddress(answered)
  return breaches.map((breach) => `${answered.method} ${path} answered ${status}: ${breach}`)
}

function unknownAddress({ method, status, body }: Answered): readonly string[] {
  const { code } = (body ?? {}) as { code?: string }
  // What answers to HEAD has no body to say it.
  if (status === 204 || status === 304 || (method === 'HEAD' && status >= 400)) return []
  return code !== undefined && (outside.has(code) || underKey.has(code) || status === 429)
    ? mistakes(problem, body)
    : [`no operation has this address, but it is answered with '${code}'.`]
}

function breachesOf(
  { key, operation }: { readonly key: string; readonly operation: Operation },
  answered: Answered,
): readonly string[] {
  const { status, body, headers } = answered
  const type = (headers.get('Content-Type') ?? '').split(';')[0]!
  if (status >= 400) {
    if (answered.method === 'HEAD') return []
    const { code = '' } = (body ?? {}) as { code?: string }
    const isTold = problemsOf(key, operation).some((one) => one === code) || outside.has(code)
    return [
      ...(type === 'application/problem+json' ? [] : [`its media type is '${type}'.`]),
      ...(isTold ? [] : [`'${code}' is not among its problems.`]),
      ...(statusOf(code) === status || status === 503 ? [] : [`'${code}' belongs to ${statusOf(code)}.`]),
      ...mistakes(problem, body),
    ]
  }
  const answer = (operation.answers as { readonly [status: string]: OperationAnswer | undefined })[status]
  // Whoever asks for what is new is told that nothing is.
  if (status === 304) return []
  if (!answer) return ['the contract has no such answer.']
  const { schema, mediaType = schema ? 'application/json' : type } = answer
  if (mediaType !== '*/*' && mediaType !== type) return [`its media type is '${type}', not '${mediaType}'.`]
  return schema && answered.method !== 'HEAD' ? mistakes(schema, body) : []
}

function mistakes(schema: Schema, value: unknown): readonly string[] {
  const validate = compileSchema(schema)
  if (validate(value)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  )
}
