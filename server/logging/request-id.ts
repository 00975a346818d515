import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'

/** What stands in a log as it came: no line ends, no quotes, and no digits alone, which may be somebody's telephone. */
const acceptable = /^(?=.*[A-Za-z])[A-Za-z0-9._:-]{8,64}$/

/** The id by which a request is found again: the one it brought as `X-Request-Id`, else a new one. The answer carries it. */
export function requestIdOf(request: Request, response: Response): string {
  const brought = request.get('X-Request-Id')
  const id = brought !== undefined && acceptable.test(brought) ? brought : randomUUID()
  response.locals['requestId'] = id
  response.set('X-Request-Id', id)
  return id
}
