import type { CheckedState } from '../../definition/checked-process.js'
import { EngineError } from '../../errors/index.js'
import type { Draft } from '../draft.js'
import type { TimerRecord } from '../record.js'
import { requestMessage, type MessageRequest } from '../request-effect.js'
import type { StepValues } from '../step-values.js'
import { clockOfRun, clockPlanOf } from './clock-plan.js'
import { isTooLate, noticeItems, textRead } from './read-notice.js'
import { calendarOfRun } from './run-calendar.js'

/** Asks for the message of a reminder, or of a notice and its item. */
export function sendReminder(
  draft: Draft,
  values: StepValues,
  state: CheckedState,
  timer: TimerRecord,
): void {
  requestMessage(draft, values, state.path, messageOf(draft, values, timer))
}

function messageOf(draft: Draft, values: StepValues, { state, kind, key }: TimerRecord): MessageRequest {
  const id = `${state}@${kind}.${key}`
  const clock = clockOfRun(clockPlanOf(draft.process), id)
  if (clock?.kind === 'remind') return clock.rule
  if (clock?.kind !== 'notice')
    throw new EngineError('record-does-not-fit', `Expected ${kind} ${key} of '${state}', but there is none.`)
  const reader = { draft, textOf: textRead(values) }
  const found = noticeItems(reader, clock).find((one) => one.id === id)
  return found?.item === undefined ? clock.rule : { ...clock.rule, item: found.item }
}

/** Whether the date of a notice has passed too while it could not be sent: the case stood still, or the date was told late. */
export function comesTooLate(draft: Draft, { kind, state, key }: TimerRecord): boolean {
  if (kind !== 'notice') return false
  const id = `${state}@notice.${key}`
  const clock = clockOfRun(clockPlanOf(draft.process), id)
  const wait = draft.waits.find((one) => one.id === id)
  const point = wait?.reads?.until
  if (clock?.kind !== 'notice' || !wait || point === undefined) return false
  const calendar = calendarOfRun(draft.calendars, { clock, calendarId: wait.calendar?.id })
  return isTooLate(calendar, clock.rule, { point, at: draft.at })
}
