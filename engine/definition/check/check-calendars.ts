import type { Problem } from '../../errors/problem.js'
import { plainCalendar, type Calendar } from '../../time/index.js'
import { compileDocument } from '../calendars/compile-document.js'
import { textAt } from '../compile/json-access.js'
import { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import { documentsOf } from './check-house.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** The calendars of a set with their arithmetic; faulty ones, and those that extend them, are left out. */
export function checkCalendars(surroundings: Pick<Surroundings, 'set'>): {
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly problems: readonly Problem[]
  /**
   * What the set would hold if one of its calendars were another: those that extend it change with it. One that would
   * be faulty then is left out.
   */
  readonly calendarsIf: (next: Calendar) => ReadonlyMap<string, Calendar>
} {
  const documents = documentsOf(surroundings.set, 'calendar')
  const check = new CalendarCheck(surroundings, documents)
  const calendars = new Map<string, Calendar>()
  for (const document of documents) {
    const calendar = check.calendarOf(document)
    if (calendar && !calendars.has(document.id)) calendars.set(document.id, calendar)
  }
  return { calendars, problems: check.problems, calendarsIf: (next) => changedBy(documents, calendars, next) }
}

function changedBy(
  documents: readonly SourceDocument[],
  calendars: ReadonlyMap<string, Calendar>,
  next: Calendar,
): ReadonlyMap<string, Calendar> {
  const changed = new Map(calendars).set(next.id, next)
  const parents = [next.id]
  for (const parent of parents) {
    for (const document of documents) {
      const { id, value } = document
      if (textAt(value, 'extends') !== parent || parents.includes(id)) continue
      parents.push(id)
      const log = new ProblemLog((path, options) => document.locate(path, options))
      const calendar = document.sound
        ? compileDocument(document, changed.get(parent)?.definition, log)
        : undefined
      if (calendar) changed.set(id, calendar)
      else changed.delete(id)
    }
  }
  return changed
}

class CalendarCheck {
  readonly problems: Problem[] = []
  readonly #surroundings: Pick<Surroundings, 'set'>
  readonly #documents: readonly SourceDocument[]
  readonly #done = new Map<SourceDocument, Calendar | undefined>()
  /** Those under way, each extending the next. */
  readonly #under: SourceDocument[] = []

  constructor(surroundings: Pick<Surroundings, 'set'>, documents: readonly SourceDocument[]) {
    this.#surroundings = surroundings
    this.#documents = documents
  }

  calendarOf(document: SourceDocument): Calendar | undefined {
    if (this.#done.has(document)) return this.#done.get(document)
    const log = documentLog(document, this.#surroundings)
    this.#under.push(document)
    const calendar = this.#compile(document, log)
    this.#under.pop()
    this.problems.push(...log.problems)
    this.#done.set(document, calendar)
    return calendar
  }

  #compile(document: SourceDocument, log: ProblemLog): Calendar | undefined {
    // A part that was left out would come up again as missing.
    if (!document.sound) return undefined
    if (document.id === plainId) {
      reportReserved(log)
      return undefined
    }
    const name = textAt(document.value, 'extends')
    if (name === undefined) return compileDocument(document, undefined, log)
    const parent = this.#documents.find(({ id }) => id === name)
    if (!parent) {
      const known = this.#documents.map(({ id }) => id).filter((id) => id !== document.id)
      log.reportUnknown('unknown-calendar', ['extends'], { what: 'the name of a calendar', name, known })
      return undefined
    }
    if (this.#under.includes(parent)) {
      reportCycle([...this.#under.slice(this.#under.indexOf(parent)), parent], log)
      return undefined
    }
    const calendar = this.calendarOf(parent)
    return calendar && compileDocument(document, calendar.definition, log)
  }
}

/** What a process without a calendar is counted by: a file of that name would hide it. */
const plainId = plainCalendar('UTC').id

function reportReserved(log: ProblemLog): void {
  const expected = 'a name of its own for a calendar'
  log.report(
    'wrong-name',
    ['calendar'],
    `Expected ${expected}, but '${plainId}' is what a process without a calendar is counted by.`,
    { expected, found: plainId, hint: "Rename it, such as 'always-open'." },
  )
}

function reportCycle(circle: readonly SourceDocument[], log: ProblemLog): void {
  const found = circle.map(({ id }) => id).join(' → ')
  log.report(
    'calendar-cycle',
    ['extends'],
    `Expected calendars to end in one that extends none, but found ${found}.`,
    {
      expected: 'a calendar that does not extend this one',
      found,
      hint: "Leave 'extends' out of one of them.",
    },
  )
}
