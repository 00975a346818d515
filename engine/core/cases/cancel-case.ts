import type { CheckedHandler } from '../../definition/checked-process.js'
import type { JsonObject, RefusalReason, Text } from '../../errors/index.js'
import { walkActive } from '../candidates.js'
import { closedReasons, openWay, standingOf, unmetRequirements } from '../choose-ways.js'
import type { Command } from '../command.js'
import type { Draft } from '../draft.js'
import { closeStep, finishStep } from '../finish-step.js'
import { bilingual, StepRefused } from '../refusals.js'
import { instanceEnded } from '../send.js'
import type { Advanced } from '../step-result.js'
import { StepValues } from '../step-values.js'
import { eventTitle } from '../titles.js'
import { walkOn } from '../walk.js'
import { waysAt, type Way } from '../ways.js'
import { endEarly } from './end-early.js'

type Cancel = Extract<Command, { kind: 'cancel' }>

/**
 * The case that began this one does not need it any more: the event of `onCancel` is raised, or the case ends as
 * cancelled. Where the rules of the case do not let it, it goes on, and the trail says why: somebody has to look.
 */
export function cancelCase(begin: () => Draft, { from }: Cancel): Advanced {
  const draft = begin()
  if (draft.ended) throw new StepRefused([instanceEnded])
  try {
    return cancel(draft, new StepValues(draft), from)
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error
    const standing = begin()
    const reasons = error.reasons.map(({ code, text }): JsonObject => ({ code, text: { ...text } }))
    standing.note('cancelled', { from, taken: false, refused: reasons })
    return closeStep(standing, new StepValues(standing))
  }
}

function cancel(draft: Draft, values: StepValues, from: string): Advanced {
  const { onCancel } = draft.process
  draft.note('cancelled', { from, taken: true, ...(onCancel === undefined ? {} : { event: onCancel }) })
  return cancelNow(draft, values)
}

/** Cancels a case by its own rules. Refuses the step where they do not let it. */
export function cancelNow(draft: Draft, values: StepValues): Advanced {
  const { onCancel } = draft.process
  if (onCancel === undefined) return endEarly(draft, values, 'cancelled')
  const closed: Way[] = []
  const chosen = walkActive(standingOf(draft), draft.process.root, (state): readonly Way[] => {
    const handler = state.on.get(onCancel)
    if (!handler) return []
    refuseUnmet(values, handler)
    const way = openWay(values, waysAt(draft.process, state.path).on.get(onCancel) ?? [], closed)
    return way ? [way] : []
  })
  if (chosen.length === 0) {
    const reasons = closedReasons(values, closed)
    const title = eventTitle(draft.process, onCancel)
    throw new StepRefused(reasons.length > 0 ? reasons : [notAccepted(title, onCancel)])
  }
  walkOn(draft, values, onCancel, chosen)
  return finishStep(draft, values)
}

function refuseUnmet(values: StepValues, handler: CheckedHandler): void {
  const unmet = unmetRequirements(values, handler)
  if (unmet.length > 0) throw new StepRefused(unmet)
}

function notAccepted(title: Text, event: string): RefusalReason {
  const text = bilingual(
    `当前状态不接受“${title['zh-CN']}”。`,
    `Expected '${title.en}' to be accepted now, but no active state takes it.`,
  )
  return { code: 'event-not-accepted', text, found: event }
}
