import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ProblemError, type AskedOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { correctedSince, enteredOver, isSameEntry, type Entered } from '../../drafts/entered.js'
import { knownAnswers } from '../../drafts/known-answers.js'
import type { KeptInput } from '../../drafts/use-kept-input.js'
import { withoutEmptyParts, type Answers } from '../../forms/index.js'
import type { OpenedEvent } from './opened-event.js'

type Payload = NonNullable<AskedOf<'sendEvent'>['body']['payload']>
type Instance = OpenedEvent['instance']

/** Answers, and the revision of the case whose values they were laid over. */
interface Sent {
  readonly answers: Answers
  readonly revision: number
}

/** A case that changes again and again while an event is sent is for its reader to look at. */
const mostTimes = 4

/**
 * Sends an event to the region of its state, for the stay there that was seen. This is what completing a task is. What
 * the form took from the case is sent as the case has it: where that has changed meanwhile, what was entered is laid
 * over what the case knows now and sent again, unless somebody else has corrected that very thing.
 */
export function usePost({ instance, event }: OpenedEvent, now: Instance, input: KeptInput) {
  const api = useApi()
  const queries = useQueryClient()
  const unanswered = useRef<(Sent & { readonly entered: Entered }) | undefined>(undefined)
  const { entered } = input
  const { id } = instance

  const sendOnce = async ({ answers, revision }: Sent): Promise<void> => {
    const { state, visit, form } = event
    const body = {
      event: event.event,
      ...(form !== undefined && { payload: answers as Payload }),
      ...(state !== '' && { to: state }),
      expectedVisit: { state, visit },
    }
    const idempotencyKey = input.idempotencyKey()
    unanswered.current = { answers, revision, entered }
    try {
      await api.sendEvent(
        { id, body },
        { idempotencyKey, ...(form !== undefined && { ifRevision: revision }) },
      )
    } catch (error) {
      if (error instanceof ProblemError && error.status < 500) unanswered.current = undefined
      throw error
    }
  }

  const overNow = async (): Promise<Sent | undefined> => {
    const fresh = await api.showInstance({ id })
    queries.setQueryData(['instance', id], fresh)
    const { data, revision } = fresh
    const schema = event.formSchema ?? {}
    const known = knownAnswers(schema, data)
    if (correctedSince(entered, known).length > 0) return undefined
    return { answers: (withoutEmptyParts(schema, enteredOver(entered, known)) ?? {}) as Answers, revision }
  }

  return async (answers: Answers): Promise<void> => {
    const before = unanswered.current
    // It may have been taken: the same again tells, whatever the form shows by now.
    let next: Sent | undefined =
      before && isSameEntry(before.entered, entered) ? before : { answers, revision: now.revision }
    for (let time = 1; ; time += 1) {
      try {
        await sendOnce(next)
        return
      } catch (error) {
        const isStale = error instanceof ProblemError && error.code === 'revision-conflict'
        next = isStale && time < mostTimes ? await overNow() : undefined
        if (!next) throw error
      }
    }
  }
}
