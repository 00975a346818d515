import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit'
import type { Request, Response } from 'express'
import { RequestProblem } from '../http/problem-response.js'
import type { RateLimits as Limits } from './identity-settings.js'
import { addressOf } from './sender.js'

/** Over how long requests are counted, in milliseconds. */
const span = 60_000

/** Counts requests on this node, and throws `too-many-requests` for what is over the limit. */
export interface RateLimits {
  /** Counts a request of whoever `key` names: a key, a session, a customer link. */
  count(request: Request, response: Response, key: string): Promise<void>
  /** Counts a sign-in that failed, by its address. What is valid passes however many have failed. */
  countFailure(request: Request, response: Response): Promise<void>
}

export function createRateLimits({ requests, failures }: Limits): RateLimits {
  const keys = new WeakMap<Response, string>()
  const bySender =
    requests > 0 ? counter(requests, (_request, response) => keys.get(response) ?? '') : undefined
  const byAddress =
    failures > 0 ? counter(failures, (request) => ipKeyGenerator(addressOf(request))) : undefined
  return {
    count: (request, response, key) => {
      keys.set(response, key)
      return run(bySender, request, response)
    },
    countFailure: (request, response) => run(byAddress, request, response),
  }
}

function counter(
  limit: number,
  keyGenerator: (request: Request, response: Response) => string,
): RateLimitRequestHandler {
  return rateLimit({
    windowMs: span,
    limit,
    keyGenerator,
    // The draft's headers with each answer, and Retry-After with a refusal.
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // They speak to the console of whoever writes a program, about proxies that are configured elsewhere.
    validate: false,
    handler: (_request, _response, next) =>
      next(
        new RequestProblem(
          'too-many-requests',
          `Expected at most ${limit} of these in a minute, but there were more. Wait for as long as Retry-After says.`,
        ),
      ),
  })
}

async function run(
  limiter: RateLimitRequestHandler | undefined,
  request: Request,
  response: Response,
): Promise<void> {
  if (!limiter) return
  await new Promise<void>((resolve, reject) => {
    const next = (error?: unknown): void => {
      if (error === undefined) resolve()
      else reject(error instanceof Error ? error : new Error('Counting a request failed.', { cause: error }))
    }
    void limiter(request, response, next)
  })
}
