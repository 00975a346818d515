import type { CalendarDefinition, Pause } from './calendar.js'
import { formatInstant } from './format-instant.js'
import type { OpenTime } from './open-times.js'
import { parseInstant } from './parse-instant.js'

type Closures = NonNullable<CalendarDefinition['closures']>

/** Closures in order of their start; what is no instant is left out, the check has told it. */
export function readClosures(closures: Closures): readonly Pause[] {
  return closures
    .flatMap((pair) => {
      const [from, to] = [parseInstant(pair[0]), parseInstant(pair[1])]
      return from === undefined || to === undefined ? [] : [{ from, to }]
    })
    .sort((a, b) => a.from - b.from)
}

/**
 * What is left of closures outside of others: what these say of a time goes before. One that none of them touches stays
 * as it is written; what is cut is written in `zone`.
 */
export function closuresOutside(closures: Closures, others: Closures, zone: string): Closures {
  const said = readClosures(others).filter(({ from, to }) => from < to)
  return closures.flatMap((pair) => {
    const [closure] = readClosures([pair])
    if (!closure) return [pair]
    const whole = { start: closure.from, end: closure.to }
    if (!said.some((other) => touches(whole, other))) return [pair]
    return withoutClosures([whole], said).map(
      ({ start, end }) => [formatInstant(start, zone), formatInstant(end, zone)] as const,
    )
  })
}

/** What is left of the open times: one that a closure begins and ends in becomes two. */
export function withoutClosures(open: readonly OpenTime[], closures: readonly Pause[]): readonly OpenTime[] {
  return closures.reduce<readonly OpenTime[]>((times, closure) => {
    if (!times.some((time) => touches(time, closure))) return times
    return times.flatMap((time) => (touches(time, closure) ? cut(time, closure) : [time]))
  }, open)
}

function touches(time: OpenTime, closure: Pause): boolean {
  return closure.from < time.end && time.start < closure.to
}

function cut(time: OpenTime, closure: Pause): readonly OpenTime[] {
  return [
    { start: time.start, end: Math.min(time.end, closure.from) },
    { start: Math.max(time.start, closure.to), end: time.end },
  ].filter((left) => left.start < left.end)
}
