import type { CheckedAction } from '../../definition/checked-process.js'
import type { Draft } from '../draft.js'
import type { StepValues } from '../step-values.js'
import { presentValues } from './present-values.js'

type Tell = Extract<CheckedAction, { kind: 'tell' }>

/**
 * Sends an event to the case that began this one, or to those this one has begun of a process and not heard the end of.
 * Where there is none, the trail says so.
 */
export function tellCase(draft: Draft, values: StepValues, action: Tell, state: string): void {
  const { event } = action
  const receivers = receiversOf(draft, action)
  if (receivers.length === 0) {
    draft.note('case-told', { event, nobody: true })
    return
  }
  const payload = presentValues(values, action.payload, state)
  for (const to of receivers) {
    const id = draft.nextMessageId()
    draft.messages.push({
      id,
      from: draft.identity.id,
      to,
      at: draft.at,
      body: { kind: 'receive', event, payload },
    })
    draft.note('case-told', { case: to, event, message: id })
  }
}

/** A case that was converted goes on in place of the other, so there is nobody it could tell. */
function receiversOf({ identity, began }: Draft, { to }: Tell): readonly string[] {
  if (to !== 'parent')
    return began.filter(({ process }) => process === to.children).map(({ instance }) => instance)
  const { origin } = identity
  return origin && origin.kind !== 'converted' ? [origin.instance] : []
}
