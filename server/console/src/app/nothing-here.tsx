import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Notice } from '../parts/notice.js'

/** An address without a page. */
export function NothingHere() {
  const { t } = useTranslation()
  return (
    <Notice isPage kind="empty" title={t('nothingHere.title')}>
      <Link to="/">{t('nothingHere.back')}</Link>
    </Notice>
  )
}
