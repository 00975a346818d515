import { compileCalendar, type Calendar, type CalendarDefinition } from '../../time/index.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import { extendCalendar, neededKeys } from './extend-calendar.js'
import { writtenCalendar } from './written-calendar.js'

/** Compiles the calendar of a sound document on top of the one it extends. `undefined` where the log got problems. */
export function compileDocument(
  document: SourceDocument,
  parent: CalendarDefinition | undefined,
  log: ProblemLog,
): Calendar | undefined {
  const { id, value } = document
  const extended = extendCalendar(writtenCalendar(value, id), parent)
  if (!extended) {
    for (const key of neededKeys) if (!Object.hasOwn(value, key)) reportMissing(key, log)
    return undefined
  }
  const compiled = compileCalendar(extended.definition)
  if (compiled.ok) return compiled.calendar
  const told = new Set<string>()
  for (const { code, path, message, ...details } of compiled.problems) {
    const own = extended.placeOf(path)
    // What stands once in the file and goes for several days is told once.
    const { line, column } = document.locate(own)
    const place = `${code} ${line} ${column}`
    if (!told.has(place) || own.length === 0) log.report(code, own, message, details)
    told.add(place)
  }
  return undefined
}

function reportMissing(key: string, log: ProblemLog): void {
  log.report('missing-key', [], `Expected the key '${key}', but it is not there.`, {
    key: true,
    hint: `Add '${key}: …' here, or extend a calendar that has it.`,
  })
}
