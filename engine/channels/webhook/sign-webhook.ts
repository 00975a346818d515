import { createHmac } from 'node:crypto'

/** Bytes a signing key may have, as Standard Webhooks says. */
const keyBytes = { least: 24, most: 64 }

/**
 * The headers of a request signed as Standard Webhooks 1.0. `at` in ms; `keys` are raw keys: one, or several while a
 * secret is being exchanged, and the receiver may know any of them.
 */
export function signWebhook(
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
  keys: readonly Buffer[],
): {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
} {
  const timestamp = String(Math.floor(at / 1000))
  const signatures = keys.map((key) => {
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
    return `v1,${signature}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

/** The key inside a secret such as `whsec_…`; `undefined` where it is no base64 or has no 24 to 64 bytes. */
export function readWebhookSecret(secret: string): Buffer | undefined {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1]
  if (base64 === undefined) return undefined
  const key = Buffer.from(base64, 'base64')
  return key.length >= keyBytes.least && key.length <= keyBytes.most ? key : undefined
}
