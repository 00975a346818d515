import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProcesses } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DayInput } from '../../parts/day-input.js'
import { useAddress } from '../../parts/use-address.js'
import type { Figures } from './figures-asked.js'

/** The period, what it is told by, and the procedure. `told` is the period that is shown. */
export function FigureFilters({ told }: { readonly told: Pick<Figures, 'from' | 'to'> | undefined }) {
  const { t, i18n } = useTranslation()
  const local = useLocalText()
  const { values, set } = useAddress()
  const { data } = useProcesses()
  const byId = new Map((data?.items ?? []).map(({ id, title }) => [id, local(title, id)]))
  const processes = [...byId]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language))
  return (
    <div className="filters" role="search">
      <DayInput name="from" usual={told?.from} />
      <DayInput name="to" usual={told?.to} />
      <Select
        aria-label={t('figures.per')}
        value={values['per'] === 'week' ? 'week' : 'day'}
        onChange={(per) => set({ per: per === 'week' ? per : undefined })}
        options={(['day', 'week'] as const).map((value) => ({ value, label: t(`figures.${value}`) }))}
      />
      <Select
        aria-label={t('instances.process')}
        placeholder={t('figures.all')}
        className="filter-process"
        value={values['process'] ?? null}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        onChange={(process: string | null | undefined) => set({ process: process ?? undefined })}
        options={processes}
      />
    </div>
  )
}
