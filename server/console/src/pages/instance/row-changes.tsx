import { useTranslation } from 'react-i18next'
import { OldAndNew } from '../../actions/action-effect.js'
import { useProcess, type Instance } from '../../api/queries.js'
import { wayTo } from './field-definition.js'
import { useCaseTitles } from './titles-context.js'

/** Fields that changed in a row of the trail, opened to the old and the new value of each. */
export function RowChanges({
  words,
  changes,
  instance,
}: {
  readonly words: string
  readonly changes: object
  readonly instance: Instance
}) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { data: process } = useProcess(instance)
  const entries = Object.entries(changes) as readonly (readonly [string, unknown])[]
  return (
    <details className="row-changes">
      <summary>
        {words}
        {t('history.fields', { what: entries.map(([path]) => titles.field(path)).join(t('actions.comma')) })}
      </summary>
      <dl className="data">
        {entries.map(([path, change]) => {
          const [before, after] = Array.isArray(change) ? (change as readonly unknown[]) : [undefined, change]
          return (
            <div key={path}>
              <dt>{titles.field(path)}</dt>
              <dd>
                <OldAndNew before={before} after={after} definition={wayTo(process, path).at(-1)} />
              </dd>
            </div>
          )
        })}
      </dl>
    </details>
  )
}
