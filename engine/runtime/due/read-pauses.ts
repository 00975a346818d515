import type { Pause } from '../../time/calendar.js'
import type { ClockRun } from '../../time/clock.js'
import type { Instant } from '../../time/instant.js'
import { longestPause } from '../../time/counting/pauses.js'
import { refuse } from './due-problem.js'
import { readMoment } from './read-moment.js'

/** From and to; `null` is a pause that is not over. */
export type PauseText = readonly [from: string, to: string | null]

/**
 * The run of a clock with its pauses in order, joined where they touch or overlap, without those of no length and
 * without what lies before the start. Throws `DueRefused` for one that runs backwards, and for more than a hundred years.
 */
export function readRun(startedAt: Instant, pauses: readonly PauseText[], zone: string): ClockRun {
  const read = pauses
    .map((pause, index) => readPause(pause, { path: `pauses.${index}`, zone, startedAt }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from)
  const joined = join(read)
  const open = joined.at(-1)?.to === Infinity ? joined.at(-1) : undefined
  const closed = joined.filter((pause) => pause !== open)
  if (closed.reduce((sum, pause) => sum + pause.to - pause.from, 0) > longestPause)
    throw refuse('wrong-value', 'pauses', {
      expected: 'pauses of at most a hundred years together',
      found: 'longer ones',
    })
  return {
    startedAt,
    pauses: closed,
    ...(open ? { pausedSince: open.from } : {}),
  }
}

function readPause(
  [from, to]: PauseText,
  { path, zone, startedAt }: { path: string; zone: string; startedAt: Instant },
): Pause {
  const start = readMoment(from, `${path}.0`, zone)
  const end = to === null ? Infinity : readMoment(to, `${path}.1`, zone)
  if (end < start) {
    throw refuse('wrong-value', path, {
      expected: 'a pause that ends after it begins',
      found: `'${from.slice(0, 40)}' to '${(to ?? '').slice(0, 40)}'`,
      hint: 'Write the earlier instant first.',
    })
  }
  const pause = { from: Math.max(start, startedAt), to: end }
  if (end === Infinity || pause.to - pause.from <= longestPause) return pause
  throw refuse('wrong-value', path, {
    expected: 'a pause of at most a hundred years',
    found: `'${from.slice(0, 40)}' to '${(to ?? '').slice(0, 40)}'`,
  })
}

function join(pauses: readonly Pause[]): readonly Pause[] {
  const joined: Pause[] = []
  for (const pause of pauses) {
    const before = joined.at(-1)
    if (before && pause.from <= before.to)
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, pause.to) }
    else joined.push(pause)
  }
  return joined
}
