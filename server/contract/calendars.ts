import { instant, localText } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, flag, freeObject, list, object, text, whole, word } from './schema.js'

const calendar = component(
  'Calendar',
  object(
    {
      id: text(),
      title: localText,
      zone: text(),
      hash: about(text(), 'The version.'),
      holidays: about(list(text()), 'Tables of public holidays.'),
      holidayYears: about(list(whole()), 'Years with single days off of its own.'),
    },
    { dayCounting: text(), publishedUntil: about(whole(), 'The last year its tables cover.') },
  ),
)

const number = whole({ minimum: 0 })

const occurrence = object(
  {
    slot: text(),
    at: instant,
    status: word('open', 'done'),
    begunAt: instant,
    started: number,
    refused: number,
  },
  { endedAt: instant },
)

const refusedStart = object(
  { slot: text(), at: instant, code: text(), text: localText, reasons: list(freeObject) },
  { object: text(), accepted: list(freeObject) },
)

const schedule = component(
  'Schedule',
  object(
    {
      id: text(),
      title: localText,
      process: text(),
      calendar: text(),
      every: text(),
      catchUp: text(),
      next: list(object({ at: instant, provisional: flag })),
      passedOver: about(list(object({ slot: text(), at: instant })), 'Lately missed and not caught up.'),
      refused: list(refusedStart),
    },
    { source: {}, profile: text(), since: instant, last: occurrence },
  ),
)

/** Calendars in force, and duties by them. */
export const calendarOperations = operationsOf({
  'GET /api/calendars': {
    id: 'listCalendars',
    tag: 'Calendars and schedules',
    summary: 'List calendars',
    mayAsk: 'Everybody with a key.',
    answers: { 200: { description: 'Those in force.', schema: object({ items: list(calendar) }) } },
    problems: [],
  },
  'POST /api/calendars/{id}/diff': {
    id: 'compareCalendar',
    tag: 'Calendars and schedules',
    summary: 'Ask what another version of a calendar would move',
    description:
      'Counts every open case whose clocks use it again in memory and changes nothing. The body is the calendar as its file would say it, in JSON.',
    mayAsk: 'Whoever has the permission `calendars`.',
    body: freeObject,
    answers: {
      200: {
        description: 'What would move, in numbers, and up to 100 cases with theirs.',
        schema: object(
          {
            text: localText,
            calendar: text(),
            zone: text(),
            from: about(text(), 'Hash of the version in force.'),
            to: about(text(), 'Hash of the other one.'),
            at: instant,
            extendedBy: list(text()),
            notFollowed: list(text()),
            cases: number,
            moved: number,
            clocksMoved: number,
            becomeOverdue: number,
            noLongerOverdue: number,
            failed: number,
            failures: list(object({ instance: text(), code: text() })),
            listed: list(freeObject),
            unlisted: number,
          },
          { storedVersion: text() },
        ),
      },
    },
    problems: ['unknown-calendar', 'forbidden'],
  },
  'GET /api/schedules': {
    id: 'listSchedules',
    tag: 'Calendars and schedules',
    summary: 'List schedules',
    description: 'Those whose process is open to the key, with times in the zone of their calendar.',
    mayAsk: 'Everybody with a key.',
    answers: { 200: { description: 'The schedules.', schema: object({ items: list(schedule) }) } },
    problems: [],
  },
})
