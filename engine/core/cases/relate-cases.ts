import type { Command } from '../command.js'
import type { Draft } from '../draft.js'
import { closeStep } from '../finish-step.js'
import { TrailBody } from '../personal.js'
import { StepRefused } from '../refusals.js'
import { whyEnded } from '../operate/why-ended.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { endEarly } from './end-early.js'

/**
 * Ends a case that was told twice: the other one goes on for both. It takes over nothing: whoever merges sees to it that
 * no case this one has begun is still open, and that no message waits for it.
 */
export function mergeCase(
  draft: Draft,
  values: StepValues,
  { into, reason, confirmedDifferent }: Extract<Command, { kind: 'merge' }>,
): Advanced {
  if (draft.ended) throw new StepRefused([whyEnded(draft.before)])
  const trail = new TrailBody({
    into,
    ...(confirmedDifferent && { confirmedDifferent: [...confirmedDifferent] }),
  })
  trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note('merged', trail.body, trail.personal)
  draft.continuedIn = into
  draft.links.push({ from: draft.identity.id, to: into, relation: 'merged', at: draft.at })
  return endEarly(draft, values, 'merged-into')
}

/** Notes that the case will not hear of an event it was told. An ended or suspended case takes it as well. */
export function noteDiscarded(
  draft: Draft,
  values: StepValues,
  { message, from, event, reason }: Extract<Command, { kind: 'discard' }>,
): Advanced {
  const trail = new TrailBody({ message, from, event })
  trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note('message-discarded', trail.body, trail.personal)
  return closeStep(draft, values)
}

/** Notes how the case belongs to another one. An ended or suspended case takes it as well. */
export function linkCase(
  draft: Draft,
  values: StepValues,
  { other, relation, reason, confirmedDifferent }: Extract<Command, { kind: 'link' }>,
): Advanced {
  const trail = new TrailBody({
    ...{ other, relation },
    ...(confirmedDifferent && { confirmedDifferent: [...confirmedDifferent] }),
  })
  trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note('linked', trail.body, trail.personal)
  const own = draft.identity.id
  // Both cases note it, and both mean the same link. That of a merge comes from the case that ended.
  const [from, to] = own < other ? [own, other] : [other, own]
  if (relation === 'related') draft.links.push({ from, to, relation, at: draft.at })
  return closeStep(draft, values)
}
