import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../api/api-context.js'
import { ChangedPill } from '../../parts/changed-pill.js'
import { Notice } from '../../parts/notice.js'
import { PageLinks } from '../../parts/page-links.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { Breakdowns } from './breakdowns.js'
import { DeadlineRows } from './deadline-rows.js'
import { askedOf, listOf, narrowedBy, viewOf, views, type View } from './deadline-views.js'
import '../../parts/list.css'
import './deadlines-page.css'

const minute = 60_000

/** What is late and what is due next: how much, where, whose turn it is. Every figure leads to the list of its cases. */
export function DeadlinesPage() {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const api = useApi()
  const view = viewOf(values)
  const [now, lookAgain] = useLook(view)
  const { cursor, before } = values
  const query = useQuery({
    queryKey: ['instances', 'due', view, narrowedBy(values), now, cursor, before],
    queryFn: ({ signal }) =>
      api.listDeadlines(
        {
          ...askedOf(view, values, now),
          ...(cursor !== undefined && { cursor }),
          ...(before !== undefined && { before }),
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  const { data, error, isFetching, refetch } = query
  return (
    <>
      <div className="page-head">
        <h1>{t('deadlines.title')}</h1>
        <Link to={listOf(view, values, now)}>{t('deadlines.list')}</Link>
        <ChangedPill show={lookAgain} />
      </div>
      <nav className="tabs" aria-label={t('deadlines.views')}>
        {views.map((one) => (
          <Link
            key={one}
            to={{ search: new URLSearchParams({ ...narrowedBy(values), view: one }).toString() }}
            aria-current={one === view}
          >
            {t(`deadlines.${one}`)}
          </Link>
        ))}
        {Object.keys(narrowedBy(values)).length > 0 && (
          <Button
            type="text"
            onClick={() => set({ process: undefined, role: undefined, assignee: undefined })}
          >
            {t('instances.clear')}
          </Button>
        )}
      </nav>
      {(data || !error) && <Breakdowns view={view} now={now} />}
      {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />}
      {data?.items.length === 0 && <Notice kind="empty" title={t(`deadlines.none.${view}`)} />}
      {data && data.items.length > 0 && <DeadlineRows items={data.items} isStale={isFetching} />}
      <PageLinks next={data?.next} prev={data?.prev} go={set} />
    </>
  )
}

/**
 * The minute the page is about, and a way to the present one: rows, numbers and the lists they lead to speak of the same
 * moment, whatever passes while somebody reads. Another view begins with the present.
 */
function useLook(view: View): readonly [now: number, lookAgain: () => void] {
  const queries = useQueryClient()
  const present = (): number => Math.floor(Date.now() / minute) * minute
  const [look, setLook] = useState(() => ({ view, at: present() }))
  if (look.view !== view) setLook({ view, at: present() })
  const lookAgain = (): void => {
    setLook({ view, at: present() })
    void queries.invalidateQueries({ queryKey: ['instances'] })
  }
  return [look.at, lookAgain]
}
