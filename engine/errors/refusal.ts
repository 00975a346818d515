import type { JsonValue, Text } from './json.js'
import type { RefusalCode } from './refusal-codes.js'

/** One reason why an event may not happen now. */
export interface RefusalReason {
  readonly code: RefusalCode
  /** For people, in both languages. */
  readonly text: Text
  /** Path of the state whose handler was asked, where one was. */
  readonly state?: string
  /** The failed expression. Shown only to those who may read every field that it names. */
  readonly expression?: string
  /** Values the expression read, by path. Same restriction as `expression`. */
  readonly values?: { readonly [path: string]: JsonValue }
  /** Path of the field or answer concerned. */
  readonly field?: string
  /** Roles that may do it. */
  readonly roles?: readonly string[]
  readonly expected?: string
  readonly found?: string
}

/** An event that may not happen now. A refusal is a value: nothing was changed. */
export interface Refusal {
  readonly code: RefusalCode
  /** The first and most useful reason, for people. */
  readonly text: Text
  /** All reasons, most specific first. */
  readonly reasons: readonly RefusalReason[]
  /** Events the case accepts now, with the roles that may send them. */
  readonly accepted?: readonly { readonly event: string; readonly roles: readonly string[] }[]
}
