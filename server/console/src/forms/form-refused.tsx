import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../parts/problem-notice.js'

/** Why nothing was taken, told where no answer of the form is to blame; without reasons the words for the error. */
export function FormRefused({ error, lines }: { readonly error: Error; readonly lines: readonly string[] }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [error])
  return (
    <div className="form-refused" role="alert" tabIndex={-1} ref={place}>
      <strong>{t('event.refused')}</strong>
      {lines.length === 0 ? (
        <p>{text(error)}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
