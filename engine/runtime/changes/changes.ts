import type { ChangeRow } from '../../store/port.js'

/** Which changes are wanted, and from where on. */
export interface ChangesRequest {
  /** Only those of cases of this process. */
  readonly process?: string
  /** The cursor of the last change that was taken: goes on behind it. */
  readonly after?: string
  /** Without a cursor: `now` unless given, or all that are kept. */
  readonly from?: 'now' | 'start'
  /** Ends the reading. */
  readonly signal?: AbortSignal
}

/**
 * Committed changes in order, those of one case by its revisions, none twice; read as they are asked for. Ends when the
 * signal says so and when the engine stops. Throws `cursor-expired` when changes behind the reader are kept no longer,
 * and `database-busy` while the database cannot be reached: the cursor goes on from there.
 */
export interface Changes extends AsyncIterable<ChangeRow> {
  /**
   * Settles once the place to begin at is known: what is committed from then on is told. Rejects with `usage-wrong` for
   * a cursor that is none, and with `cursor-expired`.
   */
  opened(): Promise<void>
  /**
   * Where the reader stands: behind the change given last, and behind those after it that are not wanted. To go on from
   * there. `undefined` before it is opened.
   */
  readonly cursor: string | undefined
}
