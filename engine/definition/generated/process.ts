/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * Where the rule comes from; shown beside it.
 */
export type Source = string[]
/**
 * Id of a calendar.
 */
export type CalendarName = string
/**
 * An expression of the dialect, bare (without a leading `=`).
 */
export type Expression = string
/**
 * Roles of the organisation. An empty list says nobody from outside.
 */
export type Roles = KebabName[]
/**
 * A name used in expressions, in camelCase.
 */
export type CamelName = string
/**
 * A field, or a part of one, with dots.
 */
export type DataPath = string
/**
 * A duration, a range, or the name of a duration parameter.
 */
export type DurationOrParameter = string
/**
 * Four eyes: whoever sent one of these events in this case may not do this.
 */
export type EventNames = KebabName[]
/**
 * Only whoever sent one of these events in this case may do this: who lends takes back.
 */
export type OnlyBy = KebabName[]
/**
 * Opening and closing time. `09:00-18:00` is the short form.
 *
 * Items: A time of day such as 09:00.
 */
export type WindowPeriod = string[]
/**
 * Calendar of its own, in place of that of the process. `{ choose, else }` lets the data name it.
 */
export type OwnCalendar = string
/**
 * What must hold, with the text people see when it does not.
 *
 * Items: One requirement.
 */
export type Requirements = {
  if: Expression
  else: Text
  source?: Source
}[]
/**
 * Whether it waits until what the same case asked for in order before it is delivered or given up.
 */
export type InOrder = boolean
/**
 * How long one attempt may take, in seconds or minutes (default 30 seconds).
 */
export type Timeout = string
/**
 * Fields the other case gets as they are. Without it: all that both processes have.
 */
export type KeptFields = CamelName[]
/**
 * One case for each item of a list; `item` is at hand in `input`.
 */
export type ForEach = string
/**
 * Actions in order. A single one may stand without the list.
 */
export type Actions = Action[]
/**
 * A sibling's name or a path from the root, with dots.
 */
export type StatePath = string
/**
 * The first branch whose guard holds is taken. A state name alone is the short form of one branch.
 */
export type Branches = Branch[]
/**
 * A duration or a duration parameter, followed by `before` or `after`.
 */
export type Distance = string
/**
 * A state by its name, `tag:x` or `event:x`.
 */
export type Mark = string
/**
 * Facts of the case: a state by its name, `tag:x` for the states with a tag, `event:x` for an event.
 */
export type Marks = Mark[]
/**
 * Warnings before the due point. A text such as `2 working hours before`, `75 %` or `4 hours after start` is the short form.
 */
export type Warnings = Warning[]
/**
 * What happens when the promise is broken, besides telling those of `escalate`.
 *
 * Items: A set of actions.
 */
export type Breach = {
  do: Actions
}[]
/**
 * A duration or a duration parameter, without amount for 1; in days, weeks or months with a time of day.
 */
export type Recurrence = string
/**
 * Messages that repeat as long as the visit lasts. `remind: {…}` is the short form of one.
 */
export type Reminders = Reminder[]
/**
 * Messages some time before or after a date in the data, each once.
 */
export type Notices = Notice[]

/**
 * A procedure as a state machine, written by its owner.
 */
