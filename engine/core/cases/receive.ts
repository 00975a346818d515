import type { Command } from '../command.js'
import type { Draft } from '../draft.js'
import { send } from '../send.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { caseActor } from './case-actor.js'

/** An event from another case: like one from outside, but for handlers that nobody outside may use. */
export function receive(
  draft: Draft,
  values: StepValues,
  { message, from, event, payload }: Extract<Command, { kind: 'receive' }>,
): Advanced {
  draft.note('message-taken', { message, from, event })
  return send(draft, values, { kind: 'send', event, payload, actor: caseActor(from) })
}
