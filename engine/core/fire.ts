import type { CheckedState } from '../definition/checked-process.js'
import { EngineError, type JsonObject } from '../errors/index.js'
import { openWay } from './choose-ways.js'
import { passDeadline, type PassedDeadline } from './clocks/pass-deadline.js'
import { comesTooLate, sendReminder } from './clocks/send-reminder.js'
import type { Draft } from './draft.js'
import { closeStep, finishStep } from './finish-step.js'
import { instantText } from './instant-text.js'
import type { TimerRecord } from './record.js'
import type { StepRefused } from './refusals.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'
import { walkOn } from './walk.js'
import { internalEvent, waysAt } from './ways.js'

/** Fires one timer: moves the case, warns, records a breach, escalates, reminds or gives notice. The timer is used up. */
export function fire(draft: Draft, values: StepValues, timer: TimerRecord): Advanced {
  const state = useUp(draft, timer)
  switch (timer.kind) {
    case 'after': {
      const key = `after.${timer.key}`
      const way = openWay(values, waysAt(draft.process, timer.state).internal.get(key) ?? [])
      noteFired(draft, timer, { taken: way !== undefined })
      if (!way) return closeStep(draft, values)
      walkOn(draft, values, internalEvent(timer.state, key), [way])
      return finishStep(draft, values)
    }
    case 'remind':
    case 'notice': {
      const tooLate = comesTooLate(draft, timer)
      noteFired(draft, timer, tooLate ? { taken: false, tooLate } : {})
      if (!tooLate) sendReminder(draft, values, state, timer)
      return closeStep(draft, values)
    }
    case 'warn':
    case 'breach':
    case 'escalate': {
      noteFired(draft, timer)
      const passed = passDeadline(draft, values, state, timer)
      if (!passed.acts) return closeStep(draft, values)
      return act(draft, values, timer, passed)
    }
  }
}

function act(draft: Draft, values: StepValues, timer: TimerRecord, { id }: PassedDeadline): Advanced {
  const key = `${timer.kind}.${timer.key}`
  // What a warning sends is no telling of a breach.
  if (timer.kind !== 'warn') draft.tellingOf = id
  walkOn(
    draft,
    values,
    internalEvent(timer.state, key),
    waysAt(draft.process, timer.state).internal.get(key) ?? [],
  )
  draft.tellingOf = undefined
  return finishStep(draft, values)
}

/**
 * The same timer when its full step is refused: nobody is there to read the refusal, and time does not stop. The
 * clock's own facts are kept (a breach is a fact, a reminder goes on), its actions are not; the trail says why.
 */
export function fireInVain(
  draft: Draft,
  values: StepValues,
  timer: TimerRecord,
  refused: StepRefused,
): Advanced {
  for (const point of refused.covered) draft.covered.add(point)
  const state = useUp(draft, timer)
  const reasons = refused.reasons.map(({ code, text, field }): JsonObject => ({
    code,
    text: { ...text },
    ...(field === undefined ? {} : { field }),
  }))
  noteFired(draft, timer, { taken: false, refused: reasons })
  if (timer.kind === 'warn' || timer.kind === 'breach' || timer.kind === 'escalate')
    passDeadline(draft, values, state, timer)
  return closeStep(draft, values)
}

function useUp(draft: Draft, timer: TimerRecord): CheckedState {
  draft.timers = draft.timers.filter((one) => one.id !== timer.id)
  const state = draft.process.states.get(timer.state)
  if (!state || draft.visitOf(timer.state) !== timer.visit)
    throw new EngineError(
      'record-does-not-fit',
      `Expected visit ${timer.visit} of '${timer.state}' to be running for timer '${timer.id}', but it is not.`,
    )
  return state
}

function noteFired(draft: Draft, timer: TimerRecord, more: JsonObject = {}): void {
  const { id, kind, state, visit, key, dueAt } = timer
  draft.note('timer-fired', { timer: id, kind, state, visit, key, dueAt: instantText(dueAt), ...more })
}
