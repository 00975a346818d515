import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemError, type AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { Notice } from '../../parts/notice.js'
import { PageLinks } from '../../parts/page-links.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { useIsNarrow } from '../../parts/use-is-narrow.js'
import { ActCards, ActTable } from './act-rows.js'
import { askedByAddress, isNarrowed, noFilters } from './log-address.js'
import { LogFilters } from './log-filters.js'
import '../../parts/list.css'

type Answer = AnswerOf<'listOperatorActions'>

/** What operators did, the latest first; what narrows it stands in the address. */
export function OperatorLogPage() {
  const { t } = useTranslation()
  const api = useApi()
  const { values, set } = useAddress()
  const asked = askedByAddress(values)
  const query = useQuery({
    queryKey: ['operator-actions', asked],
    queryFn: ({ signal }) => api.listOperatorActions({ ...asked, limit: 50 }, { signal }),
    placeholderData: keepPreviousData,
  })
  const { data, error } = query
  const isForbidden = error instanceof ProblemError && error.status === 403
  return (
    <>
      <div className="page-head">
        <h1>{t('operatorLog.title')}</h1>
      </div>
      {!isForbidden && <LogFilters actors={(data?.items ?? []).map(({ actor }) => actor)} />}
      <Acts query={query} />
      <PageLinks next={data?.next} prev={data?.prev} go={set} />
    </>
  )
}

function Acts({ query }: { readonly query: UseQueryResult<Answer> }) {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const Shown = useIsNarrow() ? ActCards : ActTable
  const { data, error, isFetching, refetch } = query
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
    )
  if (data.items.length > 0) return <Shown items={data.items} isFetching={isFetching} />
  const isNone = !isNarrowed(values)
  return (
    <Notice kind="empty" title={t(isNone ? 'operatorLog.none' : 'operatorLog.noneMatch')}>
      {!isNone && <Button onClick={() => set(noFilters)}>{t('instances.clear')}</Button>}
    </Notice>
  )
}