export interface Process {
  /**
   * Version of the definition language.
   */
  dsl: '1'
  process: KebabName
  /**
   * The version people say. The engine itself goes by a hash.
   */
  version: string
  title: Text
  description?: Text
  source?: Source
  /**
   * Modules whose parameters, fields, forms, decisions, deadlines, notices and invariants become parts of this process.
   */
  use?: KebabName[]
  calendar?: CalendarName
  chooseCalendar?: Expression
  /**
   * Pattern of the case number. {yyyy} {yy} {mm} {dd} of the start day, {seq:4} a gap-free counter of four digits; one series per text before the counter.
   */
  number?: string
  prices?: KebabName
  start?: Start
  /**
   * The thing a case is about, by its serial number. It has a product file that all its cases share.
   */
  unit?: {
    serial: DataPath
    model?: DataPath
    customer?: DataPath
  }
  /**
   * Outside roles that are one certain party in each case, by role. Only people of that party may act in the role, and they see only what is named here.
   */
  parties?: {
    [k: string]: CaseParty
  }
  editable?: Editable
  priority?: Expression
  /**
   * Every figure of the procedure, by name. A profile sets them for one kind of business.
   */
  parameters?: {
    [k: string]: Parameter
  }
  fields?: Fields
  /**
   * What an event asks for, by name.
   */
  forms?: {
    [k: string]: Form
  }
  /**
   * Decision tables by name; first match wins.
   */
  decisions?: {
    [k: string]: Decision
  }
  /**
   * What the buttons say, by event.
   */
  events?: {
    [k: string]: Event
  }
  /**
   * Says that all states at the top are active side by side.
   */
  type?: 'parallel'
  initial?: KebabName
  on?: Handlers
  deadlines?: Deadlines
  reminders?: Reminders
  notices?: Notices
  after?: AfterHandlers
  states: States
  /**
   * What must be true after every event, by name.
   */
  invariants?: {
    [k: string]: Invariant
  }
  /**
   * What a case that waits for this one learns when it ends, by name. Read as `event.output.<name>`.
   */
  output?: {
    [k: string]: Value
  }
  onCancel?: KebabName
  duplicates?: Duplicates
}
/**
 * A text people see, in both languages. A plain string serves both.
 */
export interface Text {
  /**
   * The Chinese text.
   */
  'zh-CN': string
  /**
   * The English text.
   */
  en: string
}
/**
 * Who may begin a case. Without it, whoever may do the task of the first state.
 */
export interface Start {
  roles?: Roles
  form?: CamelName
}
/**
 * Who an outside role is in a case. The expression alone is the short form, and lets the party see no field.
 */
export interface CaseParty {
  is: Expression
  /**
   * Fields the party sees besides where the case stands.
   */
  sees?: CamelName[]
}
/**
 * Corrections of the data that need no operator.
 */
export interface Editable {
  /**
   * Fields that may be corrected.
   */
  fields: CamelName[]
  roles: Roles
}
/**
 * One figure of the procedure.
 */
export interface Parameter {
  /**
   * Type of the value. Money is written in yuan.
   */
  type: 'duration' | 'integer' | 'number' | 'money' | 'boolean' | 'text' | 'date' | 'time' | 'choice'
  /**
   * The value unless a profile sets another.
   */
  default?: {
    [k: string]: unknown
  }
  /**
   * Whether a value must be given by a profile; without one no case starts.
   */
  required?: boolean
  title?: Text
  source?: Source
  /**
   * For a choice, its options with their titles.
   */
  of?: {
    [k: string]: Text
  }
  /**
   * Smallest number allowed.
   */
  min?: number
  /**
   * Largest number allowed; of a duration the longest, and its unit is that of every value.
   */
  max?: {
    [k: string]: unknown
  }
}
/**
 * Fields by name.
 */
export interface Fields {
  [k: string]: Field
}
/**
 * One field of the case, with its type.
 */
