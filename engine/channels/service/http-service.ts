import type { JsonObject } from '../../errors/index.js'
import { answerFailure } from '../answer-failure.js'
import type { Service } from '../channel.js'
import {
  checkOptions,
  invalid,
  isLine,
  isPlainObject,
  outgoingRule,
  type OptionRules,
} from '../check-options.js'
import { createOutgoing, type Outgoing, type OutgoingAnswer } from '../outgoing/outgoing.js'
import { ServiceRefused } from '../service-refused.js'
import { checkHttpDeclaration, hasBody, type HttpDeclaration } from './http-declaration.js'
import { pickOutputs, readAnswer } from './read-answer.js'

export interface HttpServiceOptions {
  readonly outgoing?: Outgoing
  /** Where the secrets are. The environment of the process unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** Characters of a refusal that are kept. */
const longestReason = 500

const rules: OptionRules<HttpServiceOptions> = {
  outgoing: outgoingRule,
  environment: { expected: 'variables by name', holds: isPlainObject, optional: true, secret: true },
}

/**
 * A service that is an HTTP call. The input goes as JSON, with GET and DELETE as query; the key as `Idempotency-Key`; the
 * answer, JSON of at most 1 MiB (or what `outgoing` says), is the output; a status of `refusals` is `ServiceRefused`. Throws `EngineError('configuration-invalid')`
 * for a declaration it cannot use and for a secret that is not in the environment.
 */
export function httpService(declaration: HttpDeclaration, options: HttpServiceOptions = {}): Service {
  checkHttpDeclaration(declaration)
  checkOptions('the HTTP service', options, rules)
  const { method, answer: paths, timeout = 30_000 } = declaration
  const { outgoing = createOutgoing({ timeout }), environment = process.env } = options
  const constant = { ...declaration.headers, ...authorisation(declaration.auth, environment) }
  return async (input, { key, signal, traceparent }) => {
    const limit = AbortSignal.timeout(timeout)
    const answer = await outgoing.request(addressFor(declaration, input), {
      method,
      headers: {
        accept: 'application/json',
        ...constant,
        'idempotency-key': key,
        ...(traceparent !== undefined && { traceparent }),
        ...contentType(declaration),
      },
      ...(hasBody(method) && { body: JSON.stringify({ ...declaration.body, ...input }) }),
      signal: AbortSignal.any([signal, limit]),
    })
    if (declaration.refusals?.includes(answer.status)) throw refusedBy(answer)
    const failure = answerFailure(answer)
    if (failure) throw failure
    const output = readAnswer(answer.body)
    return paths ? pickOutputs(output, paths) : output
  }
}

/** What the service said, where it said it as a text of JSON; a person who looks at the case has to understand it. */
function refusedBy({ status, body }: OutgoingAnswer): ServiceRefused {
  const said = ['detail', 'message', 'title'].map((name) => saidIn(body)[name]).find(isLine)
  const message = said?.slice(0, longestReason) ?? `The service said no: it answered ${status}.`
  return new ServiceRefused(message, { code: String(status) })
}

function saidIn(body: string): JsonObject {
  try {
    return readAnswer(body)
  } catch {
    return {}
  }
}

function contentType({ method }: HttpDeclaration): Readonly<Record<string, string>> {
  return hasBody(method) ? { 'content-type': 'application/json; charset=utf-8' } : {}
}

/** Values that are no text, number or truth value stand as JSON in the query. */
function addressFor({ method, url }: HttpDeclaration, input: JsonObject): string {
  if (hasBody(method)) return url
  const address = new URL(url)
  for (const [name, value] of Object.entries(input))
    address.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  return address.href
}

function authorisation(
  auth: HttpDeclaration['auth'],
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  if (!auth) return {}
  const name = 'bearer' in auth ? auth.bearer : auth.basic
  const secret = environment[name]
  if (secret === undefined || secret === '')
    throw invalid(
      `Expected the environment variable ${name} to hold the secret of the HTTP service, but found nothing.`,
    )
  if (!/^[\x21-\x7e]+$/.test(secret) && 'bearer' in auth)
    throw invalid(
      `Expected the environment variable ${name} to hold a token in ASCII, but found other characters.`,
    )
  if ('bearer' in auth) return { authorization: `Bearer ${secret}` }
  if (!secret.includes(':'))
    throw invalid(`Expected the environment variable ${name} to hold user:password, but found no colon.`)
  return { authorization: `Basic ${Buffer.from(secret, 'utf8').toString('base64')}` }
}
