import type { RefusalReason } from '../../errors/index.js'
import type { InstanceRecord } from '../record.js'
import { bilingual } from '../refusals.js'

/** Why an operator's action is too late for a case that has ended, and what may be done instead. */
export function whyEnded(before: InstanceRecord | undefined): RefusalReason {
  const { continuedIn, outcome } = before ?? {}
  if (continuedIn === undefined)
    return {
      code: 'instance-ended',
      text: bilingual(
        '该案件已结束。如需继续办理，请先将其重新打开到某个状态。',
        'Expected a case that goes on, but this one has ended. Reopen it into a state first.',
      ),
    }
  const merged = outcome === 'merged-into'
  return {
    code: 'instance-ended',
    text: bilingual(
      merged
        ? `该案件已并入 ${continuedIn}，请在该案件中办理。`
        : `该案件已转为 ${continuedIn}，请在该案件中办理。`,
      `Expected a case that goes on, but this one ${merged ? 'was merged into' : 'goes on as'} '${continuedIn}'. Act on that one.`,
    ),
    found: continuedIn,
  }
}
