import { useTranslation } from 'react-i18next'
import { Mark } from '../../parts/mark.js'

/** How a case stands beside its states: ended, standing still. */
export function StatusMarks({
  row,
}: {
  readonly row: { readonly status: 'active' | 'ended'; readonly suspended?: boolean }
}) {
  const { t } = useTranslation()
  return (
    <span className="marks">
      {row.status === 'ended' && <Mark kind="good">{t('status.ended')}</Mark>}
      {row.status === 'active' && !row.suspended && <Mark kind="note">{t('status.open')}</Mark>}
      {row.suspended && <Mark kind="wait">⏸ {t('status.suspended')}</Mark>}
    </span>
  )
}
