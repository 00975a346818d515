import type { Instant } from '../time/instant.js'
import type { VerifiedActs } from './verify-report.js'

/** Cases that a run has read and in which it found nothing wrong. */
export interface VerifiedPage {
  /** Id of its last case; pages follow each other in the order of ids. */
  readonly until: string
  /** When it was read. */
  readonly at: Instant
  /** Each case with the number of its rows and the hash of the last one. */
  readonly cases: readonly (readonly [instance: string, rows: number, head: string])[]
  readonly rows: number
  readonly erased: number
  readonly acts: VerifiedActs
  /** Of the rows as they were read; absent where something was found, so that they are read again. */
  readonly digest?: string
}

/** Where a verification keeps what it has read, so that another one can go on. */
export interface VerifyProgress {
  /** Pages of the runs before, in order; asked for once, before the first `add`. */
  earlier(): AsyncIterable<VerifiedPage>
  /** Keeps one more. What was added before a process is killed is there for the next one. */
  add(page: VerifiedPage): Promise<void>
}
