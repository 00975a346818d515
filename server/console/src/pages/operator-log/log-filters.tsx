import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNames } from '../../api/people.js'
import { DayInput } from '../../parts/day-input.js'
import { useAddress } from '../../parts/use-address.js'
import { isNarrowed, loggedActions, noFilters } from './log-address.js'
import { useActWords } from './use-act-words.js'

/** What narrows the log: who, what, which case, from when to when. `actors`: those of the page that is shown. */
export function LogFilters({ actors }: { readonly actors: readonly string[] }) {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const { action: nameOf, actor: whoIs } = useActWords()
  const { people } = useNames()
  const known = new Set([
    ...people.map(({ id }) => id),
    ...actors,
    ...(values['actor'] ? [values['actor']] : []),
  ])
  return (
    <div className="filters" role="search">
      <CaseNumber />
      <Choice
        name="actor"
        label={t('operatorLog.who')}
        options={[...known].map((value) => ({ value, label: whoIs(value) }))}
      />
      <Choice
        name="action"
        label={t('operatorLog.what')}
        options={loggedActions.map((value) => ({ value, label: nameOf(value) }))}
      />
      <DayInput name="from" />
      <DayInput name="to" />
      {isNarrowed(values) && (
        <Button type="text" onClick={() => set(noFilters)}>
          {t('instances.clear')}
        </Button>
      )}
    </div>
  )
}

function Choice({
  name,
  label,
  options,
}: {
  readonly name: 'actor' | 'action'
  readonly label: string
  readonly options: { readonly value: string; readonly label: string }[]
}) {
  const { values, set } = useAddress()
  return (
    <Select
      aria-label={label}
      placeholder={label}
      className="filter-process"
      value={values[name] ?? null}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(chosen: string | null | undefined) => set({ [name]: chosen ?? undefined })}
      options={options}
    />
  )
}

function CaseNumber() {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const asked = values['number'] ?? ''
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked])
  return (
    <Input.Search
      type="search"
      className="filter-search"
      value={text}
      placeholder={t('operatorLog.number')}
      aria-label={t('operatorLog.number')}
      onChange={({ target }) => setText(target.value)}
      onSearch={(number) => set({ number: number.trim() || undefined })}
    />
  )
}
