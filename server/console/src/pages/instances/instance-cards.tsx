import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DueMark } from '../../parts/due-mark.js'
import { StatesOf, type InstanceRow } from './instance-table.js'
import { StatusMarks } from './status-marks.js'

/** The same page of cases for a narrow screen. */
export function InstanceCards({
  items,
}: {
  readonly items: readonly InstanceRow[]
  readonly isFetching: boolean
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  return (
    <ul className="cards">
      {items.map((row) => (
        <li key={row.id} className="card">
          <span className="card-head">
            <Link className="number" to={`/instances/${row.id}`}>
              {row.number ?? t('instances.noNumber')}
            </Link>
            {row.status === 'active' && (
              <DueMark at={row.nextDueAt} provisional={row.provisional} withDate={false} />
            )}
          </span>
          <span className="soft">{local(row.title, row.process)}</span>
          <StatesOf row={row} />
          <StatusMarks row={row} />
        </li>
      ))}
    </ul>
  )
}
