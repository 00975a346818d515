/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * A day.
 */
export type UnitDay = string
/**
 * A serial number.
 */
export type SerialNumber = string
/**
 * A moment with its offset (RFC 3339; seconds may be left out).
 */
export type Moment = string
/**
 * The name of a person or a thing in files and programs.
 */
export type PersonId = string
/**
 * A sibling's name or a path from the root, with dots.
 */
export type StatePath = string
/**
 * Roles of the organisation. An empty list says nobody from outside.
 */
export type Roles = KebabName[]
/**
 * A field, or a part of one, with dots.
 */
export type DataPath = string
/**
 * The name of an event. Any text may be tried, so that refusals can be told.
 */
export type EventName = string

/**
 * A story of one case that is a test.
 */
export interface Scenario {
  /**
   * What the story tells.
   */
  scenario: string
  process: KebabName
  profile?: KebabName
  /**
   * Values of parameters for this story only.
   */
  parameters?: {
    /**
     * The value.
     */
    [k: string]: {
      [k: string]: unknown
    }
  }
  /**
   * Product files there are before the case starts, by serial number.
   */
  units?: {
    [k: string]: UnitFile
  }
  at: Moment
  start: Begin
  /**
   * What happens then.
   */
  steps?: Step[]
}
/**
 * What is known of a unit.
 */
export interface UnitFile {
  /**
   * Its model.
   */
  model?: string
  purchasedOn?: UnitDay
  warrantyEndsOn?: UnitDay
  replaces?: SerialNumber
  replacedBy?: SerialNumber
  exchangedOn?: UnitDay
  /**
   * Earlier repairs, by other cases.
   */
  repairs?: UnitRepair[]
}
/**
 * One repair.
 */
export interface UnitRepair {
  /**
   * What was wrong.
   */
  fault?: string
  startedOn?: UnitDay
  finishedOn?: UnitDay
  /**
   * What its case has in the field that tells customers apart.
   */
  customer?: string
  /**
   * Parts that were replaced.
   *
   * Items: A part.
   */
  parts?: string[]
}
/**
 * How the case starts.
 */
export interface Begin {
  by: PersonId
  with?: Payload
  as?: KebabName
  expect?: Expect
}
/**
 * Answers by field. A part of an object is named with dots.
 */
export interface Payload {
  /**
   * The answer, or the name of a thing of the cast.
   */
  [k: string]: {
    [k: string]: unknown
  }
}
/**
 * What must be so after the step. What is not named is not looked at.
 */
export interface Expect {
  /**
   * The state the case is in. For parallel states the innermost states.
   */
  state?: StatePath[]
  ended?: KebabName
  refused?: KebabName
  /**
   * When deadlines are due, by state or `state#deadline`.
   */
  due?: {
    [k: string]: Moment
  }
  /**
   * Messages of this step. An empty list says none.
   */
  messages?: Message[]
  /**
   * How often a state was entered.
   */
  visits?: {
    /**
     * The number.
     */
    [k: string]: number
  }
  data?: Payload
  /**
   * Fields without an answer.
   */
  absent?: DataPath[]
  /**
   * Results of decisions of this step.
   */
  decided?: {
    /**
     * Results by name.
     */
    [k: string]: {}
  }
  /**
   * Roles that have an open task. An empty list says none.
   */
  tasks?: KebabName[]
  /**
   * Who has the task of a state; `nobody` where it waits to be claimed.
   */
  assigned?: {
    [k: string]: PersonId
  }
  /**
   * Who was passed over for the task of a state in this step, and why. An empty map says nobody was.
   */
  skipped?: {
    [k: string]: SkippedPeople
  }
  /**
   * How urgent the case is.
   */
  priority?: number
  /**
   * Deadlines broken so far.
   *
   * Items: A state or `state#deadline`.
   */
  breached?: string[]
  /**
   * Deadlines that stand paused. An empty list says none.
   *
   * Items: A state or `state#deadline`.
   */
  paused?: string[]
  /**
   * Deadlines that run into a year whose holidays are not published. An empty list says none.
   *
   * Items: A state or `state#deadline`.
   */
  provisional?: string[]
  /**
   * What product files hold, by serial number, as `unit` has it in expressions.
   */
  units?: {
    /**
     * Members with their values.
     */
    [k: string]: {
      /**
       * The value.
       */
      [k: string]: {
        [k: string]: unknown
      }
    }
  }
  /**
   * States of papers.
   */
  vouchers?: {
    /**
     * The state.
     */
    [k: string]: 'issued' | 'signed' | 'void' | 'archived'
  }
  /**
   * Cases that were begun in this step. An empty list says none.
   */
  began?: Begun[]
  /**
   * Cases of the story that are probably the same matter, as `duplicates` of the process says, the newest first. An empty list says none.
   *
   * Items: Another case of the story, by its label or its number.
   */
  similar?: string[]
  parent?: OtherCase
  /**
   * Other cases of the story, by label or by process (its latest case).
   */
  children?: {
    [k: string]: OtherCase
  }
}
/**
 * A message. What is not named is not looked at.
 */
export interface Message {
  template?: KebabName
  to?: Roles
  channel?: KebabName
  notBefore?: Moment
}
/**
 * Who was passed over, and why.
 */
export interface SkippedPeople {
  /**
   * The reason: absent, out of the house with another task, without the skill, or kept from it by what that person sent before.
   */
  [k: string]: 'absent' | 'away' | 'skill' | 'four-eyes'
}
/**
 * A case that was begun, or could not begin. What is not named is not looked at.
 */
export interface Begun {
  process: KebabName
  /**
   * Whether it is awaited, begun by `start`, or goes on in place of the other.
   */
  kind?: 'child' | 'started' | 'converted'
  as?: KebabName
  /**
   * The state it is in.
   */
  state?: StatePath[]
  refused?: KebabName
}
/**
 * How another case stands. What is not named is not looked at.
 */
export interface OtherCase {
  /**
   * The state it is in.
   */
  state?: StatePath[]
  ended?: KebabName
}
/**
 * One step. Exactly one of `send`, `wait`, `until`, `note`, `correct`, `suspend`, `resume`, `claim`, `release`, `assign`, `begin`, `calendar` and `result` says what happens.
 */
export interface Step {
  send?: EventName
  /**
   * How long the clock jumps, in the calendar of the process.
   */
  wait?: string
  until?: Moment
  /**
   * A note somebody writes.
   */
  note?: string
  correct?: Payload
  /**
   * Somebody lets the case stand still, for this reason.
   */
  suspend?: string
  /**
   * Somebody lets the case go on, for this reason.
   */
  resume?: string
  claim?: StatePath
  release?: StatePath
  assign?: TaskGiven
  begin?: KebabName
  calendar?: KebabName
  insteadOf?: KebabName
  occurredAt?: Moment
  result?: Result
  in?: KebabName
  by?: PersonId
  with?: Payload
  to?: StatePath
  expect?: Expect
}
/**
 * Somebody gives the task of a state to another person.
 */
export interface TaskGiven {
  task: StatePath
  to: PersonId
  /**
   * Why.
   */
  reason: string
}
/**
 * The end of outside work, as the service would report it; or of an awaited case. Awaited cases of a process that some `result` names are not played.
 */
export interface Result {
  of: KebabName
  /**
   * It succeeded, with this result.
   */
  done?: {}
  /**
   * It failed for good, for this reason.
   */
  failed?: string
  /**
   * The other case could not begin, for this reason.
   */
  refused?: string
}
