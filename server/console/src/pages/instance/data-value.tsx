import { useTranslation } from 'react-i18next'
import { useNames } from '../../api/people.js'
import { useSettings } from '../../app/settings-context.js'
import { isAttachmentId } from '../../forms/attachment-id.js'
import { useLanguage, useLocalText } from '../../i18n/use-local-text.js'
import { Moment } from '../../parts/moment.js'
import { choicesOf, entryOf, type FieldDefinition } from './field-definition.js'

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/

interface Shown {
  readonly value: unknown
  readonly definition?: FieldDefinition | undefined
  /** Where the value stands, `customer.phone`, for telling what is kept back; entries of a list have that of the list. */
  readonly path?: string | undefined
  readonly masked?: ReadonlySet<string> | undefined
}

/** A value of a case as people read it: by its labels, the words of its choices, the names of people. */
export function DataValue({ value, definition, path, masked }: Shown) {
  const { t } = useTranslation()
  const below = { definition, path, masked }
  if (path !== undefined && masked?.has(path)) return <span className="soft">{t('instance.masked')}</span>
  if (value === null || value === undefined || value === '') return <span className="soft">–</span>
  if (typeof value === 'boolean') return t(value ? 'instance.yes' : 'instance.no')
  if (typeof value === 'number') return <Figure value={value} definition={definition} />
  if (typeof value === 'string') return <Words value={value} definition={definition} />
  if (Array.isArray(value)) return <Values values={value} {...below} />
  return typeof value === 'object' ? <Parts value={value} {...below} /> : null
}

function Figure({ value, definition }: Shown & { readonly value: number }) {
  const language = useLanguage()
  const digits = definition?.type === 'money' ? { minimumFractionDigits: 2 } : { maximumFractionDigits: 10 }
  return new Intl.NumberFormat(language, digits).format(value)
}

function Words({ value, definition }: Shown & { readonly value: string }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const names = useNames()
  const { base } = useSettings()
  if (instant.test(value)) return <Moment at={value} />
  if (definition?.type === 'person') return names.person(value)
  if (isAttachmentId(value) && ['attachment', 'signature'].includes(definition?.type ?? ''))
    return <a href={`${base}/api/attachments/${value}`}>{t('files.get')}</a>
  return local(choicesOf(definition)[value], value)
}

function Values({
  values,
  definition,
  ...place
}: { readonly values: readonly unknown[] } & Omit<Shown, 'value'>) {
  if (values.length === 0) return <span className="soft">–</span>
  return (
    <ul className="values">
      {values.map((one, index) => (
        <li key={index}>
          <DataValue value={one} definition={entryOf(definition)} {...place} />
        </li>
      ))}
    </ul>
  )
}

function Parts({ value, definition, path, masked }: Shown & { readonly value: object }) {
  const local = useLocalText()
  return (
    <dl className="data data-inner">
      {Object.entries(value).map(([name, one]: [string, unknown]) => {
        const part = definition?.fields?.[name]
        return (
          <div key={name}>
            <dt>{local(part?.label, name)}</dt>
            <dd>
              <DataValue value={one} definition={part} path={path && `${path}.${name}`} masked={masked} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
