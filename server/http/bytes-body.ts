import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { attachmentTooLarge } from '../../engine/index.js'
import { RefusedRequest, RequestProblem } from './problem-response.js'

/** Reads the body as bytes into `request.body`, or answers why it cannot: too large, packed, broken off. */
export function bytesBody(largest: number): RequestHandler {
  // A digest is counted over what is sent, so that nothing may be unpacked on the way.
  const parse = express.raw({ limit: largest, type: () => true, inflate: false })
  return async (request, response, next) => {
    if (request.body === undefined) await read(parse, request, response, largest)
    else refuseTakenBody(request, largest)
    if (!Buffer.isBuffer(request.body) || request.body.byteLength === 0)
      throw new RequestProblem('request-malformed', 'Expected a file as the body, but it is empty.')
    next()
  }
}

/** An application around this has read the body: as bytes it can be used, as anything else the file is lost. */
function refuseTakenBody({ body }: Request, largest: number): void {
  if (!Buffer.isBuffer(body))
    throw new RequestProblem(
      'request-malformed',
      'Expected the file as it was sent, but a body parser in front of this address has read it. Mount the router before that.',
    )
  if (body.byteLength > largest) throw new RefusedRequest(attachmentTooLarge(body.byteLength, largest))
}

function read(parse: RequestHandler, request: Request, response: Response, largest: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const done: NextFunction = (error?: unknown) => {
      if (error) reject(readingFailed(error, largest))
      else resolve()
    }
    void parse(request, response, done)
  })
}

function readingFailed(error: unknown, largest: number): Error {
  const { type, length, status } = error as { type?: string; length?: number; status?: number }
  if (type === 'entity.too.large')
    return new RefusedRequest(attachmentTooLarge(length ?? largest + 1, largest))
  if (type === 'encoding.unsupported')
    return new RequestProblem(
      'media-type-unsupported',
      "Expected the file as it is, but found it packed. Leave 'Content-Encoding' out.",
    )
  if (type === undefined && status !== 400) return error instanceof Error ? error : new Error(String(error))
  return new RequestProblem(
    'request-malformed',
    `Expected a whole body, but reading it failed: ${type ?? 'it is damaged'}.`,
  )
}
