import { lookup } from 'node:dns/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { checkOptions, isCount, isPositive, isText, type OptionRules } from '../check-options.js'
import { DeliveryFailed, abortedFailure } from '../delivery-failed.js'
import { readAllowList, type AllowList } from './allow-list.js'
import { checkHost, type Resolve } from './check-host.js'
import { exchange, readBody } from './exchange.js'
import { nextHop, redirected, type Hop } from './redirect.js'

/** Times in ms, sizes in bytes. */
export interface OutgoingOptions {
  /** Hosts (`crm.internal`, `crm.internal:8443`), IP addresses and ranges (`10.1.0.0/16`) that are not public but meant. */
  readonly allow?: readonly string[]
  /** How many redirects are followed. 3 unless given. */
  readonly maxRedirects?: number
  /** Largest answer. 1 MiB unless given. */
  readonly maxAnswer?: number
  /** Until a connection stands, TLS included. 10 seconds unless given. */
  readonly connectTimeout?: number
  /** For the whole request with all redirects, whatever the signal says. 30 seconds unless given. */
  readonly timeout?: number
  /** Certificates (PEM) to trust instead of the usual ones, for receivers with an authority of their own. */
  readonly ca?: string
  /** Asks for every address of a name. The system's resolver unless given. */
  readonly resolve?: Resolve
}

export interface OutgoingRequest {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  /** Follow redirects only within the origin: for what is worth nothing elsewhere, such as a signed request. */
  readonly sameOrigin?: boolean
  /** Do not read the body of the answer: it comes back empty, however large it is. */
  readonly ignoreAnswer?: boolean
}

export interface OutgoingAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Read as UTF-8. */
  readonly body: string
}

/**
 * The only way to the outside for everything that speaks HTTP. Reaches public addresses and what `allow` names; the
 * address that was checked is the one connected to, at every hop. Any status is an answer. Throws `DeliveryFailed`.
 */
export interface Outgoing {
  request(url: string, request: OutgoingRequest): Promise<OutgoingAnswer>
}

interface Limits extends Required<Omit<OutgoingOptions, 'allow' | 'ca'>> {
  readonly allow: AllowList
  readonly ca: string | undefined
}

const rules: OptionRules<OutgoingOptions> = {
  allow: {
    expected: 'a list of hosts, addresses and ranges',
    holds: (value) => Array.isArray(value) && value.every(isText),
    optional: true,
  },
  maxRedirects: { expected: 'a whole number from 0', holds: isCount, optional: true },
  maxAnswer: { expected: 'a whole number of bytes from 1', holds: isPositive, optional: true },
  connectTimeout: { expected: 'a whole number of milliseconds from 1', holds: isPositive, optional: true },
  timeout: { expected: 'a whole number of milliseconds from 1', holds: isPositive, optional: true },
  ca: { expected: 'certificates as PEM text', holds: isText, optional: true },
  resolve: { expected: 'a function', holds: (value) => typeof value === 'function', optional: true },
}

/** Throws `EngineError('configuration-invalid')` for options it cannot use. */
export function createOutgoing(options: OutgoingOptions = {}): Outgoing {
  checkOptions('createOutgoing', options, rules)
  const limits: Limits = {
    maxRedirects: options.maxRedirects ?? 3,
    maxAnswer: options.maxAnswer ?? 1024 * 1024,
    connectTimeout: options.connectTimeout ?? 10_000,
    timeout: options.timeout ?? 30_000,
    resolve: options.resolve ?? ((hostname) => lookup(hostname, { all: true })),
    ca: options.ca,
    allow: readAllowList(options.allow ?? []),
  }
  return {
    request: async (url, request) => {
      const limit = AbortSignal.timeout(limits.timeout)
      const signal = AbortSignal.any([request.signal, limit])
      try {
        signal.throwIfAborted()
        return await follow(firstHop(url, request), { ...request, signal }, limits)
      } catch (error) {
        // Whatever broke then broke because of the abort.
        if (signal.aborted) throw abortedFailure(signal)
        throw error
      }
    },
  }
}

async function follow(first: Hop, request: OutgoingRequest, limits: Limits): Promise<OutgoingAnswer> {
  const { signal, sameOrigin = false, ignoreAnswer = false } = request
  let hop = first
  for (let followed = 0; ; followed++) {
    const addresses = await checkHost(hop.url, { ...limits, signal })
    const answer = await exchange({ ...hop, ...limits, addresses, signal })
    const { statusCode: status = 0, headers } = answer
    try {
      const next = nextHop(hop, { status, location: headers.location, sameOrigin })
      if (!next)
        return {
          status,
          headers,
          body: ignoreAnswer ? '' : await readBody(answer, limits.maxAnswer, hop.url),
        }
      if (followed >= limits.maxRedirects) throw redirected(hop, `more than ${limits.maxRedirects} times`)
      hop = next
    } finally {
      answer.destroy()
    }
  }
}

function firstHop(url: string, { method, headers = {}, body }: OutgoingRequest): Hop {
  if (!URL.canParse(url))
    throw new DeliveryFailed('address-refused', 'Expected an absolute address, but found something else.', {
      permanent: true,
    })
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return {
    url: new URL(url),
    method,
    headers: { 'user-agent': 'Aftercare', 'accept-encoding': 'identity', ...headers, ...length },
    body,
  }
}
