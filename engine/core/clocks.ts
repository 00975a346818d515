import type { CheckedDeadline, CheckedReminder, CheckedState } from '../definition/checked-process.js'
import type { Expression } from '../expression/expression.js'
import type { JsonValue } from '../errors/index.js'
import type { DuePoint, DurationRange, Instant } from '../time/calendar.js'
import type { Draft } from './draft.js'
import { instantText } from './instant-text.js'
import type { DeadlineRecord, TimerRecord } from './record.js'
import { failureReason, StepRefused } from './refusals.js'
import type { StepValues } from './step-values.js'
import { waysOf } from './ways.js'

/** Starts the clocks of a visit: `after`, reminders, and the deadlines that count from its start. */
export function startClocks(draft: Draft, state: CheckedState): void {
  for (const { key, delay } of state.after)
    arm(draft, state.path, { kind: 'after', key, due: draft.calendar.add(draft.at, delay.upper) })
  for (const reminder of state.reminders) armReminder(draft, state.path, reminder, draft.at)
  for (const deadline of state.deadlines)
    if (deadline.within) setDeadline(draft, state.path, deadline, span(draft, deadline.within, draft.at))
}

/** Ends the clocks of a visit. A promise that was not broken counts as met; a broken one stays in the trail. */
export function stopClocks(draft: Draft, path: string): void {
  for (const deadline of draft.deadlines)
    if (deadline.state === path && deadline.status !== 'breached')
      draft.note('deadline-met', {
        deadline: deadline.id,
        visit: deadline.visit,
        dueAt: instantText(deadline.dueAt),
      })
  draft.deadlines = without(draft.deadlines, path)
  draft.timers = without(draft.timers, path)
}

/**
 * Sets, moves or drops the deadlines that follow the data (`until`), as the data is at the end of the step. While
 * the date is absent, `else` counts from the start of the visit.
 */
export function settleDeadlines(draft: Draft, values: StepValues): void {
  for (const state of waysOf(draft.process).promising) {
    if (state.path !== '' && !draft.active.has(state.path)) continue
    for (const deadline of state.deadlines) if (deadline.until) settle(draft, values, { state, deadline })
  }
}

/** Arms the next reminder, counted from `from`. One that would not lie later is not armed: it would never end. */
export function armReminder(draft: Draft, path: string, reminder: CheckedReminder, from: Instant): void {
  const due = draft.calendar.add(from, reminder.every.upper)
  if (due.at > from) arm(draft, path, { kind: 'remind', key: String(reminder.index), due })
}

export function deadlineId(path: string, name: string): string {
  return `${path}#${name}`
}

function without<T extends { readonly state: string }>(all: readonly T[], path: string): readonly T[] {
  return all.some((one) => one.state === path) ? all.filter((one) => one.state !== path) : all
}

/** When a deadline is due, and when its lower end is reached. */
interface Span {
  readonly due: DuePoint
  readonly warn?: DuePoint
}

function span(draft: Draft, range: DurationRange, from: Instant): Span {
  const due = draft.calendar.add(from, range.upper)
  return range.lower ? { due, warn: draft.calendar.add(from, range.lower) } : { due }
}

function settle(
  draft: Draft,
  values: StepValues,
  { state, deadline }: { state: CheckedState; deadline: CheckedDeadline },
): void {
  const known = draft.deadlines.find((record) => record.id === deadlineId(state.path, deadline.name))
  const wanted = spanOf(draft, values, { state, deadline })
  if (!wanted) {
    if (known) dropDeadline(draft, known)
  } else if (!known) setDeadline(draft, state.path, deadline, wanted)
  else if (known.dueAt !== wanted.due.at || known.warnAt !== wanted.warn?.at)
    moveDeadline(draft, known, deadline, wanted)
}

function spanOf(
  draft: Draft,
  values: StepValues,
  { state, deadline }: { state: CheckedState; deadline: CheckedDeadline },
): Span | undefined {
  const promised = deadline.until && promisedAt(draft, values, { state, until: deadline.until })
  if (promised) return { due: promised }
  return deadline.else && span(draft, deadline.else, draft.sinceOf(state.path))
}

/** The instant the data promises; a date ends at the close of its day. `undefined` while the answer is absent. */
function promisedAt(
  draft: Draft,
  values: StepValues,
  { state, until }: { state: CheckedState; until: Expression },
): DuePoint | undefined {
  const result = values.evaluate(until)
  if (result.ok) return pointOf(draft, result.value)
  if (result.failure.code === 'field-missing') return undefined
  throw new StepRefused([
    failureReason(draft.process, result.failure, { state: state.path, expression: until.source }),
  ])
}

