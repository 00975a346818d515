import type { CalendarDefinition } from './calendar.js'
import { wrong, type CalendarProblem } from './calendar-problem.js'
import type { Instant } from './instant.js'
import { parseInstant } from './parse-instant.js'

type Closures = NonNullable<CalendarDefinition['closures']>

/** A closure that was read, and which one it is. */
interface Placed {
  readonly from: Instant
  readonly to: Instant
  readonly index: number
}

/** Closures: both ends are instants, they run forward, and no two of them overlap. They may touch. */
export function checkClosures(closures: Closures): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const placed: Placed[] = []
  for (const [index, pair] of closures.entries()) {
    const [from, to] = pair.map(parseInstant)
    pair.forEach((text, end) => {
      if (parseInstant(text) === undefined) problems.push(noInstant(['closures', index, end], text))
    })
    if (from === undefined || to === undefined) continue
    if (from < to) placed.push({ from, to, index })
    else problems.push(backwards(['closures', index], pair, from === to))
  }
  return [...problems, ...overlaps(placed, closures)]
}

function noInstant(path: CalendarProblem['path'], text: string): CalendarProblem {
  const expected =
    'a time that exists, such as 2026-03-01T10:00+08:00, or 2026-03-01T10:00 or 2026-03-01 in the zone of the calendar'
  const [, date = '', hour = '', minute = '', rest = ''] =
    /^\s*(\d{4}-\d{2}-\d{2})[\sT]+(\d{1,2})[:：](\d{2})(.*?)\s*$/u.exec(text) ?? []
  const meant = `${date}T${hour.padStart(2, '0')}:${minute}${rest}`
  const isNear =
    meant !== text && parseInstant(/(Z|[+-]\d{2}:\d{2})$/.test(rest) ? meant : `${meant}Z`) !== undefined
  return wrong(path, expected, text, {
    ...(isNear ? { nearest: meant } : {}),
    hint: isNear ? `Write '${meant}'.` : 'Write the date, and for a part of a day T and the time behind it.',
  })
}

function backwards(path: CalendarProblem['path'], pair: Closures[number], isEmpty: boolean): CalendarProblem {
  const hint = isEmpty ? 'A closure of no length closes nothing; remove it.' : 'Exchange the two.'
  return wrong(path, 'a closure that ends after it begins', pair.join(' to '), { hint })
}

function overlaps(placed: readonly Placed[], closures: Closures): CalendarProblem[] {
  const [first, ...others] = [...placed].sort((a, b) => a.from - b.from || a.index - b.index)
  if (!first) return []
  let longest = first
  const problems: CalendarProblem[] = []
  for (const closure of others) {
    if (closure.from < longest.to) {
      const expected = `a closure that begins when '${closures[longest.index]?.join(' to ') ?? ''}' has ended`
      const found = closures[closure.index]?.join(' to ') ?? ''
      problems.push(wrong(['closures', closure.index], expected, found, { hint: 'Join the two closures.' }))
    }
    if (closure.to > longest.to) longest = closure
  }
  return problems
}
