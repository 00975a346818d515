import type { CheckedDeadline, CheckedState } from '../../definition/checked-process.js'
import { EngineError, type JsonObject } from '../../errors/index.js'
import { tellOfDeadline, type DeadlineNews } from '../deadline-message.js'
import type { Draft } from '../draft.js'
import { instantText } from '../instant-text.js'
import type { DeadlineRecord, TimerRecord } from '../record.js'
import type { StepValues } from '../step-values.js'
import { firstRung, inHours } from './asked-timers.js'
import { holds } from './windows.js'

/** A deadline that was warned of, broken or escalated. */
export interface PassedDeadline {
  readonly id: string
  /** Whether actions come with it. */
  readonly acts: boolean
}

interface Passing {
  readonly state: CheckedState
  readonly deadline: CheckedDeadline
  readonly record: DeadlineRecord
  /** Index of the warning or rung, `range` or `breach`. */
  readonly index: string
  readonly news: DeadlineNews
}

/** Notes that a deadline is warned of, broken or escalated, and tells those concerned. */
export function passDeadline(
  draft: Draft,
  values: StepValues,
  state: CheckedState,
  timer: TimerRecord,
): PassedDeadline {
  const passing = passingOf(draft, state, timer)
  const { id } = passing.record
  switch (timer.kind) {
    case 'breach':
      return { id, acts: breach(draft, values, passing) }
    case 'escalate':
      return { id, acts: escalate(draft, passing) }
    default:
      return { id, acts: warn(draft, passing) }
  }
}

function passingOf(draft: Draft, state: CheckedState, { kind, key, state: path }: TimerRecord): Passing {
  const dot = kind === 'breach' ? key.length : key.lastIndexOf('.')
  const name = key.slice(0, dot)
  const deadline = state.deadlines.find((one) => one.name === name)
  const record = draft.deadlines.find((one) => one.state === path && one.name === name)
  if (!deadline || !record)
    throw new EngineError(
      'record-does-not-fit',
      `Expected a deadline '${name}' of '${path}', but there is none.`,
    )
  const calendar =
    (record.calendar && draft.calendars.find(record.calendar.id)) ??
    draft.calendars.standard(deadline.calendar)
  const due = { at: record.dueAt, provisional: record.provisional }
  const news = { state, deadline, due, calendar }
  return { state, deadline, record, index: key.slice(dot + 1), news }
}

function warn(draft: Draft, { state, deadline, record, index, news }: Passing): boolean {
  draft.note('deadline-warned', { ...about(record), warning: index })
  const actions = index === 'range' ? [] : (deadline.warnings[Number(index)]?.actions ?? [])
  if (actions.length > 0) return true
  tellOfDeadline(draft, news, { template: 'deadline-warned', to: warned(draft, state, deadline) })
  return false
}

/** The breach happens at its time; who is to be told of it waits for the hours, unless somebody is on call. */
function breach(draft: Draft, values: StepValues, { deadline, record, news }: Passing): boolean {
  const { calendar } = record
  draft.note('deadline-breached', { ...about(record), ...(calendar ? { calendar: { ...calendar } } : {}) })
  const onCall = deadline.onCall !== undefined && holds(values, deadline.onCall)
  const now = { at: draft.at, provisional: false }
  if (
    deadline.escalate.length > 0 &&
    inHours(now, { calendar: news.calendar, onCall }, { now: draft.at }).at === draft.at
  )
    tell(draft, { record, news, rung: firstRung, to: deadline.escalate })
  return deadline.breach.length > 0
}

function escalate(draft: Draft, { deadline, record, index, news }: Passing): boolean {
  const rung = index === firstRung ? undefined : deadline.ladder[Number(index)]
  tell(draft, { record, news, rung: index, to: rung?.to ?? deadline.escalate })
  return (rung?.actions.length ?? 0) > 0
}

function tell(
  draft: Draft,
  {
    record,
    news,
    rung,
    to,
  }: {
    readonly record: DeadlineRecord
    readonly news: DeadlineNews
    readonly rung: string
    readonly to: readonly string[]
  },
): void {
  draft.tellingOf = record.id
  const template = rung === firstRung ? 'deadline-breached' : 'deadline-escalated'
  const effect = tellOfDeadline(draft, news, { template, to })
  draft.tellingOf = undefined
  draft.note('deadline-escalated', {
    ...about(record),
    rung,
    to: [...to],
    ...(effect === undefined ? {} : { effect }),
  })
}

function about({ id, visit, dueAt }: DeadlineRecord): JsonObject {
  return { deadline: id, visit, dueAt: instantText(dueAt) }
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
