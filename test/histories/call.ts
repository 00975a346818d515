import type { InstanceRecord, TrailRow } from '../../engine/index.js'

/** What somebody asked of a case. `mark` is in nobody else's request, so that it can be found in the trail. */
export interface Asked {
  readonly instance: string
  readonly kind: 'count' | 'note' | 'correct' | 'go'
  readonly mark: number
  readonly idempotencyKey?: string
  readonly expectedRevision?: number
}

/** One call as it was seen from outside: begin and end in nanoseconds of the machine's clock that never runs back. */
export interface Call {
  readonly asked: Asked
  readonly node: number
  readonly begin: bigint
  readonly end: bigint
  readonly refused?: string
  readonly repeated?: true
  /** The case in the answer. */
  readonly record?: InstanceRecord
  /** Code of what it threw. */
  readonly failed?: string
}

/** Everything that was recorded of some cases: the calls, and what the database holds in the end. */
export interface RecordedHistory {
  readonly calls: readonly Call[]
  readonly cases: readonly {
    /** The case as it was when the first call began. */
    readonly first: InstanceRecord
    readonly last: InstanceRecord
    readonly trail: readonly TrailRow[]
  }[]
}
