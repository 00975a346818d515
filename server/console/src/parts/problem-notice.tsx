import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { NoAnswerError, ProblemError } from '../../../client/index.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { Notice } from './notice.js'

/** What went wrong in a part of a page, in the reader's language, with what to do next. */
export function ProblemNotice({
  error,
  retry,
  isPage = false,
}: {
  readonly error: Error
  readonly retry?: () => void
  /** Whether nothing of the page is there without what failed. */
  readonly isPage?: boolean
}) {
  const { t } = useTranslation()
  const text = useProblemText()
  const status = error instanceof ProblemError ? error.status : 0
  const kind = status === 404 || status === 410 ? 'gone' : status === 403 ? 'no-right' : 'error'
  return (
    <Notice kind={kind} title={t(`problem.${kind}`)} isPage={isPage}>
      <p>{text(error)}</p>
      {error instanceof ProblemError && kind === 'error' && (
        <p className="soft">{t('problem.code', { code: error.code })}</p>
      )}
      {retry && kind === 'error' && <Button onClick={retry}>{t('problem.retry')}</Button>}
    </Notice>
  )
}

/**
 * The words for an error: those of the engine where it has some, else what the console knows of its kind. `detail` is
 * written for programmers, in English alone.
 */
export function useProblemText(): (error: Error) => string {
  const { t } = useTranslation()
  const local = useLocalText()
  return (error) => {
    if (error instanceof NoAnswerError) return t('problem.noAnswer')
    if (!(error instanceof ProblemError)) return t('problem.unexpected')
    return local(error.problem.text, known(error))
  }

  function known({ status }: ProblemError): string {
    if (status === 404) return t('problem.goneText')
    if (status === 403) return t('problem.noRightText')
    if (status === 429) return t('problem.tooMany')
    return t(status >= 500 ? 'problem.serverFault' : 'problem.notTaken')
  }
}
