import { useIsMutating } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ProblemError } from '../../../../client/index.js'
import { useSession } from '../../api/session.js'
import {
  AnswerForm,
  asksFor,
  attachmentSending,
  inputOf,
  partsOf,
  keepAnswers,
  keptAnswers,
  placedReasons,
  type Answers,
} from '../../forms/index.js'
import { useLanguage, useLocalText } from '../../i18n/use-local-text.js'
import { useProblemText } from '../../parts/problem-notice.js'
import { ChangedMeanwhile } from './changed-meanwhile.js'
import type { OpenedEvent } from './opened-event.js'
import { Reasons } from './reasons.js'
import { useSending } from './use-sending.js'

interface EventFormProps {
  readonly opened: OpenedEvent
  /** As the case is by now; without the event where it takes it no more. */
  readonly now: {
    readonly instance: OpenedEvent['instance']
    readonly event: OpenedEvent['event'] | undefined
  }
  readonly back: string
  /** Goes on with the case as it is by now. */
  readonly goOn: (now: OpenedEvent) => void
}

/** What an event asks for, and sending it. What is entered stays, whatever the server says and wherever one looks. */
export function EventForm({ opened, now, back, goOn }: EventFormProps) {
  const { t } = useTranslation()
  const local = useLocalText()
  const language = useLanguage()
  const { event } = opened
  const input = useKeptInput(opened)
  const sending = useSending({ opened, back, input })
  const problem = sending.error instanceof ProblemError ? sending.error.problem : undefined
  const schema = event.formSchema
  const { beside, above } = useMemo(
    () =>
      placedReasons(
        (problem?.reasons ?? []).filter((reason) => !input.mended.has(inputOf(partsOf(reason.field)))),
        (path) => schema !== undefined && asksFor(schema, path),
        (reason) => local(reason.text),
      ),
    // The words change with the language only.
    [problem, schema, input.mended, language],
  )
  // Without an answer it may be this very event that was taken: sending it again tells, and doubles nothing.
  const isUnanswered = sending.error !== null && !problem
  const isOver =
    !sending.isDone &&
    !sending.isPending &&
    !isUnanswered &&
    (now.event === undefined || now.event.visit !== event.visit)
  const button = (
    <Foot
      label={schema ? t('event.submit') : local(event.title, t('event.submit'))}
      back={back}
      isPending={sending.isPending}
      isOver={isOver}
      press={schema ? undefined : () => sending.send({})}
    />
  )
  return (
    <section className="panel section do-form">
      <h1>{local(event.title, event.event)}</h1>
      {!schema && <p>{t('event.question')}</p>}
      {isOver && <ChangedMeanwhile opened={opened} now={now} goOn={goOn} />}
      {sending.error && (above.length > 0 || !problem?.reasons?.length) && (
        <Refused error={sending.error} reasons={above} />
      )}
      {schema ? (
        <AnswerForm
          schema={schema}
          answers={input.answers}
          change={input.change}
          refused={beside}
          send={sending.send}
        >
          {button}
        </AnswerForm>
      ) : (
        button
      )}
    </section>
  )
}

/** The button that sends, and the way back. Without `press` it submits the form around it. */
function Foot({
  label,
  back,
  isPending,
  isOver,
  press,
}: {
  readonly label: string
  readonly back: string
  readonly isPending: boolean
  readonly isOver: boolean
  readonly press: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const isSendingFile = useIsMutating({ mutationKey: attachmentSending }) > 0
  return (
    <div className="do-foot">
      <Button
        type="primary"
        size="large"
        htmlType={press ? 'button' : 'submit'}
        loading={isPending}
        disabled={isOver || isSendingFile}
        {...(press && { onClick: press })}
      >
        {label}
      </Button>
      <Link to={back}>{t('event.back')}</Link>
    </div>
  )
}

/** Why nothing was taken, told where nothing in the form is to blame. */
function Refused({
  error,
  reasons,
}: {
  readonly error: Error
  readonly reasons: Parameters<typeof Reasons>[0]['reasons']
}) {
  const { t } = useTranslation()
  const text = useProblemText()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [error])
  return (
    <div className="do-refused" role="alert" tabIndex={-1} ref={place}>
      <strong>{t('event.refused')}</strong>
      {reasons.length > 0 ? <Reasons reasons={reasons} /> : <p>{text(error)}</p>}
    </div>
  )
}

/** What is entered, kept in the memory of the tab. */
export interface KeptInput {
  readonly answers: Answers
  readonly idempotencyKey: () => string
  /** Inputs that were changed since the last answer of the server; what it said of them no longer counts. */
  readonly mended: ReadonlySet<string>
  readonly change: (answers: Answers, input: string | undefined) => void
  /** The server has answered: whatever is sent next is another request. */
  readonly answered: () => void
  readonly letGo: () => void
}

function useKeptInput({ instance, event }: OpenedEvent): KeptInput {
  const { actor } = useSession()
  const name = `${actor.id} ${instance.id} ${event.state} ${event.event}`
  const kept = useRef(keptAnswers(name))
  const [answers, setAnswers] = useState<Answers>(() => keptAnswers(name).answers)
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set())
  const keep = (change: Partial<(typeof kept)['current']>) => {
    kept.current = { ...kept.current, ...change }
    keepAnswers(name, kept.current)
  }
  return {
    answers,
    mended,
    idempotencyKey: () => kept.current.idempotencyKey,
    change: (next, input) => {
      keep({ answers: next })
      setAnswers(next)
      if (input !== undefined) setMended((before) => new Set([...before, input]))
    },
    answered: () => {
      keep({ idempotencyKey: crypto.randomUUID() })
      setMended(new Set())
    },
    letGo: () => keepAnswers(name, undefined),
  }
}
