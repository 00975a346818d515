import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ItemOf } from '../../../../client/index.js'
import { useNames } from '../../api/people.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DueMark } from '../../parts/due-mark.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import { useIsNarrow } from '../../parts/use-is-narrow.js'

type Item = ItemOf<'listDeadlines'>
type Row = Item & { readonly id: string }

/** Cases with what is due first: which deadline, how far, whose turn, and the way to why. */
export function DeadlineRows({
  items,
  isStale,
}: {
  readonly items: readonly Item[]
  readonly isStale: boolean
}) {
  const { t } = useTranslation()
  const isNarrow = useIsNarrow()
  const columns = useColumns()
  const rows = items.map((item): Row => ({ ...item, id: item.case.id }))
  if (!isNarrow)
    return <RowsTable caption={t('deadlines.title')} columns={columns} rows={rows} isStale={isStale} />
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.id} className="card">
          {columns.map(({ name, show }) => (
            <div key={name}>{show(row)}</div>
          ))}
        </li>
      ))}
    </ul>
  )
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation()
  const local = useLocalText()
  return [
    {
      name: 'case',
      title: t('instances.column.number'),
      show: ({ case: row }) => (
        <>
          <Link className="number" to={`/instances/${row.id}`}>
            {row.number ?? t('instances.noNumber')}
          </Link>
          <br />
          <span className="soft">{local(row.title, row.process)}</span>
        </>
      ),
    },
    {
      name: 'deadline',
      title: t('deadlines.deadline'),
      show: ({ deadline: { title, stateTitle, state } }) => (
        <>
          {title && (
            <>
              {local(title)}
              <br />
            </>
          )}
          <span className={title ? 'soft' : undefined}>{local(stateTitle, state)}</span>
        </>
      ),
    },
    {
      name: 'due',
      title: t('deadlines.due'),
      show: ({ deadline, case: row }) => <DueMark at={deadline.dueAt} provisional={row.provisional} />,
    },
    { name: 'turn', title: t('deadlines.turn'), show: ({ turns }) => <Turns turns={turns} /> },
    {
      name: 'why',
      title: t('deadlines.why'),
      show: ({ case: row }) => (
        <Link to={`/instances/${row.id}?tab=overview`}>
          {t('deadlines.trace')}
          <span className="sr-only"> {row.number}</span>
        </Link>
      ),
    },
  ]
}

/** Who has to act: the person who has a task, else the teams it waits for. */
function Turns({ turns }: Pick<Item, 'turns'>) {
  const { t } = useTranslation()
  const { person, role } = useNames()
  const who = turns.map(({ roles, assignee }) =>
    assignee === undefined ? roles.map(role).join(' / ') : person(assignee),
  )
  if (who.length === 0) return <span className="soft">{t('deadlines.nobody')}</span>
  return <>{[...new Set(who)].join(' · ')}</>
}
