import * as client from 'openid-client'
import { RequestProblem } from '../http/problem-response.js'
import type { ProviderSettings } from './identity-settings.js'

/** Seconds by which the clocks of provider and server may differ. */
export const clockTolerance = 30

/** Seconds an answer of the provider is waited for. */
const patience = 5

/**
 * What the provider says about itself, asked when it is first needed: the server starts without it. A failure is asked
 * again the next time. Throws `provider-away` where it does not answer.
 */
export function createDiscovery(settings: ProviderSettings): () => Promise<client.Configuration> {
  let found: Promise<client.Configuration> | undefined
  return async () => {
    found ??= discover(settings)
    try {
      return await found
    } catch (error) {
      found = undefined
      throw providerAway(error)
    }
  }
}

function discover({ issuer, signIn }: ProviderSettings): Promise<client.Configuration> {
  const secret = signIn?.clientSecret
  return client.discovery(
    new URL(issuer),
    signIn?.clientId ?? 'aftercare',
    { [client.clockTolerance]: clockTolerance },
    secret === undefined ? client.None() : client.ClientSecretPost(secret),
    {
      timeout: patience,
      // Signatures are looked at although the tokens come straight from the provider.
      execute: [
        client.enableNonRepudiationChecks,
        // Only an address of this machine passes the configuration without https.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is marked so to stand out, and goes nowhere
        ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
      ],
    },
  )
}

/** The problem of a provider that does not answer as one. The request may succeed later. */
export function providerAway(cause: unknown): RequestProblem {
  const problem = new RequestProblem(
    'provider-away',
    'Expected an answer of the identity provider, but got none that can be used. Try again, or use a key.',
  )
  problem.cause = cause
  return problem
}
