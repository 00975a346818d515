import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../api/api-context.js'
import { useProcesses } from '../../api/queries.js'
import { useLocalText, type LocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import '../../parts/list.css'

interface Row {
  readonly id: string
  readonly title: LocalText | undefined
  readonly versions: readonly string[]
}

/** The processes that are open to the reader, with how many of their cases are open, and how many of those are late. */
export function ProcessesPage() {
  const { t } = useTranslation()
  return (
    <>
      <div className="page-head">
        <h1>{t('processes.title')}</h1>
      </div>
      <Rows />
    </>
  )
}

function Rows() {
  const { t } = useTranslation()
  const local = useLocalText()
  const { data, error, refetch } = useProcesses()
  const columns = useColumns()
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
    )
  const rows = rowsOf(data.items).toSorted((a, b) => local(a.title, a.id).localeCompare(local(b.title, b.id)))
  if (rows.length === 0) return <Notice kind="empty" title={t('processes.none')} />
  return <RowsTable caption={t('processes.title')} columns={columns} rows={rows} isStale={false} />
}

/** One row a process: what has a profile of it may have a version of its own. */
function rowsOf(
  items: readonly {
    readonly id: string
    readonly title?: LocalText | undefined
    readonly version: string
  }[],
): readonly Row[] {
  const rows = new Map<string, Row>()
  for (const { id, title, version } of items) {
    const before = rows.get(id)?.versions ?? []
    rows.set(id, { id, title, versions: [...new Set([...before, version])] })
  }
  return [...rows.values()]
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation()
  const local = useLocalText()
  const open = useCounts({})
  const late = useCounts({ overdue: 'true' })
  return [
    {
      name: 'process',
      title: t('processes.process'),
      show: ({ id, title }) => <Link to={`/processes/${id}`}>{local(title, id)}</Link>,
    },
    { name: 'version', title: t('processes.version'), show: ({ versions }) => versions.join(' · ') },
    {
      name: 'open',
      title: t('processes.open'),
      show: ({ id }) => open && <Link to={`/instances?view=open&process=${id}`}>{open.get(id) ?? 0}</Link>,
    },
    {
      name: 'late',
      title: t('processes.late'),
      show: ({ id }) => {
        const count = late?.get(id)
        if (count === undefined) return late && <span className="soft">0</span>
        return (
          <Link to={`/instances?view=late&process=${id}`}>
            <Mark kind="bad">{count}</Mark>
          </Link>
        )
      },
    },
  ]
}

/** Open cases of each process; `undefined` until they are known. */
function useCounts(narrowed: { readonly overdue?: 'true' }): ReadonlyMap<string, number> | undefined {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['instances', 'count', 'by process', narrowed],
    queryFn: ({ signal }) => api.countInstances({ status: 'active', by: 'process', ...narrowed }, { signal }),
    staleTime: 30_000,
  })
  return data && new Map((data.items ?? []).map(({ process = '', count }) => [process, count]))
}
