import { NoAnswerError, ProblemError, type ProblemAnswer } from './problem-error.js'

/** Where a client asks, and how. */
export interface Connection {
  /** Where the surface is mounted, without a slash at the end. */
  readonly url: string
  /** API key, or what gives one for each request. Without it the browser's own session is used. */
  readonly key?: string | (() => string | Promise<string>)
  /** Sends a request. The global `fetch` unless given. */
  readonly fetch: typeof fetch
  /** How often a request is sent again after a network fault or while the server is busy. */
  readonly retries: number
  /** Waits; the time is in milliseconds. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

/** One request, ready to be sent. */
export interface Sent {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: NonNullable<RequestInit['body']>
  readonly signal?: AbortSignal | undefined
  readonly mayRepeat: boolean
}

/** First pause before a request is sent again, in milliseconds. It doubles each time. */
const firstPause = 200

/**
 * The answer to a request, where it is a good one. One that may be repeated is sent again after a network fault, and
 * after 429 and 503 when the server says (`Retry-After`). Throws `ProblemError` or `NoAnswerError`.
 */
export async function sendRequest(connection: Connection, sent: Sent): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const isLast = !sent.mayRepeat || attempt >= connection.retries
    const outcome = await oneAttempt(connection, sent)
    if (outcome instanceof Response && outcome.ok) return outcome
    if (isLast || !mayPass(outcome)) throw await errorOf(outcome, sent)
    await connection.wait(pauseBefore(outcome, attempt), sent.signal)
  }
}

/** The answer, or the fault the network had. An abort of the caller is thrown on. */
async function oneAttempt(connection: Connection, sent: Sent): Promise<unknown> {
  const { url, key, fetch: ask } = connection
  const { method, path, headers, body, signal } = sent
  const bearer = typeof key === 'function' ? await key() : key
  try {
    return await ask(url + path, {
      method,
      headers: { ...headers, ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }) },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
  } catch (error) {
    signal?.throwIfAborted()
    return error
  }
}

const mayPass = (outcome: unknown): boolean =>
  !(outcome instanceof Response) || outcome.status === 503 || outcome.status === 429 || outcome.status === 502

function pauseBefore(outcome: unknown, attempt: number): number {
  const told = outcome instanceof Response ? Number(outcome.headers.get('Retry-After')) : 0
  return Math.max(told * 1000, firstPause * 2 ** attempt)
}

async function errorOf(outcome: unknown, { headers }: Sent): Promise<Error> {
  const idempotencyKey = headers['Idempotency-Key']
  if (!(outcome instanceof Response))
    return new NoAnswerError('Expected an answer of the server, but the network failed.', {
      cause: outcome,
      idempotencyKey,
    })
  const problem = await problemIn(outcome)
  if (problem) return new ProblemError(problem)
  return new NoAnswerError(
    `Expected an answer of the server, but something in between answered with ${outcome.status}.`,
    { idempotencyKey },
  )
}

async function problemIn(response: Response): Promise<ProblemAnswer | undefined> {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) return undefined
  return (await response.json().catch(() => undefined)) as ProblemAnswer | undefined
}
