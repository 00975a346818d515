import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AnswerSchema } from '../forms/index.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { DataValue } from '../pages/instance/data-value.js'
import type { FieldDefinition } from '../pages/instance/field-definition.js'
import { definitionsIn } from './asked-definition.js'
import type { Corrected } from './entered.js'
import './drafts.css'

/** Says what somebody else has changed meanwhile where its reader entered something too; the reader decides. */
export function CorrectedMeanwhile({
  corrected,
  schema,
  settle,
}: {
  readonly corrected: readonly Corrected[]
  readonly schema: AnswerSchema | undefined
  readonly settle: (choice: 'entered' | 'now') => void
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const definitions = definitionsIn(schema)
  return (
    <div className="draft-notice draft-corrected" role="alert">
      <strong>{t('drafts.corrected')}</strong>
      <dl className="draft-answers">
        {corrected.map(({ path, before, now, entered }) => {
          const along = definitionsAlong(definitions, path)
          const definition = along.at(-1)
          return (
            <div key={path.join('.')}>
              <dt>{path.map((name, at) => local(along[at]?.label, name)).join(' · ')}</dt>
              <dd>
                <DataValue value={before} definition={definition} /> →{' '}
                <DataValue value={now} definition={definition} />
              </dd>
              <dd>
                {t('drafts.enteredHere')} <DataValue value={entered} definition={definition} />
              </dd>
            </div>
          )
        })}
      </dl>
      <p className="draft-acts">
        <Button size="small" onClick={() => settle('now')}>
          {t('drafts.useNow')}
        </Button>
        <Button size="small" onClick={() => settle('entered')}>
          {t('drafts.useEntered')}
        </Button>
      </p>
    </div>
  )
}

function definitionsAlong(
  definitions: { readonly [name: string]: FieldDefinition },
  [name, ...below]: readonly string[],
): readonly (FieldDefinition | undefined)[] {
  if (name === undefined) return []
  const definition = definitions[name]
  return [definition, ...definitionsAlong(definition?.fields ?? {}, below)]
}
