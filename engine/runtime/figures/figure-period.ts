import type { Instant } from '../../time/instant.js'
import { addToDate, compareDates, dateIn, isDate, isZone, localParts, startOfDate } from '../../time/index.js'
import { wrong } from '../check-request.js'

/** Which days are told of, and in which parts. */
export interface AskedPeriod {
  /** First and last day, `yyyy-mm-dd`, both included. The thirty days up to today unless given. */
  readonly from?: string
  readonly to?: string
  /** What figures are told for one by one. Days unless given. */
  readonly per?: 'day' | 'week'
  /** Where the days are days. Unless given that of most calendars. */
  readonly zone?: string
}

/** A day, or a week or what the period has of it. */
export interface Span {
  /** Its first day. */
  readonly day: string
  readonly since: Instant
  readonly until: Instant
}

/** A period with its parts, in order. */
export interface Period extends Required<AskedPeriod> {
  readonly since: Instant
  readonly until: Instant
  readonly spans: readonly Span[]
}

const usualDays = 30
const mostDays = 400
/** Years that can be told of: those in which days can be counted on at both ends. */
const years = { first: 1900, last: 2999 }

/** Makes days of what was asked for. Throws `usage-wrong` for a period that is none or too long. */
export function figurePeriod(
  { from: first, to: last, per = 'day', zone: named }: AskedPeriod,
  { now, zones }: { readonly now: Instant; readonly zones: readonly string[] },
): Period {
  const zone = named ?? commonest(zones)
  if (!isZone(zone)) throw wrong('zone', 'the name of a zone such as Asia/Shanghai', zone)
  const given: unknown = per
  if (given !== 'day' && given !== 'week') throw wrong('per', "'day' or 'week'", given)
  for (const [name, day] of Object.entries({ from: first, to: last }))
    if (day !== undefined && !isToldDay(day))
      throw wrong(name, `a day such as 2026-10-01, in the years ${years.first} to ${years.last}`, day)
  const to = last ?? dateIn(now, zone)
  const from = first ?? addToDate(to, { days: 1 - usualDays })
  if (compareDates(to, from) < 0) throw wrong('to', `a day from ${from} on`, to)
  if (compareDates(addToDate(from, { days: mostDays }), to) <= 0)
    throw wrong('to', `a day at most ${mostDays} days from ${from}`, to)
  const until = startOfDate(addToDate(to, { days: 1 }), zone)
  const begins = beginsOf({ from, to, per }, zone)
  const spans = begins.map((day, index) => ({
    day,
    since: startOfDate(day, zone),
    until: index + 1 < begins.length ? startOfDate(begins[index + 1] ?? to, zone) : until,
  }))
  return { from, to, per, zone, since: startOfDate(from, zone), until, spans }
}

function isToldDay(day: string): boolean {
  const year = Number(day.slice(0, 4))
  return isDate(day) && year >= years.first && year <= years.last
}

/** First days of the parts. Weeks begin on Mondays. */
function beginsOf(
  { from, to, per }: { readonly from: string; readonly to: string; readonly per: 'day' | 'week' },
  zone: string,
): readonly string[] {
  const begins: string[] = []
  for (let day = from; compareDates(day, to) <= 0; day = addToDate(day, { days: 1 })) {
    const isMonday = localParts(startOfDate(day, zone), zone).weekday === 1
    if (per === 'day' || day === from || isMonday) begins.push(day)
  }
  return begins
}

function commonest(zones: readonly string[]): string {
  const times = (zone: string): number => zones.filter((one) => one === zone).length
  const [first = 'UTC'] = [...new Set(zones)].sort((a, b) => times(b) - times(a))
  return first
}
