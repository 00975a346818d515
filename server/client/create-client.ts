import { calls, type Call } from './call-table.js'
import type { AskedOf, CallOptions, Calls, ItemOf, PagedName } from './client-types.js'
import { followChanges, type FollowedChange, type FollowRequest } from './follow-changes.js'
import { sendRequest, type Connection } from './send-request.js'

/** Where a client asks, and how; all but `url` has a default. */
export interface ClientOptions {
  /** Where the server is: `http://127.0.0.1:4100`, or with the prefix under which a host mounted it. */
  readonly url: string
  /** API key, or what gives one for each request. */
  readonly key?: Connection['key']
  /** Sends a request. The global `fetch` unless given. */
  readonly fetch?: typeof fetch
  /** How often a request is sent again after a network fault. Three times unless given. */
  readonly retries?: number
  /** Waits between attempts, in milliseconds. */
  readonly wait?: Connection['wait']
}

/** A method for every operation of the HTTP surface, and what goes over several requests. */
export interface Client extends Calls {
  /** Every item of a list, page after page. */
  all<Id extends PagedName>(list: Id, asked?: Omit<AskedOf<Id>, 'cursor'>): AsyncGenerator<ItemOf<Id>>
  /** What is committed, without end and without gaps. */
  changes(request?: FollowRequest): AsyncGenerator<FollowedChange>
}

type Arguments = Readonly<Record<string, unknown>>

/**
 * A client of the HTTP surface. It needs nothing but `fetch`, in Node and in browsers. Requests that change something
 * once get an idempotency key by themselves, so that after a network fault they can be sent again without doubling.
 * Every call throws a `ProblemError` when the server says no, and a `NoAnswerError` when it says nothing.
 */
export function createClient(options: ClientOptions): Client {
  const connection: Connection = {
    url: options.url.replace(/\/+$/, ''),
    ...(options.key !== undefined && { key: options.key }),
    fetch: options.fetch ?? ((...asked) => fetch(...asked)),
    retries: options.retries ?? 3,
    wait: options.wait ?? pause,
  }
  const methods = new Map(
    [...calls].map(([name, call]) => [
      name,
      (asked: Arguments = {}, more: CallOptions = {}) => ask(connection, call, { asked, more }),
    ]),
  )
  return {
    ...(Object.fromEntries(methods) as unknown as Calls),
    all: (list, asked = {} as never) => pages(methods.get(list), asked) as AsyncGenerator<never>,
    changes: (request = {}) => followChanges(connection, request),
  }
}

async function ask(
  connection: Connection,
  call: Call,
  { asked, more }: { readonly asked: Arguments; readonly more: CallOptions },
): Promise<unknown> {
  const { method, repeatable, body } = call
  const key = repeatable === 'by-key' ? (more.idempotencyKey ?? crypto.randomUUID()) : undefined
  const response = await sendRequest(connection, {
    method,
    path: addressIn(call, asked),
    headers: {
      ...(key !== undefined && { 'Idempotency-Key': key }),
      ...(more.ifRevision !== undefined && { 'If-Match': `"${more.ifRevision}"` }),
      ...(body && { 'Content-Type': body === 'json' ? 'application/json' : String(asked['contentType']) }),
    },
    ...(body && { body: body === 'json' ? JSON.stringify(asked['body']) : (asked['body'] as Blob) }),
    signal: more.signal,
    mayRepeat: repeatable !== 'no',
  })
  if (response.status === 204) return undefined
  return response.headers.get('Content-Type')?.startsWith('application/json') ? response.json() : response
}

/** The path with its parameters, and the query of those values that are given. */
function addressIn({ path, inPath, inQuery }: Call, asked: Arguments): string {
  const filled = inPath.reduce(
    (text, name) => text.replace(`{${name}}`, encodeURIComponent(String(asked[name]))),
    path,
  )
  const given = inQuery.filter((name) => asked[name] !== undefined)
  const query = new URLSearchParams(
    given.map((name): [string, string] => [name, String(asked[name])]),
  ).toString()
  return query === '' ? filled : `${filled}?${query}`
}

async function* pages(
  list: ((asked: Arguments) => Promise<unknown>) | undefined,
  asked: Arguments,
): AsyncGenerator {
  if (!list) return
  let cursor: string | undefined
  do {
    const page = (await list({ ...asked, ...(cursor !== undefined && { cursor }) })) as {
      readonly items: readonly unknown[]
      readonly next?: string
    }
    yield* page.items
    cursor = page.next
  } while (cursor !== undefined)
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
