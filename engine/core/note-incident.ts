import type { Command } from './command.js'
import type { Draft } from './draft.js'
import { closeStep } from './finish-step.js'
import { TrailBody } from './personal.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'

/** Notes what became of an effect nobody could deliver. An ended or suspended case takes it as well. */
export function noteIncident(
  draft: Draft,
  values: StepValues,
  { change, incident, effect, code, reason }: Extract<Command, { kind: 'incident' }>,
): Advanced {
  const trail = new TrailBody({ incident, effect, ...(code !== undefined && { code }) })
  // An operator's words may hold a name, so that they can be erased like a note.
  if (reason !== undefined) trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note(`incident-${change}`, trail.body, trail.personal)
  return closeStep(draft, values)
}
