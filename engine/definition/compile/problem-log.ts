import { nearestName } from '../../errors/nearest-name.js'
import type { Problem } from '../../errors/problem.js'
import type { ProblemCode } from '../../errors/problem-codes.js'
import type { SourceDocument, ValuePath } from '../document.js'

/** Finds the place of a value of the resolved long form. */
export type Locate = SourceDocument['locate']

/** What a report may add to its sentence. */
export interface ReportDetails {
  /** Marks the key instead of the value. */
  readonly key?: boolean
  /** Part of a text value, in UTF-16 units. */
  readonly range?: { readonly start: number; readonly end: number }
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string | undefined
  readonly hint?: string
  readonly severity?: 'error' | 'warning'
}

/**
 * Collects the problems of one process while it is compiled. Remembers which states had a part left out, and keeps
 * silent about names that were reported faulty before, so that one mistake is reported once.
 */
export class ProblemLog {
  readonly problems: Problem[] = []
  /** Paths of states of which some part was left out. */
  readonly incomplete = new Set<string>()
  readonly #locate: Locate | undefined
  readonly #faulty: ReadonlySet<string>
  #state: string | undefined

  constructor(locate?: Locate, faultyNames: ReadonlySet<string> = new Set()) {
    this.#locate = locate
    this.#faulty = faultyNames
  }

  /** Whether anything but warnings was reported. */
  get failed(): boolean {
    return this.problems.some((problem) => problem.severity === 'error')
  }

  /** Names the state whose parts are compiled from here on; `undefined` for parts outside the states. */
  enter(state: string | undefined): void {
    this.#state = state
  }

  /** Adds a problem at a path of the resolved long form. */
  report(code: ProblemCode, path: ValuePath, message: string, details: ReportDetails = {}): void {
    const { key, range, severity = 'error', nearest, ...rest } = details
    if (severity === 'error' && this.#state !== undefined) this.incomplete.add(this.#state)
    if (isAboutName(code) && details.found !== undefined && this.#faulty.has(details.found)) return
    this.problems.push({
      code,
      severity,
      message,
      ...(this.#locate && { place: this.#locate(path, { ...(key && { key }), ...(range && { range }) }) }),
      ...rest,
      ...(nearest !== undefined && { nearest }),
    })
  }

  /** Whether something was found faulty while reading, and left out, in a place with all of these names. */
  wasFaulty(...names: readonly string[]): boolean {
    return names.every((name) => this.#faulty.has(name))
  }

  /** Reports a name that nothing defines, with the nearest that exists. */
  reportUnknown(code: ProblemCode, path: ValuePath, unknown: UnknownName): void {
    const { what, name, known: names, ...details } = unknown
    const known = [...names]
    const nearest = nearestName(name, known)
    this.report(code, path, `Expected ${what}, but nothing is called '${name}'.`, {
      found: name,
      nearest,
      hint: nearest === undefined ? listed(known) : `Did you mean '${nearest}'?`,
      ...details,
    })
  }
}

/** A name that was looked for in vain. */
export interface UnknownName {
  /** What was expected, with its article: `a role of the organisation`. */
  readonly what: string
  readonly name: string
  readonly known: Iterable<string>
  readonly key?: boolean
  readonly range?: { readonly start: number; readonly end: number }
  readonly hint?: string
  readonly severity?: 'error' | 'warning'
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'None is defined.'
  const shown = names.slice(0, 12).map((name) => `'${name}'`)
  return `Known are ${shown.join(', ')}${names.length > shown.length ? ' and others' : ''}.`
}

function isAboutName(code: ProblemCode): boolean {
  return ['expression-unknown-name', 'parameter-without-value'].includes(code) || code.startsWith('unknown-')
}
