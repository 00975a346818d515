import type { JsonObject } from '../../errors/index.js'
import type { PageRequest, SimilarCase } from '../../store/port.js'
import type { ActorInput, Answer } from '../engine.js'
import type { RelatedCases } from './related-cases.js'

interface Reasoned {
  readonly reason: string
  readonly actor: ActorInput
  readonly idempotencyKey?: string
}

/** Which case goes on for both. */
export interface MergeRequest extends Reasoned {
  readonly into: string
}

/** Which other case this one has to do with. */
export interface LinkRequest extends Reasoned {
  readonly other: string
}

/** `data`: values on top of what was handed over, where a case could not begin for want of them. */
export interface RetryRequest extends Reasoned {
  readonly data?: JsonObject
}

/** Why an event is given up. */
export type DiscardRequest = Reasoned

/** The engine's calls about several cases. */
export interface CaseCalls {
  /**
   * Ends a case as told twice (outcome `merged`); the other one, of the same process and still open, goes on for both.
   * Both note it. An operator's action: who may is the host's to decide.
   */
  merge(instance: string, request: MergeRequest): Promise<Answer>
  /** Notes on both cases that they have to do with each other. */
  link(instance: string, request: LinkRequest): Promise<Answer>
  /** Has a message brought again that waits, or a case begun again that could not begin. Answers the case that told it. */
  retryMessage(message: string, request: RetryRequest): Promise<Answer>
  /**
   * Gives up an event one case told another that is still to be taken, so that those behind it are brought. The reason
   * stands in the trail of the case it was for, which never hears it. Answers that case.
   */
  discardMessage(message: string, request: DiscardRequest): Promise<Answer>
  /**
   * How a case belongs to others, in pages of 1 to 500 links (50 unless given), and the messages that were not taken.
   * `undefined` where there is no such case.
   */
  related(instance: string, page?: Partial<Omit<PageRequest, 'sort'>>): Promise<RelatedCases | undefined>
  /** Cases that are probably the same matter told twice, as `duplicates` of the process says, newest first. */
  similar(instance: string): Promise<readonly SimilarCase[] | undefined>
}
