import type { Problem } from '../../errors/problem.js'
import { compileCalendar, type Calendar, type CalendarDefinition } from '../../time/index.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import { objectAt, textAt, textsAt } from '../compile/json-access.js'
import type { SourceDocument } from '../document.js'
import { documentsOf } from './check-house.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** The calendars of a set with their arithmetic; faulty ones are reported and left out. */
export function checkCalendars(surroundings: Surroundings): {
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly problems: readonly Problem[]
} {
  const calendars = new Map<string, Calendar>()
  const problems = documentsOf(surroundings.set, 'calendar').flatMap((document) => {
    // A part that was left out would come up again as missing.
    if (!document.sound) return []
    const compiled = compileCalendar(definitionOf(document))
    if (!compiled.ok) return reported(document, surroundings, compiled.problems)
    if (!calendars.has(document.id)) calendars.set(document.id, compiled.calendar)
    return []
  })
  return { calendars, problems }
}

type CalendarProblems = Extract<ReturnType<typeof compileCalendar>, { ok: false }>['problems']

function reported(
  document: SourceDocument,
  surroundings: Surroundings,
  problems: CalendarProblems,
): readonly Problem[] {
  const log = documentLog(document, surroundings)
  for (const { code, path, message, ...details } of problems) log.report(code, path, message, details)
  return log.problems
}

/** The long form of a calendar that fits its schema, as the arithmetic wants it. */
function definitionOf({ id, value }: SourceDocument): CalendarDefinition {
  const holidays = textAt(value, 'holidays')
  const workdays = textsAt(value, 'workdays')
  const hours = objectAt(value, 'hours')
  return {
    calendar: id,
    title: bilingualAt(value, 'title') ?? { 'zh-CN': id, en: id },
    zone: textAt(value, 'zone') ?? 'UTC',
    dayCounting: textAt(value, 'dayCounting') === 'same-time' ? 'same-time' : 'close-of-business',
    hours: Object.fromEntries(Object.keys(hours).map((day) => [day, textsAt(hours, day) ?? []])),
    ...(holidays !== undefined && { holidays }),
    ...(workdays && { workdays }),
  }
}
