import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { requestCodes, type RequestCode } from '../../engine/index.js'

/** What one connection may cost. */
export interface ConnectionLimits {
  /** How long a request may take to arrive as a whole, in milliseconds. */
  readonly arrival: number
  /** Connections at a time; what comes beyond is closed at once. */
  readonly connections: number
}

/** The limits of a server that is told of no others. */
export const usualConnectionLimits: ConnectionLimits = { arrival: 120_000, connections: 10_000 }

/** How long the head of a request may take to arrive, in milliseconds, where `arrival` is longer. */
const headArrival = 15_000

/** How often connections are looked at, in milliseconds: so much later than told a slow one is cut. */
const lookEvery = 1_000

/**
 * A server that no slow client holds up: whoever sends a request byte by byte is answered `request-too-slow` and cut
 * off, and so is whoever takes nothing of an answer for as long. What cannot be read as HTTP is answered as a problem too.
 */
export function createLimitedServer(
  listener: RequestListener,
  { arrival, connections }: ConnectionLimits = usualConnectionLimits,
): Server {
  const server = createServer(
    {
      headersTimeout: Math.min(headArrival, arrival),
      requestTimeout: arrival,
      connectionsCheckingInterval: Math.min(lookEvery, arrival),
    },
    listener,
  )
  server.maxConnections = connections
  // Without a sign of life in either direction; streams of events beat more often.
  server.setTimeout(Math.max(arrival, 2 * headArrival))
  // An expectation nobody knows need not be met (RFC 9110, 10.1.1); node would answer it without a word.
  server.on('checkExpectation', listener)
  answerUnreadable(server)
  return server
}

/** Node says nothing but a status where it cannot read a request; whoever writes a client is told more. */
function answerUnreadable(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }, response) => answers.set(socket, response))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket)
    // In the midst of an answer nothing more can be said that would be understood.
    const isAnswering = answer !== undefined && answer.headersSent && !answer.writableFinished
    if (!socket.writable || isAnswering || error.code === 'ECONNRESET') socket.destroy()
    else socket.end(unreadable(error.code), () => socket.destroy())
  })
}

const words: { readonly [code: string]: readonly [RequestCode, string] } = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request-too-slow',
    'Expected the whole request in time, but it came too slowly. Send it again over a faster line.',
  ],
  HPE_HEADER_OVERFLOW: [
    'headers-too-large',
    'Expected at most 16 KiB of address and headers, but found more. Send them shorter.',
  ],
}

function unreadable(error = ''): string {
  const [code, detail] = words[error] ?? [
    'request-malformed',
    'Expected a request of HTTP/1.1, but it cannot be read. Look at its first line, its headers and its length.',
  ]
  const status = requestCodes[code]
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')
  const body = JSON.stringify({ type: `/docs/problems/${code}`, title, status, detail, code })
  return [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
