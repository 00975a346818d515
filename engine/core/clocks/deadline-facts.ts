import type { JsonObject } from '../../errors/index.js'
import type { TrailEntry } from '../command.js'
import type { Run } from './clock-run.js'
import { calendarAt, instantAt, textAt } from './entry-body.js'

/** Takes up a fact about a running deadline: its due point, a warning, a breach, a telling. */
export function takeDeadlineFact(run: Run, { type, at, body }: TrailEntry): void {
  run.touched = true
  switch (type) {
    case 'deadline-set':
      takeDue(run, body, 'dueAt')
      if (isBroken(run)) run.status = 'breached'
      return
    case 'deadline-restarted':
      takeDue(run, body, 'to')
      return
    case 'deadline-moved':
      move(run, body)
      return
    case 'deadline-warned':
      run.warnings = [...run.warnings, textAt(body, 'warning')]
      if (run.status === 'running') run.status = 'warned'
      return
    case 'deadline-breached':
      run.status = 'breached'
      run.breaches = [...run.breaches, { at, dueAt: instantAt(body, 'dueAt'), ...calendarAt(body) }]
      run.rungs = {}
      return
    case 'deadline-escalated': {
      const rung = textAt(body, 'rung')
      run.rungs = { ...run.rungs, [rung]: { times: (run.rungs[rung]?.times ?? 0) + 1, at } }
      return
    }
    case 'effect-requested':
      tell(run, textAt(body, 'id'))
      return
    default:
      return
  }
}

/**
 * A pause only shifts what was counted: what was warned of stays warned of. A new due point starts afresh, but one
 * that was broken already in this run stays broken: its actions were done.
 */
function move(run: Run, body: JsonObject): void {
  takeDue(run, body, 'to')
  if (isBroken(run)) run.status = 'breached'
  else if (body['because'] === 'pause') run.status = run.warnings.length > 0 ? 'warned' : 'running'
  else {
    run.status = 'running'
    run.warnings = []
  }
}

/** The due point as it was noted; it stays where it cannot be counted any more. */
function takeDue(run: Run, body: JsonObject, name: 'dueAt' | 'to'): void {
  run.dueAt = instantAt(body, name)
  run.provisional = body['provisional'] === true
}

/** Whether the due point in force was broken already. */
function isBroken({ breaches, dueAt }: Run): boolean {
  return breaches.some((breach) => breach.dueAt === dueAt)
}

/** A message that tells of the breach in force. */
function tell(run: Run, effect: string): void {
  const found = run.breaches.findLastIndex(({ dueAt }) => dueAt === run.dueAt)
  const index = found < 0 ? run.breaches.length - 1 : found
  run.breaches = run.breaches.map((breach, at) =>
    at === index ? { ...breach, told: [...(breach.told ?? []), effect] } : breach,
  )
}
