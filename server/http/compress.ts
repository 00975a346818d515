import compression from 'compression'
import type { Request, RequestHandler, Response } from 'express'

/**
 * Packs answers for whoever takes that. Not event streams, which would wait for more to pack, and not what a digest is
 * told of: it counts over what is sent.
 */
export const compress: RequestHandler = compression({
  filter: (request: Request, response: Response) =>
    !String(response.getHeader('Content-Type')).startsWith('text/event-stream') &&
    response.getHeader('Content-Digest') === undefined &&
    compression.filter(request, response),
})
