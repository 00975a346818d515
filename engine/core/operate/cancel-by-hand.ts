import { cancelNow } from '../cases/cancel-case.js'
import type { Draft } from '../draft.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { noteAct } from './note-act.js'

/**
 * Cancels a case by its own rules: the event of `onCancel` follows, or it ends as cancelled. Refused where they do not
 * let it: an operator who knows better moves it, or puts its data right first.
 */
export function cancelByHand(draft: Draft, values: StepValues, reason: string): Advanced {
  const { onCancel } = draft.process
  noteAct(draft, { action: 'cancel', reason }, onCancel === undefined ? {} : { event: onCancel })
  return cancelNow(draft, values)
}
