import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../api/api-context.js'
import { useSession } from '../../api/session.js'
import { ChangedPill } from '../../parts/changed-pill.js'
import { Notice } from '../../parts/notice.js'
import { PageLinks } from '../../parts/page-links.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { BeginLink } from '../begin/begin-link.js'
import { TaskCard } from './task-card.js'
import { askedByTaskView, taskViewOf, taskViews, type TaskPage, type TaskView } from './task-views.js'
import '../../parts/list.css'
import './tasks-page.css'

/** What waits for the reader: the open tasks of their roles, the most urgent first. */
export function TasksPage() {
  const { t } = useTranslation()
  const api = useApi()
  const session = useSession()
  const { values, set } = useAddress()
  const view = taskViewOf(values['view'])
  const { cursor, before } = values
  const asked = {
    ...askedByTaskView(view, session),
    ...(cursor !== undefined && { cursor }),
    ...(before !== undefined && { before }),
  }
  const query = useQuery({
    queryKey: ['tasks', asked],
    queryFn: ({ signal }) => api.listTasks({ ...asked, limit: 50 }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <div className="page-head">
        <h1>{t('tasks.title')}</h1>
        <BeginLink />
        <ChangedPill show={() => void query.refetch()} />
      </div>
      {session.actor.party === undefined && (
        <nav className="tabs" aria-label={t('tasks.views')}>
          {taskViews.map((one) => (
            <Link key={one} to={{ search: `view=${one}` }} aria-current={one === view}>
              {t(`tasks.view.${one}`)}
            </Link>
          ))}
        </nav>
      )}
      <TaskCards query={query} view={view} />
      <PageLinks next={query.data?.next} prev={query.data?.prev} go={set} />
    </>
  )
}

function TaskCards({ query, view }: { readonly query: UseQueryResult<TaskPage>; readonly view: TaskView }) {
  const { t } = useTranslation()
  const { data, error, refetch } = query
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 6 }} />
    )
  if (data.items.length === 0) return <Notice kind="empty" title={t(`tasks.none.${view}`)} />
  return (
    <ul className="cards task-cards">
      {data.items.map((task) => (
        <TaskCard key={task.id} task={task} />
      ))}
    </ul>
  )
}
