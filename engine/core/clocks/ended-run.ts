import type { Instant } from '../../time/calendar.js'
import type { DeadlineRecord, WaitRecord } from '../record.js'
import { beginsByData, type Clock } from './clock-plan.js'
import type { Run } from './clock-run.js'

/** A run that is over, for whoever explains a case. */
export interface EndedRun {
  readonly id: string
  readonly kind: 'deadline' | WaitRecord['kind']
  readonly state: string
  readonly visit: number
  readonly startedAt: Instant
  /** When it ended: the time the event happened, which may lie before the time it was entered. */
  readonly endedAt: Instant
  /**
   * `met`: kept; `broken`: over after its due point; `dropped`: the data took its date away; `restarted`: another run
   * began; `fired`: an `after` that came; `over`: a wait that ended with its visit.
   */
  readonly how: 'met' | 'broken' | 'dropped' | 'restarted' | 'fired' | 'over'
  /** When it was due at its end, as the trail says. Absent for waits that never moved. */
  readonly dueAt?: Instant
  /** Calendar it was counted in; absent where it is the one its rule names. */
  readonly calendarId?: string
  readonly pauses: NonNullable<DeadlineRecord['pauses']>
  readonly reads?: NonNullable<DeadlineRecord['reads']>
  readonly breaches: NonNullable<DeadlineRecord['breaches']>
  /** Its breaches, where it was kept after all. */
  readonly withdrawn: NonNullable<DeadlineRecord['breaches']>
}

/** What ended a run. */
export type RunEnd = 'stopped' | 'restarted' | 'dropped' | 'fired'

/**
 * The end of a run at a time. It is kept when what was due then had not passed, whatever was broken before: then all its
 * breaches are withdrawn.
 */
export function endedRun(run: Run, at: Instant, end: RunEnd): EndedRun {
  const { clock, dueAt, breaches } = run
  // A start in the data may lie ahead; nothing else ends before it began.
  const endedAt = beginsByData(clock) ? at : Math.max(at, run.startedAt)
  const late = clock.kind === 'deadline' && isLate(run, endedAt)
  return {
    id: run.id,
    kind: clock.kind,
    state: clock.state.path,
    visit: run.visit,
    startedAt: run.startedAt,
    endedAt,
    how: howEnded(clock, end, late),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(run.calendarId === undefined ? {} : { calendarId: run.calendarId }),
    pauses: pausesUntil(run, endedAt),
    ...(Object.keys(run.reads).length === 0 ? {} : { reads: run.reads }),
    breaches,
    withdrawn: late || end === 'dropped' ? [] : breaches,
  }
}

function howEnded({ kind }: Clock, end: RunEnd, late: boolean): EndedRun['how'] {
  if (end !== 'stopped') return end
  if (kind !== 'deadline') return 'over'
  return late ? 'broken' : 'met'
}

/**
 * Whether what was due at an instant had passed by then. What stands still since before its due point has not, a date
 * in the data neither: the time of the pause is somebody else's. At the due point itself it is late only if it was broken.
 */
function isLate(run: Run, at: Instant): boolean {
  const { dueAt, paused, breaches } = run
  if (dueAt === undefined || at < dueAt) return false
  if (paused && paused.from < dueAt) return false
  return at > dueAt || breaches.some((breach) => breach.dueAt === dueAt)
}

/** The pause it stood in ends with it. */
function pausesUntil({ pauses, paused }: Run, endedAt: Instant): EndedRun['pauses'] {
  return paused && paused.from < endedAt ? [...pauses, { ...paused, to: endedAt }] : pauses
}
