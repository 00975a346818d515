import type { HostTransaction } from '../store/port.js'

/**
 * Calls `then` once the host's transaction has been committed; never when it was rolled back. knex's transactions
 * tell by `executionPromise`. One that does not is not waited for: the next poll sees what it has written.
 */
export function afterHostCommit(host: HostTransaction, then: () => void): void {
  const { executionPromise } = host as { readonly executionPromise?: PromiseLike<unknown> }
  executionPromise?.then(then, () => undefined)
}
