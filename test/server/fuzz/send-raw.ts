import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'
import type { Answer, Sent } from './sent.js'

/** How long an answer may take, in milliseconds. */
const patience = 10_000

/**
 * Sends a request exactly as it is, on a connection of its own, and reads what comes back. An answer without end is read
 * up to its body. Rejects where nothing came in ten seconds.
 */
export function sendRaw(port: number, sent: Sent): Promise<Answer> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1' })
    const finish = (): void => {
      clearTimeout(late)
      socket.destroy()
      try {
        resolve({ ...parse(Buffer.concat(parts), sent.method), ms: performance.now() - begun })
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    const late = setTimeout(() => {
      socket.destroy()
      reject(new Error(`Expected an answer within ${patience / 1000} s, but none came.`))
    }, patience)
    socket.on('data', (part) => {
      parts.push(part)
      const isEndless = /^content-type: text\/event-stream/im.test(headOf(Buffer.concat(parts)))
      if (isEndless) finish()
    })
    socket.on('end', finish)
    // A server that refuses a body before it has come whole may reset the connection behind its answer.
    socket.on('error', finish)
    socket.write(bytesOf(sent))
  })
}

function bytesOf({ method, target, headers, body }: Sent): Buffer {
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ]
  // Latin 1, so that each character is one byte: tricks write bytes that are no UTF-8.
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), body ?? Buffer.alloc(0)])
}

function headOf(bytes: Buffer): string {
  const end = bytes.indexOf('\r\n\r\n')
  return end === -1 ? '' : bytes.subarray(0, end).toString('latin1')
}

function parse(bytes: Buffer, method: string): Omit<Answer, 'ms'> {
  const head = headOf(bytes)
  if (head === '') return { status: undefined, headers: new Headers(), text: bytes.toString('latin1') }
  const [first = '', ...lines] = head.split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1])
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const rest = bytes.subarray(head.length + 4)
  // A server that says 'go on' answers behind that.
  if (status === 100) return parse(rest, method)
  const whole = headers.get('Transfer-Encoding') === 'chunked' ? unchunked(rest) : rest
  const isPacked = headers.get('Content-Encoding') === 'gzip' && whole.length > 0
  return { status, headers, text: (isPacked ? gunzipSync(whole) : whole).toString('utf8') }
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    if (end === -1 || !(size > 0)) break
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}
