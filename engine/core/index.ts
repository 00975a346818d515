export { acceptedEvents } from './accepted-events.js'
export { changedParameters } from './apply-profile.js'
export { applyDue, dueSteps, longestTimerChain } from './due-timers.js'
export { isAttachmentId } from './attachment-id.js'
export { attachmentsAmong, attachmentUseKey, mayHoldAttachments } from './attached.js'
export { askOnce, FactNeeded, factGiven, withAnswers, withFacts, type AskedFacts } from './fact-needed.js'
export { factsAfter } from './facts-after.js'
export { voucherKey, voucherOf } from './voucher-key.js'
export { foldClocks, type FoldedClocks } from './clocks/fold-clocks.js'
export type { EndedRun } from './clocks/ended-run.js'
export {
  beginRefused,
  caseActor,
  commandOf,
  hasHandler,
  isAskedFor,
  isBegin,
  isUndeliverable,
  refusalBody,
  similarRequest,
  toldTwice,
  waitsItsTurn,
  type BeginMessage,
  type SimilarRequest,
} from './cases/index.js'
export { instanceSuspended } from './suspend.js'
export { refusalOf } from './refusals.js'
export { operatorActOf, type OperatorAct, type OperatorAction } from './operate/index.js'
export { nextTimer } from './next-timer.js'
export { loadOf } from './tasks/index.js'
export { candidatesOf, personInForce, type PeopleAndRoles } from './person-in-force.js'
export { searchValues, type SearchValue } from './search-values.js'
export { step } from './step.js'
export { upgradeRecord } from './upgrade-record.js'
export * from './command.js'
export * from './record.js'
export * from './step-result.js'
export { brokenPoint, requirePoint, wrongRolePoint } from './covered-points.js'
export { sameValuesOf, serialOf, shownUnit } from './unit/unit-file.js'
export { valueAt } from './data-path.js'
export { latestVoucher } from './vouchers/index.js'
