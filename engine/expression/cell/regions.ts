import type { JsonValue } from '../../errors/json.js'
import { fromDayNumber, toDayNumber } from '../../time/date.js'
import type { ValueType } from '../expression.js'
import { inInterval, type Axis, type CellSet, type Interval } from './cell-set.js'

/**
 * A part of a column's values that every cell of the column takes whole or not at all. The product of the regions of
 * all columns is what a decision must cover: a combination that no rule covers is a gap.
 */
export type Region =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'other'; readonly than: readonly JsonValue[] }
  | { readonly kind: 'range'; readonly range: Interval; readonly sample: number }

/** What is known of a column besides its type. */
export interface ColumnBounds {
  /** Whether the value may be absent. */
  readonly optional?: boolean
  readonly min?: number
  readonly max?: number
}

/**
 * Cuts a column's values into regions by what its cells distinguish: each option of a choice, each number a cell
 * names and the ranges between them. Together they are all values the column can have.
 */
export function regionsOf(
  type: ValueType,
  sets: readonly CellSet[],
  bounds: ColumnBounds = {},
): readonly Region[] {
  const absent: readonly Region[] = bounds.optional === true ? [{ kind: 'absent' }] : []
  return [...absent, ...valueRegions(type, sets, bounds)]
}

function valueRegions(type: ValueType, sets: readonly CellSet[], bounds: ColumnBounds): readonly Region[] {
  switch (type.kind) {
    case 'boolean':
      return [true, false].map((value) => ({ kind: 'value', value }))
    case 'choice':
      return type.options.map((value) => ({ kind: 'value', value }))
    case 'integer':
    case 'number':
    case 'money':
      return ranges('value', sets, bounds, stepOf(type))
    case 'date':
    case 'date-time':
      return ranges(dateAxis(sets), sets, {}, 1)
    case 'text':
    case 'duration':
    case 'any':
    case 'list':
    case 'object':
      return namedRegions(sets)
  }
}

/** Days around today and days of the calendar have no fixed order; then those around today are looked at. */
function dateAxis(sets: readonly CellSet[]): Axis {
  const relative = sets.some((set) => set.kind === 'interval' && set.axis === 'days-from-today')
  return relative ? 'days-from-today' : 'day'
}

function namedRegions(sets: readonly CellSet[]): readonly Region[] {
  const named = sets.flatMap((set) => (set.kind === 'values' || set.kind === 'not-values' ? set.values : []))
  const values = [...new Set(named)]
  return [...values.map((value): Region => ({ kind: 'value', value })), { kind: 'other', than: values }]
}

/** Distance of neighbouring values; 0 where there is always one between two others. */
function stepOf(type: ValueType): number {
  if (type.kind === 'money') return 0.01
  return type.kind === 'number' ? 0 : 1
}

function ranges(axis: Axis, sets: readonly CellSet[], bounds: ColumnBounds, step: number): readonly Region[] {
  const low = bounds.min ?? -Infinity
  const high = bounds.max ?? Infinity
  const cuts = new Set([...sets.flatMap((set) => cutsOf(set, axis)), low, high])
  const points = [...cuts]
    .filter((cut) => Number.isFinite(cut) && cut >= low && cut <= high)
    .sort((a, b) => a - b)
  const edges = [
    ...(low === -Infinity ? [-Infinity] : []),
    ...points,
    ...(high === Infinity ? [Infinity] : []),
  ]
  return edges.flatMap((edge, index) => {
    const next = edges[index + 1]
    const point: readonly Region[] = Number.isFinite(edge) ? [single(axis, edge)] : []
    // Half a step of tolerance, since 0.01 is no binary number.
    const between = next !== undefined && next - edge > step * 1.5
    return between ? [...point, open(axis, edge, next, step)] : point
  })
}

