import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ProblemError, type AskedOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import type { KeptInput } from '../../drafts/use-kept-input.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import type { Answers } from '../../forms/index.js'
import type { OpenedEvent } from './opened-event.js'

type Payload = NonNullable<AskedOf<'sendEvent'>['body']['payload']>

/** Sending an event once, however often its button is pressed and whatever the network does. */
export interface Sending {
  readonly send: (answers: Answers) => void
  readonly isPending: boolean
  readonly isDone: boolean
  readonly error: Error | null
}

/** Sends an event of a case. Afterwards leads back and says so. */
export function useSending({
  opened,
  back,
  input,
}: {
  readonly opened: OpenedEvent
  readonly back: string
  readonly input: KeptInput
}): Sending {
  const { t } = useTranslation()
  const local = useLocalText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const post = usePost(opened)
  const { id } = opened.instance
  const sent = useMutation({
    mutationFn: (answers: Answers) => post(answers, input.idempotencyKey()),
    onSuccess: async () => {
      input.letGo()
      void message.success(t('event.done', { what: local(opened.event.title, opened.event.event) }))
      await navigate(back)
      void queries.invalidateQueries({ queryKey: ['tasks'] })
      void queries.invalidateQueries({ queryKey: ['instance', id] })
    },
    onError: (error) => {
      // Without an answer it may have taken effect: the same key again cannot double it.
      if (error instanceof ProblemError && error.status < 500) input.answered()
      void queries.invalidateQueries({ queryKey: ['instance', id] })
    },
  })
  return {
    send: (answers) => {
      if (!sent.isPending) sent.mutate(answers)
    },
    isPending: sent.isPending,
    isDone: sent.isSuccess,
    error: sent.error,
  }
}

/**
 * Sent to the region of its state, for the stay there that was seen. This is what completing a task is.
 */
function usePost({ instance, event }: OpenedEvent) {
  const api = useApi()
  return async (answers: Answers, idempotencyKey: string): Promise<void> => {
    const { state, visit, form } = event
    const body = {
      event: event.event,
      ...(form !== undefined && { payload: answers as Payload }),
      ...(state !== '' && { to: state }),
      expectedVisit: { state, visit },
    }
    await api.sendEvent({ id: instance.id, body }, { idempotencyKey })
  }
}
