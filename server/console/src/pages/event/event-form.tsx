import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ProblemError } from '../../../../client/index.js'
import { DraftMark, PutBack } from '../../drafts/draft-notices.js'
import type { Draft } from '../../drafts/use-drafts.js'
import { AnswerForm, FormFoot, FormRefused, useReasons } from '../../forms/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { ShownFields } from '../instance/shown-fields.js'
import { ChangedMeanwhile } from './changed-meanwhile.js'
import { EarlierDrafts } from './earlier-drafts.js'
import type { OpenedEvent } from './opened-event.js'
import { useEventInput } from './use-event-input.js'
import { useSending } from './use-sending.js'

interface EventFormProps {
  readonly opened: OpenedEvent
  /** As the case is by now; without the event where it takes it no more. */
  readonly now: {
    readonly instance: OpenedEvent['instance']
    readonly event: OpenedEvent['event'] | undefined
  }
  readonly back: string
  /** What was entered for the same visit and not sent. */
  readonly draft: Draft | undefined
  /** What was entered for earlier visits. */
  readonly earlier: readonly Draft[]
  /** Goes on with the case as it is by now. */
  readonly goOn: (now: OpenedEvent) => void
}

/** What an event asks for, and sending it. What is entered stays, whatever the server says and wherever one looks. */
export function EventForm({ opened, now, back, draft, earlier, goOn }: EventFormProps) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { event } = opened
  const input = useEventInput(opened, draft)
  const sending = useSending({ opened, back, input })
  const problem = sending.error instanceof ProblemError ? sending.error.problem : undefined
  const schema = event.formSchema
  const { beside, above } = useReasons(problem, schema, input.mended)
  // Without an answer it may be this very event that was taken: sending it again tells, and doubles nothing.
  const isUnanswered = sending.error !== null && !problem
  const isOver =
    !sending.isDone &&
    !sending.isPending &&
    !isUnanswered &&
    (now.event === undefined || now.event.visit !== event.visit)
  const button = (
    <FormFoot
      label={schema ? t('event.submit') : local(event.title, t('event.submit'))}
      back={[
        <Link key="back" to={back} children={t('event.back')} />,
        <DraftMark key="draft" state={input.draft} />,
      ]}
      isBusy={sending.isPending}
      isOver={isOver}
      press={schema ? undefined : () => sending.send({})}
    />
  )
  return (
    <section className="panel section do-form">
      <h1>{local(event.title, event.event)}</h1>
      <ShownFields shows={event.shows} />
      {!schema && <p>{t('event.question')}</p>}
      <EarlierDrafts
        drafts={earlier}
        instance={now.instance}
        schema={schema}
        {...(schema && { takeOver: (answers) => input.change(answers, undefined) })}
      />
      {input.putBackFrom !== undefined && <PutBack at={input.putBackFrom} discard={input.afresh} />}
      {isOver && <ChangedMeanwhile opened={opened} now={now} goOn={goOn} />}
      {sending.error && (above.length > 0 || !problem?.reasons?.length) && (
        <FormRefused error={sending.error} lines={above.map(({ text }) => local(text))} />
      )}
      {schema ? (
        <AnswerForm
          schema={schema}
          answers={input.answers}
          change={input.change}
          refused={beside}
          known={input.known}
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
