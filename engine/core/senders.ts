import { sendersOf } from './acting.js'
import type { Draft } from './draft.js'
import { waysOf } from './ways.js'

/**
 * Remembers who sent an event that some `notBy` or `onlyBy` names, and for whom. What a person's event raises counts as
 * sent by that person; what a timer raises counts as sent by nobody.
 */
export function rememberSender(draft: Draft, event: string): void {
  const { actor, actsFor } = draft
  if (!actor || !waysOf(draft.process).watched.has(event)) return
  const known = sendersOf(draft.senders, event)
  const all = [...new Set([...known, actor.id, ...actsFor])]
  if (all.length > known.length) draft.senders = { ...draft.senders, [event]: all }
}
