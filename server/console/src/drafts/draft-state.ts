import type { AnswerOf, AskedOf, ProblemError } from '../../../client/index.js'
import type { Entered } from './entered.js'

/** A draft as the server has it. */
export type Draft = AnswerOf<'listDrafts'>['items'][number]

/** Where a draft belongs: to an event of a case during one visit, or to the beginning of a case. */
export type DraftPlace = Omit<AskedOf<'saveDraft'>['body'], 'answers' | 'before'>

/** How it stands with what was entered: nothing to keep, on its way, kept, not taken (tried again), or refused. */
export type DraftState =
  | { readonly is: 'none' | 'keeping' | 'failed' }
  | { readonly is: 'kept'; readonly at: string; readonly entered: Entered }
  | { readonly is: 'refused'; readonly why: ProblemError }