export interface Field {
  /**
   * A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.
   */
  type: string
  label?: Text
  help?: Text
  source?: Source
  /**
   * Whether the field must be there from the start of the case.
   */
  required?: boolean
  /**
   * The value filled in when the case starts.
   */
  default?: {
    [k: string]: unknown
  }
  /**
   * Whether it says something about a person; kept so that it can be erased.
   */
  personal?: boolean
  /**
   * Whether lists of cases can be searched by it.
   */
  search?: boolean
  /**
   * What it tells of somebody outside who is written to: the role of that name, or the one under `contactOf`.
   */
  contact?: 'name' | 'mobile' | 'email' | 'language'
  contactOf?: KebabName
  /**
   * For a choice its options with their titles; for a list the type of its items.
   */
  of?: {}
  /**
   * For an object its parts.
   */
  fields?: {
    [k: string]: Field
  }
  /**
   * Smallest number allowed. Money counts in yuan.
   */
  min?: number
  /**
   * Largest number allowed. Money counts in yuan.
   */
  max?: number
  /**
   * Fewest characters.
   */
  minLength?: number
  /**
   * Most characters (default 2,000).
   */
  maxLength?: number
  /**
   * Regular expression the text must match (linear-time engine).
   */
  pattern?: string
  /**
   * The way out into plain JSON Schema, for what the types above cannot say.
   */
  schema?: {}
}
/**
 * What an event asks for.
 */
export interface Form {
  title?: Text
  /**
   * Fields of the case that are asked for.
   */
  ask?: DataPath[]
  /**
   * Those of `ask` that must be answered.
   */
  required?: DataPath[]
  also?: Fields
}
/**
 * A decision table; the first rule that matches wins.
 */
export interface Decision {
  title?: Text
  source?: Source
  /**
   * Columns: an expression each.
   */
  in: {
    [k: string]: Expression
  }
  /**
   * Results: a type each.
   */
  out: {
    [k: string]: Field
  }
  /**
   * Rules in order.
   */
  rules: Rule[]
}
/**
 * One rule of a decision table.
 */
export interface Rule {
  /**
   * Cells by column; a column left out matches anything.
   */
  when?: {
    /**
     * A literal, a list (any of), `at least 5`, `between 1 and 3`, `before today`, `not x`, or `=expression`.
     */
    [k: string]: {
      [k: string]: unknown
    }
  }
  then: Values
  title?: Text
  source?: Source
}
/**
 * Named values. A text that begins with `=` is an expression.
 */
export interface Values {
  [k: string]: Value
}
/**
 * A literal of any kind. A text that begins with `=` is an expression.
 */
export interface Value {
  [k: string]: unknown
}
/**
 * What a button says. Its title alone is the short form.
 */
export interface Event {
  title?: Text
  description?: Text
  occurredAt?: DurationOrParameter
  /**
   * Fields of the case, or parts of them, that whoever may send the event is shown beside it, in this order.
   */
  shows?: DataPath[]
}
/**
 * What happens on an event, by event. `event: target` is the short form.
 */
export interface Handlers {
  [k: string]: Handler
}
/**
 * What happens on an event in this state.
 */
export interface Handler {
  title?: Text
  source?: Source
  roles?: Roles
  notBy?: EventNames
  onlyBy?: OnlyBy
  window?: Window
  form?: CamelName
  require?: Requirements
  actions?: Actions
  branches: Branches
}
/**
 * When something may happen. What is left out does not restrict. The name of a calendar is the short form: while that is open. An event the procedure raises itself is taken at any time.
 */
export interface Window {
  title?: Text
  /**
   * On these weekdays.
   *
   * Items: A weekday.
   */
  days?: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[]
  /**
   * In these periods of the day. One that ends at or before its start runs past midnight.
   */
  hours?: WindowPeriod[]
  /**
   * Only while the calendar is open. Naming a calendar implies it.
   */
  open?: boolean
  calendar?: OwnCalendar
  chooseCalendar?: Expression
  unless?: Expression
}
/**
 * One action; exactly one key.
 */
