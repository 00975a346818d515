import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { DeliveryFailed, type Attempt, type OutgoingMessage } from '../../engine/channels/index.js'

/** A request as a server received it. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** The address of ours it came in on. */
  readonly localAddress: string
}

export interface Receiver {
  readonly port: number
  /** `http://127.0.0.1:<port>` or, with TLS, `https://localhost:<port>`. */
  readonly url: string
  readonly received: Received[]
}

/** How a receiver answers: status, headers, body. `breaksOff`: the line is cut after the body. */
export type Answer = (received: Received) =>
  | {
      status?: number
      headers?: Record<string, string>
      body?: string | Buffer
      breaksOff?: boolean
    }
  | undefined

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')

/** The certificate of the receivers with TLS: `localhost`, `receiver.example.cn` and 127.0.0.1. */
export const certificate = fixture('localhost.pem')
export const certificateKey = fixture('localhost-key.pem')

/** A server on this machine, closed at the end of the test. An answer of `undefined` never comes. */
export async function openReceiver(
  answer: Answer = () => ({}),
  { host = '127.0.0.1', tls = false }: { host?: string; tls?: boolean } = {},
): Promise<Receiver> {
  const received: Received[] = []
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers, socket } = request
      const one = {
        method,
        path: url,
        headers,
        body: Buffer.concat(chunks).toString(),
        localAddress: socket.localAddress ?? '',
      }
      received.push(one)
      const said = answer(one)
      if (!said) return
      response.writeHead(said.status ?? 200, said.headers ?? {})
      if (said.breaksOff) response.write(said.body ?? '', () => socket.destroy())
      else response.end(said.body)
    })
  }
  const server: Server = tls
    ? createSecureServer({ cert: certificate, key: certificateKey }, listener)
    : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { port, url: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`, received }
}

export function anAttempt(changes: Partial<Attempt> = {}): Attempt {
  return { key: '0198c9d2-e4', attempt: 1, signal: new AbortController().signal, ...changes }
}

export function aMessage(changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    to: [
      {
        role: 'supervisor',
        person: 'lin',
        email: 'lin@example.cn',
        mobile: '138 0013 8000',
        language: 'zh-CN',
      },
    ],
    template: 'overdue',
    subject: { 'zh-CN': '逾期', en: 'Overdue' },
    body: { 'zh-CN': '案件已逾期。', en: 'The case is overdue.' },
    instance: '0198c9d2',
    process: 'exchange',
    number: 'EX-2026-0001',
    at: Date.UTC(2026, 0, 5, 1, 2, 3),
    ...changes,
  }
}

/** The failure a delivery ends with. */
export async function failureOf(delivery: Promise<unknown>): Promise<DeliveryFailed> {
  try {
    await delivery
  } catch (error) {
    if (error instanceof DeliveryFailed) return error
    throw error
  }
  throw new Error('Expected the delivery to fail, but it went through.')
}

/** What a wrong configuration says. */
export function complaintOf(create: () => unknown): { code: string; message: string } {
  try {
    create()
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    return { code, message }
  }
  throw new Error('Expected the configuration to be refused, but it was taken.')
}
