import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { useNames } from '../../api/people.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { useAddress } from '../../parts/use-address.js'
import { askedOf, listOf, narrowedBy, type View } from './deadline-views.js'

const kinds = ['process', 'state', 'role', 'assignee'] as const
type Kind = (typeof kinds)[number]
type Count = NonNullable<AnswerOf<'countInstances'>['items']>[number]

/** How many there are of each procedure, in each state, for each team and person; each a link to these cases. */
export function Breakdowns({ view, now }: { readonly view: View; readonly now: number }) {
  return (
    <div className="breakdowns">
      {kinds.map((kind) => (
        <Breakdown key={kind} kind={kind} view={view} now={now} />
      ))}
    </div>
  )
}

function Breakdown({ kind, view, now }: { readonly kind: Kind; readonly view: View; readonly now: number }) {
  const { t } = useTranslation()
  const api = useApi()
  const { values } = useAddress()
  const nameOf = useNameOf(kind)
  const { data, error, refetch } = useQuery({
    queryKey: ['instances', 'count', 'due', kind, view, narrowedBy(values), now],
    queryFn: ({ signal }) => api.countInstances({ ...askedOf(view, values, now), by: kind }, { signal }),
    placeholderData: keepPreviousData,
  })
  const items = (data?.items ?? []).toSorted((a, b) => b.count - a.count)
  return (
    <section
      className="panel breakdown"
      aria-label={t('deadlines.counts', { title: t(`deadlines.by.${kind}`) })}
    >
      <h2>
        {t(`deadlines.by.${kind}`)}{' '}
        {kind === 'process' && data && <span className="tab-count">{data.count}</span>}
      </h2>
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {!data && error && (
        <p className="soft" role="alert">
          {t('problem.error')}{' '}
          <Button size="small" onClick={() => void refetch()}>
            {t('problem.retry')}
          </Button>
        </p>
      )}
      {data && items.length === 0 && <p className="soft">{t('problem.empty')}</p>}
      <ul>
        {items.map((item) => (
          <li key={`${item.process ?? ''} ${item[kind] ?? ''}`}>
            <span>{nameOf(item)}</span>
            <Link to={listOf(view, { ...values, ...narrowingOf(item) }, now)}>
              {item.count}
              <span className="sr-only"> {t('deadlines.cases')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function useNameOf(kind: Kind): (item: Count) => string {
  const local = useLocalText()
  const { person, role } = useNames()
  return (item) => {
    if (kind === 'role') return role(item.role ?? '')
    return kind === 'assignee' ? person(item.assignee ?? '') : local(item.title, item[kind])
  }
}

function narrowingOf({ process, state, role, assignee }: Count): Readonly<Record<string, string>> {
  return {
    ...(process !== undefined && { process }),
    ...(state !== undefined && { state }),
    ...(role !== undefined && { role }),
    ...(assignee !== undefined && { assignee }),
  }
}
