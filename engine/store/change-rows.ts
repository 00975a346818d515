import type { Instant } from '../time/instant.js'

/** That a step of a case was saved: what one transaction changed of the case is one step. */
export interface ChangeRow {
  /** Where a reader stands behind this change; opaque. */
  readonly cursor: string
  /** When it happened for the case. */
  readonly at: Instant
  readonly instance: string
  readonly process: string
  /** The revision of the case after it. */
  readonly revision: number
  /** `created`: the case has begun; `ended`: it has ended (also where it began in the same transaction). */
  readonly kind: 'created' | 'changed' | 'ended'
}

/** Changes as they follow each other behind a place. */
export interface ChangeBatch {
  readonly items: readonly ChangeRow[]
  /** The place behind them, and behind what else was passed. */
  readonly end: string
  /** Whether there may be more at once. */
  readonly more: boolean
  /** Whether changes behind the place are kept no longer. */
  readonly gap: boolean
}
