import type { BreachFigure, InstanceFilter, KindCount, PeriodFigures, VisitFigure } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { AskedPeriod, Period, Span } from './figure-period.js'

/** Over which cases, and over which days. */
export interface FiguresRequest extends AskedPeriod {
  readonly filter?: InstanceFilter
}

/** Cases begun and ended, and deadlines broken. */
interface Counts {
  readonly begun: number
  readonly ended: number
  readonly breached: number
}

/** Those of one day or week. */
export type FigureSpan = Span & Counts

/** Those of one process. */
export interface ProcessFigures extends Counts {
  readonly process: string
}

/** What happened in a period. Lengths are in milliseconds. */
export interface Figures {
  readonly from: string
  readonly to: string
  readonly per: 'day' | 'week'
  readonly zone: string
  readonly since: Instant
  readonly until: Instant
  /** `breachedCases`: how many cases broke a deadline, however many they broke. */
  readonly total: Counts & { readonly breachedCases: number }
  readonly spans: readonly FigureSpan[]
  readonly processes: readonly ProcessFigures[]
  readonly outcomes: readonly {
    readonly process: string
    readonly outcome?: string
    readonly count: number
  }[]
  readonly breaches: readonly BreachFigure[]
  readonly visits: readonly VisitFigure[]
}

const quarter = 900_000
const kinds = ['begun', 'ended', 'breached'] as const

/** Sorts what was counted into the days, processes and outcomes it belongs to. */
export function tellFigures(
  { from, to, per, zone, since, until, spans }: Period,
  told: PeriodFigures,
): Figures {
  const { breachedCases, breaches, visits } = told
  return {
    from,
    to,
    per,
    zone,
    since,
    until,
    total: { ...countsOf(told, () => true), breachedCases },
    spans: bySpan(spans, told),
    processes: processesIn(told).map((process) => ({
      process,
      ...countsOf(told, (count) => count.process === process),
    })),
    outcomes: outcomesIn(told),
    breaches,
    visits,
  }
}

function countsOf(told: PeriodFigures, isAsked: (count: KindCount) => boolean): Counts {
  const [begun, ended, breached] = kinds.map((kind) => sumOf(told[kind].kinds.filter(isAsked)))
  return { begun: begun ?? 0, ended: ended ?? 0, breached: breached ?? 0 }
}

const sumOf = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

/** Days begin where a quarter of an hour does, in every zone. */
function bySpan(spans: readonly Span[], told: PeriodFigures): readonly FigureSpan[] {
  const counted = spans.map((span) => ({ ...span, begun: 0, ended: 0, breached: 0 }))
  for (const kind of kinds)
    for (const { quarter: at, count } of told[kind].quarters) {
      const span = counted[spanAt(counted, at * quarter)]
      if (span) span[kind] += count
    }
  return counted
}

/** Which of the spans, which follow each other, a moment falls into: the first that ends behind it. */
function spanAt(spans: readonly Span[], at: Instant): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.until ?? at) <= at) low = middle + 1
    else high = middle
  }
  return low
}

function processesIn({ begun, ended, breached, visits }: PeriodFigures): readonly string[] {
  const told = [...begun.kinds, ...ended.kinds, ...breached.kinds, ...visits]
  return [...new Set(told.map(({ process }) => process))].sort()
}

function outcomesIn({ ended }: PeriodFigures): Figures['outcomes'] {
  const key = ({ process, outcome = '' }: KindCount): string => `${process} ${outcome}`
  return ended.kinds.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
