import type { Response } from 'express'

/** Aborted when the client has gone, so that what waits its turn for it need not be done. */
export function clientGone(response: Response): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  return gone.signal
}
