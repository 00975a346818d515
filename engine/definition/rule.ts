import type { ProblemCode } from '../errors/problem-codes.js'
import type { CheckedProcess } from './checked-process.js'
import type { SourceDocument, SourceSet, ValuePath } from './document.js'

/** One check of what a process means. Its name is its file, its page, its examples' folder and its code. */
export interface Rule {
  readonly name: ProblemCode
  /** Looks at one process in one profile. Pure; what it throws is reported as `rule-crashed`. */
  check(context: RuleContext): Iterable<Finding>
}

export interface RuleContext {
  /** The file of the process, in its long form. */
  readonly document: SourceDocument
  readonly process: CheckedProcess
  /** All documents that were read together. */
  readonly set: SourceSet
  /** Path of a state in the long form of the document: `['states', 'a', 'states', 'b']` for `a.b`, `[]` for the root. */
  pathOf(statePath: string): ValuePath
  /**
   * Paths of the states of which some part was faulty and left out. Rules that conclude something from what is *not*
   * there keep silent about them, so that one mistake is reported once.
   */
  readonly incomplete: ReadonlySet<string>
}

/** Something a rule found. The runner adds the code, the severity's default (`error`) and the place. */
export interface Finding {
  /** Path in the long form of the document. */
  readonly path: ValuePath
  /** Marks the key instead of the value. */
  readonly key?: boolean
  /** Part of a text value, in UTF-16 units of the decoded text. */
  readonly range?: { readonly start: number; readonly end: number }
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string
  readonly hint?: string
  readonly severity?: 'error' | 'warning'
}
