import type { DuePoint } from '../calendar.js'
import { wrongUse } from '../check-amount.js'
import type { ClockRule, ClockRun, WarningPoint } from '../clock.js'
import { Count } from './count.js'
import { dueOf } from './due-of.js'
import { move, type Counting } from './move.js'
import { addOutsidePauses, betweenOutsidePauses, ownTimeOf } from './own-time.js'
import { readPauses } from './pauses.js'

/**
 * When a warning of a clock comes, never before its start. `before` counts back from the due point; the pauses of a
 * stretch of time count neither there nor here, before a point in the data they do. `after-start` counts from the
 * start without the pauses. `share` is that share of the own time from the start to the due point, counted without
 * the pauses: open time where the rule is in a working unit, elapsed time else. Throws an `EngineError` for a share
 * that does not lie between 0 and 1. `due` is the due point, where it was counted already.
 */
export function warningAt(
  counting: Counting,
  warning: WarningPoint,
  rule: ClockRule,
  counted: { readonly run: ClockRun; readonly due?: DuePoint | undefined },
): DuePoint {
  const { run } = counted
  const found = pointOf(counting, warning, rule, counted)
  return found.at < run.startedAt ? { ...found, at: run.startedAt } : found
}

function pointOf(
  counting: Counting,
  warning: WarningPoint,
  rule: ClockRule,
  { run, due: known }: Parameters<typeof warningAt>[3],
): DuePoint {
  const { startedAt: at, pauses } = run
  if (warning.kind === 'after-start') {
    return move(counting, { at, duration: warning.duration, direction: 1 }, { pauses })
  }
  const due = known ?? dueOf(counting, rule, run).due
  if (warning.kind === 'share') return shareOf(counting, { share: warning.share, due }, rule, run)
  const options = rule.kind === 'within' ? { pauses } : {}
  const found = move(counting, { at: due.at, duration: warning.duration, direction: -1 }, options)
  return { at: found.at, provisional: found.provisional || due.provisional }
}

function shareOf(
  counting: Counting,
  { share, due }: { readonly share: number; readonly due: DuePoint },
  rule: ClockRule,
  run: ClockRun,
): DuePoint {
  if (!(share >= 0 && share <= 1)) throw wrongUse(`Expected a share between 0 and 1, but found ${share}.`)
  const pauses = readPauses(run.pauses)
  const unit = rule.kind === 'within' ? rule.range.upper.unit : 'hour'
  const own = ownTimeOf(unit, counting.book, new Count())
  const ms = Math.round(share * betweenOutsidePauses(own, run.startedAt, due.at, pauses))
  const at = addOutsidePauses(own, run.startedAt, ms, pauses)
  // Where no own time is left before the due point, such as at night, the next own time would lie behind it.
  return { at: Math.min(at, due.at), provisional: due.provisional }
}
