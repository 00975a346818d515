import type { Problem } from '../../errors/problem.js'
import { parseDuration, type Calendar } from '../../time/index.js'
import type { CheckedProcess } from '../checked-process.js'
import { documentsOf } from '../check/check-house.js'
import { documentLog, type Surroundings } from '../check/surroundings.js'
import { textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import { reportDuration } from '../compile/report-duration.js'
import type { SourceDocument } from '../document.js'
import type { CheckedSchedule } from './checked-schedule.js'
import { compileSchedule } from './compile-schedule.js'
import { readRule, reportNever } from './read-days.js'

/** What schedules are checked against: the processes and calendars of the same files. */
export interface ScheduleSurroundings extends Surroundings {
  readonly processes: readonly CheckedProcess[]
  readonly calendars: ReadonlyMap<string, Calendar>
}

/** The schedules of a set, compiled; faulty ones are reported and left out. */
export function checkSchedules(surroundings: ScheduleSurroundings): {
  readonly schedules: readonly CheckedSchedule[]
  readonly problems: readonly Problem[]
} {
  const seen = new Set<string>()
  const checks = documentsOf(surroundings.set, 'schedule').map((document) => {
    const log = documentLog(document, surroundings)
    const schedule = document.sound ? checkSchedule(document, surroundings, log) : undefined
    // Two files with one id are a problem of reading; the first counts.
    const first = !seen.has(document.id)
    seen.add(document.id)
    return { schedules: schedule && first && !log.failed ? [schedule] : [], problems: log.problems }
  })
  return {
    schedules: checks.flatMap(({ schedules }) => schedules),
    problems: checks.flatMap(({ problems }) => problems),
  }
}

function checkSchedule(
  document: SourceDocument,
  surroundings: ScheduleSurroundings,
  log: ProblemLog,
): CheckedSchedule | undefined {
  const { value } = document
  const rule = readRule(document, log)
  const within = readWithin(document, log)
  const process = processOf(document, surroundings, log)
  const calendar = process && calendarOf(document, process, { surroundings, log })
  if (!rule || !process || !calendar) return undefined
  reportNever(rule, calendar, log)
  const schedule = compileSchedule(document, { rule, process, calendar, log, ...surroundings })
  return schedule && { ...schedule, ...(within && textAt(value, 'catchUp') !== 'none' && { within }) }
}

/** The process whose cases it starts, in its profile. An unsound one was reported where it is written. */
function processOf(
  { value }: SourceDocument,
  { known, processes }: ScheduleSurroundings,
  log: ProblemLog,
): CheckedProcess | undefined {
  const name = textAt(value, 'process') ?? ''
  const names = known.processes ?? []
  if (!names.includes(name)) {
    log.reportUnknown('unknown-process', ['process'], { what: 'a process', name, known: names })
    return undefined
  }
  const versions = processes.filter(({ id }) => id === name)
  const profile = textAt(value, 'profile')
  const found = versions.find((each) => each.profile === profile)
  if (!found && versions.length > 0)
    log.reportUnknown('unknown-profile', ['profile'], {
      what: `a profile of '${name}'`,
      name: profile ?? '',
      known: versions.flatMap((each) => each.profile ?? []),
    })
  return found
}

function calendarOf(
  { value }: SourceDocument,
  process: CheckedProcess,
  { surroundings, log }: { readonly surroundings: ScheduleSurroundings; readonly log: ProblemLog },
): Calendar | undefined {
  const own = textAt(value, 'calendar')
  const name = own ?? process.calendar
  const known = surroundings.known.calendars ?? []
  if (name === undefined) {
    const message = `Expected 'calendar' to say in which zone the times are, since '${process.id}' names none either, but it is missing.`
    log.report('missing-key', ['schedule'], message, { expected: 'calendar' })
    return undefined
  }
  if (own !== undefined && !known.includes(own))
    log.reportUnknown('unknown-calendar', ['calendar'], { what: 'a calendar', name: own, known })
  return surroundings.calendars.get(name)
}

function readWithin({ value }: SourceDocument, log: ProblemLog) {
  const text = textAt(value, 'within')
  if (text === undefined) return undefined
  if (textAt(value, 'catchUp') === 'none')
    log.report('wrong-value', ['within'], "Expected no 'within' beside 'catchUp: none', but found one.", {
      found: text,
      hint: "Leave 'within' out, since nothing missed is started at all.",
    })
  const parsed = parseDuration(text)
  if (!parsed.ok) reportDuration(log, parsed, ['within'], {})
  else if (parsed.range.lower)
    log.report('wrong-duration', ['within'], `Expected one duration, but '${text}' is a range.`, {
      expected: 'one duration',
      found: text,
      hint: 'Write one of its two ends.',
    })
  else return parsed.range.upper
  return undefined
}
