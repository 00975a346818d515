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
 * Whoever is signed in to the host, for a request without a key of its own. What a page of another site has a browser
 * send is nobody's wish, so that it changes nothing: refused with `forbidden`.
 */
export async function hostSender(
  request: Request,
): Promise<{ readonly actor: Actor; readonly keyId: string } | undefined> {
  const signedIn = request.res?.locals['signedIn'] as SignedIn | undefined
  if (!signedIn || request.get('Authorization') !== undefined) return undefined
  const actor = await signedIn(request)
  if (!actor) return undefined
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (!isReading && request.get('Sec-Fetch-Site') === 'cross-site')
    throw new RefusedRequest({
      code: 'forbidden',
      text: fromElsewhere,
      reasons: [{ code: 'forbidden', text: fromElsewhere }],
    })
  return { actor, keyId: `host:${actor.id}` }
}

const fromElsewhere = {
  'zh-CN': '该请求来自其他网站。',
  en: 'This request comes from a page of another site.',
}
