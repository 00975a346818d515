import { useMemo } from 'react'
import { useSession } from '../../api/session.js'
import { knownAnswers } from '../../drafts/known-answers.js'
import type { Draft } from '../../drafts/draft-state.js'
import { useKeptInput, type KeptInput } from '../../drafts/use-kept-input.js'
import type { OpenedEvent } from './opened-event.js'

/** What is entered for an event, over what the case knows by now; it is kept for the visit during which it was begun. */
export function useEventInput(
  { instance, event }: OpenedEvent,
  now: OpenedEvent['instance'],
  kept: { readonly draft: Draft | undefined; readonly mayKeep: boolean },
): KeptInput {
  const { actor } = useSession()
  const { state, visit, formSchema } = event
  const known = useMemo(() => (formSchema ? knownAnswers(formSchema, now.data) : {}), [formSchema, now.data])
  const place = useMemo(
    () => ({ instance: instance.id, event: event.event, state, visit }),
    [instance.id, event.event, state, visit],
  )
  const name = `${actor.id} ${instance.id} ${state} ${event.event} ${visit}`
  return useKeptInput({ ...kept, name, place }, known)
}
