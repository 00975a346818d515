import type { Text } from '../../errors/json.js'
import type { Calendar, ClockRule, ClockSpan } from '../calendar.js'
import type { DurationUnit } from '../duration.js'
import type { Instant, TraceLine } from '../instant.js'
import { joinLines, type Stretch } from './stretch.js'

/** A stretch in which a clock stood still; without `to` it still does. `by` says what stopped it. */
export interface ToldPause {
  readonly from: Instant
  readonly to?: Instant
  readonly by?: Text
}

/** What is due, as a customer may be told. */
export interface CountSubject {
  /** Of a rule nobody verified it says so. */
  readonly title: Text
  /** Articles of law it comes from, as they are cited; several citations of one article may be in several languages. */
  readonly articles: readonly string[]
}

/** What is left to count: milliseconds, or whole days; `working` where only the calendar's hours and days count. */
export type TimeLeft = { readonly working: boolean } & ({ readonly ms: number } | { readonly days: number })

/** Everything the words about one count are made of. */
export interface CountFrame {
  /** Absent where it has no title of its own, such as a count nobody has a case for. */
  readonly subject?: CountSubject
  readonly rule: ClockRule
  readonly calendar: Pick<Calendar, 'id' | 'zone' | 'hash' | 'definition' | 'publishedUntil'>
  readonly startedAt: Instant
  /** Whether it counts from a date, whose first instant `startedAt` is. */
  readonly startsOnDate?: boolean
  /** In order. */
  readonly pauses: readonly ToldPause[]
  readonly span: ClockSpan
  /** What `dueOf` told while it counted to `span.due`. */
  readonly trace: readonly TraceLine[]
  /** What is left of a clock that stands still, in its own time. */
  readonly left?: TimeLeft
}

/** A frame with its trace joined and the questions every sentence asks answered. */
export interface Told extends CountFrame {
  readonly stretches: readonly Stretch[]
  readonly zone: string
  /** Unit that is counted, `undefined` where a point in the data is taken as it is. */
  readonly unit: DurationUnit | undefined
  /** The pause that moves the due point as long as it lasts: none where the point is in the data and stays. */
  readonly stillPaused: ToldPause | undefined
}

/** How the units of a count go: stretches of time, working days, or days of which only the last is looked at. */
export type UnitKind = 'time' | 'working-days' | 'days' | 'point'

export function unitKind(unit: DurationUnit | undefined): UnitKind {
  switch (unit) {
    case undefined:
      return 'point'
    case 'second':
    case 'minute':
    case 'hour':
    case 'working-minute':
    case 'working-hour':
      return 'time'
    case 'working-day':
      return 'working-days'
    default:
      return 'days'
  }
}

export function told(frame: CountFrame): Told {
  const { rule, calendar, trace, pauses } = frame
  return {
    ...frame,
    zone: calendar.zone,
    stretches: joinLines(trace, calendar.zone),
    unit: rule.kind === 'within' ? rule.range.upper.unit : rule.by?.duration.unit,
    stillPaused: rule.kind === 'until' ? undefined : pauses.find(({ to }) => to === undefined),
  }
}
