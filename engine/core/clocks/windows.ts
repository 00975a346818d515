import type { CheckedHandler, CheckedWindow } from '../../definition/checked-process.js'
import type { RefusalReason } from '../../errors/index.js'
import type { Expression } from '../../expression/expression.js'
import type { Calendar, DuePoint, Instant } from '../../time/calendar.js'
import type { Draft } from '../draft.js'
import { localTime, zonedText } from '../local-time.js'
import { bilingual } from '../refusals.js'
import type { StepValues } from '../step-values.js'
import { tellPoint } from '../tell-point.js'
import { eventTitle } from '../titles.js'

/** Whether a condition of a clock or a window holds. One that cannot be worked out does not. */
export function holds(values: StepValues, condition: Expression): boolean {
  const result = values.evaluate(condition)
  return result.ok && result.value === true
}

/**
 * `at` where the window is open then or does not count, else the next instant at which it opens; `undefined` where it
 * does not open within five years.
 */
export function openingAt(
  draft: Draft,
  values: StepValues,
  window: CheckedWindow,
  at: Instant,
): DuePoint | undefined {
  return openingIn(windowCalendar(draft, values, window), values, { window, at })
}

/** The same where the calendar is known. */
export function openingIn(
  calendar: Calendar,
  values: StepValues,
  { window, at }: { readonly window: CheckedWindow; readonly at: Instant },
): DuePoint | undefined {
  if (window.unless && holds(values, window.unless)) return { at, provisional: false }
  return calendar.openingOf(window.window, at)
}

/** Why an event may not be sent now: its window is closed, and when it opens, if it ever does and as far as that is known. */
export function outsideWindow(
  draft: Draft,
  values: StepValues,
  handler: CheckedHandler,
): RefusalReason | undefined {
  const { window, state, event } = handler
  if (!window) return undefined
  // What happened at the weekend may be entered on Monday.
  const at = draft.occurredAt ?? draft.at
  const opens = openingAt(draft, values, window, at)
  if (opens?.at === at) return undefined
  const { zone } = windowCalendar(draft, values, window)
  const title = eventTitle(draft.process, event, handler)
  const [why, whyZh] = window.title
    ? [` (${window.title.en})`, `，只能在“${window.title['zh-CN']}”办理`]
    : ['', '']
  const stated = localTime(at, zone)
  if (!opens)
    return {
      code: 'outside-window',
      text: bilingual(
        `“${title['zh-CN']}”现在不能办理${whyZh}，而且五年之内都没有可以办理的时间。请检查办理时段和日历。`,
        `Expected '${title.en}' to be sent while it may be${why}, but its window does not open within five years. Its days and hours and those of the calendar have to be changed.`,
      ),
      state,
      found: zonedText(at, zone),
    }
  const when = tellPoint(opens, zone)
  return {
    code: 'outside-window',
    text:
      draft.occurredAt === undefined
        ? bilingual(
            `“${title['zh-CN']}”现在不能办理${whyZh}，最早可在 ${when['zh-CN']}办理。`,
            `Expected '${title.en}' to be sent while it may be${why}, but that is not now. It may be from ${when.en} on.`,
          )
        : bilingual(
            `“${title['zh-CN']}”不能在所填的发生时间 ${stated} 办理${whyZh}，此后最早可在 ${when['zh-CN']}办理。`,
            `Expected '${title.en}' to have happened while it may${why}, but ${stated} is outside. After that it might from ${when.en} on.`,
          ),
    state,
    expected: zonedText(opens.at, zone),
    found: zonedText(at, zone),
  }
}

function windowCalendar(draft: Draft, values: StepValues, { calendar }: CheckedWindow): Calendar {
  return draft.calendars.choose(calendar, (chooser) => {
    const result = values.evaluate(chooser)
    return result.ok ? result.value : undefined
  })
}
