import type { JsonObject, JsonValue, Text } from '../errors/json.js'
import type { Bindings, Evaluation, Expression, Scope, ValueType } from '../expression/expression.js'
import type { CellSet } from '../expression/index.js'
import type { DurationRange } from '../time/duration.js'
import type { CheckedValue } from './checked-action.js'
import type {
  CheckedContact,
  CheckedDuplicates,
  CheckedPaper,
  CheckedParty,
  CheckedUnit,
} from './checked-surroundings.js'
import type { CheckedState } from './checked-state.js'

export type * from './checked-action.js'
export type * from './checked-clocks.js'
export type * from './checked-surroundings.js'
export type * from './checked-state.js'

/**
 * A process that was checked and compiled for one profile: what the core steps through.
 * Plain data but for compiled expressions, decisions and validators, which are functions.
 */
export interface CheckedProcess {
  readonly id: string
  /** The version people say, from the file. */
  readonly version: string
  /** Hash of everything that decides the flow. */
  readonly hash: string
  readonly profile?: string
  readonly title: Text
  /** Id of the calendar durations are counted in; `undefined` counts plain time in UTC. */
  readonly calendar?: string
  /** Names the calendar by the data of the case; `calendar` counts where it gives nothing or no known calendar. */
  readonly chooseCalendar?: Expression
  readonly number?: NumberPattern
  /** The self-contained long form the hash is made of: types resolved, parameter values bound. */
  readonly resolved: JsonObject
  readonly root: CheckedState
  /** All states by path; the root has path ''. Document order. */
  readonly states: ReadonlyMap<string, CheckedState>
  readonly parameters: { readonly [name: string]: CheckedParameter }
  /** Parameter values in force, JSON form. A parameter without a value is absent. */
  readonly params: JsonObject
  readonly fields: { readonly [name: string]: CheckedField }
  readonly forms: ReadonlyMap<string, CheckedForm>
  readonly decisions: ReadonlyMap<string, CheckedDecision>
  /** Alphabet: every event some handler names, in document order. */
  readonly events: ReadonlyMap<string, CheckedEvent>
  readonly invariants: readonly CheckedInvariant[]
  /** Roles that may create a case. */
  readonly startRoles: readonly string[]
  /** Form of the creation: only what it asks may be given. Absent where any field may. */
  readonly startForm?: string
  /** JSON Schema of what a case is begun with: what that form asks, else every field. */
  startSchema(): JsonObject
  readonly editable?: { readonly fields: readonly string[]; readonly roles: readonly string[] }
  readonly templates: ReadonlyMap<string, CheckedTemplate>
  /** Papers its actions and expressions name. */
  readonly papers: ReadonlyMap<string, CheckedPaper>
  /** How urgent a case is: an integer, larger first. Lists can be sorted by it. */
  readonly priority?: Expression
  /** Outside roles that are one certain party in each case: who that is, and what of the case it sees. */
  readonly parties: ReadonlyMap<string, CheckedParty>
  /** By outside role: where the data of a case say how it is reached. */
  readonly contacts: ReadonlyMap<string, CheckedContact>
  /** The thing a case is about, where it has a product file. */
  readonly unit?: CheckedUnit
  /** Id of the price list `prices` reads. */
  readonly priceList?: string
  /** Which other cases are the same matter told twice. */
  readonly duplicates?: CheckedDuplicates
  /** What whoever waits for a case learns when it ends, by name. */
  readonly output: readonly (readonly [name: string, value: CheckedValue])[]
  /** Raised in the case when the case that began it does not need it any more. Without it the case ends as `cancelled`. */
  readonly onCancel?: string
  /** Required parameters that have no value. */
  readonly unsetParameters: readonly string[]
  /** Scope without an event; event scopes are inside forms. */
  readonly scope: Scope
  /** Defaults and checks for the data a case starts with. */
  checkData(data: JsonObject, options: { readonly complete: boolean }): readonly DataProblem[]
  defaults(): JsonObject
  /** What people call a field or a part of one, by its dotted path: its label, else its name. */
  labelOf(path: string): Text
}

/** Why a value does not fit its field. */
export interface DataProblem {
  /** Path of the field or answer. */
  readonly field: string
  /** For people, in both languages: the field goes by its label, where it has one. */
  readonly text: Text
  /** The same for developers: in English, the field by its path. */
  readonly message: string
  readonly expected?: string
  readonly found?: string
}

export interface NumberPattern {
  readonly source: string
  readonly parts: readonly (
    | { readonly literal: string }
    | { readonly date: 'yyyy' | 'yy' | 'mm' | 'dd' }
    | { readonly digits: number }
  )[]
}

export interface CheckedParameter {
  readonly type: string
  readonly title?: Text
  readonly source?: readonly string[]
  readonly required: boolean
  readonly value?: JsonValue
}

export interface CheckedField {
  readonly name: string
  readonly label?: Text
  readonly type: ValueType
  readonly required: boolean
  readonly personal: boolean
  /** Paths below this field (itself included, as '') that hold personal values. */
  readonly personalPaths: readonly string[]
  /** Paths below this field (itself included, as '') that lists of cases are searched by. */
  readonly searchPaths: readonly string[]
  /** The long form, for forms and pages. */
  readonly definition: JsonObject
}

export interface CheckedEvent {
  readonly name: string
  readonly title?: Text
  /** How far back its `occurredAt` may lie; absent where the event may not carry one. */
  readonly occurredWithin?: DurationRange
  /** Dotted paths of what whoever may send it is shown beside it, in order; absent where nothing is. */
  readonly shows?: readonly string[]
}

export interface CheckedForm {
  readonly name: string
  readonly title?: Text
  readonly ask: readonly string[]
  readonly required: readonly string[]
  readonly also: { readonly [name: string]: CheckedField }
  /** JSON Schema (2020-12) of the payload. */
  readonly schema: JsonObject
  readonly scope: Scope
  check(payload: JsonObject): readonly DataProblem[]
  /** Splits a checked payload into answers by field path and answers not kept. */
  split(payload: JsonObject): {
    readonly answers: readonly (readonly [path: string, value: JsonValue])[]
    readonly also: JsonObject
  }
}

export interface CheckedDecision {
  readonly name: string
  readonly outputs: { readonly [name: string]: ValueType }
  /** First match. `rule` counts from 1. A failure means an input could not be read. */
  decide(bindings: Bindings): DecisionResult
  /** The table as sets of values, for the rules that look for gaps. Absent where some cell could not be compiled. */
  readonly table?: DecisionTable
}

/** What the rules of a decision accept, column by column. */
export interface DecisionTable {
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[]
  /** Cells in the order of the columns; a column left out matches anything and is `undefined`. */
  readonly rules: readonly { readonly cells: readonly (CellSet | undefined)[] }[]
}

export type DecisionResult =
  | { readonly ok: true; readonly inputs: JsonObject; readonly outputs: JsonObject; readonly rule: number }
  | { readonly ok: false; readonly failure: Extract<Evaluation, { ok: false }>['failure'] }

export interface CheckedInvariant {
  readonly id: string
  /** State paths; empty means everywhere. */
  readonly in: readonly string[]
  readonly if: Expression
  readonly else: Text
}

export interface CheckedTemplate {
  readonly id: string
  readonly title?: Text
  /** Renders both languages. A failed `${…}` is reported, not thrown. */
  render(
    bindings: Bindings,
  ):
    | { readonly ok: true; readonly subject?: Text; readonly body: Text }
    | { readonly ok: false; readonly failure: Extract<Evaluation, { ok: false }>['failure'] }
}