function pointOf(draft: Draft, value: JsonValue): DuePoint | undefined {
  if (typeof value === 'number') return { at: value, provisional: false }
  if (typeof value !== 'string') return undefined
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return draft.calendar.endOfDay(value)
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : { at, provisional: false }
}

function setDeadline(draft: Draft, path: string, deadline: CheckedDeadline, wanted: Span): void {
  const startedAt = draft.sinceOf(path)
  const record: DeadlineRecord = {
    id: deadlineId(path, deadline.name),
    state: path,
    name: deadline.name,
    visit: draft.visitOf(path),
    startedAt,
    ...points(draft, wanted),
    status: 'running',
  }
  draft.deadlines = [...draft.deadlines, record]
  draft.note('deadline-set', { deadline: record.id, visit: record.visit, dueAt: instantText(record.dueAt) })
  armDeadline(draft, path, deadline, { wanted, earliest: startedAt })
}

function moveDeadline(draft: Draft, known: DeadlineRecord, deadline: CheckedDeadline, wanted: Span): void {
  // A breach stays a fact in the trail. A new due point breaks once of its own, even one that has passed already.
  const runsAgain = known.status !== 'breached' || wanted.due.at !== known.dueAt
  const moved: DeadlineRecord = {
    ...visitOfDeadline(known),
    ...points(draft, wanted),
    status: runsAgain ? 'running' : known.status,
  }
  draft.deadlines = draft.deadlines.map((record) => (record.id === known.id ? moved : record))
  draft.note('deadline-moved', {
    deadline: known.id,
    visit: known.visit,
    from: instantText(known.dueAt),
    to: instantText(moved.dueAt),
  })
  disarm(draft, known)
  if (runsAgain) armDeadline(draft, known.state, deadline, { wanted, earliest: draft.at })
}

/** What a deadline keeps when it moves. */
function visitOfDeadline({
  id,
  state,
  name,
  visit,
  startedAt,
}: DeadlineRecord): Pick<DeadlineRecord, 'id' | 'state' | 'name' | 'visit' | 'startedAt'> {
  return { id, state, name, visit, startedAt }
}

function dropDeadline(draft: Draft, known: DeadlineRecord): void {
  draft.deadlines = draft.deadlines.filter((record) => record.id !== known.id)
  draft.note('deadline-dropped', { deadline: known.id, visit: known.visit, dueAt: instantText(known.dueAt) })
  disarm(draft, known)
}

function points(
  draft: Draft,
  { due, warn }: Span,
): Pick<DeadlineRecord, 'dueAt' | 'warnAt' | 'provisional' | 'calendar'> {
  const { id, hash } = draft.calendar
  return {
    dueAt: due.at,
    ...(warn ? { warnAt: warn.at } : {}),
    provisional: due.provisional,
    calendar: { id, hash },
  }
}

/**
 * Arms the warnings, then the breach. A warning whose time has passed already is due at `earliest`; one that would
 * not come before the breach is left out.
 */
function armDeadline(
  draft: Draft,
  path: string,
  deadline: CheckedDeadline,
  { wanted: { due, warn }, earliest }: { wanted: Span; earliest: Instant },
): void {
  const { name } = deadline
  if (warn && warn.at < due.at) arm(draft, path, { kind: 'warn', key: `${name}.range`, due: warn })
  deadline.warnings.forEach(({ before }, index) => {
    const latest = draft.calendar.subtract(due.at, before.upper)
    const at = Math.max(latest.at, earliest)
    if (at >= due.at) return
    arm(draft, path, { kind: 'warn', key: `${name}.${index}`, due: { at, provisional: latest.provisional } })
  })
  arm(draft, path, { kind: 'breach', key: name, due })
}

function disarm(draft: Draft, { state, name }: DeadlineRecord): void {
  const belongs = (timer: TimerRecord): boolean =>
    timer.state === state &&
    ((timer.kind === 'breach' && timer.key === name) ||
      (timer.kind === 'warn' && timer.key.startsWith(`${name}.`)))
  draft.timers = draft.timers.filter((timer) => !belongs(timer))
}

function arm(
  draft: Draft,
  state: string,
  { kind, key, due }: { kind: TimerRecord['kind']; key: string; due: DuePoint },
): void {
  const timer: TimerRecord = {
    id: draft.nextTimerId(),
    kind,
    state,
    visit: draft.visitOf(state),
    key,
    dueAt: due.at,
    provisional: due.provisional,
  }
  draft.timers = [...draft.timers, timer]
}
