import type { JsonObject } from '../../errors/index.js'
import type { Instant } from '../../time/calendar.js'
import type { Draft } from '../draft.js'
import { instantText } from '../instant-text.js'
import { refuseBeforeStart } from '../occurred-at.js'
import { TrailBody } from '../personal.js'
import type { StepValues } from '../step-values.js'
import { armTimers } from './arm-timers.js'
import { ClockFold } from './clock-fold.js'
import type { Run } from './clock-run.js'
import type { EndedRun } from './ended-run.js'
import { clockRecords, countIn } from './fold-clocks.js'
import { ClockReader } from './read-clocks.js'

/** How clocks are settled at the end of a step. */
export interface Settling {
  /** `no`: the data is what it was; `lenient`: a calculation that fails leaves a clock as it is. */
  readonly read: 'strict' | 'lenient' | 'no'
  /** An operator's own words, which stand with each due point a recompute or a setting by hand moves. */
  readonly reason?: string
  /** When it is now, where the step itself happens earlier: a recount does not overtake what was due. */
  readonly now?: Instant
}

/**
 * Brings the clocks of a case to the end of a step: folds the step's entries, reads what the data says now, counts,
 * notes what was set, moved, kept or dropped, and arms the timers. The draft's clocks are up to date afterwards.
 * Refuses the step when its event says that it happened before a visit or a count began that it ended.
 */
export function settleClocks(draft: Draft, values: StepValues, { read, reason, now }: Settling): void {
  const fold = new ClockFold(draft.process, draft.before)
  fold.step(draft.trail)
  if (draft.ended) fold.endAll()
  else if (read !== 'no') new ClockReader(draft, values, fold, read === 'lenient').readAll()
  fold.settle()
  refuseBeforeStart(draft, values, fold)
  for (const run of fold.ended) noteEnd(draft, run)
  for (const run of fold.runs.values()) if (run.count !== undefined) count(draft, fold, { run, reason })
  const { deadlines, waits } = clockRecords(fold)
  draft.deadlines = deadlines
  draft.waits = waits
  draft.stopped = [...fold.stopped]
  draft.dormant = draft.ended ? [] : fold.dormant.records()
  armTimers(draft, values, fold, now ?? draft.at)
}

/** Says how a deadline ended: kept, or broken in vain because it was kept before it was due. */
function noteEnd(draft: Draft, run: EndedRun): void {
  const { id, visit, dueAt, endedAt } = run
  const about = { deadline: id, visit, ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }) }
  for (const breach of run.withdrawn)
    draft.note('breach-withdrawn', {
      deadline: id,
      visit,
      breachedAt: instantText(breach.at),
      dueAt: instantText(breach.dueAt),
      occurredAt: instantText(endedAt),
      told: [...(breach.told ?? [])],
    })
  if (run.kind === 'deadline' && run.how === 'met') draft.note('deadline-met', about)
}

/** Counts one clock and notes where its due point has gone. */
function count(
  draft: Draft,
  fold: ClockFold,
  { run, reason }: { run: Run; reason: string | undefined },
): void {
  const before = { dueAt: run.dueAt, warnAt: run.warnAt }
  if (!countIn(run, draft.calendars)) return
  const told = noteOf(run, before, reason)
  if (!told) return
  draft.note(told.type, told.body, told.personal)
  const entry = draft.trail.at(-1)
  if (entry) fold.take(entry)
}

type Before = Pick<Run, 'dueAt' | 'warnAt'>

type Told =
  Parameters<Draft['note']> extends [infer Type, ...unknown[]]
    ? { readonly type: Type; readonly body: JsonObject; readonly personal?: TrailBody['personal'] }
    : never

function noteOf(run: Run, before: Before, reason: string | undefined): Told | undefined {
  const { id, clock, visit, startedAt, dueAt = startedAt } = run
  const isDeadline = clock.kind === 'deadline'
  const about = isDeadline ? { deadline: id, visit } : { clock: id, visit }
  const unsure = run.provisional ? { provisional: true } : {}
  if (run.count === 'new')
    return isDeadline
      ? {
          type: 'deadline-set',
          body: { ...about, dueAt: instantText(dueAt), startedAt: instantText(startedAt), ...unsure },
        }
      : undefined
  const move = { from: instantText(before.dueAt ?? startedAt), to: instantText(dueAt), ...unsure }
  if (run.count === 'restart' && isDeadline)
    return { type: 'deadline-restarted', body: { ...about, ...move, startedAt: instantText(startedAt) } }
  if ((before.dueAt === dueAt && before.warnAt === run.warnAt) || run.count === 'fired') return undefined
  const trail = new TrailBody({ ...about, ...move, because: run.count ?? 'data' })
  // The words of an operator may hold a name, so that they can be erased.
  if ((run.count === 'recompute' || run.count === 'by-hand') && reason !== undefined)
    trail.body['reason'] = trail.hide(reason, '/reason')
  return {
    type: isDeadline ? 'deadline-moved' : 'clock-moved',
    body: trail.body,
    personal: trail.personal,
  }
}
