import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/use-local-text.js'
import { lengthOf, Moment } from './moment.js'
import { useNow } from './use-now.js'
import './due-mark.css'

/** Nearer than this counts as soon, in milliseconds. */
const soon = 24 * 60 * 60 * 1000

/** How far a due point is: late, soon or calm; told in words, a mark and a colour. */
export function DueMark({
  at,
  provisional = false,
  withDate = true,
}: {
  readonly at: string | undefined
  readonly provisional?: boolean | undefined
  readonly withDate?: boolean
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useNow()
  if (at === undefined) return <span className="soft">{t('due.none')}</span>
  const left = Date.parse(at) - now
  const kind = left < 0 ? 'late' : left < soon ? 'soon' : 'calm'
  const time = lengthOf(Math.abs(left), language)
  return (
    <span className="due">
      <span className={`due-mark due-${kind}`}>
        <span aria-hidden>{marks[kind]}</span> {t(`due.${kind}`, { time })}
      </span>
      {(withDate || provisional) && (
        <span className="soft due-date">
          {withDate && <Moment at={at} />}
          {provisional && <span title={t('due.provisionalWhy')}> · {t('due.provisional')}</span>}
        </span>
      )}
    </span>
  )
}

const marks = { late: '▲', soon: '◷', calm: '○' }
