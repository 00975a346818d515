import { useQueryClient, type Query } from '@tanstack/react-query'
import { Button } from 'antd'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import './stale-notice.css'

/** Says that what is shown could not be asked for again and may be out of date; it goes with the next answer. */
export function StaleNotice() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const cache = queries.getQueryCache()
  const isStale = useSyncExternalStore(
    (tell) => cache.subscribe(tell),
    () => cache.getAll().some(isKeptOnly),
  )
  return (
    <div role="status">
      {isStale && (
        <p className="stale-notice">
          {t('problem.stale')}{' '}
          <Button size="small" onClick={() => void queries.refetchQueries({ predicate: isKeptOnly })}>
            {t('problem.retry')}
          </Button>
        </p>
      )}
    </div>
  )
}

/** Whether something is on the page that was asked for again without an answer. */
function isKeptOnly(query: Query): boolean {
  const { data, status } = query.state
  return query.isActive() && status === 'error' && data !== undefined
}
