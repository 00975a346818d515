import type { CheckedHandler } from '../definition/checked-process.js'
import type { RefusalReason, Text } from '../errors/index.js'
import type { Calendar, Instant } from '../time/calendar.js'
import { beginsByData, clockOfRun, clockPlanOf } from './clocks/clock-plan.js'
import type { EndedRun } from './clocks/ended-run.js'
import { textAt } from './clocks/entry-body.js'
import type { Draft } from './draft.js'
import { localTime, zonedText } from './local-time.js'
import { bilingual, StepRefused } from './refusals.js'
import type { StepValues } from './step-values.js'
import { eventTitle } from './titles.js'

/**
 * When an event happened that says so; refuses the step when that cannot be: its process does not let it, it lies
 * ahead, or it lies before the earliest time allowed, which the refusal names. That is how far back the event may be
 * entered, the start of the visit that takes it, and the last such time that was taken. People enter minutes: what lies
 * in the minute of the earliest time counts as that time, so that the time named is accepted.
 */
export function occurredTime(
  draft: Draft,
  values: StepValues,
  handlers: readonly [CheckedHandler, ...CheckedHandler[]],
  occurredAt: Instant,
): Instant {
  const [{ event, state }] = handlers
  const { process, at } = draft
  const title = eventTitle(process, event, handlers[0])
  const within = process.events.get(event)?.occurredWithin
  const calendar = calendarOf(draft, values)
  const found = zonedText(occurredAt, calendar.zone)
  const refuse = (text: RefusalReason['text'], expected?: string): never => {
    const known = expected === undefined ? {} : { expected }
    throw new StepRefused([{ code: 'occurred-at-invalid', text, state, ...known, found }])
  }
  if (!within)
    return refuse(
      bilingual(
        `“${title['zh-CN']}”只能按办理时间登记，不能另填发生时间。`,
        `Expected '${title.en}' to be entered when it happens, but it came with another time. Leave the time out.`,
      ),
    )
  if (occurredAt > at)
    return refuse(
      bilingual(
        `“${title['zh-CN']}”的发生时间不能晚于现在。`,
        `Expected '${title.en}' to have happened by now, but its time lies ahead.`,
      ),
      zonedText(at, calendar.zone),
    )
  const earliest = Math.max(
    calendar.subtract(at, within.upper).at,
    ...handlers.map((handler) => draft.beganOf(handler.state)),
    draft.before?.lastOccurredAt ?? Number.NEGATIVE_INFINITY,
  )
  if (occurredAt < minuteOf(earliest))
    throw new StepRefused([tooEarly({ title, earliest, zone: calendar.zone }, state, occurredAt)])
  return Math.max(occurredAt, earliest)
}

/**
 * Refuses a step whose event says that it happened before a visit began that it left, or before a count began that it
 * stopped: then either time is wrong. Final states are left by what ends beside them, and a start in the data may lie
 * ahead.
 */
export function refuseBeforeStart(
  draft: Draft,
  values: StepValues,
  { at, ended }: { readonly at: Instant; readonly ended: readonly EndedRun[] },
): void {
  const { before, process } = draft
  if (draft.occurredAt === undefined || !before) return
  const left = before.active.flatMap(({ path, visit, since, beganAt }) =>
    draft.active.get(path)?.visit === visit || process.states.get(path)?.kind === 'final'
      ? []
      : [{ state: path, began: beganAt ?? since }],
  )
  const plan = clockPlanOf(process)
  const stopped = ended.flatMap(({ id, state, how, startedAt: began }) => {
    const clock = clockOfRun(plan, id)
    return (how === 'met' || how === 'broken') && clock && !beginsByData(clock) ? [{ state, began }] : []
  })
  const last = [...left, ...stopped].sort((a, b) => b.began - a.began)[0]
  if (!last || at >= minuteOf(last.began)) return
  const accepted = draft.trail.find(({ type }) => type === 'event-accepted')
  const title = eventTitle(process, accepted ? textAt(accepted.body, 'event') : '')
  const { zone } = calendarOf(draft, values)
  throw new StepRefused([tooEarly({ title, earliest: last.began, zone }, last.state, at)])
}

function tooEarly(
  { title, earliest, zone }: { readonly title: Text; readonly earliest: Instant; readonly zone: string },
  state: string,
  occurredAt: Instant,
): RefusalReason {
  const when = localTime(earliest, zone)
  return {
    code: 'occurred-at-invalid',
    text: bilingual(
      `“${title['zh-CN']}”的发生时间最早可填 ${when}。`,
      `Expected '${title.en}' to have happened at ${when} or later, but its time lies before that.`,
    ),
    state,
    expected: zonedText(earliest, zone),
    found: zonedText(occurredAt, zone),
  }
}

function calendarOf(draft: Draft, values: StepValues): Calendar {
  return draft.calendars.choose(undefined, (chooser) => {
    const result = values.evaluate(chooser)
    return result.ok ? result.value : undefined
  })
}

function minuteOf(at: Instant): Instant {
  return Math.floor(at / 60_000) * 60_000
}
