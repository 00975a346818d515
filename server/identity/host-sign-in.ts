import type { Request, RequestHandler } from 'express'
import type { Actor } from '../../engine/index.js'
import { RefusedRequest } from '../http/problem-response.js'

/** Who is signed in to the application around this, or nobody. Asked again from time to time while a stream is open. */
export type SignedIn = (request: Request) => Promise<Actor | undefined> | Actor | undefined

/** Has `hostSender` ask the host. */
export function hostSignIn(signedIn: SignedIn): RequestHandler {
  return (_request, response, next) => {
    response.locals['signedIn'] = signedIn
    next()
  }
}

/**
 * Whoever is signed in to the host, for a request without a key of its own. What a page of another origin has a browser
 * send is nobody's wish, so that it changes nothing: refused with `forbidden`. `url` is the own origin, where it is
 * configured.
 */
export async function hostSender(
  request: Request,
  url: string | undefined,
): Promise<{ readonly actor: Actor; readonly keyId: string } | undefined> {
  const signedIn = request.res?.locals['signedIn'] as SignedIn | undefined
  if (!signedIn || request.get('Authorization') !== undefined) return undefined
  const actor = await signedIn(request)
  if (!actor) return undefined
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (!isReading && isFromElsewhere(request, url))
    throw new RefusedRequest({
      code: 'forbidden',
      text: fromElsewhere,
      reasons: [{ code: 'forbidden', text: fromElsewhere }],
    })
  return { actor, keyId: `host:${actor.id}` }
}

/**
 * A browser tells in `Sec-Fetch-Site`, an older one in `Origin`, what page had it send a request; programs tell neither.
 * Which scheme a host is reached by it may not know behind its proxy, so that unless the own origin is configured the
 * name alone is compared, and not where the browser has compared already.
 */
function isFromElsewhere(request: Request, url: string | undefined): boolean {
  const site = request.get('Sec-Fetch-Site')
  const from = request.get('Origin')
  if (site === 'cross-site' || site === 'same-site') return true
  if (from === undefined) return false
  if (url !== undefined) return from !== url
  return site !== 'same-origin' && !isAtHost(from, request.host)
}

/** Whether an origin is that of a `Host`, which may leave the port of its scheme out. */
function isAtHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false
  const { protocol, host: name } = new URL(origin)
  const own = `${protocol}//${host}`
  return name !== '' && URL.canParse(own) && new URL(own).host === name
}

const fromElsewhere = {
  'zh-CN': '该请求来自其他来源的页面。',
  en: 'This request comes from a page of another origin.',
}
