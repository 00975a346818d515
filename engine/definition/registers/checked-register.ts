import type { Text } from '../../errors/json.js'
import type { Expression } from '../../expression/expression.js'
import type { CheckedProcess } from '../checked-process.js'

/** A book over cases, as its file says it. It was checked against the current version of every process it names. */
export interface CheckedRegister {
  readonly id: string
  readonly title: Text
  readonly description?: Text
  readonly source?: readonly string[]
  /** Ids of the processes whose cases stand in it. */
  readonly of: readonly string[]
  readonly rows: RegisterRows
  readonly where?: string
  /** By process: what takes the place of `where`. */
  readonly whereIn?: ByProcess
  readonly period: RegisterPeriod
  readonly columns: readonly RegisterColumn[]
  readonly struckOff?: {
    readonly title: Text
    readonly when: string
    /** By process: what takes the place of `when`. */
    readonly whenIn?: ByProcess
    readonly at?: string
  }
  /** Who may see it. */
  readonly roles: readonly string[]
}

/** What has a line: each case, each paper of a kind, or each item of a list. */
export type RegisterRows =
  | { readonly kind: 'cases' }
  | { readonly kind: 'vouchers'; readonly paper: string }
  | { readonly kind: 'items'; readonly list: string }

/** Which day of a line counts for a period. */
export type RegisterPeriod =
  { readonly kind: 'started' | 'ended' } | { readonly kind: 'expression'; readonly source: string }

/** Expressions by the id of the process they are for. */
export type ByProcess = ReadonlyMap<string, string>

export interface RegisterColumn {
  readonly name: string
  readonly title: Text
  readonly value: string
  /** By process: what takes the place of `value`. */
  readonly valueIn?: ByProcess
  /** Blank for a process that lacks what it names. */
  readonly optional: boolean
}

/**
 * A register compiled against one version of a process. What does not compile there is absent: a version that is no
 * longer current may lack what the register speaks of.
 */
export interface CompiledRegister {
  readonly process: CheckedProcess
  readonly where?: Expression
  readonly period?: Expression
  readonly columns: ReadonlyMap<string, CompiledColumn>
  readonly struckOff?: Expression
  readonly struckOffAt?: Expression
  /** Expressions that were left out, by what they stand for: a column's name, `where`, `period`, `struckOff`. */
  readonly faults: { readonly [part: string]: string }
}

export interface CompiledColumn {
  readonly expression: Expression
  /** What people call the values, where the column shows a choice as it is. */
  readonly options?: { readonly [option: string]: Text }
}
