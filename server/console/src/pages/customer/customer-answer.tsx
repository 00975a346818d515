import { Button } from 'antd'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemError } from '../../../../client/index.js'
import { AnswerForm, asksFor, placedReasons } from '../../forms/index.js'
import { useLanguage, useLocalText } from '../../i18n/use-local-text.js'
import { useProblemText } from '../../parts/problem-notice.js'
import { answerableSchema } from './answerable-schema.js'
import type { Needed } from './customer-query.js'
import { useCustomerSending } from './use-customer-sending.js'

interface CustomerAnswerProps {
  readonly token: string
  /** The event as it was when the customer began. */
  readonly asked: Needed
  /** The event as it is by now; absent where it is not asked any more. */
  readonly now: Needed | undefined
  readonly close: () => void
  readonly done: () => void
}

/** The form of an event, or its question. What was entered stays until it was taken. */
export function CustomerAnswer({ token, asked, now, close, done }: CustomerAnswerProps) {
  const { t } = useTranslation()
  const local = useLocalText()
  const language = useLanguage()
  const { answers, change, send, isPending, error } = useCustomerSending({ token, asked, done })
  const schema = useMemo(() => asked.form && answerableSchema(asked.form), [asked.form])
  const reasons = error instanceof ProblemError ? (error.problem.reasons ?? []) : []
  const { beside, above } = useMemo(
    () =>
      placedReasons(
        reasons,
        (path) => asksFor(schema, path),
        (reason) => local(reason.text),
      ),
    // The words change with the language only.
    [error, schema, language],
  )
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  // Without an answer it may be this very event that was taken: sending it again tells, and doubles nothing.
  const isUnanswered = error !== null && !(error instanceof ProblemError)
  const isOver = !isPending && !isUnanswered && now?.visit !== asked.visit
  const isByUs = asked.form !== undefined && schema === undefined
  const foot = (
    <Foot
      isBusy={isPending}
      isOver={isOver || isByUs}
      close={close}
      press={schema ? undefined : () => send({})}
    />
  )
  return (
    <div className="customer-answer">
      <h3 ref={heading} tabIndex={-1}>
        {local(asked.title, t('event.submit'))}
      </h3>
      {isOver && (
        <p role="alert" className="customer-refused">
          {t('customer.meanwhile')}
        </p>
      )}
      {!isOver && error && (above.length > 0 || beside.size === 0) && (
        <Refused error={error} lines={above.map(({ text }) => local(text))} />
      )}
      {isByUs && <p>{t('customer.byUs')}</p>}
      {schema ? (
        <AnswerForm schema={schema} answers={answers} change={change} refused={beside} send={send}>
          {foot}
        </AnswerForm>
      ) : (
        foot
      )}
    </div>
  )
}

function Foot({
  isBusy,
  isOver,
  close,
  press,
}: {
  readonly isBusy: boolean
  readonly isOver: boolean
  readonly close: () => void
  readonly press: (() => void) | undefined
}) {
  const { t } = useTranslation()
  return (
    <div className="customer-foot">
      <Button
        type="primary"
        size="large"
        htmlType={press ? 'button' : 'submit'}
        loading={isBusy}
        disabled={isOver}
        {...(press && { onClick: press })}
      >
        {t(press ? 'customer.confirm' : 'event.submit')}
      </Button>
      <Button size="large" onClick={close}>
        {t('event.back')}
      </Button>
    </div>
  )
}

/** Why nothing was taken, where no answer of the form is to blame. */
function Refused({ error, lines }: { readonly error: Error; readonly lines: readonly string[] }): ReactNode {
  const { t } = useTranslation()
  const text = useProblemText()
  return (
    <div role="alert" className="customer-refused">
      <strong>{t('event.refused')}</strong>
      {lines.length === 0 && <p>{text(error)}</p>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}
