/** One side of a commit: what was done is written but not committed, or committed but nobody was told yet. */
export interface Boundary {
  /** What the transaction is for: `send`, `due`, `message`, `effect-settle` …; `other` where it was not named. */
  readonly transaction: string
  readonly side: 'before-commit' | 'after-commit'
}

/**
 * Called at both sides of every commit of the store's own transactions, and waited for. For tests that cut a process
 * off, or hold it, exactly there; what it throws fails the transaction before the commit, and its caller after it.
 */
export type AtBoundary = (boundary: Boundary) => void | Promise<void>
