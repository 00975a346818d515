import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import type { AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { useMay } from '../../api/session.js'
import { useSettings } from '../../app/settings-context.js'
import { ChangedPill } from '../../parts/changed-pill.js'
import { Notice } from '../../parts/notice.js'
import { PageLinks } from '../../parts/page-links.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { useIsNarrow } from '../../parts/use-is-narrow.js'
import { useNow } from '../../parts/use-now.js'
import { BeginLink } from '../begin/begin-link.js'
import { InstanceCards } from './instance-cards.js'
import { HiddenFilters } from './hidden-filters.js'
import { InstanceFilters } from './instance-filters.js'
import { InstanceTable } from './instance-table.js'
import { askedByAddress, filterByAddress, isNarrowed, noFilters, viewOf } from './instance-views.js'
import { SavedViewTabs } from './saved/saved-view-tabs.js'
import { searchOf, useSavedViews } from './saved/use-saved-views.js'
import { ViewTabs } from './view-tabs.js'
import '../../parts/list.css'

const minute = 60_000

/** The cases a reader may see, by view, filter and order; all of it stands in the address. */
export function InstancesPage() {
  const { t } = useTranslation()
  const api = useApi()
  const { values, set } = useAddress()
  const now = Math.floor(useNow() / minute) * minute
  const { views, isReady } = useSavedViews()
  const isUnasked = Object.keys(values).length === 0
  const first = isUnasked ? views.find((view) => view.first && searchOf(view) !== '') : undefined
  const asked = askedByAddress(values, now)
  const query = useQuery({
    queryKey: [
      'instances',
      { ...asked, dueBefore: values['dueBefore'] ?? (asked.dueBefore && viewOf(values)) },
    ],
    queryFn: ({ signal }) => api.listInstances({ ...asked, limit: 50 }, { signal }),
    placeholderData: keepPreviousData,
    // Whoever has chosen what to begin with need not see another list before.
    enabled: !isUnasked || (isReady && !first),
  })
  return (
    <>
      {first && <Navigate to={{ search: searchOf(first) }} replace />}
      <div className="page-head">
        <h1>{t('instances.title')}</h1>
        <BeginLink />
        <ExportLink />
        <ChangedPill show={() => void query.refetch()} />
      </div>
      <ViewTabs now={now} />
      <SavedViewTabs now={now} />
      <InstanceFilters />
      <HiddenFilters />
      <Rows query={query} />
      <PageLinks next={query.data?.next} prev={query.data?.prev} go={set} />
    </>
  )
}

function Rows({ query }: { readonly query: UseQueryResult<AnswerOf<'listInstances'>> }) {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const Shown = useIsNarrow() ? InstanceCards : InstanceTable
  const { data, error, isFetching, refetch } = query
  if (data && data.items.length > 0) return <Shown items={data.items} isFetching={isFetching} />
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
  const isNone = !isNarrowed(values)
  return (
    <Notice kind="empty" title={t(isNone ? 'instances.none' : 'instances.noneMatch')}>
      {!isNone && <Button onClick={() => set(noFilters)}>{t('instances.clear')}</Button>}
    </Notice>
  )
}

/** All cases of the list as a file, for whoever may take it along. */
function ExportLink() {
  const { t, i18n } = useTranslation()
  const { base } = useSettings()
  const may = useMay()
  const { values } = useAddress()
  const now = useNow()
  if (!may('export')) return null
  const query = new URLSearchParams({ ...filterByAddress(values, now), lang: i18n.language })
  return (
    <a href={`${base}/api/instances.csv?${query.toString()}`} download>
      {t('instances.export')}
    </a>
  )
}
