import type { JsonObject, JsonValue, Text } from '../errors/json.js'
import type { Bindings, Evaluation, Expression, Scope, ValueType } from '../expression/expression.js'
import type { CellSet } from '../expression/index.js'
import type { Recurrence, TimeWindow, WarningPoint } from '../time/clock.js'
import type { Duration, DurationRange } from '../time/duration.js'

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
  readonly editable?: { readonly fields: readonly string[]; readonly roles: readonly string[] }
  readonly templates: ReadonlyMap<string, CheckedTemplate>
  /** Constructs it uses that this release reads but does not run (papers, `convert`), by path. */
  readonly notYetRun: readonly { readonly construct: string; readonly path: string }[]
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

export interface CheckedState {
  /** Names from the root joined with dots; '' for the root. */
  readonly path: string
  readonly name: string
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  /** Document order, the root is 0. */
  readonly order: number
  readonly parent?: string
  readonly children: readonly string[]
  readonly initial?: string
  readonly title?: Text
  readonly tags: readonly string[]
  readonly outcome?: string
  readonly convert?: string
  readonly history?: { readonly depth: 'shallow' | 'deep'; readonly target?: string }
  readonly task?: CheckedTask
  readonly deadlines: readonly CheckedDeadline[]
  readonly reminders: readonly CheckedReminder[]
  readonly notices: readonly CheckedNotice[]
  readonly entry: readonly CheckedAction[]
  readonly exit: readonly CheckedAction[]
  readonly invoke?: CheckedInvoke
  readonly on: ReadonlyMap<string, CheckedHandler>
  readonly after: readonly CheckedAfter[]
  readonly always: readonly CheckedBranch[]
  readonly onDone: readonly CheckedBranch[]
}

export interface CheckedTask {
  readonly roles: readonly string[]
  readonly title?: Text
  readonly notBy: readonly string[]
  /** For the events of the task that name no window of their own. */
  readonly window?: CheckedWindow
}

/** A fact of the case that starts, stops or pauses a clock: a state entered, a tag, an event accepted. */
export type CaseMark =
  | { readonly kind: 'state'; readonly path: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'event'; readonly event: string }

/** A calendar by its id; with `choose` by the data of the case, and `id` counts where that gives no known calendar. */
export interface CalendarChoice {
  readonly id: string
  readonly choose?: Expression
}

/** What all clocks of a state have in common. Marks of `pauseIn` are states and tags. */
export interface ClockMarks {
  /** Each of these begins a new run while the clock is running. */
  readonly restartOn: readonly CaseMark[]
  readonly pauseIn: readonly CaseMark[]
  /** In place of the calendar of the process. */
  readonly calendar?: CalendarChoice
}

/**
 * A deadline `<path>#<name>`. Exactly one of `within` and `until` leads; `else` counts while `until` is absent. It
 * belongs to the visit of its state and ends with it at the latest.
 */
export interface CheckedDeadline extends ClockMarks {
  readonly name: string
  readonly title?: Text
  /** Where the rule comes from: the article beside the date. */
  readonly source?: readonly string[]
  readonly within?: DurationRange
  readonly until?: Expression
  /** With `until`: counted from that point. */
  readonly by?: { readonly duration: Duration; readonly direction: 'before' | 'after' }
  readonly else?: DurationRange
  /** Where the count begins; absent: with the visit. A mark counts when the clock is not running; data always. */
  readonly from?: CaseMark | { readonly kind: 'data'; readonly value: Expression }
  /** Ends the run as kept. */
  readonly stopOn: readonly CaseMark[]
  readonly warnings: readonly { readonly at: WarningPoint; readonly actions: readonly CheckedAction[] }[]
  readonly breach: readonly CheckedAction[]
  /** Whom a breach is told: in the hours of the calendar, closing instants included, unless `onCall` holds. */
  readonly escalate: readonly string[]
  readonly ladder: readonly CheckedRung[]
  /** Where it holds, the breach and the ladder do not wait for the hours of the calendar. */
  readonly onCall?: Expression
}

/** A rung of an escalation: once, some time after the breach, or again and again until the clock ends. */
export interface CheckedRung {
  readonly after?: Duration
  readonly every?: Recurrence
  readonly to: readonly string[]
  readonly actions: readonly CheckedAction[]
}

