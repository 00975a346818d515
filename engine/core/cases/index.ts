/** Cases that lead to cases: begun, awaited, told, cancelled, merged, linked. */
export { mostCases, mostLevels } from './begin-cases.js'
export { cancelCase } from './cancel-case.js'
export { caseActor } from './case-actor.js'
export { childEnded } from './child-ended.js'
export { hasHandler } from './has-handler.js'
export { receive } from './receive.js'
export { linkCase, mergeCase, noteDiscarded } from './relate-cases.js'
export { isAskedFor, similarRequest, toldTwice, type SimilarRequest } from './similar-cases.js'
export {
  beginRefused,
  commandOf,
  isBegin,
  isUndeliverable,
  refusalBody,
  waitsItsTurn,
  type BeginMessage,
} from './messages.js'
