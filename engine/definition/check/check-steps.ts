import type { JsonValue } from '../../errors/json.js'
import { parseDuration } from '../../time/index.js'
import { member, objectAt, textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import { reportDuration } from '../compile/report-duration.js'
import type { ValuePath } from '../document.js'
import {
  checkExpected,
  reportField,
  reportMoment,
  reportOneOf,
  reportState,
  type StoryCheck,
} from './check-expected.js'
import { fieldPaths, isField } from './story-names.js'

/** Whether a step can be done at all: a time to wait that is one, a moment that exists, somebody who does it. */
export function checkDoing(log: ProblemLog, step: JsonValue, path: ValuePath): void {
  const wait = textAt(step, 'wait')
  const parsed = wait === undefined ? undefined : parseDuration(wait)
  if (parsed && !parsed.ok) reportDuration(log, parsed, [...path, 'wait'])
  const until = textAt(step, 'until')
  if (until !== undefined) reportMoment(log, until, [...path, 'until'])
  checkPast(log, step, path)
  const deed = ['send', 'note', 'correct', 'suspend', 'resume', 'claim', 'release', 'assign', 'begin'].find(
    (key) => member(step, key) !== undefined,
  )
  if (deed === 'begin' && member(step, 'in') !== undefined) {
    const message = "Expected no 'in' beside 'begin', which begins a case of its own, but it is there."
    log.report('unknown-key', [...path, 'in'], message, { hint: "Leave 'in' out of this step." })
  }
  if (deed === undefined || member(step, 'by') !== undefined) return
  const message = `Expected 'by' beside '${deed}', so that somebody does it, but it is not there.`
  log.report('missing-key', path, message, { expected: 'by', hint: "Add 'by: …' with a person of the cast." })
}

/** When an event happened, and which calendar changes: both say nothing beside other steps. */
function checkPast(log: ProblemLog, step: JsonValue, path: ValuePath): void {
  const occurredAt = textAt(step, 'occurredAt')
  if (occurredAt !== undefined) reportMoment(log, occurredAt, [...path, 'occurredAt'])
  for (const [key, beside] of [
    ['occurredAt', 'send'],
    ['insteadOf', 'calendar'],
  ] as const)
    if (member(step, key) !== undefined && member(step, beside) === undefined) {
      const message = `Expected '${beside}' beside '${key}', but it is not there.`
      log.report('missing-key', path, message, { expected: beside, hint: `Leave '${key}' out of this step.` })
    }
}

/** Names of the process that a step or the start uses: events, fields, regions, and what it expects. */
export function checkStep(check: StoryCheck, step: JsonValue | undefined, path: ValuePath): void {
  const expect = member(step, 'expect')
  checkExpected(check, expect, [...path, 'expect'])
  const service = textAt(member(step, 'result'), 'of')
  reportOneOf(check, service, [...path, 'result', 'of'], {
    what: `outside work or an awaited process of '${check.names.process}'`,
    known: check.names.services,
  })
  for (const key of ['calendar', 'insteadOf']) reportCalendar(check, textAt(step, key), [...path, key])
  for (const key of ['claim', 'release']) {
    const state = textAt(step, key)
    if (state !== undefined) reportState(check, state, [...path, key])
  }
  const given = textAt(member(step, 'assign'), 'task')
  if (given !== undefined) reportState(check, given, [...path, 'assign', 'task'])
  // A story may show that what is not known is refused.
  if (member(expect, 'refused') !== undefined) return
  for (const field of Object.keys(objectAt(step, 'correct')))
    reportField(check, field, [...path, 'correct', field], true)
  const region = textAt(step, 'to')
  if (region !== undefined) reportState(check, region, [...path, 'to'])
  const event = textAt(step, 'send')
  if (event !== undefined && reportEvent(check, event, [...path, 'send'], 'warning')) return
  reportAnswers(check, { event, answers: member(step, 'with'), path: [...path, 'with'] })
}

function reportCalendar({ log, known }: StoryCheck, name: string | undefined, path: ValuePath): void {
  const calendars = known.calendars ?? []
  if (name !== undefined && !calendars.includes(name))
    log.reportUnknown('unknown-calendar', path, { what: 'a calendar of the folder', name, known: calendars })
}

/** Reports an event that no state handles; whether it did. */
export function reportEvent(
  { log, names }: StoryCheck,
  name: string,
  path: ValuePath,
  severity: 'error' | 'warning' = 'error',
): boolean {
  if (names.events.includes(name)) return false
  const what = `an event of '${names.process}'`
  log.reportUnknown('unknown-event', path, { what, name, known: names.events, severity })
  return true
}

interface WrittenAnswers {
  /** Without one, the case is begun. */
  readonly event: string | undefined
  readonly answers: JsonValue | undefined
  readonly path: ValuePath
}

/** Reports answers that are neither fields nor answers a form of the event asks for besides. */
export function reportAnswers(check: StoryCheck, { event, answers, path }: WrittenAnswers): void {
  const also = event === undefined ? [] : check.names.answersOf(event)
  if (!also) return
  for (const name of Object.keys(objectAt({ answers: answers ?? null }, 'answers')))
    if (!isField(check.names, name) && !also.includes(name.split('.')[0] ?? ''))
      check.log.reportUnknown('unknown-field', [...path, name], {
        what: event === undefined ? `a field of '${check.names.process}'` : `an answer to '${event}'`,
        name,
        known: [...fieldPaths(check.names), ...also],
        key: true,
      })
}
