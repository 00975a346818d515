import type { JsonObject } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { Weekday } from '../../time/index.js'
import type { PeriodText } from '../../time/calendar.js'
import type { TimeWindow } from '../../time/clock.js'
import { readPeriod } from '../../time/periods.js'
import { repairPeriod } from '../../time/repair-period.js'
import { isNeverClosed, meets } from '../../time/window-week.js'
import type { CheckedWindow } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { titleOf } from './bilingual-text.js'
import { hasCalendar, ownCalendar } from './compile-calendar-choice.js'
import { compileCondition } from './compile-expression.js'
import type { Compilation } from './compilation.js'
import { isObject, listAt, member, textAt, textsAt } from './json-access.js'

/**
 * The window of a handler, a task, a message or an `after`. Reports one that leaves everything open, and one that asks
 * for open hours where no calendar is named. `undefined` where none is written.
 */
export function compileWindow(
  compilation: Compilation,
  holder: JsonObject,
  { scope, path }: { readonly scope: Scope; readonly path: ValuePath },
): CheckedWindow | undefined {
  const written = member(holder, 'window')
  if (!isObject(written)) return undefined
  const at = [...path, 'window']
  if (reportPeriods(compilation, written, at)) return undefined
  const window = timeWindow(written)
  const source = textAt(written, 'unless')
  const unless =
    source === undefined ? undefined : compileCondition(compilation.log, scope, source, [...at, 'unless'])
  const calendar = ownCalendar(compilation, written, at)
  if (!isSound(compilation, written, window, at) || !opens(compilation, written, window, at)) return undefined
  return { ...titleOf(written), window, ...calendar, ...(unless && { unless }) }
}

/** `{ window }` where one is written, else nothing: for spreading into a result. */
export function windowOf(
  compilation: Compilation,
  holder: JsonObject,
  place: { readonly scope: Scope; readonly path: ValuePath },
): { window?: CheckedWindow } {
  const window = compileWindow(compilation, holder, place)
  return window ? { window } : {}
}

/** Tells of periods that are none. */
function reportPeriods({ log }: Compilation, written: JsonObject, path: ValuePath): boolean {
  let isFaulty = false
  for (const [index, period] of listAt(written, 'hours').entries()) {
    const times = Array.isArray(period) ? period.map(String) : []
    const [opens = '', closes = ''] = times
    if (readPeriod([opens, closes])) continue
    isFaulty = true
    const nearest = repairPeriod(times.join('-'))?.join('-')
    const expected = 'a period such as 09:00-18:00'
    log.report(
      'wrong-value',
      [...path, 'hours', index],
      `Expected ${expected}, but found '${times.join('-')}'.`,
      {
        expected,
        found: times.join('-'),
        nearest,
        hint:
          nearest === undefined
            ? 'Hours run from 00:00 to 23:59, with two digits; an end may be 24:00.'
            : `Write '${nearest}'.`,
      },
    )
  }
  return isFaulty
}

/** Whether the window opens in its calendar, as far as that is known; one for single days only is a warning. */
// What is looked at, what was made of it, and where it stands.
function opens(compilation: Compilation, written: JsonObject, window: TimeWindow, path: ValuePath): boolean {
  const { log, known, resolved } = compilation
  const holder = textAt(written, 'calendar') === undefined ? resolved : written
  const id = textAt(holder, 'calendar')
  const calendar = id === undefined ? undefined : known.soundCalendars?.get(id)
  // Which calendar the data will choose is not known here.
  if (window.openOnly !== true || !calendar || textAt(holder, 'chooseCalendar') !== undefined) return true
  const found = meets(window, calendar.definition)
  if (found === 'usually') return true
  const isNever = found === 'never'
  log.report(
    'wrong-value',
    path,
    isNever
      ? `Expected a window that opens at some time, but '${calendar.id}' is never open on its days and in its hours.`
      : `Expected a window that opens in a usual week, but '${calendar.id}' is open then on make-up days and one-off dates only.`,
    {
      found: calendar.id,
      hint: "Choose days and hours in which the calendar is open, name another calendar, or leave 'open' out.",
      ...(isNever ? {} : { severity: 'warning' }),
    },
  )
  return !isNever
}

/** Naming a calendar means its open hours, unless `open: false` says that only its clock is meant. */
function timeWindow(written: JsonObject): TimeWindow {
  const days = textsAt(written, 'days')
  const hours = listAt(written, 'hours').flatMap((period): readonly PeriodText[] => {
    const [opens, closes] = Array.isArray(period) ? period : []
    return typeof opens === 'string' && typeof closes === 'string' ? [[opens, closes]] : []
  })
  const open = member(written, 'open') ?? textAt(written, 'calendar') !== undefined
  return {
    ...(days && { days: days.filter(isWeekday) }),
    ...(hours.length > 0 && { hours }),
    ...(open === true && { openOnly: true }),
  }
}

const weekdays: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const isWeekday = (text: string): text is Weekday => weekdays.includes(text)

function isSound(
  compilation: Compilation,
  written: JsonObject,
  window: TimeWindow,
  path: ValuePath,
): boolean {
  const { log } = compilation
  if (isNeverClosed(window)) {
    // What would have restricted it may have been left out as faulty.
    const isCut = Object.keys(window).length === 0
    if (isCut && listAt(written, 'days').length + listAt(written, 'hours').length > 0) return false
    log.report(
      'wrong-value',
      path,
      'Expected a window that is closed at some time, but nothing restricts this one.',
      {
        hint: "Name fewer 'days' or 'hours', 'open: true' or a 'calendar', or leave the window out.",
      },
    )
    return false
  }
  if (window.openOnly !== true || hasCalendar(compilation, written)) return true
  const message =
    "Expected a 'calendar' whose open hours count, but neither the window nor the process names one."
  log.report('missing-key', path, message, {
    expected: 'calendar',
    hint: "Write 'calendar: …' in the window or at the top of the process.",
  })
  return false
}
