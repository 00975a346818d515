import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProcess, type Instance, type Trail } from '../../api/queries.js'
import { useTrail } from '../../api/use-trail.js'
import { useNames } from '../../api/people.js'
import { OldAndNew } from '../../actions/action-effect.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Moment } from '../../parts/moment.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { DataValue } from './data-value.js'
import { fieldsOf, wayTo } from './field-definition.js'
import { useCaseTitles } from './titles-context.js'

/** What is known of the case, by the names its process gives; a touch of a field tells what it was before. */
export function DataTab({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { data: process, error, refetch } = useProcess(instance)
  const { data: trail = [] } = useTrail(instance.id)
  // Without the names of the process there would be ids.
  if (!process)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
    )
  const fields = fieldsOf(process)
  const order = Object.keys(fields)
  const entries = Object.entries((instance.data ?? {}) as Readonly<Record<string, unknown>>).sort(
    ([one], [other]) => order.indexOf(one) - order.indexOf(other),
  )
  const masked = new Set(instance.masked ?? [])
  return (
    <div className="panel section case-data">
      {entries.length === 0 && <p className="soft">{t('instance.dataEmpty')}</p>}
      <dl className="data">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{local(fields[name]?.label, name)}</dt>
            <dd>
              <DataValue value={value} definition={fields[name]} path={name} masked={masked} />
              {!masked.has(name) && <FieldHistory name={name} trail={trail} instance={instance} />}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Every change of a field or a part of it, the newest first. */
function FieldHistory({
  name,
  trail,
  instance,
}: {
  readonly name: string
  readonly trail: Trail
  readonly instance: Instance
}) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { person } = useNames()
  const { data: process } = useProcess(instance)
  const changes = trail.flatMap(({ seq, at, actor, body }) =>
    Object.entries((body as { readonly changes?: object }).changes ?? {}).flatMap(
      ([path, change]: [string, unknown]) =>
        path === name || path.startsWith(`${name}.`) ? [{ seq, at, actor, path, change }] : [],
    ),
  )
  if (changes.length === 0) return null
  return (
    <details className="row-changes">
      <summary>{t('history.changes', { count: changes.length })}</summary>
      <ul className="values">
        {changes.reverse().map(({ seq, at, actor, path, change }) => {
          const [before, after] = Array.isArray(change) ? (change as readonly unknown[]) : [undefined, change]
          return (
            <li key={`${seq} ${path}`}>
              <span className="soft">
                <Moment at={at} /> {actor === undefined ? t('instance.engine') : person(actor)}
                {path !== name && ` · ${titles.field(path)}`}
              </span>
              <OldAndNew before={before} after={after} definition={wayTo(process, path).at(-1)} />
            </li>
          )
        })}
      </ul>
    </details>
  )
}
