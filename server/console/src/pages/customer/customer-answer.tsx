import { Button } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemError } from '../../../../client/index.js'
import { AnswerForm, FileSendingProvider, FormFoot, FormRefused, useReasons } from '../../forms/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { ShownFields } from '../instance/shown-fields.js'
import { answerableSchema } from './answerable-schema.js'
import type { Needed } from './customer-query.js'
import { useCustomerFiles } from './use-customer-files.js'
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

const nothingMended: ReadonlySet<string> = new Set()

/** The form of an event, or its question. What was entered stays until it was taken. */
export function CustomerAnswer({ token, asked, now, close, done }: CustomerAnswerProps) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { answers, change, send, isPending, error } = useCustomerSending({ token, asked, done })
  const files = useCustomerFiles(token)
  const schema = useMemo(() => asked.form && answerableSchema(asked.form), [asked.form])
  const problem = error instanceof ProblemError ? error.problem : undefined
  const { beside, above } = useReasons(problem, schema, nothingMended)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  // Without an answer it may be this very event that was taken: sending it again tells, and doubles nothing.
  const isUnanswered = error !== null && !problem
  const isOver = !isPending && !isUnanswered && now?.visit !== asked.visit
  const isByUs = asked.form !== undefined && schema === undefined
  const foot = (
    <FormFoot
      label={t(schema ? 'event.submit' : 'customer.confirm')}
      isBusy={isPending}
      isOver={isOver || isByUs}
      press={schema ? undefined : () => send({})}
      back={
        <Button size="large" onClick={close}>
          {t('event.back')}
        </Button>
      }
    />
  )
  return (
    <div className="customer-answer">
      <h3 ref={heading} tabIndex={-1}>
        {local(asked.title, t('event.submit'))}
      </h3>
      <ShownFields shows={asked.shows} />
      {isOver && <Meanwhile />}
      {!isOver && error && (above.length > 0 || beside.size === 0) && (
        <FormRefused error={error} lines={above.map(({ text }) => local(text))} />
      )}
      {isByUs && <p>{t('customer.byUs')}</p>}
      {schema ? (
        <FileSendingProvider value={files}>
          <AnswerForm schema={schema} answers={answers} change={change} refused={beside} send={send}>
            {foot}
          </AnswerForm>
        </FileSendingProvider>
      ) : (
        foot
      )}
    </div>
  )
}

/** The case has gone on while the customer was at the form. */
function Meanwhile() {
  const { t } = useTranslation()
  return (
    <p role="alert" className="form-refused">
      {t('customer.meanwhile')}
    </p>
  )
}
