import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ItemOf } from '../../../../client/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DueMark } from '../../parts/due-mark.js'
import { Ago } from '../../parts/moment.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import { StateLines } from '../../parts/state-lines.js'
import { useAddress } from '../../parts/use-address.js'
import { shownColumns, type ColumnName } from './shown-columns.js'
import { StatusMarks } from './status-marks.js'

export type InstanceRow = ItemOf<'listInstances'>

/** A page of cases as a table. */
export function InstanceTable({
  items,
  isFetching,
}: {
  readonly items: readonly InstanceRow[]
  readonly isFetching: boolean
}) {
  const { t } = useTranslation()
  return <RowsTable caption={t('instances.title')} columns={useColumns()} rows={items} isStale={isFetching} />
}

function useColumns(): readonly Column<InstanceRow>[] {
  const { t } = useTranslation()
  const local = useLocalText()
  const { values } = useAddress()
  const shows: { readonly [name in ColumnName]: (row: InstanceRow) => ReactNode } = {
    number: ({ id, number }) => (
      <Link className="number" to={`/instances/${id}`}>
        {number ?? t('instances.noNumber')}
      </Link>
    ),
    process: ({ title, process }) => local(title, process),
    state: (row) => <StatesOf row={row} />,
    due: ({ status, nextDueAt, provisional }) =>
      status === 'active' ? <DueMark at={nextDueAt} provisional={provisional} /> : null,
    status: (row) => <StatusMarks row={row} />,
    updated: ({ updatedAt }) => <Ago at={updatedAt} />,
  }
  return shownColumns(values).map((name) => ({
    name,
    title: t(`instances.column.${name}`),
    show: shows[name],
  }))
}

/** Where a case of a list stands. */
export function StatesOf({ row }: { readonly row: InstanceRow }) {
  return <StateLines states={row.states.map((path, index) => ({ path, title: row.stateTitles?.[index] }))} />
}
