/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
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
  at: Moment
  start: Begin
  /**
   * What happens then.
   */
  steps?: Step[]
}
/**
 * How the case starts.
 */
export interface Begin {
  by: PersonId
  with?: Payload
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
   * States of papers.
   */
  vouchers?: {
    /**
     * The state.
     */
    [k: string]: 'issued' | 'signed' | 'void' | 'archived'
  }
}
/**
 * A message. What is not named is not looked at.
 */
export interface Message {
  template?: KebabName
  to?: Roles
  channel?: KebabName
}
/**
 * One step. Exactly one of `send`, `wait`, `until`, `note`, `correct`, `suspend`, `resume`, `calendar` and `result` says what happens.
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
  calendar?: KebabName
  insteadOf?: KebabName
  occurredAt?: Moment
  result?: Result
  by?: PersonId
  with?: Payload
  to?: StatePath
  expect?: Expect
}
/**
 * The end of outside work, as the service would report it.
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
}
