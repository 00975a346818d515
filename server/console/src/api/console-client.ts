import { createClient, type Client } from '../../../client/index.js'

/** Token that changes bring; the server tells it with the session. */
let csrfToken: string | undefined

/** From now on changes bring this token. */
export function bringCsrfToken(token: string | undefined): void {
  csrfToken = token
}

/**
 * The typed client of this browser's session. `whenSignedOut` is told when the server knows the session no more.
 * Requests that fail are sent again by the client itself; the page asks once.
 */
export function createConsoleClient(base: string, whenSignedOut: () => void): Client {
  return createClient({
    url: base,
    retries: 1,
    fetch: async (address, init = {}) => {
      const headers = new Headers(init.headers)
      if (init.method !== 'GET' && csrfToken !== undefined) headers.set('X-CSRF-Token', csrfToken)
      const keepalive = outlivesPage(address, init.body)
      const response = await fetch(address, { ...init, headers, keepalive, credentials: 'same-origin' })
      if (response.status === 401) whenSignedOut()
      return response
    },
  })
}

/** Browsers send no more than this, in bytes, for a page that is gone; a character has three at most. */
const mostAfterwards = 60_000

/** Whether a request goes on when its page is left: a draft that is kept at the last moment. */
function outlivesPage(address: Parameters<typeof fetch>[0], body: RequestInit['body']): boolean {
  const isDraft = typeof address === 'string' && /\/api\/drafts(\/|$)/.test(address)
  return isDraft && typeof body === 'string' && body.length * 3 < mostAfterwards
}

/** Signs this browser in with an API key; the key is sent once and kept nowhere. */
export async function signInWithKey(base: string, key: string): Promise<void> {
  await createClient({ url: base, key, retries: 0 }).signIn()
}
