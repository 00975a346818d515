import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useProcesses } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Moment } from '../../parts/moment.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import type { LoggedAct } from './log-address.js'
import { useActWords } from './use-act-words.js'

interface Shown {
  readonly items: readonly LoggedAct[]
  readonly isFetching: boolean
}

/** A page of acts as a table. */
export function ActTable({ items, isFetching }: Shown) {
  const { t } = useTranslation()
  const { action } = useActWords()
  const columns: readonly Column<LoggedAct & { readonly id: string }>[] = [
    { name: 'at', title: t('operatorLog.when'), show: ({ at }) => <Moment at={at} /> },
    { name: 'actor', title: t('operatorLog.who'), show: (act) => <Who act={act} /> },
    { name: 'action', title: t('operatorLog.what'), show: (act) => action(act.action) },
    { name: 'about', title: t('operatorLog.about'), show: (act) => <About act={act} /> },
    { name: 'reason', title: t('operatorLog.why'), show: (act) => <Why act={act} /> },
  ]
  // Rows have no name of their own; their order on a page is what tells them apart.
  const rows = items.map((act, index) => ({ ...act, id: `${act.at} ${index}` }))
  return <RowsTable caption={t('operatorLog.title')} columns={columns} rows={rows} isStale={isFetching} />
}

/** The reason, or that it is kept back. */
function Why({ act: { reason } }: { readonly act: LoggedAct }) {
  const { t } = useTranslation()
  if (reason === undefined) return null
  return reason === null ? <span className="soft">{t('instance.masked')}</span> : <q>{reason}</q>
}

/** The same for a narrow screen. */
export function ActCards({ items }: Shown) {
  const { action } = useActWords()
  return (
    <ul className="cards">
      {items.map((act, index) => (
        <li key={`${act.at} ${index}`} className="card">
          <span className="card-head">
            <strong>{action(act.action)}</strong>
            <span className="soft">
              <Moment at={act.at} />
            </span>
          </span>
          <span>
            <About act={act} />
          </span>
          <Why act={act} />
          <span className="soft">
            <Who act={act} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Who({ act: { actor, via } }: { readonly act: LoggedAct }) {
  const words = useActWords()
  return via === undefined ? words.actor(actor) : `${words.actor(actor)} (${via})`
}

/** What it was done to: the case, at the row of its history that tells of it, the procedure, or what was a key or a person. */
function About({ act }: { readonly act: LoggedAct }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const words = useActWords()
  const { data } = useProcesses()
  const { instance, number, seq, process, action } = act
  const about = words.about(act)
  // Until titles are known nothing stands for them.
  const title = data && local(data.items.find(({ id }) => id === process)?.title, process)
  if (instance !== undefined) {
    const row = seq === undefined ? {} : { search: 'tab=timeline', hash: `row-${seq}` }
    return (
      <>
        <Link className="number" to={{ pathname: `/instances/${instance}`, ...row }}>
          {number ?? t('instances.noNumber')}
        </Link>{' '}
        <span className="soft">{[title, about].filter(Boolean).join(' · ')}</span>
      </>
    )
  }
  if (process !== undefined)
    return (
      <>
        <Link to={`/processes/${process}`}>{title}</Link> <span className="soft">{about}</span>
      </>
    )
  const isForAll = action === 'hold-effects' || action === 'release-effects'
  return isForAll ? t('operatorLog.everything') : about
}
