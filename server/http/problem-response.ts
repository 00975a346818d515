import type { NextFunction, Request, Response } from 'express'
import {
  EngineError,
  refusalCodes,
  requestCodes,
  type Refusal,
  type RequestCode,
} from '../../engine/index.js'

/** A request that is wrong before the engine is asked. Thrown by routes, answered as problem+json. */
export class RequestProblem extends Error {
  readonly code: RequestCode
  readonly members: Record<string, unknown>

  constructor(code: RequestCode, detail: string, members: Record<string, unknown> = {}) {
    super(detail)
    this.code = code
    this.members = members
  }
}

/** A refusal decided on the way to the engine, such as a case that is not there for this actor. Answered like the engine's own. */
export class RefusedRequest extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.text.en)
    this.refusal = refusal
  }
}

/** Answers with an RFC 9457 problem. `type` leads to the page that explains the code. */
export function answerProblem(
  response: Response,
  status: number,
  problem: { code: string; detail: string } & Record<string, unknown>,
): void {
  const { code, detail, ...members } = problem
  if (status === 401) response.set('WWW-Authenticate', 'Bearer realm="aftercare"')
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify(
        {
          type: `${response.req.baseUrl}/docs/problems/${code}`,
          title: titleOf(code),
          status,
          detail,
          code,
          ...members,
        },
        shortened,
      ),
    )
}

/** Longest text in a problem: several of them quote what was sent, which may be a quarter of a megabyte. */
const longestText = 4_000

function shortened(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText)}…` : value
}

/** Answers a refusal with its texts in both languages, every reason, and what is accepted now. */
export function answerRefusal(response: Response, refusal: Refusal): void {
  const { code, text, reasons, accepted } = refusal
  answerProblem(response, refusalCodes[code], {
    code,
    detail: text.en,
    text,
    reasons,
    ...(accepted ? { accepted } : {}),
  })
}

/** Told of errors nobody expected, with the ids of the case the request was about and of the request, where they are known. */
export type ErrorLog = (error: unknown, instance: string | undefined, requestId?: string) => void

/** Longest id of a case that is logged; addresses come from outside. */
const longestId = 64

/** Keeps which case a request is about, for the log. */
export function aboutInstance(response: Response, id: string): void {
  response.locals['instance'] = id.slice(0, longestId)
}

/** The last word on every error: a known one is named, an unknown one is logged and says nothing of the inside. */
export function errorHandler(log: ErrorLog) {
  const tell = (error: unknown, { locals }: Response): void =>
    log(error, locals['instance'] as string | undefined, locals['requestId'] as string | undefined)
  // Four parameters are how Express knows it from other handlers.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  return (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    if (response.headersSent) {
      // Express would print the error as it is, with whatever values its message quotes.
      tell(error, response)
      response.destroy()
      return
    }
    if (error instanceof RefusedRequest) {
      answerRefusal(response, error.refusal)
      return
    }
    const problem = error instanceof RequestProblem ? error : ofTheRequest(error)
    if (problem) {
      answerProblem(response, requestCodes[problem.code], {
        code: problem.code,
        detail: problem.message,
        ...problem.members,
      })
      return
    }
    if (error instanceof EngineError && (error.retryable || error.code === 'engine-stopped')) {
      answerProblem(response.set('Retry-After', '1'), 503, { code: error.code, detail: error.message })
      return
    }
    tell(error, response)
    const code = error instanceof EngineError ? error.code : 'engine-bug'
    answerProblem(response, 500, {
      code,
      detail: 'The request failed inside. Nothing was changed; the log says more.',
    })
  }
}

/** Mistakes of the request that others have found: a cursor the store does not know, an address that cannot be decoded. */
function ofTheRequest(error: unknown): RequestProblem | undefined {
  if (error instanceof EngineError && error.code === 'usage-wrong')
    return new RequestProblem('request-invalid', error.message)
  if (error instanceof EngineError && error.code === 'cursor-expired')
    return new RequestProblem('cursor-expired', error.message)
  if (error instanceof URIError)
    return new RequestProblem('request-malformed', 'Expected an address in UTF-8, but it cannot be decoded.')
  return undefined
}

function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
