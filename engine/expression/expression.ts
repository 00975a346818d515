import type { JsonObject, JsonValue } from '../errors/json.js'
import type { Instant } from '../time/instant.js'

/** Static type of a value in the dialect. Money is written in yuan in JSON and counted in fen inside. */
export type ValueType =
  | {
      readonly kind:
        'text' | 'integer' | 'number' | 'boolean' | 'money' | 'date' | 'date-time' | 'duration' | 'any'
    }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'list'; readonly of: ValueType; readonly maxItems: number }
  | { readonly kind: 'object'; readonly fields: { readonly [name: string]: FieldType } }

export interface FieldType {
  readonly type: ValueType
  /** Whether the value is always there (required at the start of the case, or has a default). */
  readonly required: boolean
}

/** What names an expression may use, besides the functions of the dialect. */
export interface ScopeTypes {
  readonly data: { readonly [name: string]: FieldType }
  readonly params: { readonly [name: string]: FieldType }
  /** Outputs by decision. */
  readonly decisions: { readonly [name: string]: { readonly [output: string]: FieldType } }
  /** Answers of the event's form (fields asked and `also`); absent where no event is at hand. */
  readonly event?: { readonly [name: string]: FieldType }
  /** State paths `visits[...]` may name. */
  readonly states: readonly string[]
  /** Papers `vouchers[...]` may name. */
  readonly papers: readonly string[]
  /** Items of the price list `prices[...]` may name; absent where the process has no price list. */
  readonly prices?: readonly string[]
  /** Whether the process has a product file, so that `unit` may be named. */
  readonly unit?: true
  /** Objects a place has besides, by name; one of the same name goes before what every place has. */
  readonly more?: { readonly [name: string]: ValueType }
  /** Type of `item` inside `update … where` and `remove … where`. */
  readonly item?: ValueType
  /** IANA zone for `today`, `hour(t)`, `weekday(t)`, `month(d)`. */
  readonly zone: string
}

/** The values of one step, in JSON form. Converted once by `bind`; `withData` converts again after an assignment. */
export interface ScopeValues {
  readonly data: JsonObject
  readonly params: JsonObject
  readonly event?: JsonObject
  readonly actor: { readonly id: string; readonly roles: readonly string[] }
  readonly instance: {
    readonly id: string
    readonly number?: string
    readonly process: string
    /** Process of the case this one comes from; empty where somebody began it. */
    readonly origin?: string
    readonly createdAt: Instant
  }
  readonly visits: { readonly [path: string]: number }
  /** The latest paper of each kind; `state` is empty before the first. */
  readonly vouchers: { readonly [paper: string]: { readonly state: string; readonly number?: string } }
  /**
   * Unit prices in yuan of a local day, by item; `undefined` where no list is in force on it. Asked for when first
   * named; may throw to ask for a fact.
   */
  prices?(day: string): { readonly [item: string]: number } | undefined
  /** The product file as `unitType` has it. Asked for when first named; may throw to ask for a fact. */
  unit?(): JsonObject
  /** Values of the objects a place has besides, by name. */
  readonly more?: JsonObject
  readonly now: Instant
  /** When the event happened that the step is about, where it is told later; absent: `now`. */
  readonly occurredAt?: Instant
  /**
   * Decides when first asked for, and is asked at most once per binding. `bindings` are those that ask, so that a
   * decision made after `withData` sees the new data. May throw an error with a `failure: EvaluationFailure`
   * (`EvaluationStop` is one): the expression that asked then fails with it.
   */
  decide(name: string, bindings: Bindings): JsonObject
}

/** Values bound to a scope, ready for evaluation. Opaque outside `expression/`. */
export interface Bindings {
  readonly values: ScopeValues
  withData(data: JsonObject): Bindings
  withEvent(event: JsonObject): Bindings
  withItem(item: JsonValue): Bindings
}

export interface Scope {
  readonly types: ScopeTypes
  bind(values: ScopeValues): Bindings
  /** Type-checks and compiles. Problems carry ranges in `source`, in UTF-16 units. */
  compile(source: string, expected?: ValueType): CompileResult
}

export type CompileResult =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] }

export interface ExpressionProblem {
  readonly code: 'expression-syntax' | 'expression-type' | 'expression-unknown-name' | 'expression-too-large'
  readonly message: string
  readonly start: number
  readonly end: number
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string
  readonly hint?: string
}

/** A compiled expression. */
export interface Expression {
  readonly source: string
  readonly type: ValueType
  /** Paths it reads, such as `data.quote.total`, `params.maxRounds`, `visits.negotiating`, `decisions.eligibility.eligible`. */
  readonly reads: readonly string[]
  /** Optional paths it reads without testing them with `present` or `or` in the same expression. */
  readonly untested: readonly { readonly path: string; readonly start: number; readonly end: number }[]
  /** Whether it reads `now`, `today` or `occurredAt`. */
  readonly readsTime: boolean
  /** Evaluates to JSON. Never throws for what data may hold: a missing value or exceeded cost is a failure value. */
  evaluate(bindings: Bindings): Evaluation
}

export type Evaluation =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly failure: EvaluationFailure }

export interface EvaluationFailure {
  /** `field-missing`: an absent answer was read; `expression-failed`: division by zero, cost, overflow. */
  readonly code: 'field-missing' | 'expression-failed'
  readonly message: string
  /** Path of the absent value. */
  readonly field?: string
}
