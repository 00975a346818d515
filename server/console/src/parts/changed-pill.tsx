import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '../api/live-changes.js'

/** Tells that rows have changed meanwhile; they are shown when the reader wants it, so that none moves under a finger. */
export function ChangedPill({ show }: { readonly show: () => void }) {
  const { t } = useTranslation()
  const { changed, seen } = useLive()
  return (
    <div aria-live="polite" className="changed-pill">
      {changed.size > 0 && (
        <Button
          size="small"
          shape="round"
          type="primary"
          onClick={() => {
            seen()
            show()
          }}
        >
          {t('list.changed', { count: changed.size })}
        </Button>
      )}
    </div>
  )
}
