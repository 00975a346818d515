import type { Text } from '../../errors/index.js'
import type { Calendar } from '../../time/calendar.js'
import type { ClockRule, ClockRun, ClockSpan, Instant, Recurrence, TraceLine } from './time-types.js'
import type { Cause, StartCause } from './cause.js'
import type { ClockHistory } from './deadline-history.js'
import type { TimerRecord } from '../record.js'
import type { TimerCount } from './timer-trace.js'
import type { TimerRule } from './timer-rule.js'

/** A figure of a rule that is a parameter of the process. */
export interface NamedFigure {
  /** Where it stands in the rule: `within`, `else`, `every`, … */
  readonly at: string
  readonly parameter: string
  readonly title?: Text
  readonly source: readonly string[]
}

/** What a rule is about: its own title, and the articles of law it cites itself. */
export interface RuleSubject {
  readonly title: Text
  readonly articles: readonly string[]
}

/** Why something has to happen until then: the rule of the process, as the version of the case has it. */
export interface ExplainedRule {
  /** Its own, else that of its state. */
  readonly title: Text
  /** What a customer may be told it is about; absent where nobody gave it a title of its own. */
  readonly subject?: RuleSubject
  /** Articles it comes from, those of its figures behind its own. */
  readonly source: readonly string[]
  readonly process: {
    readonly id: string
    readonly version: string
    readonly hash: string
    readonly profile?: string
  }
  readonly figures: readonly NamedFigure[]
  /** Expressions it reads: the promised date, the start. */
  readonly reads: readonly string[]
}

/** What a clock counted, so that it can be told in words. Absent where it only repeats. */
export interface Counted {
  readonly rule: ClockRule
  readonly run: ClockRun
  readonly span: ClockSpan
  readonly trace: readonly TraceLine[]
}

/** A pause with what caused it. Without `to` it still lasts. */
export interface ExplainedPause {
  readonly from: Instant
  readonly to?: Instant
  readonly by: readonly Cause[]
}

/** A timer of a clock that has not fired yet. */
export interface Upcoming {
  readonly timer: string
  readonly kind: TimerRecord['kind']
  readonly key: string
  readonly dueAt: Instant
  readonly provisional: boolean
  /** Roles that are told, where it tells somebody. */
  readonly to: readonly string[]
  /** Why it comes then: its share, distance, or rung. */
  readonly rule: TimerRule
  /** How it was counted; absent where it comes at the due point of its clock. */
  readonly count?: TimerCount
}

/** What a clock that runs and one that is over have in common. */
interface AnyClock {
  readonly id: string
  readonly kind: 'deadline' | 'after' | 'remind' | 'notice'
  readonly key: string
  readonly state: { readonly path: string; readonly title: Text }
  readonly visit: number
  readonly rule: ExplainedRule
  readonly calendar: Calendar
  /** Version it was counted with last, where that is not the one in force. */
  readonly countedWith?: { readonly id: string; readonly hash: string }
  readonly startedAt: Instant
  readonly startedBy?: StartCause
  readonly pauses: readonly ExplainedPause[]
  readonly every?: Recurrence
  readonly counted?: Counted
  /** What the trail says of it. */
  readonly history?: ClockHistory
}

export interface ExplainedClock extends AnyClock {
  readonly status: 'running' | 'warned' | 'breached'
  /** Present while it stands still. */
  readonly pausedSince?: Instant
  readonly dueAt: Instant
  readonly provisional: boolean
  readonly lowerAt?: Instant
  /** Its due point was set by an operator; `ruled` is what its rule would say, where that can be counted. */
  readonly byHand?: { readonly at: Instant; readonly by: string; readonly ruled?: Instant }
  /** The due point it has until it is counted again, where a recount will move it. */
  readonly movesFrom?: Instant
  readonly upcoming: readonly Upcoming[]
}

/** A deadline whose run is over. */
export interface EndedClock extends AnyClock {
  readonly how: 'met' | 'broken' | 'dropped' | 'restarted'
  readonly endedAt: Instant
  readonly dueAt?: Instant
}

/**
 * The clocks of a case: those that run, deadlines first and each kind in the order they began, as the record keeps them;
 * then the deadlines that are over, in the order they ended.
 */
export interface ExplainedClocks {
  readonly running: readonly ExplainedClock[]
  readonly ended: readonly EndedClock[]
}
