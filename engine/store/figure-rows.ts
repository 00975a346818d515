import type { Instant } from '../time/instant.js'
import type { InstanceFilter } from './filters.js'

/** Over which cases, and over which time: `[from, to)`. What is still open then counts until `now`. */
export interface FigureRequest {
  readonly filter: InstanceFilter
  readonly from: Instant
  readonly to: Instant
  readonly now: Instant
}

/** How many of something fell into a quarter of an hour, which no offset of a zone cuts through. */
export interface QuarterCount {
  /** Quarters of an hour since 1970-01-01T00:00:00Z. */
  readonly quarter: number
  readonly count: number
}

/** How many of something there were of a process; of cases that have ended, also by their outcome. */
export interface KindCount {
  readonly process: string
  readonly outcome?: string
  readonly count: number
}

/** The same things counted twice: by when they were, and by what they were. In no order. */
export interface PeriodCounts {
  readonly quarters: readonly QuarterCount[]
  readonly kinds: readonly KindCount[]
}

/** How long something took, in milliseconds: half of all took no longer, and nine in ten took no longer. */
export interface Spread {
  readonly middle: number
  readonly nineInTen: number
}

/** Breaches of one deadline. */
export interface BreachFigure {
  readonly process: string
  /** `<path>#<name>`. */
  readonly deadline: string
  readonly count: number
  readonly cases: number
  /** From the due point to the end of the deadline. */
  readonly late: Spread
}

/** Visits of one state that ended. */
export interface VisitFigure {
  readonly process: string
  readonly state: string
  readonly count: number
  readonly cases: number
  /** Visits that were not the first of their case, and the cases that have one. */
  readonly again: number
  readonly againCases: number
  readonly spent: Spread
}

/** What happened to some cases in a time. */
export interface PeriodFigures {
  readonly begun: PeriodCounts
  readonly ended: PeriodCounts
  readonly breached: PeriodCounts
  readonly breachedCases: number
  /** By process and deadline, in order. */
  readonly breaches: readonly BreachFigure[]
  /** By process and state, in order. */
  readonly visits: readonly VisitFigure[]
}

/** What figures read. */
export interface FigureReads {
  figures(request: FigureRequest): Promise<PeriodFigures>
}
