import type { Draft } from './draft.js'
import { waysOf } from './ways.js'

/**
 * Remembers who sent an event that some `notBy` names. What a person's event raises counts as sent by that person;
 * what a timer raises counts as sent by nobody.
 */
export function rememberSender(draft: Draft, event: string): void {
  const { actor } = draft
  if (!actor || !waysOf(draft.process).watched.has(event)) return
  const known = draft.senders[event] ?? []
  if (!known.includes(actor.id)) draft.senders = { ...draft.senders, [event]: [...known, actor.id] }
}
