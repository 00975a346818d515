import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useTell } from '../../app/toasts.js'
import { ProblemError } from '../../../../client/index.js'
import type { KeptInput } from '../../drafts/use-kept-input.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import type { Answers } from '../../forms/index.js'
import type { OpenedEvent } from './opened-event.js'
import { usePost } from './use-post.js'

/** Sending an event once, however often its button is pressed and whatever the network does. */
export interface Sending {
  readonly send: (answers: Answers) => void
  readonly isPending: boolean
  readonly isDone: boolean
  readonly error: Error | null
  /** What the server said no longer counts. */
  readonly forget: () => void
}

/** Sends an event of a case. Afterwards leads back and says so. */
export function useSending({
  opened,
  now,
  back,
  input,
}: {
  readonly opened: OpenedEvent
  /** The case whose data the form shows. */
  readonly now: OpenedEvent['instance']
  readonly back: string
  readonly input: KeptInput
}): Sending {
  const { t } = useTranslation()
  const local = useLocalText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const tell = useTell()
  const post = usePost(opened, now, input)
  const { id } = opened.instance
  const sent = useMutation({
    mutationFn: post,
    onSuccess: async () => {
      input.letGo()
      tell.success(t('event.done', { what: local(opened.event.title, opened.event.event) }))
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
    forget: sent.reset,
  }
}