function cutsOf(set: CellSet, axis: Axis): readonly number[] {
  if (set.kind === 'interval')
    return set.axis === axis ? [set.min, set.max].filter((end) => end !== undefined) : []
  return set.kind === 'values' || set.kind === 'not-values'
    ? set.values.map((value) => numberOn(axis, value)).filter((value) => value !== undefined)
    : []
}

function numberOn(axis: Axis, value: JsonValue): number | undefined {
  if (axis === 'value') return typeof value === 'number' ? value : undefined
  return axis === 'day' && typeof value === 'string' ? toDayNumber(value) : undefined
}

function single(axis: Axis, at: number): Region {
  return {
    kind: 'range',
    sample: at,
    range: { kind: 'interval', axis, min: at, max: at, minInclusive: true, maxInclusive: true },
  }
}

function open(axis: Axis, low: number, high: number, step: number): Region {
  const range: Interval = {
    kind: 'interval',
    axis,
    ...(low === -Infinity ? {} : { min: low }),
    ...(high === Infinity ? {} : { max: high }),
    minInclusive: false,
    maxInclusive: false,
  }
  return { kind: 'range', range, sample: sampleOf(low, high, step === 0 ? 1 : step) }
}

function sampleOf(low: number, high: number, step: number): number {
  if (low === -Infinity) return high === Infinity ? 0 : high - step
  return high === Infinity ? low + step : (low + high) / 2
}

/** Whether a cell takes the region; `unknown` where only running it could tell. */
export function covers(set: CellSet, region: Region): boolean | 'unknown' {
  if (set.kind === 'any') return true
  if (region.kind === 'absent') return false
  if (set.kind === 'opaque') return 'unknown'
  switch (region.kind) {
    case 'value':
      return set.kind === 'interval'
        ? 'unknown'
        : set.values.includes(region.value) === (set.kind === 'values')
    case 'other':
      return set.kind === 'interval' ? 'unknown' : set.kind === 'not-values'
    case 'range':
      return coversRange(set, region.range.axis, region.sample)
  }
}

function coversRange(
  set: Exclude<CellSet, { kind: 'any' | 'opaque' }>,
  axis: Axis,
  sample: number,
): boolean | 'unknown' {
  if (set.kind === 'interval') return set.axis === axis ? inInterval(set, sample) : 'unknown'
  const values = set.values.map((value) => numberOn(axis, value))
  if (values.includes(undefined)) return 'unknown'
  return values.includes(sample) === (set.kind === 'values')
}

/** A region in the words of decision cells, for the message about a gap. */
export function describeRegion(region: Region): string {
  switch (region.kind) {
    case 'absent':
      return 'no value'
    case 'value':
      return typeof region.value === 'string' ? region.value : JSON.stringify(region.value)
    case 'other':
      return region.than.length === 0 ? 'any value' : `not ${region.than.map(String).join(', ')}`
    case 'range':
      return describeInterval(region.range)
  }
}

/** An interval in the words of decision cells: `at least 50000`, `before today`, `between 1 and 5`. */
export function describeInterval(interval: Interval): string {
  const { axis, min, max, minInclusive, maxInclusive } = interval
  const end = (at: number): string => endName(axis, at)
  if (min !== undefined && min === max) return end(min)
  if (min !== undefined && max !== undefined && minInclusive && maxInclusive)
    return `between ${end(min)} and ${end(max)}`
  const words =
    axis === 'value' ? ['at least', 'over', 'at most', 'under'] : ['from', 'after', 'until', 'before']
  const low = min === undefined ? undefined : `${words[minInclusive ? 0 : 1] ?? ''} ${end(min)}`
  const high = max === undefined ? undefined : `${words[maxInclusive ? 2 : 3] ?? ''} ${end(max)}`
  return [low, high].filter((side) => side !== undefined).join(' and ') || 'any value'
}

function endName(axis: Axis, at: number): string {
  if (axis === 'value') return String(at)
  if (axis === 'day') return fromDayNumber(at)
  if (at === 0) return 'today'
  return at > 0 ? `${at} days after today` : `${-at} days before today`
}
