import type { Request, RequestHandler, Response } from 'express'
import type { Engine } from '../../engine/index.js'
import { authenticate, identify, type Doors } from './authenticate.js'
import { usualSessionLife, type IdentitySettings } from './identity-settings.js'
import { createDiscovery } from './provider.js'
import { createProviderSignIn, type ProviderSignIn } from './provider-sign-in.js'
import { createRateLimits } from './rate-limits.js'
import type { Sender } from './sender.js'
import { createTokenVerifier } from './token-verifier.js'

/** Who comes in, and how. One for a router, since it counts requests and keeps keys of the provider. */
export interface Identity {
  readonly doors: Doors
  /** Browser sign-in at a provider; absent where none is configured. */
  readonly provider?: ProviderSignIn
  /** To be used before all routes: those of sessions find the identity by it. */
  readonly attach: RequestHandler
  /** To be used before everything that is not open: lets through only whom it knows. */
  readonly authenticate: RequestHandler
}

export function createIdentity(engine: Engine, settings: IdentitySettings = {}): Identity {
  const { provider, url, sessions = usualSessionLife, limits = { requests: 0, failures: 0 } } = settings
  const discovered = provider && createDiscovery(provider)
  const audience = provider?.audience
  const doors: Doors = {
    engine,
    url,
    sessionLife: sessions,
    limits: createRateLimits(limits),
    verify:
      provider && discovered && audience !== undefined
        ? createTokenVerifier(discovered, { audience, claims: provider.claims })
        : undefined,
  }
  const identity: Identity = {
    doors,
    ...(provider?.signIn && discovered && { provider: createProviderSignIn(doors, provider, discovered) }),
    attach: (_request, response, next) => {
      response.locals['identity'] = identity
      next()
    },
    authenticate: authenticate(doors),
  }
  return identity
}

/** The identity of the router that handles a request; only behind `attach`. */
export function identityOf(response: Response): Identity {
  return response.locals['identity'] as Identity
}

/** Finds out again who sends a request that has been open for a while. Throws the problem it would be refused with now. */
export async function senderOf(request: Request): Promise<Sender> {
  const response = request.res
  if (!response) throw new TypeError('Expected a request that is being handled, but it has no response.')
  return identify(identityOf(response).doors, request, response)
}
