import type { JsonObject } from '../../errors/index.js'
import {
  checkOptions,
  invalid,
  isHttpUrl,
  isLine,
  isPlainObject,
  isPositive,
  isText,
  type OptionRules,
} from '../check-options.js'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A service as a file declares it. It names secrets and never holds them. */
export interface HttpDeclaration {
  readonly method: HttpMethod
  readonly url: string
  /** Constant headers. None that the call sets itself, and none that carries a secret. */
  readonly headers?: Readonly<Record<string, string>>
  /** Constant members sent beside the input, whose members win. Not with GET and DELETE, which send the input as query. */
  readonly body?: JsonObject
  /** Name of the environment variable with the token, or with `user:password`. */
  readonly auth?: { readonly bearer: string } | { readonly basic: string }
  /** Outputs by their path in the answer, such as `{ orderNo: data.order.number }`. The whole answer unless given. */
  readonly answer?: Readonly<Record<string, string>>
  /** Statuses from 400 to 499 by which the service says no for a reason of the matter: `ServiceRefused`. */
  readonly refusals?: readonly number[]
  /** For one attempt, in ms. 30 seconds unless given. */
  readonly timeout?: number
}

/** Headers set by the call itself, or by the protocol, or made of a secret. In lower case. */
export const reservedHeaders: ReadonlySet<string> = new Set(
  [
    ['authorization', 'proxy-authorization', 'cookie'],
    ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer'],
    ['content-type', 'accept', 'accept-encoding', 'idempotency-key'],
  ].flat(),
)

const isVariable = (value: unknown): value is string =>
  isText(value) && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value)
const isHeader = ([name, value]: readonly [string, unknown]): boolean =>
  /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) &&
  !reservedHeaders.has(name.toLowerCase()) &&
  isText(value) &&
  /^[\x20-\x7e]*$/.test(value)

const rules: OptionRules<HttpDeclaration> = {
  method: {
    expected: 'GET, POST, PUT, PATCH or DELETE',
    holds: (value) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(value as string),
  },
  url: { expected: 'an http or https address without user and password', holds: isHttpUrl, secret: true },
  headers: {
    expected: `constant headers in ASCII, none of ${[...reservedHeaders].join(', ')}`,
    holds: (value) => isPlainObject(value) && Object.entries(value).every(isHeader),
    optional: true,
    secret: true,
  },
  body: { expected: 'an object', holds: isPlainObject, optional: true },
  auth: {
    expected: '{ bearer: NAME } or { basic: NAME } with the name of an environment variable',
    holds: (value) =>
      isPlainObject(value) &&
      Object.entries(value).length === 1 &&
      Object.entries(value).every(
        ([kind, name]) => (kind === 'bearer' || kind === 'basic') && isVariable(name),
      ),
    optional: true,
    secret: true,
  },
  answer: {
    expected: 'outputs by their path, such as { orderNo: data.order.number }',
    holds: (value) =>
      isPlainObject(value) && Object.values(value).every((path) => isLine(path) && path !== ''),
    optional: true,
  },
  refusals: {
    expected: 'statuses from 400 to 499',
    holds: (value) =>
      Array.isArray(value) &&
      value.every((status) => Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 499),
    optional: true,
  },
  timeout: { expected: 'a whole number of milliseconds from 1', holds: isPositive, optional: true },
}

/** Throws `EngineError('configuration-invalid')` that names what is wrong. */
export function checkHttpDeclaration(declaration: HttpDeclaration): void {
  checkOptions('the HTTP service', declaration, rules)
  if (declaration.body && !hasBody(declaration.method))
    throw invalid(
      `Expected 'body' of the HTTP service only with POST, PUT or PATCH, but found ${declaration.method}.`,
    )
}

export const hasBody = (method: HttpMethod): boolean => method !== 'GET' && method !== 'DELETE'
