import type { Request, Response } from 'express'
import { queryOf } from '../contract/index.js'
import { afterSignIn, identityOf, signInByLink } from '../identity/index.js'
import { signInPage, signInPagePolicy } from '../identity/sign-in-page.js'
import type { Route } from '../http/route.js'
import { unknownRoute } from '../http/unknown-route.js'

/** How a browser is signed in that has nothing yet: at an identity provider, or by a link that works once. */
export function signInRoutes(): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/sign-in',
      handle: async (request, response) => {
        const { returnTo } = queryOf(response, 'GET /sign-in')
        await providerOf(request, response).begin(request, response, returnTo)
      },
    },
    {
      method: 'GET',
      path: '/sign-in/callback',
      handle: (request, response) => providerOf(request, response).complete(request, response),
    },
    {
      method: 'GET',
      path: '/sign-in/link/{secret}',
      handle: (_request, response) => {
        response
          // The address is a secret: other sites are not told where somebody comes from.
          .set({ 'Content-Security-Policy': signInPagePolicy, 'Referrer-Policy': 'same-origin' })
          .type('text/html; charset=utf-8')
          .send(signInPage)
      },
    },
    {
      method: 'POST',
      path: '/sign-in/link/{secret}',
      handle: async (request, response) => {
        const secret = String(request.params['secret'])
        await signInByLink(identityOf(response).doors, { request, response }, secret)
        response.redirect(303, request.baseUrl + afterSignIn)
      },
    },
  ]
}

/** Throws `route-unknown` where no provider is configured. */
function providerOf(request: Request, response: Response) {
  const { provider } = identityOf(response)
  if (!provider) throw unknownRoute(request.path)
  return provider
}
