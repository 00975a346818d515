/** Cases that lead to cases: messages brought, links and duplicates told, cases merged and linked. */
export { createCaseActions } from './case-actions.js'
export type { CaseCalls, DiscardRequest, LinkRequest, MergeRequest, RetryRequest } from './case-calls.js'
export { isRelated } from './inbox.js'
export { Post } from './post.js'
export {
  readMessages,
  readRelated,
  readSimilarCases,
  type LinkedCase,
  type MessageFilter,
  type OpenMessage,
  type RelatedCases,
  type RelatedPage,
} from './related-cases.js'
