import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcess, useProcesses } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { useAddress } from '../../parts/use-address.js'
import { useIsNarrow } from '../../parts/use-is-narrow.js'
import { ColumnMenu } from './column-menu.js'
import { isNarrowed, noFilters, sorts } from './instance-views.js'

/** What narrows the list: a search, a procedure and one of its states, an order. */
export function InstanceFilters() {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const isNarrow = useIsNarrow()
  return (
    <div className="filters" role="search">
      <Search />
      <ProcessSelect />
      {values['process'] !== undefined && <StateSelect process={values['process']} />}
      <Select
        aria-label={t('instances.sort.name')}
        value={values['sort'] ?? null}
        placeholder={t('instances.sort.name')}
        allowClear
        onChange={(sort: string | null | undefined) => set({ sort: sort ?? undefined })}
        options={sorts.map((value) => ({ value, label: t(`instances.sort.${value}`) }))}
        popupMatchSelectWidth={false}
        className="filter-sort"
      />
      {!isNarrow && <ColumnMenu />}
      {isNarrowed(values) && (
        <Button type="text" onClick={() => set(noFilters)}>
          {t('instances.clear')}
        </Button>
      )}
    </div>
  )
}

function Search() {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const asked = values['q'] ?? ''
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked])
  return (
    <Input.Search
      type="search"
      className="filter-search"
      value={text}
      placeholder={t('instances.search')}
      aria-label={t('instances.search')}
      onChange={({ target }) => setText(target.value)}
      onSearch={(q) => set({ q: q.trim() || undefined })}
    />
  )
}

/** What means something in one procedure alone. */
const ofAProcess = { state: undefined, breachedDeadline: undefined, leftState: undefined, version: undefined }

function ProcessSelect() {
  const { t, i18n } = useTranslation()
  const local = useLocalText()
  const { values, set } = useAddress()
  const { data } = useProcesses()
  const byId = new Map((data?.items ?? []).map(({ id, title }) => [id, local(title, id)]))
  const options = [...byId]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language))
  return (
    <Select
      aria-label={t('instances.process')}
      placeholder={t('instances.process')}
      className="filter-process"
      value={values['process'] ?? null}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(process: string | null | undefined) => set({ ...ofAProcess, process: process ?? undefined })}
      options={options}
    />
  )
}

function StateSelect({ process }: { readonly process: string }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { values, set } = useAddress()
  const { data: processes } = useProcesses()
  const profile = processes?.items.find(({ id }) => id === process)?.profile
  const { data } = useProcess(processes && { process, ...(profile !== undefined && { profile }) })
  const options = (data?.states ?? [])
    .filter(({ kind }) => kind !== 'final' && kind !== 'history')
    .map(({ path, title }) => ({ value: path, label: local(title, path) }))
  return (
    <Select
      aria-label={t('instances.state')}
      placeholder={t('instances.state')}
      className="filter-process"
      value={values['state'] ?? null}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(state: string | null | undefined) => set({ state: state ?? undefined })}
      options={options}
    />
  )
}
