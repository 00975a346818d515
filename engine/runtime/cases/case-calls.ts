import type { JsonObject } from '../../errors/index.js'
import type { Page, PageRequest, SimilarCase } from '../../store/port.js'
import type { ActorInput, Answer } from '../engine.js'
import type { MessageFilter, OpenMessage, RelatedCases, RelatedPage } from './related-cases.js'

/** An operator's action: who wants it, and why. */
export interface Reasoned {
  readonly reason: string
  readonly actor: ActorInput
  readonly idempotencyKey?: string
}

/** Which case goes on for both. */
export interface MergeRequest extends Reasoned {
  readonly into: string
  /** They are the same matter although what `duplicates` of the process names differs, or is not known of both. */
  readonly confirmDifferent?: boolean
}

/** Which other case this one has to do with. */
export interface LinkRequest extends Reasoned {
  readonly other: string
}

/**
 * For a case that could not begin, and refused for other messages. `data`: values on top of what was handed over, where
 * it could not begin for want of them; `profile`: the one it begins on, where its figures had no value.
 */
export interface RetryRequest extends Reasoned {
  readonly data?: JsonObject
  readonly profile?: string
}

/** Why an event is given up. */
export type DiscardRequest = Reasoned

/** The engine's calls about several cases. */
export interface CaseCalls {
  /**
   * Ends a case as told twice (outcome `merged-into`); the other one, of the same process and still open, goes on for
   * both. Both note it. The other takes nothing over: refused while the loser has an open paper, has made untrue what its
   * end states demand, began a case that is open, or has a message waiting for it; and where the two are probably not the
   * same matter, unless that is confirmed. An operator's action: who may is the host's to decide.
   */
  merge(instance: string, request: MergeRequest): Promise<Answer>
  /** Notes on both cases that they have to do with each other. */
  link(instance: string, request: LinkRequest): Promise<Answer>
  /** Has a message brought again that waits or is held, or a case begun again that could not begin. Answers the case that told it. */
  retryMessage(message: string, request: RetryRequest): Promise<Answer>
  /**
   * Gives up an event one case told another that is still to be taken, so that those behind it are brought. The reason
   * stands in the trail of the case it was for, which never hears it. Answers that case.
   */
  discardMessage(message: string, request: DiscardRequest): Promise<Answer>
  /**
   * How a case belongs to others, and the messages that were not taken, those still to be taken first: pages of 1 to 500
   * links and as many messages (50 unless given), each with a cursor of its own. `undefined` where there is no such case.
   */
  related(instance: string, page?: RelatedPage): Promise<RelatedCases | undefined>
  /** Messages of all cases with one status, those told first at the top, in pages of 1 to 500 (50 unless given). */
  messages(filter: MessageFilter, page?: Partial<Omit<PageRequest, 'sort'>>): Promise<Page<OpenMessage>>
  /** Cases that are probably the same matter told twice, as `duplicates` of the process says, newest first. */
  similar(instance: string): Promise<readonly SimilarCase[] | undefined>
}
