import {
  descriptionId,
  errorId,
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type FieldErrorProps,
  type FieldTemplateProps,
  type ObjectFieldTemplateProps,
} from '@rjsf/utils'
import { useTranslation } from 'react-i18next'
import { useIsKnown } from './known-context.js'
import { useRefused } from './refused-context.js'

/** One answer: what is asked, what it is entered with, what helps and what is wrong. */
export function AnswerTemplate(props: FieldTemplateProps) {
  const { id, label, children, errors, required, displayLabel, uiSchema, schema, rawErrors = [] } = props
  const refused = useRefused(id)
  if (props.hidden) return <div hidden>{children}</div>
  const isGroup = schema.type === 'object' || schema.type === 'array'
  const name = (
    <>
      {label}
      <Needed isNeeded={required ?? false} />
      <Known id={id} />
    </>
  )
  return (
    <div
      className={rawErrors.length + refused.length > 0 && !isGroup ? 'form-answer is-wrong' : 'form-answer'}
    >
      {displayLabel !== false &&
        !isGroup &&
        (manyInputs.has(uiSchema?.['ui:widget']) ? (
          <span id={`${id}__label`} className="form-label">
            {name}
          </span>
        ) : (
          <label htmlFor={id} className="form-label">
            {name}
          </label>
        ))}
      {!isGroup && schema.description !== undefined && (
        <p id={descriptionId(id)} className="form-help">
          {schema.description}
        </p>
      )}
      {children}
      {errors}
      {refused.length > 0 && (
        <ul className="form-errors" id={`${id}__refused`} role="alert">
          {refused.map((text, index) => (
            <li key={index}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What is entered with several inputs has no single one that a label could belong to. */
const manyInputs: ReadonlySet<unknown> = new Set(['options', 'signature'])

/** Says of an answer that the case knew it before. */
function Known({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  return useIsKnown(id) ? <span className="form-known">{t('form.known')}</span> : null
}

function Needed({ isNeeded }: { readonly isNeeded: boolean }) {
  const { t } = useTranslation()
  return isNeeded ? null : <span className="form-optional">{t('form.optional')}</span>
}

/** Answers that belong together; those of the form itself stand without a frame. */
export function PartsTemplate({
  fieldPathId,
  title,
  description,
  properties,
  required,
}: ObjectFieldTemplateProps) {
  const parts = properties.map(({ content }) => content)
  if (fieldPathId.path.length === 0) return <div className="form-parts">{parts}</div>
  return (
    <fieldset id={fieldPathId.$id} className="form-group">
      <legend>
        {title}
        <Needed isNeeded={required ?? false} />
      </legend>
      {description !== undefined && <p className="form-help">{description}</p>}
      <div className="form-parts">{parts}</div>
    </fieldset>
  )
}

/** Rows of answers, to which some can be added. */
export function RowsTemplate({
  fieldPathId,
  title,
  schema,
  items,
  canAdd,
  onAddClick,
  required,
}: ArrayFieldTemplateProps) {
  const { t } = useTranslation()
  return (
    <fieldset id={fieldPathId.$id} className="form-group">
      <legend>
        {title}
        <Needed isNeeded={required ?? false} />
        <Known id={fieldPathId.$id} />
      </legend>
      {schema.description !== undefined && <p className="form-help">{schema.description}</p>}
      <ol className="form-rows">{items}</ol>
      {canAdd && (
        <button type="button" className="form-add" onClick={onAddClick}>
          + {t('form.addRow')}
        </button>
      )}
    </fieldset>
  )
}

/** One row; it can be taken out again. */
export function RowTemplate({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) {
  const { t } = useTranslation()
  return (
    <li className="form-row">
      <div className="form-row-answers">{children}</div>
      {buttonsProps.hasRemove && (
        <button
          type="button"
          className="form-let-go"
          aria-label={t('form.removeRowNumber', { number: index + 1 })}
          onClick={buttonsProps.onRemoveItem}
        >
          {t('form.removeRow')}
        </button>
      )}
    </li>
  )
}

/** What is wrong with an answer. */
export function MistakesTemplate({ errors = [], fieldPathId }: FieldErrorProps) {
  if (errors.length === 0) return null
  return (
    <ul className="form-errors" id={errorId(fieldPathId)}>
      {errors.map((error, index) => (
        <li key={index}>{error}</li>
      ))}
    </ul>
  )
}
