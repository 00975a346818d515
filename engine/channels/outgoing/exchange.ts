import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { DeliveryFailed, failureName } from '../delivery-failed.js'
import type { ResolvedAddress } from './check-host.js'

/** One request to one address, without redirects. Times in ms, sizes in bytes. */
export interface Exchange {
  readonly url: URL
  readonly addresses: readonly ResolvedAddress[]
  readonly method: string
  readonly headers: OutgoingHttpHeaders
  readonly body: string | undefined
  readonly signal: AbortSignal
  readonly connectTimeout: number
  readonly ca: string | undefined
}

/**
 * Sends the request to one of the checked addresses and waits for the head of the answer. TLS is always verified,
 * whatever the environment says; no proxy of the environment is asked; the connection serves this request only. Throws
 * `DeliveryFailed`, always temporary.
 */
export function exchange(asked: Exchange): Promise<IncomingMessage> {
  const secure = asked.url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const sent = (secure ? requestHttps : requestHttp)(asked.url, {
      method: asked.method,
      headers: asked.headers,
      signal: asked.signal,
      lookup: pinned(asked.addresses),
      agent: false,
      ...(secure && { rejectUnauthorized: true }),
      ...(secure && asked.ca !== undefined && { ca: asked.ca }),
    })
    const late = new DeliveryFailed(
      'timed-out',
      `Expected a connection to '${asked.url.host}' within ${asked.connectTimeout} ms, but none was made.`,
      { permanent: false },
    )
    const timer = setTimeout(() => sent.destroy(late), asked.connectTimeout)
    sent.once('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(timer)),
    )
    sent.once('close', () => clearTimeout(timer))
    sent.once('response', resolve)
    sent.on('error', (error) => reject(connectionFailure(error, asked.url)))
    sent.end(asked.body)
  })
}

/** The answer's body as text. Stops reading, and throws `answer-too-large` (permanent), beyond `longest` bytes. */
export async function readBody(answer: IncomingMessage, longest: number, url: URL): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of answer) {
      const bytes = chunk as Buffer
      size += bytes.length
      if (size > longest)
        throw new DeliveryFailed(
          'answer-too-large',
          `Expected '${url.host}' to answer with at most ${longest} bytes, but it sent more.`,
          { permanent: true },
        )
      chunks.push(bytes)
    }
  } catch (error) {
    throw connectionFailure(error, url)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A lookup that knows only what was checked: the name cannot stand for something else by now. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else if (first) callback(null, first.address, first.family)
  }
}

function connectionFailure(error: unknown, url: URL): DeliveryFailed {
  if (error instanceof DeliveryFailed) return error
  return new DeliveryFailed(
    'connection-failed',
    `Expected to exchange a request and an answer with '${url.host}', but the connection failed with ${failureName(error)}.`,
    { permanent: false },
  )
}
