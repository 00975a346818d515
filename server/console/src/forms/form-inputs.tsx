import { ariaDescribedByIds, getInputProps, type BaseInputTemplateProps, type WidgetProps } from '@rjsf/utils'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useRefused } from './refused-context.js'

/** One line of input: text, number, date or date and time, with the keyboard that suits it. */
export function LineInput(props: BaseInputTemplateProps) {
  const { id, options, schema, onChange, onBlur, onFocus } = props
  const value = props.value as string | number | undefined
  const input = getInputProps(schema, props.type as string | undefined, options)
  const change = ({ target }: ChangeEvent<HTMLInputElement>) =>
    onChange(target.value === '' ? undefined : target.value)
  return (
    <input
      {...input}
      {...(input.type === 'number' && {
        step: 'any',
        inputMode:
          schema.type === 'integer' && (schema.minimum ?? -1) >= 0
            ? ('numeric' as const)
            : ('decimal' as const),
      })}
      id={id}
      name={id}
      className="form-input"
      value={value ?? ''}
      onChange={props.onChangeOverride ?? change}
      onBlur={() => onBlur(id, value)}
      onFocus={() => onFocus(id, value)}
      disabled={props.disabled}
      autoComplete="off"
      {...useSpoken(props)}
    />
  )
}

/** Several lines of text. */
export function LinesInput(props: WidgetProps) {
  const { id, onChange, disabled } = props
  const value = props.value as string | number | undefined
  return (
    <textarea
      id={id}
      name={id}
      className="form-input"
      rows={3}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      disabled={disabled}
      {...useSpoken(props)}
    />
  )
}

/** An amount in yuan. */
export function MoneyInput(props: WidgetProps) {
  const { t } = useTranslation()
  const { id, onChange, disabled } = props
  const value = props.value as string | number | undefined
  return (
    <span className="form-money">
      <input
        id={id}
        name={id}
        type="number"
        step="0.01"
        inputMode="decimal"
        className="form-input"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        disabled={disabled}
        autoComplete="off"
        {...useSpoken(props)}
      />
      <span aria-hidden>{t('form.yuan')}</span>
    </span>
  )
}

/** A few options, all of them seen at once. None is chosen until somebody does; one chosen by mistake can be let go. */
export function OptionsInput(props: WidgetProps) {
  const { t } = useTranslation()
  const { id, options, onChange, disabled, required } = props
  const value: unknown = props.value
  const { 'aria-invalid': isWrong, 'aria-describedby': described } = useSpoken(props)
  return (
    <div
      className="form-options"
      role="radiogroup"
      aria-labelledby={`${id}__label`}
      aria-describedby={described}
      aria-invalid={isWrong}
      aria-required={required}
    >
      {(options.enumOptions ?? []).map((option, index) => (
        <label key={String(option.value)} className="form-option">
          <input
            type="radio"
            id={index === 0 ? id : `${id}-${index}`}
            name={id}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            disabled={disabled}
          />
          {option.label}
        </label>
      ))}
      {!required && value !== undefined && (
        <button type="button" className="form-let-go" onClick={() => onChange(undefined)}>
          {t('form.letGo')}
        </button>
      )}
    </div>
  )
}

/** Many options, in a list that opens. None is chosen until somebody does. */
export function SelectInput(props: WidgetProps) {
  const { t } = useTranslation()
  const { id, options, onChange, disabled } = props
  const value = props.value as string | number | boolean | undefined
  const choices = options.enumOptions ?? []
  return (
    <select
      id={id}
      name={id}
      className="form-input"
      value={value === undefined ? '' : String(value)}
      onChange={({ target }) =>
        onChange(choices.find((one) => String(one.value) === target.value)?.value as unknown)
      }
      disabled={disabled}
      {...useSpoken(props)}
    >
      <option value="">{t('form.choose')}</option>
      {choices.map((option) => (
        <option key={String(option.value)} value={String(option.value)}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

/** What is read to those who do not see the page: whether an answer is needed or wrong, and what is said of it. */
export function useSpoken({ id, required, rawErrors }: Pick<WidgetProps, 'id' | 'required' | 'rawErrors'>): {
  readonly 'aria-required'?: boolean
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby': string
} {
  const refused = useRefused(id)
  const isWrong = refused.length > 0 || (rawErrors && rawErrors.length > 0)
  return {
    ...(required === true && { 'aria-required': true }),
    ...(isWrong === true && { 'aria-invalid': true }),
    'aria-describedby': `${ariaDescribedByIds(id)} ${id}__refused`,
  }
}
