import type { JsonObject } from '../errors/index.js'

/**
 * A service says no for a reason of the matter, not of the line: the account is closed, the order is not known. Asking
 * again would bring the same answer, so nobody asks again: `invoke` takes `onError` with this message at once, and a
 * `call` becomes an incident. The message is kept with the case; so it holds no secret.
 */
export class ServiceRefused extends Error {
  /** The receiver's own word for it. */
  readonly code?: string
  /** What else the receiver said. Kept with the effect. */
  readonly details?: JsonObject

  constructor(
    message: string,
    { code, details }: { readonly code?: string | undefined; readonly details?: JsonObject | undefined } = {},
  ) {
    super(message)
    this.name = 'ServiceRefused'
    if (code !== undefined) this.code = code
    if (details !== undefined) this.details = details
  }
}
