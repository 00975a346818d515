import { useTranslation } from 'react-i18next'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DataValue } from '../instance/data-value.js'
import type { FieldDefinition } from '../instance/field-definition.js'
import type { CustomerCase } from './customer-query.js'

/** What the procedure lets the customer see of the data. Files are left out: the link opens none. */
export function CustomerData({ shown }: { readonly shown: CustomerCase }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const fields: { readonly [name: string]: FieldDefinition } = shown.fields ?? {}
  const told = Object.entries(shown.data ?? {}).flatMap(([name, value]) => {
    const definition = fields[name]
    const readable = withoutFiles(value, definition)
    return readable === undefined ? [] : [{ name, value: readable, definition }]
  })
  if (told.length === 0) return null
  return (
    <section className="panel customer-part">
      <h2>{t('customer.known')}</h2>
      <dl className="customer-data">
        {told.map(({ name, value, definition }) => (
          <div key={name}>
            <dt>{local(definition?.label, name)}</dt>
            <dd>
              <DataValue value={value} definition={definition} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function withoutFiles(value: unknown, definition: FieldDefinition | undefined): unknown {
  if (definition?.type === 'attachment' || definition?.type === 'signature') return undefined
  if (Array.isArray(value)) {
    const entry = definition?.type === 'list' ? (definition.of as FieldDefinition | undefined) : undefined
    return value.flatMap((one: unknown) => withoutFiles(one, entry) ?? [])
  }
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const kept = withoutFiles(part, definition?.fields?.[name])
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return Object.fromEntries(parts)
}