export interface Action {
  /**
   * Sets fields. Missing parents are created, whole values replaced.
   */
  assign?: {
    [k: string]: Value
  }
  /**
   * Takes answers away.
   */
  clear?: DataPath[]
  /**
   * Adds an item to a list, by list.
   */
  append?: {
    [k: string]: Value
  }
  /**
   * Changes the items of a list for which `where` holds (`item` is the item).
   */
  update?: {
    /**
     * Which items, and what is set in them.
     */
    [k: string]: {
      where: Expression
      set: Values
    }
  }
  /**
   * Removes the items of a list for which `where` holds (`item` is the item).
   */
  remove?: {
    /**
     * Which items.
     */
    [k: string]: {
      where: Expression
    }
  }
  /**
   * Splits an amount over bearers without losing a fen, and appends one line for each to a list, by list.
   */
  allocate?: {
    [k: string]: Allocation
  }
  raise?: KebabName
  notify?: Notify
  call?: Call
  start?: Begin
  tell?: Tell
  unit?: UnitAction
  issue?: Issue
  sign?: WrittenOn
  void?: WrittenOn
  archive?: WrittenOn
}
/**
 * An amount and who bears which share of it. Each line gets its share in the part `amount`.
 */
export interface Allocation {
  /**
   * The amount in yuan: a number, or an expression that gives money.
   */
  amount: {
    [k: string]: unknown
  }
  /**
   * Shares of the amount; together 100 percent.
   *
   * Items: One share.
   */
  shares: {
    /**
     * How much of the amount: a number of percent, or an expression that gives one.
     */
    percent: {
      [k: string]: unknown
    }
    set: Values
  }[]
}
/**
 * A message to people.
 */
export interface Notify {
  to: Roles
  template: KebabName
  channel?: KebabName
  window?: Window
  inOrder?: InOrder
}
/**
 * Work outside whose result is not awaited.
 */
export interface Call {
  service: KebabName
  input?: Values
  retry?: Retry
  timeout?: Timeout
  inOrder?: InOrder
}
/**
 * How often outside work is tried again.
 */
export interface Retry {
  /**
   * Attempts in all.
   */
  maxAttempts?: number
  /**
   * Time before the second attempt.
   */
  interval?: string
  /**
   * Factor by which the time grows.
   */
  backoff?: number
  /**
   * Longest time between attempts.
   */
  maxInterval?: string
}
/**
 * Begins another case whose end is not awaited. The name of the process is the short form.
 */
export interface Begin {
  process: KebabName
  profile?: BeginProfile
  keep?: KeptFields
  input?: Values
  forEach?: ForEach
}
/**
 * Profile of the other case. Without it: the one of this case where the other process has it, else the plain figures.
 */
export interface BeginProfile {
  [k: string]: unknown
}
/**
 * Sends an event to the case that began this one, or to the cases this one began of a process. It is taken by handlers with `roles: []`.
 */
export interface Tell {
  to: ToldCases
  event: KebabName
  with?: Values
}
/**
 * Who is told: `parent`, or `{ children: <process> }`.
 */
export interface ToldCases {
  /**
   * The case that began this one.
   */
  parent?: boolean
  children?: KebabName
}
/**
 * Writes into the product file of the unit the case is about; exactly one key. Optional values that are absent are left out.
 */
export interface UnitAction {
  /**
   * When the unit was bought, and until when its warranty runs.
   */
  purchase?: {
    on: Value
    warrantyEndsOn?: Value
  }
  /**
   * The repair of this case. A second one of the same case replaces it.
   */
  repair?: {
    fault?: Value
    startedOn?: Value
    finishedOn?: Value
    parts?: Value
  }
  /**
   * The customer got another unit. Writes both files, so that the chain is known from either side.
   */
  exchange?: {
    newSerial: Value
    on: Value
    warrantyEndsOn?: Value
  }
}
/**
 * A paper that is issued, with the next number of its series. A name alone is the paper.
 */
export interface Issue {
  paper: KebabName
  /**
   * Expression for the number of a sheet that is numbered already; it begins with `=`.
   */
  number?: string
  with?: Values
}
/**
 * The latest paper of a kind, and what is written on it now. A name alone is the paper.
 */
export interface WrittenOn {
  paper: KebabName
  with?: Values
}
/**
 * One way on. Without `target` only the actions happen.
 */
