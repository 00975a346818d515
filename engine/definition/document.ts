import type { JsonObject } from '../errors/json.js'
import type { Place, Problem } from '../errors/problem.js'

/** A file as it was found. The definition pipeline reads no disk; its callers do. */
export interface SourceFile {
  /** Path as people write it, relative to where they stand. */
  readonly file: string
  readonly text: string
  /**
   * Why its text could not be had, as the end of a sentence: `line 3 is not UTF-8`. The file is then reported as
   * `file-unreadable`, and `text` is not looked at.
   */
  readonly unreadable?: string
}

/** What a file says it is, by its first key. */
export type DocumentKind =
  | 'process'
  | 'module'
  | 'calendar'
  | 'organisation'
  | 'profile'
  | 'types'
  | 'template'
  | 'paper'
  | 'people'
  | 'scenario'
  | 'mutations'
  | 'replay'
  | 'schedule'
  | 'prices'
  | 'register'
  | 'services'
  | 'channels'
  | 'access'

/** A path of keys and list indices in the long form. */
export type ValuePath = readonly (string | number)[]

/** A file that was read, expanded into its long form and checked against its schema. */
export interface SourceDocument {
  readonly kind: DocumentKind
  /** Value of its first key: `repair` for `process: repair`. */
  readonly id: string
  readonly file: string
  /** The long form, plain JSON. Faulty parts are left out, so that later checks still run on the rest. */
  readonly value: JsonObject
  /** Whether it has no error of its own; a faulty document is still checked, but never run. */
  readonly sound: boolean
  /**
   * Place of a value of the long form in the file, through short forms. The nearest written parent when the value
   * itself was not written. `key: true` marks the key instead of the value; `range` marks part of a text value
   * (UTF-16 units in the decoded text) in whatever YAML style it was written.
   */
  locate(
    path: ValuePath,
    options?: { readonly key?: boolean; readonly range?: { readonly start: number; readonly end: number } },
  ): Place
}

/** Everything a set of files says, with every problem found while reading. */
export interface SourceSet {
  readonly documents: readonly SourceDocument[]
  readonly problems: readonly Problem[]
}
