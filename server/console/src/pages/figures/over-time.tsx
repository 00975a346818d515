import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import { Chart, type ChartLine } from './chart.js'
import { listOf, within, type Figures } from './figures-asked.js'
import { useProcessAsked } from './use-process-asked.js'

const kinds = ['begun', 'ended', 'breached'] as const
const looks = {
  begun: { color: '--link', dash: [] },
  ended: { color: '--good', dash: [8, 4] },
  breached: { color: '--late', dash: [2, 3] },
}

type Row = Figures['spans'][number] & { readonly id: string }

/** The numbers of each day or week: as a chart, and as the table that says the same. */
export function OverTime({ figures: { spans, total, per } }: { readonly figures: Figures }) {
  const { t } = useTranslation()
  const asked = useProcessAsked()
  const days = useMemo(() => spans.map(({ day }) => day), [spans])
  const lines = useMemo(
    () =>
      kinds.map((kind): ChartLine => ({
        name: t(`figures.${kind}`),
        values: spans.map((span) => span[kind]),
        ...looks[kind],
      })),
    [spans, t],
  )
  const columns: readonly Column<Row>[] = [
    { name: 'day', title: t(`figures.${per}`), show: ({ day }) => day },
    ...kinds.map((kind) => ({
      name: kind,
      title: t(`figures.${kind}`),
      // One case may break several deadlines: how many were broken is no number of a list.
      show: (row: Row) =>
        row[kind] === 0 || kind === 'breached' ? (
          row[kind]
        ) : (
          <Link to={listOf({ ...asked, ...within(kind, row) })}>{row[kind]}</Link>
        ),
    })),
  ]
  return (
    <section>
      <h2>{t('figures.overTime')}</h2>
      <div className="panel chart-panel">
        <ul className="chart-legend" aria-hidden>
          {kinds.map((kind) => (
            <li key={kind} className={`line-${kind}`}>
              {t(`figures.${kind}`)}
            </li>
          ))}
        </ul>
        <Chart days={days} lines={lines} caption={t('figures.chart', total)} />
      </div>
      <div className="long-table" tabIndex={0} role="region" aria-label={t('figures.overTime')}>
        <RowsTable
          caption={t('figures.overTime')}
          columns={columns}
          rows={spans.map((span): Row => ({ ...span, id: span.day }))}
          isStale={false}
        />
      </div>
    </section>
  )
}
