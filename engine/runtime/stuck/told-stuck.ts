import type { InstanceRecord } from '../../core/record.js'
import type { Text } from '../../errors/index.js'
import type { Instant } from '../../time/instant.js'

/** What a case waits for, or why nothing moves. */
export type WaitKind =
  /** It is over, or kept as history: nothing will move any more. */
  | 'ended'
  | 'history'
  | 'suspended'
  /** A person has to do something, or to take it. */
  | 'task'
  /** A timer moves the case, or somebody is told then. */
  | 'timer'
  /** A clock that stands still. */
  | 'paused'
  /** Another case. */
  | 'child'
  /** A service outside, or a message that could not be sent yet. */
  | 'effect'
  | 'incident'
  /** Word from or to another case. */
  | 'message'
  /** An operator holds everything that goes outside. */
  | 'held'
  /** An event that may be sent at certain hours only. */
  | 'window'
  /** Due points that are counted without the holidays of their year. */
  | 'holidays'
  /** Nothing at all is under way. */
  | 'nothing'

export interface Wait {
  readonly kind: WaitKind
  readonly words: Text
  /** Path of the state it belongs to. */
  readonly state?: string
  readonly since?: Instant
  readonly until?: Instant
  /** Id of the task, clock, effect, incident, message or case, or of the calendar. */
  readonly subject?: string
}

/** Something that may be done next. */
export interface NextStep {
  readonly words: Text
  /** An event to be sent, with the state that takes it. */
  readonly event?: string
  readonly state?: string
  /** An operator's action. */
  readonly action?: 'resume' | 'release' | 'retry' | 'skip' | 'send-back' | 'discard'
  /** What the action is about: an incident or a message. */
  readonly subject?: string
  /** Roles that may, and the person whose task it is. */
  readonly roles: readonly string[]
  readonly person?: string
  /** Whether that person, or somebody with such a role, may now: yes, no, or it depends on what is entered. */
  readonly answer: 'yes' | 'no' | 'depends'
}

/** Why a case does not move, and what would move it. */
export interface ToldStuck {
  readonly instance: InstanceRecord
  readonly at: Instant
  /** Zone in which its words tell times. */
  readonly zone: string
  readonly waits: readonly Wait[]
  readonly next: readonly NextStep[]
}
