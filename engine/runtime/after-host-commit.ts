import type { HostTransaction } from '../store/port.js'

/** What is read of a knex transaction. */
interface Joined {
  readonly executionPromise?: PromiseLike<unknown>
  /** Of a savepoint: the transaction around it. */
  readonly parentTransaction?: Joined
}

/**
 * Calls `then` once the host's transaction is over, the outermost one of savepoints, and has not failed. knex tells
 * by `executionPromise`, which also resolves after a rollback without a reason, so `then` must do no harm when
 * nothing was written. A transaction that does not tell is not waited for: the next poll sees what it has written.
 */
export function afterHostCommit(host: HostTransaction, then: () => void): void {
  let outermost = host as Joined
  while (outermost.parentTransaction) outermost = outermost.parentTransaction
  outermost.executionPromise?.then(then, () => undefined)
}
