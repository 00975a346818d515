/** A row that changed nothing, and why. */
export interface RefusedRow {
  readonly case: string
  readonly line: number
  readonly event?: string
  /** Code of the refusal, or `log-row-unmapped`. */
  readonly code: string
  readonly message: string
}

/** How a log was replayed so far; stored with each batch, so that a killed run goes on where it stood. */
export interface ReplayReport {
  readonly cases: number
  /** Rows that took effect. */
  readonly events: number
  /** Ended cases by outcome. */
  readonly outcomes: { readonly [outcome: string]: number }
  readonly open: number
  readonly refused: readonly RefusedRow[]
}

/** Progress in its mutable form. `rows` counts rows read, skipped and refused ones included. */
export interface ReplayProgress {
  /** Hash of the process version the run was begun under. */
  version: string
  rows: number
  cases: number
  events: number
  skipped: number
  outcomes: { [outcome: string]: number }
  refused: RefusedRow[]
}

export function emptyProgress(version: string): ReplayProgress {
  return { version, rows: 0, cases: 0, events: 0, skipped: 0, outcomes: {}, refused: [] }
}

export function reportOf({ cases, events, outcomes, refused }: ReplayProgress): ReplayReport {
  const ended = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  return { cases, events, outcomes, open: cases - ended, refused }
}
