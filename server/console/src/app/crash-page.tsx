import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../parts/notice.js'

/** A fault of the console itself, or a release whose files are gone from the server: both mend by loading anew. */
export function CrashPage() {
  const { t } = useTranslation()
  return (
    <Notice isPage kind="error" title={t('crash.title')}>
      <p>{t('crash.text')}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('crash.reload')}
      </Button>
    </Notice>
  )
}
