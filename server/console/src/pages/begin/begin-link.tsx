import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMayBegin } from './use-may-begin.js'
import './begin-link.css'

/** The way to a new case, for whoever may begin one. */
export function BeginLink() {
  const { t } = useTranslation()
  if (useMayBegin().length === 0) return null
  return (
    <Link className="begin-link" to="/instances/new">
      ＋ {t('begin.title')}
    </Link>
  )
}
