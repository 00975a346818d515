import type { CaseLink, CaseMessage } from '../core/command.js'
import type { JsonObject } from '../errors/json.js'
import type { Instant } from '../time/instant.js'

export type { SimilarRequest } from '../core/cases/similar-cases.js'

/**
 * `pending`: to be brought; `waiting`: the receiver could not take it as it stood; `held`: it met a fault, and is brought
 * again after a while; `taken`; `ignored`: it can never be taken; `discarded`: an operator gave it up; `refused`: the
 * case it asks for could not begin.
 */
export type MessageStatus = 'pending' | 'waiting' | 'held' | 'taken' | 'ignored' | 'discarded' | 'refused'

/** A message between two cases. Once it is settled, its body tells no more than what it was. */
export interface MessageRow extends CaseMessage {
  /** Grows in the order in which messages were told. */
  readonly row: number
  readonly status: MessageStatus
  /**
   * When it takes effect if it is brought now: when it was told, or an operator had it brought again; for one that had
   * to wait, when its receiver last changed.
   */
  readonly due: Instant
  /** When its receiver first would not take it, or it first met a fault; absent where neither happened. */
  readonly since?: Instant
  /** Revision of the receiver when it was last brought in vain. */
  readonly tried?: number
  /** How often it was refused or met a fault. */
  readonly attempts: number
  /** How many faults it has met in a row; 0 for one that is not held. */
  readonly faults: number
  /** When one that is held is brought again. */
  readonly retryAt?: Instant
  /** Why it waits, was ignored or refused: a code and a text. */
  readonly detail?: JsonObject
}

/** What became of a message. */
export type MessageChange = Pick<
  MessageRow,
  'status' | 'attempts' | 'tried' | 'since' | 'detail' | 'retryAt'
> & {
  /** None unless given. */
  readonly faults?: number
  readonly body: CaseMessage['body'] | SettledBody
  /** Left as it is unless given. */
  readonly due?: Instant
}

/** What is kept of a message that is settled: no second copy of people's values. */
export interface SettledBody {
  readonly kind: CaseMessage['body']['kind']
  readonly event?: string
  readonly process?: string
}

/** How a case belongs to another one, seen from one of them. */
export interface LinkRow {
  /** The other case. */
  readonly instance: string
  readonly relation: CaseLink['relation']
  /** `to`: this case began the other, or went on in it; `from`: it comes from it. */
  readonly direction: 'to' | 'from'
  readonly at: Instant
  /** Of the other case; absent where it has not begun. */
  readonly process?: string
  readonly number?: string
  readonly status?: 'active' | 'ended'
  readonly outcome?: string
}

/** A case that is probably the same matter told twice. */
export interface SimilarCase {
  readonly id: string
  readonly process: string
  readonly number?: string
  readonly createdAt: Instant
  readonly status: 'active' | 'ended'
  readonly outcome?: string
}
