import { useTranslation } from 'react-i18next'
import { ProblemError } from '../../../client/index.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { useProblemText } from '../parts/problem-notice.js'

/** Why something was not done: every reason, in the order in which the server gives them. */
export function Refused({ error }: { readonly error: Error }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const text = useProblemText()
  const { reasons = [], mistakes = [] } =
    error instanceof ProblemError
      ? (error.problem as {
          readonly reasons?: readonly { readonly text?: Parameters<typeof local>[0] }[]
          readonly mistakes?: readonly { readonly text?: Parameters<typeof local>[0] }[]
        })
      : {}
  const lines = [...new Set([...reasons, ...mistakes].map((one) => local(one.text)))].filter(
    (one) => one !== '',
  )
  return (
    <div role="alert" className="refused">
      <strong>{t('actions.refused')}</strong>
      {lines.length > 0 ? (
        <ul>
          {lines.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : (
        <p>{text(error)}</p>
      )}
    </div>
  )
}