export interface CheckedReminder extends ClockMarks {
  readonly index: number
  readonly every: Recurrence
  readonly to: readonly string[]
  readonly template: string
  readonly channel?: string
  /** Outside of it the message waits for the opening. */
  readonly window?: CheckedWindow
}

/** A message some time before or after a date in the data; one for each item of a list where `each` names one. */
export interface CheckedNotice {
  readonly index: number
  readonly title?: Text
  readonly source?: readonly string[]
  readonly at: { readonly duration: Duration; readonly direction: 'before' | 'after' }
  /** The date or time; with `each` it may speak of `item`. */
  readonly of: Expression
  /** Dotted path of a list field. */
  readonly each?: string
  /** What tells the items apart (`item.…`); their place in the list where it is absent. */
  readonly key?: Expression
  readonly to: readonly string[]
  readonly template: string
  readonly channel?: string
  readonly window?: CheckedWindow
  readonly calendar?: CalendarChoice
}

/** When an event may be sent or a message may go out. */
export interface CheckedWindow {
  readonly title?: Text
  readonly window: TimeWindow
  /** In place of the calendar of the process. */
  readonly calendar?: CalendarChoice
  /** Where it holds, the window is open. */
  readonly unless?: Expression
}

export interface CheckedAfter extends ClockMarks {
  /** The key as written: a duration or a parameter's name. */
  readonly key: string
  readonly delay: DurationRange
  readonly title?: Text
  /** Outside of it the move waits for the opening. */
  readonly window?: CheckedWindow
  readonly actions: readonly CheckedAction[]
  readonly branches: readonly CheckedBranch[]
}

export interface CheckedHandler {
  readonly event: string
  /** Path of the state it stands on. */
  readonly state: string
  readonly title?: Text
  /** Effective roles: its own, or its task's (the nearest task at or above the state), or none. */
  readonly roles: readonly string[]
  readonly notBy: readonly string[]
  /** Its own, or its task's. Outside of it the event is refused with the next opening. */
  readonly window?: CheckedWindow
  readonly form?: string
  readonly require: readonly { readonly if: Expression; readonly else: Text }[]
  readonly actions: readonly CheckedAction[]
  readonly branches: readonly CheckedBranch[]
}

export interface CheckedBranch {
  readonly index: number
  readonly guard?: Expression
  /** Absolute path. Without it only the actions happen. */
  readonly target?: string
  readonly reenter: boolean
  readonly actions: readonly CheckedAction[]
}

/** A literal, or an expression; maps and lists may hold expressions at their leaves. */
export type CheckedValue =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [name: string, value: CheckedValue])[] }
  | { readonly kind: 'list'; readonly items: readonly CheckedValue[] }

export type CheckedAction =
  | { readonly kind: 'assign'; readonly entries: readonly (readonly [path: string, value: CheckedValue])[] }
  | { readonly kind: 'clear'; readonly paths: readonly string[] }
  | { readonly kind: 'append'; readonly entries: readonly (readonly [path: string, value: CheckedValue])[] }
  | {
      readonly kind: 'update'
      readonly list: string
      readonly where: Expression
      readonly set: readonly (readonly [name: string, value: CheckedValue])[]
    }
  | { readonly kind: 'remove'; readonly list: string; readonly where: Expression }
  | { readonly kind: 'raise'; readonly event: string }
  | {
      readonly kind: 'notify'
      readonly to: readonly string[]
      readonly template: string
      readonly channel?: string
      /** Outside of it the message waits for the opening. */
      readonly window?: CheckedWindow
    }
  | {
      readonly kind: 'call'
      readonly service: string
      readonly input: readonly (readonly [name: string, value: CheckedValue])[]
    }
  | { readonly kind: 'paper'; readonly act: 'issue' | 'sign' | 'void' | 'archive'; readonly paper: string }

export interface CheckedInvoke {
  readonly service: string
  readonly input: readonly (readonly [name: string, value: CheckedValue])[]
  readonly retry?: JsonObject
  readonly onDone: readonly CheckedBranch[]
  readonly onError: readonly CheckedBranch[]
}
