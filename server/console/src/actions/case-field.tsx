import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.js'
import type { Instance } from '../api/queries.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { ChoiceField, Field } from './field.js'

/** Another case, found by its number, a telephone number or a name, and chosen among what was found. */
export function CaseField({
  instance,
  process,
  value,
  choose,
}: {
  readonly instance: Instance
  /** Only open cases of this process. */
  readonly process?: string
  readonly value: string | undefined
  readonly choose: (id: string | undefined) => void
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const api = useApi()
  const [sought, setSought] = useState('')
  const q = sought.trim()
  const { data } = useQuery({
    queryKey: ['other-cases', q, process],
    queryFn: ({ signal }) =>
      api.listInstances(
        { q, limit: 20, ...(process !== undefined && { process, status: 'active' }) },
        { signal },
      ),
    enabled: q.length > 1,
  })
  const found = (data?.items ?? []).filter(({ id }) => id !== instance.id)
  return (
    <>
      <Field label={t('actions.seek')}>
        {(input) => (
          <input
            {...input}
            type="search"
            value={sought}
            onChange={({ target }) => {
              setSought(target.value)
              choose(undefined)
            }}
          />
        )}
      </Field>
      <ChoiceField
        label={t('actions.other')}
        help={data && found.length === 0 ? t('actions.noOther') : undefined}
        none={t('actions.choose')}
        value={value}
        choose={choose}
        choices={found.map(({ id, number, title }) => [
          id,
          `${number ?? t('instances.noNumber')} ${local(title)}`,
        ])}
      />
    </>
  )
}
