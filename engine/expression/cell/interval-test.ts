import type { JsonValue } from '../../errors/json.js'
import { toDayNumber } from '../../time/date.js'
import { dayNumberIn } from '../../time/zone.js'
import type { Bindings, ValueType } from '../expression.js'
import { fromJson } from '../value.js'
import { inInterval, type Interval } from './cell-set.js'

/** Whether a column's value lies in an interval. Days are those of the zone; `today` is that of the bindings. */
export function intervalTest(
  interval: Interval,
  type: ValueType,
  zone: string,
): (value: JsonValue, bindings: Bindings) => boolean {
  if (interval.axis === 'value')
    return (value) => {
      fromJson(type, value, 'input')
      return typeof value === 'number' && inInterval(interval, value)
    }
  return (value, bindings) => {
    const day = dayOf(type, value, zone)
    const origin = interval.axis === 'days-from-today' ? dayNumberIn(bindings.values.now, zone) : 0
    return inInterval(interval, day - origin)
  }
}

function dayOf(type: ValueType, value: JsonValue, zone: string): number {
  const inside = fromJson(type, value, 'input')
  if (typeof inside === 'number') return dayNumberIn(inside, zone)
  return typeof inside === 'string' ? (toDayNumber(inside) ?? NaN) : NaN
}
