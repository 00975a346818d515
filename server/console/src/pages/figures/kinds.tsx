import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLanguage, useLocalText } from '../../i18n/use-local-text.js'
import { lengthOf } from '../../parts/moment.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import { listOf, within, type Figures } from './figures-asked.js'

interface Shown {
  readonly figures: Figures
}

type Asked = Readonly<Record<string, string>>

/** A number of cases, with the way to them. */
function Cases({ count, asked }: { readonly count: number; readonly asked: Asked }) {
  return count === 0 ? <>0</> : <Link to={listOf(asked)}>{count}</Link>
}

function Kind<Row extends { readonly process: string }>({
  title,
  rows,
  columns,
  keyOf,
}: {
  readonly title: string
  readonly rows: readonly Row[]
  readonly columns: readonly (readonly [title: string, show: (row: Row) => ReactNode])[]
  readonly keyOf: (row: Row) => string
}) {
  if (rows.length === 0) return null
  const named = columns.map(([head, show], place): Column<Row & { readonly id: string }> => ({
    name: String(place),
    title: head,
    show,
  }))
  return (
    <section>
      <h2>{title}</h2>
      <RowsTable
        caption={title}
        columns={named}
        rows={rows.map((row) => ({ ...row, id: `${row.process} ${keyOf(row)}` }))}
        isStale={false}
      />
    </section>
  )
}

/** Begun, ended and broken by procedure. */
export function ProcessTable({ figures }: Shown) {
  const { t } = useTranslation()
  const local = useLocalText()
  const number = (kind: 'begun' | 'ended') =>
    [
      t(`figures.${kind}`),
      (row: Figures['processes'][number]) => (
        <Cases count={row[kind]} asked={{ process: row.process, ...within(kind, figures) }} />
      ),
    ] as const
  return (
    <Kind
      title={t('figures.process')}
      rows={figures.processes}
      keyOf={() => ''}
      columns={[
        [t('instances.process'), ({ title, process }) => local(title, process)],
        number('begun'),
        number('ended'),
        [t('figures.breached'), ({ breached }) => breached],
      ]}
    />
  )
}

/** How cases ended. */
export function OutcomeTable({ figures }: Shown) {
  const { t } = useTranslation()
  const local = useLocalText()
  const named = useProcessName(figures)
  return (
    <Kind
      title={t('figures.outcomes')}
      rows={figures.outcomes}
      keyOf={({ outcome }) => outcome ?? ''}
      columns={[
        [t('instances.process'), named],
        [t('figures.outcome'), ({ title, outcome }) => local(title, outcome ?? '')],
        [
          t('figures.cases'),
          ({ process, outcome, count }) =>
            outcome === undefined ? (
              count
            ) : (
              <Cases count={count} asked={{ process, outcome, ...within('ended', figures) }} />
            ),
        ],
      ]}
    />
  )
}

/** Which deadlines were broken, how often and how late. */
export function BreachTable({ figures }: Shown) {
  const { t } = useTranslation()
  const local = useLocalText()
  const language = useLanguage()
  const named = useProcessName(figures)
  return (
    <Kind
      title={t('figures.breaches')}
      rows={figures.breaches}
      keyOf={({ deadline }) => deadline}
      columns={[
        [t('instances.process'), named],
        [
          t('deadlines.deadline'),
          ({ title, stateTitle, state }) => local(title, local(stateTitle, state || undefined)),
        ],
        [t('figures.count'), ({ count }) => count],
        [
          t('figures.cases'),
          ({ process, deadline, cases }) => (
            <Cases
              count={cases}
              asked={{ process, breachedDeadline: deadline, ...within('breached', figures) }}
            />
          ),
        ],
        [t('figures.late'), ({ late }) => lengthOf(late.middle, language)],
        [t('figures.lateMost'), ({ late }) => lengthOf(late.nineInTen, language)],
      ]}
    />
  )
}

/** How long states lasted, and how often cases came back to them. */
export function VisitTable({ figures }: Shown) {
  const { t } = useTranslation()
  const local = useLocalText()
  const language = useLanguage()
  const named = useProcessName(figures)
  const left = { leftFrom: figures.since, leftTo: figures.until }
  return (
    <Kind
      title={t('figures.visits')}
      rows={figures.visits}
      keyOf={({ state }) => state}
      columns={[
        [t('instances.process'), named],
        [t('figures.state'), ({ title, state }) => local(title, state)],
        [t('figures.count'), ({ count }) => count],
        [
          t('figures.cases'),
          ({ process, state, cases }) => (
            <Cases count={cases} asked={{ process, leftState: state, ...left }} />
          ),
        ],
        [
          t('figures.again'),
          ({ process, state, againCases }) => (
            <Cases count={againCases} asked={{ process, leftState: state, leftAgain: 'true', ...left }} />
          ),
        ],
        [t('figures.spent'), ({ spent }) => lengthOf(spent.middle, language)],
        [t('figures.spentMost'), ({ spent }) => lengthOf(spent.nineInTen, language)],
      ]}
    />
  )
}

function useProcessName({ processes }: Figures): (row: { readonly process: string }) => string {
  const local = useLocalText()
  return ({ process }) => local(processes.find((one) => one.process === process)?.title, process)
}
