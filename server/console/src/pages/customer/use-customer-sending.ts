import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ProblemError, type AskedOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { keepAnswers, keptAnswers, type Answers } from '../../forms/index.js'
import { customerKey, type Needed } from './customer-query.js'

type Body = AskedOf<'sendThroughCustomerLink'>['body']

/** What a customer enters, kept in the memory of the tab, and sending it once however often the button is pressed. */
export function useCustomerSending({
  token,
  asked,
  done,
}: {
  readonly token: string
  readonly asked: Needed
  readonly done: () => void
}) {
  const api = useApi()
  const queries = useQueryClient()
  const name = `${token} ${asked.state} ${asked.event}`
  const kept = useRef(keptAnswers(name))
  const [answers, setAnswers] = useState<Answers>(kept.current.answers)
  const keep = (change: Partial<typeof kept.current>): void => {
    kept.current = { ...kept.current, ...change }
    keepAnswers(name, kept.current)
  }
  const sent = useMutation({
    mutationFn: (given: Answers) =>
      api.sendThroughCustomerLink(
        { token, body: bodyOf(asked, given) },
        { idempotencyKey: kept.current.idempotencyKey },
      ),
    onSuccess: (shown) => {
      keepAnswers(name, undefined)
      queries.setQueryData(customerKey(token), shown)
      done()
    },
    onError: (error) => {
      // Without an answer it may have taken effect: the same key again cannot double it.
      if (error instanceof ProblemError && error.status < 500) keep({ idempotencyKey: crypto.randomUUID() })
      void queries.invalidateQueries({ queryKey: customerKey(token) })
    },
  })
  return {
    answers,
    change: (next: Answers) => {
      keep({ answers: next })
      setAnswers(next)
    },
    send: (given: Answers) => {
      if (!sent.isPending) sent.mutate(given)
    },
    isPending: sent.isPending,
    error: sent.error,
  }
}

/** Sent to the region of its state, for the stay there that was seen. */
function bodyOf({ event, state, visit, form }: Needed, given: Answers): Body {
  return {
    event,
    ...(form !== undefined && { payload: given as NonNullable<Body['payload']> }),
    ...(state !== '' && { to: state }),
    expectedVisit: { state, visit },
  }
}