export interface Branch {
  guard?: Expression
  target?: StatePath
  /**
   * Whether a self-target ends the visit and begins a new one.
   */
  reenter?: boolean
  actions?: Actions
}
/**
 * Promises that are shown, warned about and reported, by name. `due: …` is the short form of one named `due`.
 */
export interface Deadlines {
  [k: string]: Deadline
}
/**
 * A promise with a warning and a breach. A range warns at its lower end and breaks at its upper.
 */
export interface Deadline {
  title?: Text
  source?: Source
  within?: DurationOrParameter
  until?: Expression
  by?: Distance
  else?: DurationOrParameter
  /**
   * Where the count begins, if not with the visit: a date or time in the data (`data.…`), or a state, `tag:x`, `event:x`.
   */
  from?: string
  restartOn?: Marks
  stopOn?: Marks
  pauseIn?: Marks
  calendar?: OwnCalendar
  chooseCalendar?: Expression
  warn?: Warnings
  breach?: Breach
  escalate?: Escalation
}
/**
 * A warning.
 */
export interface Warning {
  /**
   * A duration or a duration parameter, followed by `before` or `after start`; or a share of the time, such as `75 %`, or `warnAt %` with a number parameter.
   */
  at: string
  do?: Actions
}
/**
 * Whom a breach is told, in the hours of the calendar. A role, or a list of them, is the short form.
 */
export interface Escalation {
  to?: Roles
  /**
   * What follows until the clock ends.
   */
  ladder?: Rung[]
  onCall?: Expression
}
/**
 * A rung of an escalation: once, some time after the breach (`after`), or again and again (`every`).
 */
export interface Rung {
  after?: DurationOrParameter
  every?: Recurrence
  to?: Roles
  do?: Actions
}
/**
 * A message that repeats.
 */
export interface Reminder {
  every: Recurrence
  to: Roles
  template: KebabName
  channel?: KebabName
  window?: Window
  restartOn?: Marks
  pauseIn?: Marks
  calendar?: OwnCalendar
  chooseCalendar?: Expression
}
/**
 * A message some time before or after a date in the data; with `each` one for every item of a list.
 */
export interface Notice {
  title?: Text
  source?: Source
  at: Distance
  of: Expression
  each?: DataPath
  key?: Expression
  to: Roles
  template: KebabName
  channel?: KebabName
  window?: Window
  calendar?: OwnCalendar
  chooseCalendar?: Expression
}
/**
 * Moves the case when time has passed, by duration or the name of a duration parameter.
 */
export interface AfterHandlers {
  [k: string]: AfterHandler
}
/**
 * Where the case moves when the time has passed.
 */
export interface AfterHandler {
  title?: Text
  source?: Source
  restartOn?: Marks
  pauseIn?: Marks
  calendar?: OwnCalendar
  chooseCalendar?: Expression
  window?: Window
  actions?: Actions
  branches: Branches
}
/**
 * States by name.
 */
export interface States {
  [k: string]: State
}
/**
 * A state of the procedure.
 */
export interface State {
  /**
   * Leave it out for an ordinary state.
   */
  type?: 'parallel' | 'final' | 'history'
  title?: Text
  description?: Text
  source?: Source
  /**
   * Words that mark states alike.
   */
  tags?: KebabName[]
  outcome?: KebabName
  convert?: Convert
  /**
   * How far back a history state remembers.
   */
  history?: 'shallow' | 'deep'
  target?: StatePath
  initial?: KebabName
  task?: Task
  deadlines?: Deadlines
  reminders?: Reminders
  notices?: Notices
  entry?: Actions
  exit?: Actions
  invoke?: Invoke
  on?: Handlers
  after?: AfterHandlers
  always?: Branches
  onDone?: Branches
  states?: States
  approvals?: Approvals
  members?: Members
}
/**
 * The case ends here, and one of another process goes on with its data and its open papers. The name of the process is the short form.
 */
export interface Convert {
  process: KebabName
  profile?: BeginProfile
  keep?: KeptFields
  input?: Values
}
/**
 * A work item for a person, open as long as the visit lasts. A role's name alone is the short form.
 */
