import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AnswerSchema } from '../forms/index.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { DataValue } from '../pages/instance/data-value.js'
import type { FieldDefinition } from '../pages/instance/field-definition.js'
import { Moment } from '../parts/moment.js'
import { definitionsIn } from './asked-definition.js'
import { useProblemText } from '../parts/problem-notice.js'
import type { DraftState } from './draft-state.js'
import type { Draft } from './draft-state.js'
import './drafts.css'

/** Says that the form shows what was entered before, and offers to begin afresh. */
export function PutBack({ at, discard }: { readonly at: string; readonly discard: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="draft-notice" role="status">
      <p>
        {t('drafts.putBack')} <Moment at={at} />
      </p>
      <Button size="small" onClick={discard}>
        {t('drafts.afresh')}
      </Button>
    </div>
  )
}

/**
 * What was entered for an earlier visit, to be read, and taken over where the form asks the same. Without `discard` it is
 * of another device for this very form: then it goes when what is entered here is kept.
 */
export function EarlierDraft({
  draft,
  schema,
  fields,
  takeOver,
  discard,
}: {
  readonly draft: Draft
  readonly schema: AnswerSchema | undefined
  /** Fields of the process, for what the form does not tell of. */
  readonly fields: { readonly [name: string]: FieldDefinition }
  readonly takeOver?: (() => void) | undefined
  readonly discard: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const definitions = { ...fields, ...definitionsIn(schema) }
  return (
    <details className="draft-notice draft-earlier">
      <summary>
        {t(discard ? 'drafts.earlier' : 'drafts.other')} <Moment at={draft.updatedAt} />
      </summary>
      <dl className="draft-answers">
        {Object.entries(draft.answers).map(([name, value]) => (
          <div key={name}>
            <dt>{local(definitions[name]?.label, name)}</dt>
            <dd>
              <DataValue value={value} definition={definitions[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="draft-acts">
        {takeOver && (
          <Button size="small" onClick={takeOver}>
            {t('drafts.takeOver')}
          </Button>
        )}
        {discard && (
          <Button size="small" type="text" onClick={discard}>
            {t('drafts.discard')}
          </Button>
        )}
      </p>
    </details>
  )
}

/** How it stands with the draft, in a few words. With `again` nobody knows what there is, and nothing is kept. */
export function DraftMark({
  state,
  again,
}: {
  readonly state: DraftState
  readonly again: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const text = useProblemText()
  if (again)
    return (
      <span className="draft-mark draft-failed" role="status">
        {t('drafts.away')}{' '}
        <Button size="small" onClick={again}>
          {t('problem.retry')}
        </Button>
      </span>
    )
  return (
    <span className={`draft-mark draft-${state.is}`} role="status">
      {state.is === 'refused'
        ? `${t('drafts.refused')} ${text(state.why)}`
        : state.is !== 'none' && t(`drafts.state.${state.is}`)}
    </span>
  )
}
