import { useTranslation } from 'react-i18next'
import { useProcess } from '../../api/queries.js'
import { useLocalText, type LocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { Notice } from '../../parts/notice.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import { DataValue } from '../instance/data-value.js'
import type { ShownProcess } from './process-page.js'

/** A figure of a process, as the server tells it. */
interface Parameter {
  readonly title?: LocalText
  readonly value?: unknown
  readonly words?: LocalText
  readonly source?: readonly string[]
}

type Row = Parameter & { readonly id: string }

/** The figures of a process with their values, and where each comes from. */
export function ParametersTab(shown: ShownProcess) {
  const { t } = useTranslation()
  const { data } = useProcess(shown)
  const columns = useColumns(new Set(data?.unsetParameters))
  const parameters = (data?.parameters ?? {}) as Readonly<Record<string, Parameter>>
  const rows = Object.entries(parameters).map(([id, parameter]): Row => ({ ...parameter, id }))
  if (rows.length === 0) return <Notice kind="empty" title={t('processes.noParameters')} />
  return <RowsTable caption={t('processes.tab.parameters')} columns={columns} rows={rows} isStale={false} />
}

function useColumns(unset: ReadonlySet<string>): readonly Column<Row>[] {
  const { t } = useTranslation()
  const local = useLocalText()
  return [
    { name: 'parameter', title: t('processes.parameter'), show: ({ id, title }) => local(title, id) },
    {
      name: 'value',
      title: t('processes.value'),
      show: ({ id, value, words }) =>
        unset.has(id) ? (
          <Mark kind="bad">{t('processes.unset')}</Mark>
        ) : (
          <strong>{words ? local(words) : <DataValue value={value} />}</strong>
        ),
    },
    {
      name: 'source',
      title: t('processes.source'),
      show: ({ source = [] }) => <span className="soft">{source.join(' · ')}</span>,
    },
  ]
}
