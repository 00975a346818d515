import { toDayNumber, weekdayOf } from '../date.js'
import type { Instant, TraceKind, TraceLine } from '../instant.js'
import { dateIn } from '../zone.js'

/**
 * What a stretch of a trace is about. `time` and `day` count, `make-up` is a working day that is off otherwise,
 * `own-hours` one with one-off hours; `moved` is a last day that went elsewhere and `moved-by-pauses` a due point,
 * `more` what counts besides in a count of very many lines, `unpublished` a year without holidays; the others do not
 * count.
 */
export type StretchKind =
  | 'time'
  | 'day'
  | 'make-up'
  | 'own-hours'
  | 'holiday'
  | 'weekend'
  | 'closed'
  | 'paused'
  | 'moved'
  | 'moved-by-pauses'
  | 'more'
  | 'unpublished'

/** A stretch of time without a break. */
export interface Part {
  readonly from: Instant
  readonly to: Instant
}

/** Days in a row, or time in a row, that went the same way. Dates are in order also where the count went back. */
export interface Stretch {
  readonly kind: StretchKind
  readonly first: string
  readonly last: string
  /** How many days of it count, or do not; 0 for time. */
  readonly days: number
  readonly from?: Instant
  readonly to?: Instant
  /** Milliseconds that count, of `time` and `more`. */
  readonly ms?: number
  /** The stretches of `time` it was joined from, in order; those that touch are one. */
  readonly parts?: readonly Part[]
  /** Name of the holiday, or why, as the trace has it. */
  readonly note?: string
}

/** Joins the lines of a trace: lines of one kind and name whose days follow each other become one stretch. */
export function joinLines(lines: readonly TraceLine[], zone: string): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const line of lines) {
    const next = stretchOf(line, zone)
    if (!next) continue
    const before = stretches.at(-1)
    if (before && follows(before, next)) stretches[stretches.length - 1] = join(before, next)
    else stretches.push(next)
  }
  return stretches
}

const kinds: { readonly [kind in TraceKind]?: StretchKind } = {
  counted: 'time',
  'counted-day': 'day',
  'counted-make-up-day': 'make-up',
  'counted-date-hours': 'own-hours',
  'make-up-day': 'make-up',
  'date-hours': 'own-hours',
  holiday: 'holiday',
  closed: 'closed',
  paused: 'paused',
  'paused-day': 'paused',
  moved: 'moved',
  more: 'more',
  'unpublished-year': 'unpublished',
}

/** `undefined` for what is told elsewhere: the point of the rule, and the result. */
function stretchOf(line: TraceLine, zone: string): Stretch | undefined {
  const { kind, from, to, day, note, countedMs, countedDays = 0 } = line
  const date = day ?? (from === undefined ? undefined : dateIn(from, zone))
  const known = date !== undefined && kind === 'no-hours' ? restOf(date) : kinds[kind]
  if (date === undefined || known === undefined) return undefined
  const isTime = from !== undefined && to !== undefined
  if (known === 'moved' && isTime)
    return { kind: 'moved-by-pauses', first: date, last: date, days: 0, from, to }
  if (known === 'time' && (!isTime || to <= from)) return undefined
  return {
    kind: known,
    first: date,
    last: isTime && day === undefined ? dateIn(Math.max(from, to - 1), zone) : date,
    days: known === 'more' ? countedDays : isTime ? 0 : 1,
    ...(isTime ? { from, to } : {}),
    ...(known === 'time' && isTime ? { ms: to - from, parts: [{ from, to }] } : {}),
    ...(countedMs === undefined ? {} : { ms: countedMs }),
    ...(note === undefined ? {} : { note }),
  }
}

function restOf(date: string): StretchKind {
  return weekdayOf(toDayNumber(date) ?? 0) > 5 ? 'weekend' : 'closed'
}

const joined: ReadonlySet<StretchKind> = new Set(['time', 'day', 'holiday', 'weekend', 'closed', 'paused'])

function follows(before: Stretch, next: Stretch): boolean {
  if (before.kind !== next.kind || before.note !== next.note || !joined.has(next.kind)) return false
  const [first, last] = [toDayNumber(before.first) ?? 0, toDayNumber(before.last) ?? 0]
  const number = toDayNumber(next.first) ?? 0
  // A day and a part of a day are told apart.
  if ((before.from === undefined) !== (next.from === undefined)) return false
  return number >= first - 1 && number <= last + 1
}

function join(before: Stretch, next: Stretch): Stretch {
  const from = least(before.from, next.from)
  const to = most(before.to, next.to)
  const counts = before.ms !== undefined || next.ms !== undefined
  return {
    kind: before.kind,
    first: before.first < next.first ? before.first : next.first,
    last: before.last > next.last ? before.last : next.last,
    days: before.days + next.days,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(counts ? { ms: (before.ms ?? 0) + (next.ms ?? 0) } : {}),
    ...(before.parts && next.parts ? { parts: joinParts(before.parts, next.parts) } : {}),
    ...(before.note === undefined ? {} : { note: before.note }),
  }
}

function joinParts(before: readonly Part[], next: readonly Part[]): readonly Part[] {
  const [last, first] = [before.at(-1), next[0]]
  if (!last || !first || last.to !== first.from) return [...before, ...next]
  return [...before.slice(0, -1), { from: last.from, to: first.to }, ...next.slice(1)]
}

function least(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
}

function most(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other)
}