export interface Task {
  roles: Roles
  title?: Text
  notBy?: EventNames
  onlyBy?: OnlyBy
  window?: Window
  /**
   * Who it is given to when it opens: `in-turn` the next one of a rotation, `by-load` whoever has the fewest open tasks, `=expression` the person it names. Without it, it waits to be claimed.
   */
  assign?: string
  rotation?: KebabName
  /**
   * What whoever gets it must be able to do: a skill of the organisation, several of them, or an expression (`in-turn`, `by-load`).
   */
  skill?: {
    [k: string]: unknown
  }
  /**
   * Whether whoever was passed over comes first next time (`in-turn`; default false): true, false, or `=params.<name>` of a boolean parameter.
   */
  makeUp?: {
    [k: string]: unknown
  }
  onNobody?: KebabName
  /**
   * `exclusive` (default): once somebody has it, only that person sends its events. `open`: everybody of its roles goes on sending them.
   */
  claim?: 'exclusive' | 'open'
  mayAssign?: Roles
  /**
   * Whether whoever has it may give it away or back (default true). Otherwise only `mayAssign` may.
   */
  swap?: boolean
  /**
   * Whoever has it is out of the house as long as it is open: nothing is given to that person by turn or by load meanwhile.
   */
  away?: boolean
}
/**
 * Work that begins when the state is entered, and whose result moves the case: a service outside, or other cases.
 */
export interface Invoke {
  service?: KebabName
  process?: KebabName
  profile?: BeginProfile
  keep?: KeptFields
  input?: Values
  forEach?: ForEach
  /**
   * What becomes of the other cases when the state is left before they have ended: they are cancelled (as without this), or go on by themselves.
   */
  whenLeft?: 'cancel' | 'keep'
  retry?: Retry
  timeout?: Timeout
  onDone: Branches
  onError?: Branches
}
/**
 * Approvals in order, with rejecting and sending back. Stands for one state for each step in the long form.
 */
export interface Approvals {
  /**
   * Who approves, in order.
   */
  steps: ApprovalStep[]
  approved: Branches
  rejected?: Branches
  returned?: Branches
  reason?: DataPath
  /**
   * How often each step may send back: a number, or an expression such as a parameter.
   */
  maxReturns?: string
  notBy?: EventNames
  /**
   * Whether nobody approves more than one of the steps. So it is unless this says false.
   */
  fourEyes?: boolean
  mayAssign?: Roles
  /**
   * Names of the events that reject and send back.
   */
  events?: {
    reject?: KebabName
    return?: KebabName
  }
}
/**
 * One of several approvals. A role's name alone is the short form.
 */
export interface ApprovalStep {
  name?: KebabName
  title?: Text
  roles: Roles
  notBy?: EventNames
  approve?: KebabName
  due?: Deadline
  if?: Expression
  form?: CamelName
  require?: Requirements
  mayAssign?: Roles
}
/**
 * Which regions of a parallel state take part. `by` alone is the short form. Stands for two states in each region in the long form.
 */
export interface Members {
  /**
   * A decision or an object with a truth value for each region, by the name of the region in camelCase. A region that takes no part is over at once.
   */
  by: string
  /**
   * Regions that always take part. They are not asked for.
   */
  always?: KebabName[]
}
/**
 * What must be true after every event.
 */
export interface Invariant {
  /**
   * States in which it must hold; everywhere when left out.
   */
  in?: StatePath[]
  if: Expression
  else: Text
  source?: Source
}
/**
 * Which other cases of this process are probably the same matter told twice. They are shown at intake.
 */
export interface Duplicates {
  /**
   * Fields marked `search`; in both cases all of them are there and equal.
   */
  same: DataPath[]
  /**
   * How long before this case the other one began at most: a duration or the name of a duration parameter.
   */
  within: string
}
