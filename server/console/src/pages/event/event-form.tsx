import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ProblemError } from '../../../../client/index.js'
import { DraftMark } from '../../drafts/draft-notices.js'
import type { Draft } from '../../drafts/draft-state.js'
import type { Drafts } from '../../drafts/use-drafts.js'
import type { KeptInput } from '../../drafts/use-kept-input.js'
import { AnswerForm, FormFoot, FormRefused, useReasons } from '../../forms/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { ShownFields } from '../instance/shown-fields.js'
import { EventNotices } from './event-notices.js'
import type { OpenedEvent } from './opened-event.js'
import { useEventInput } from './use-event-input.js'
import { useSending, type Sending } from './use-sending.js'

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
  readonly keeping: Pick<Drafts, 'mayKeep' | 'again'>
  /** Goes on with the case as it is by now. */
  readonly goOn: (now: OpenedEvent) => void
}

/** What an event asks for, and sending it. What is entered stays, whatever the server says and wherever one looks. */
export function EventForm({ opened, now, back, draft, earlier, keeping, goOn }: EventFormProps) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { event } = opened
  const { mayKeep, again } = keeping
  const input = useEventInput(opened, now.instance, { draft, mayKeep })
  const sending = useSending({ opened, now: now.instance, back, input })
  const problem = sending.error instanceof ProblemError ? sending.error.problem : undefined
  const schema = event.formSchema
  const { beside, above } = useReasons(problem, schema, input.mended)
  // Without an answer it may be this very event that was taken: sending it again tells, and doubles nothing.
  const isUnanswered = sending.error !== null && !problem
  const isStill = !sending.isDone && !sending.isPending
  const isOver = isStill && !isUnanswered && (now.event === undefined || now.event.visit !== event.visit)
  const isCorrected = isStill && !isUnanswered && !isOver && input.corrected.length > 0
  const foot = <EventFoot {...{ event, input, sending, back, again }} isClosed={isOver || isCorrected} />
  return (
    <section className="panel section do-form">
      <h1>{local(event.title, event.event)}</h1>
      <ShownFields shows={event.shows} />
      {!schema && <p>{t('event.question')}</p>}
      <EventNotices
        {...{ opened, now, earlier, input, sending, goOn }}
        is={{ over: isOver, corrected: isCorrected }}
      />
      {sending.error && !isCorrected && (above.length > 0 || !problem?.reasons?.length) && (
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
          {foot}
        </AnswerForm>
      ) : (
        foot
      )}
    </section>
  )
}

/** The button that sends, the way back, and how it stands with the draft. */
function EventFoot({
  event,
  input,
  sending,
  back,
  again,
  isClosed,
}: {
  readonly event: OpenedEvent['event']
  readonly input: KeptInput
  readonly sending: Sending
  readonly back: string
  readonly again: Drafts['again']
  readonly isClosed: boolean
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const hasForm = event.formSchema !== undefined
  return (
    <FormFoot
      label={hasForm ? t('event.submit') : local(event.title, t('event.submit'))}
      back={[
        <Link key="back" to={back} children={t('event.back')} />,
        <DraftMark key="draft" state={input.draft} again={again} />,
      ]}
      isBusy={sending.isPending}
      isOver={isClosed}
      press={hasForm ? undefined : () => sending.send({})}
    />
  )
}
