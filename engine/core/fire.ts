import type { CheckedAction, CheckedDeadline, CheckedState } from '../definition/checked-process.js'
import { EngineError, type JsonObject } from '../errors/index.js'
import { openWay } from './choose-ways.js'
import { armReminder } from './clocks.js'
import { tellOfDeadline } from './deadline-message.js'
import type { Draft } from './draft.js'
import { closeStep, finishStep } from './finish-step.js'
import { instantText } from './instant-text.js'
import type { TimerRecord } from './record.js'
import type { StepRefused } from './refusals.js'
import { requestMessage } from './request-effect.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'
import { walkOn } from './walk.js'
import { internalEvent, waysAt } from './ways.js'

/** Fires one timer: moves the case, warns, records a breach or reminds. The timer is used up. */
export function fire(draft: Draft, values: StepValues, timer: TimerRecord): Advanced {
  const state = useUp(draft, timer)
  switch (timer.kind) {
    case 'after': {
      const key = `after.${timer.key}`
      const way = openWay(values, waysAt(draft.process, timer.state).internal.get(key) ?? [])
      noteFired(draft, timer, { taken: way !== undefined })
      if (!way) return closeStep(draft)
      walkOn(draft, values, internalEvent(timer.state, key), [way])
      return finishStep(draft, values)
    }
    case 'remind': {
      noteFired(draft, timer)
      const reminder = reminderOf(state, timer)
      requestMessage(draft, values, timer.state, reminder)
      armReminder(draft, timer.state, reminder, timer.dueAt)
      return closeStep(draft)
    }
    case 'warn':
    case 'breach': {
      noteFired(draft, timer)
      const actions = passDeadline(draft, state, timer)
      if (actions.length === 0) return closeStep(draft)
      const way = waysAt(draft.process, timer.state).internal.get(`${timer.kind}.${timer.key}`) ?? []
      walkOn(draft, values, internalEvent(timer.state, `${timer.kind}.${timer.key}`), way)
      return finishStep(draft, values)
    }
  }
}

/**
 * The same timer when its full step is refused: nobody is there to read the refusal, and time does not stop. The
 * clock's own facts are kept (a breach is a fact, a reminder goes on), its actions are not; the trail says why.
 */
export function fireInVain(draft: Draft, timer: TimerRecord, refused: StepRefused): Advanced {
  const state = useUp(draft, timer)
  const reasons = refused.reasons.map(({ code, text, field }): JsonObject => ({
    code,
    text: { ...text },
    ...(field === undefined ? {} : { field }),
  }))
  noteFired(draft, timer, { taken: false, refused: reasons })
  if (timer.kind === 'remind') armReminder(draft, timer.state, reminderOf(state, timer), timer.dueAt)
  if (timer.kind === 'warn' || timer.kind === 'breach') passDeadline(draft, state, timer)
  return closeStep(draft)
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

/** Marks a deadline warned or broken and tells those concerned. Returns the actions that come with it. */
function passDeadline(draft: Draft, state: CheckedState, timer: TimerRecord): readonly CheckedAction[] {
  const name = timer.kind === 'breach' ? timer.key : timer.key.slice(0, timer.key.lastIndexOf('.'))
  const deadline = state.deadlines.find((one) => one.name === name)
  const record = draft.deadlines.find((one) => one.state === timer.state && one.name === name)
  if (!deadline || !record)
    throw new EngineError(
      'record-does-not-fit',
      `Expected a deadline '${name}' of '${timer.state}', but there is none.`,
    )
  const broken = timer.kind === 'breach'
  const status = broken || record.status === 'breached' ? 'breached' : 'warned'
  draft.deadlines = draft.deadlines.map((one) => (one === record ? { ...record, status } : one))
  draft.note(broken ? 'deadline-breached' : 'deadline-warned', {
    deadline: record.id,
    visit: record.visit,
    dueAt: instantText(record.dueAt),
  })
  const about = { state, deadline, dueAt: record.dueAt }
  if (broken) {
    tellOfDeadline(draft, about, { template: 'deadline-breached', to: deadline.escalate })
    return deadline.breach
  }
  const actions = warningActions(deadline, timer)
  if (actions.length === 0)
    tellOfDeadline(draft, about, { template: 'deadline-warned', to: warned(draft, state, deadline) })
  return actions
}

function warningActions(deadline: CheckedDeadline, { key }: TimerRecord): readonly CheckedAction[] {
  const index = Number(key.slice(key.lastIndexOf('.') + 1))
  return Number.isNaN(index) ? [] : (deadline.warnings[index]?.actions ?? [])
}

/** Whom a warning is told: the state's own task, else the tasks open inside it, else the nearest above, else whom a breach is told. */
function warned(draft: Draft, state: CheckedState, deadline: CheckedDeadline): readonly string[] {
  if (state.task) return state.task.roles
  const inside = draft.tasks.filter((task) => state.path === '' || task.state.startsWith(`${state.path}.`))
  if (inside.length > 0) return [...new Set(inside.flatMap((task) => task.roles))]
  for (let at = parentOf(draft, state); at; at = parentOf(draft, at)) if (at.task) return at.task.roles
  return deadline.escalate
}

function parentOf(draft: Draft, state: CheckedState): CheckedState | undefined {
  return state.parent === undefined ? undefined : draft.process.states.get(state.parent)
}

function reminderOf(state: CheckedState, timer: TimerRecord): CheckedState['reminders'][number] {
  const reminder = state.reminders.find((one) => String(one.index) === timer.key)
  if (!reminder)
    throw new EngineError(
      'record-does-not-fit',
      `Expected reminder ${timer.key} of '${state.path}', but there is none.`,
    )
  return reminder
}
