/** A piece of work somebody may want to follow. Names no person and holds nothing of what a case says. */
export interface ObservedWork {
  /** `request`: a call that changes a case; `commit`: a transaction others wait for; `effect`: one attempt outside; `timer`: what was due for one case. */
  readonly kind: 'request' | 'commit' | 'effect' | 'timer'
  /** One of a few: the engine's call, the transaction, the lane of the effect. */
  readonly name: string
  /** Id of the case. */
  readonly instance?: string
  readonly process?: string
  /**
   * The work this one follows from, as `traceparent` of W3C Trace Context. A request without one follows from whatever
   * the caller is at; all other work without one begins by itself.
   */
  readonly cause?: string
  /** Other work this one is done for, likewise. */
  readonly links?: readonly string[]
  /** Id of an effect, and which attempt at it this is, from 1. */
  readonly effect?: string
  readonly attempt?: number
}

/** Work that is being followed. */
export interface ObservedSpan {
  /** How others name this work as their cause; absent where nobody follows it. */
  readonly traceparent?: string
  /** Adds what was not known at the beginning. */
  about(known: Pick<ObservedWork, 'instance' | 'process'>): void
  /** Says with a stable code that it came to nothing, without an error being thrown. */
  failed(code: string): void
}

/** Something that has happened. Every text in it is one of few, so that it can name a series of numbers. */
export type Observation =
  /** A call took effect; what a repeated idempotency key answers is none. */
  | { readonly kind: 'accepted'; readonly call: string; readonly process: string }
  | { readonly kind: 'refused'; readonly call: string; readonly code: string }
  /** An attempt at an effect is over. `retried`: it was not the first. */
  | {
      readonly kind: 'attempt'
      readonly lane: string
      readonly outcome: 'done' | 'refused' | 'failed'
      readonly retried: boolean
    }
  /** What was due for a case was done, so many milliseconds after it was due. */
  | { readonly kind: 'timer'; readonly process: string; readonly lateMs: number }
  /** A transaction was committed or rolled back; the time includes waiting for the write lock. */
  | {
      readonly kind: 'transaction'
      readonly name: string
      readonly outcome: 'committed' | 'failed'
      readonly ms: number
    }

/** Who looks on while the engine works: for metrics and traces. The engine itself counts nothing. */
export interface Observer {
  /** Told of what has happened, after it was committed. Must be quick; what it throws is dropped. */
  told?(observation: Observation): void
  /** Called around work. Has to call `run` exactly once and give, or throw, what that does. */
  around?<T>(work: ObservedWork, run: (span: ObservedSpan) => Promise<T>): Promise<T>
}
