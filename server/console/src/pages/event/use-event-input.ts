import { useMemo } from 'react'
import { useSession } from '../../api/session.js'
import { knownAnswers } from '../../drafts/known-answers.js'
import type { Draft } from '../../drafts/use-drafts.js'
import { useKeptInput, type KeptInput } from '../../drafts/use-kept-input.js'
import type { OpenedEvent } from './opened-event.js'

/** What is entered for an event: it begins with what the case knows, and is kept for its visit. */
export function useEventInput({ instance, event }: OpenedEvent, draft: Draft | undefined): KeptInput {
  const { actor } = useSession()
  const { state, visit, formSchema } = event
  const known = useMemo(
    () => (formSchema ? knownAnswers(formSchema, instance.data) : {}),
    [formSchema, instance.data],
  )
  const place = useMemo(
    () => ({ instance: instance.id, event: event.event, state, visit }),
    [instance.id, event.event, state, visit],
  )
  return useKeptInput({ name: `${actor.id} ${instance.id} ${state} ${event.event}`, place, draft, known })
}
