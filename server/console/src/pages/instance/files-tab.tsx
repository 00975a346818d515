import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProcess, type Instance } from '../../api/queries.js'
import { useSettings } from '../../app/settings-context.js'
import { isAttachmentId } from '../../forms/attachment-id.js'
import { useLocalText, type LocalText } from '../../i18n/use-local-text.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { entryOf, fieldsOf, type FieldDefinition } from './field-definition.js'
import './lines.css'

interface FoundFile {
  readonly id: string
  readonly labels: readonly (LocalText | undefined)[]
}

/** The files a case refers to, under the labels of the fields they answer. They go out as downloads. */
export function FilesTab({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { base } = useSettings()
  const { data: process, error, refetch } = useProcess(instance)
  // Which values are files stands in the process.
  if (!process)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 3 }} />
    )
  const fields = fieldsOf(process)
  const files = Object.entries((instance.data ?? {}) as Readonly<Record<string, unknown>>).flatMap(
    ([name, value]) => filesIn(value, fields[name], []),
  )
  if (files.length === 0) return <Notice kind="empty" title={t('files.none')} />
  return (
    <ul className="panel lines">
      {files.map(({ id, labels }, index) => (
        <li key={`${id} ${index}`}>
          <span className="soft">{labels.map((label) => local(label)).join(' · ')}</span>
          <span className="lines-what">
            <a href={`${base}/api/attachments/${id}`}>{t('files.get')}</a>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Files in a value, by the definition of its field. A signature that is no file has none. */
function filesIn(
  value: unknown,
  definition: FieldDefinition | undefined,
  above: FoundFile['labels'],
): readonly FoundFile[] {
  if (!definition || value === null || value === undefined) return []
  const labels = definition.label ? [...above, definition.label] : above
  if (Array.isArray(value)) return value.flatMap((one) => filesIn(one, entryOf(definition), labels))
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, one]) => filesIn(one, definition.fields?.[name], labels))
  const isFile = definition.type === 'attachment' || definition.type === 'signature'
  return isFile && isAttachmentId(value) ? [{ id: value, labels }] : []
}
