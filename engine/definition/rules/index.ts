import type { Rule } from '../rule.js'
import { afterSameLength } from './after-same-length.js'
import { alwaysLoop } from './always-loop.js'
import { branchNeverChosen } from './branch-never-chosen.js'
import { deadEnd } from './dead-end.js'
import { decisionGap } from './decision-gap.js'
import { decisionRuleNeverReached } from './decision-rule-never-reached.js'
import { eventInTwoRegions } from './event-in-two-regions.js'
import { eventNobodyMaySend } from './event-nobody-may-send.js'
import { exitFromRegion } from './exit-from-region.js'
import { fieldNotTested } from './field-not-tested.js'
import { guardFallsThrough } from './guard-falls-through.js'
import { missingTitle } from './missing-title.js'
import { missingTranslation } from './missing-translation.js'
import { promiseMovesWithTime } from './promise-moves-with-time.js'
import { raiseNobodyAccepts } from './raise-nobody-accepts.js'
import { selfTargetKeepsVisit } from './self-target-keeps-visit.js'
import { timeInAlwaysGuard } from './time-in-always-guard.js'
import { unreachableState } from './unreachable-state.js'
import { waitingWithoutDeadline } from './waiting-without-deadline.js'
import { warningOutsideDeadline } from './warning-outside-deadline.js'

export { untranslatedTexts } from './missing-translation.js'

/** Every rule, errors first. Each has a page in `docs/problems/` and examples in `test/rules/`. */
export const rules: readonly Rule[] = [
  unreachableState,
  deadEnd,
  alwaysLoop,
  timeInAlwaysGuard,
  promiseMovesWithTime,
  warningOutsideDeadline,
  branchNeverChosen,
  decisionGap,
  decisionRuleNeverReached,
  eventNobodyMaySend,
  raiseNobodyAccepts,
  exitFromRegion,
  eventInTwoRegions,
  guardFallsThrough,
  selfTargetKeepsVisit,
  waitingWithoutDeadline,
  afterSameLength,
  fieldNotTested,
  missingTitle,
  missingTranslation,
]
