/**
 * The world outside, in a process of its own that is never killed: takes every key once, however often it is delivered,
 * and answers slowly, with a failure, or not at all now and then. Tells by IPC where it listens, and in the end what it
 * has taken.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Taken } from './parts.js'

/** A message has the usual pause of ten seconds behind a failed attempt, which short runs do not wait for. */
const sparesMessages = process.argv[2] === 'short'

const taken = new Map<string, Taken & { times: number }>()

const server = createServer((request, response) => {
  void readBody(request).then((body) => receive(request, response, body))
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => process.send?.({ taken: [...taken.values()] }))

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

async function receive(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
  const lane = (request.url ?? '').slice(1)
  const key = String(request.headers['idempotency-key'] ?? request.headers['webhook-id'])
  const fate = lane === 'crm' && sparesMessages ? 1 : Math.random()
  if (fate < 0.06) {
    if (fate < 0.04) answer(response, 500)
    else request.socket.destroy()
    return
  }
  if (fate < 0.12) await new Promise((wake) => setTimeout(wake, 100 + 700 * Math.random()))
  take(lane, key, body)
  // It was taken, and whoever sent it does not learn of that.
  if (fate >= 0.12 && fate < 0.16) request.socket.destroy()
  else answer(response, 200)
}

function take(lane: string, key: string, body: string): void {
  const known = taken.get(key)
  if (known) known.times += 1
  else taken.set(key, { lane, key, mark: markIn(body), times: 1 })
}

function markIn(body: string): string {
  const { mark } = JSON.parse(body) as { readonly mark?: string }
  return mark ?? ''
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end('{"weight":3}')
}
