import type { OutgoingHttpHeaders } from 'node:http'
import { DeliveryFailed } from '../delivery-failed.js'

/** What another origin may see. Everything else may carry a secret, a signature or a key. */
const harmless = new Set(['accept', 'accept-encoding', 'content-type', 'content-length', 'user-agent'])

/** A request on its way from hop to hop. */
export interface Hop {
  readonly url: URL
  readonly method: string
  readonly headers: OutgoingHttpHeaders
  readonly body: string | undefined
}

/**
 * The request an answer leads to; `undefined` where the answer is no redirect. Throws `DeliveryFailed('redirected')`,
 * permanent, where it must not be followed: out of TLS, to another origin when `sameOrigin` is asked for, or with
 * 301, 302 or 303 for anything but a question, since that would become a question and lose what was to be done.
 */
export function nextHop(
  hop: Hop,
  { status, location, sameOrigin }: { status: number; location: string | undefined; sameOrigin: boolean },
): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined
  if (!URL.canParse(location, hop.url.href)) throw redirected(hop, 'somewhere that is no address')
  const url = new URL(location, hop.url)
  if (hop.url.protocol === 'https:' && url.protocol === 'http:') throw redirected(hop, 'out of TLS')
  const keepsMethod = status === 307 || status === 308
  const isQuestion = hop.method === 'GET' || hop.method === 'HEAD'
  if (!keepsMethod && !isQuestion)
    throw redirected(hop, `with ${status}, after which a ${hop.method} would be a GET without its content`)
  if (url.origin === hop.url.origin) return { ...hop, url }
  if (sameOrigin) throw redirected(hop, 'to another origin')
  return { ...hop, url, headers: harmlessOf(hop.headers) }
}

/** A redirect that is not followed. Names no path: it may hold a token. */
export function redirected(hop: Hop, how: string): DeliveryFailed {
  return new DeliveryFailed(
    'redirected',
    `Expected '${hop.url.host}' to answer itself, but it redirects ${how}. Configure the address it redirects to.`,
    { permanent: true },
  )
}

function harmlessOf(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name.toLowerCase())))
}
