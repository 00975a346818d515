import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNames } from '../api/people.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { choicesOf, type FieldDefinition } from '../pages/instance/field-definition.js'
import { ChoiceField, Field } from './field.js'

interface ValueInputProps {
  readonly label: string
  readonly definition: FieldDefinition
  readonly value: unknown
  /** `null` takes the value away. */
  readonly change: (value: unknown) => void
}

/** An input for a value by the type of its field. Left empty, the value is taken away. */
export function ValueInput(props: ValueInputProps) {
  const { type = 'text' } = props.definition
  if (type === 'boolean' || type === 'choice' || type === 'person') return <Choice {...props} />
  if (type === 'list' || type === 'object') return <Written {...props} />
  return <Plain {...props} />
}

function Choice({ label, definition, value, change }: ValueInputProps) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { people } = useNames()
  const isFlag = definition.type === 'boolean'
  const choices: readonly (readonly [string, string])[] = isFlag
    ? [
        ['true', t('instance.yes')],
        ['false', t('instance.no')],
      ]
    : definition.type === 'person'
      ? people.map(({ id, name }) => [id, name])
      : Object.entries(choicesOf(definition)).map(([one, title]) => [one, local(title, one)])
  return (
    <ChoiceField
      label={label}
      none={t('actions.noValue')}
      value={typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : undefined}
      choose={(one) => change(one === undefined ? null : isFlag ? one === 'true' : one)}
      choices={choices}
    />
  )
}

const inputTypes: { readonly [type: string]: string } = {
  integer: 'number',
  number: 'number',
  money: 'number',
  date: 'date',
  time: 'time',
}

function Plain({ label, definition, value, change }: ValueInputProps) {
  const type = inputTypes[definition.type ?? ''] ?? 'text'
  const isNumber = type === 'number'
  const shown = typeof value === 'string' || typeof value === 'number' ? value : ''
  return (
    <Field label={label}>
      {(input) => (
        <input
          {...input}
          type={type}
          {...(isNumber && { step: 'any' })}
          value={shown}
          onChange={({ target }) =>
            change(target.value === '' ? null : isNumber ? Number(target.value) : target.value)
          }
        />
      )}
    </Field>
  )
}

/** What has no input of its own is written as JSON. */
function Written({ label, value, change }: ValueInputProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(() =>
    value === null || value === undefined ? '' : JSON.stringify(value, null, 2),
  )
  const [isWrong, setWrong] = useState(false)
  const write = (written: string): void => {
    setText(written)
    const parsed = parseWritten(written)
    setWrong(parsed === undefined)
    change(parsed)
  }
  return (
    <Field label={label} help={t('actions.json')} wrong={isWrong ? t('actions.jsonWrong') : undefined}>
      {(input) => (
        <textarea {...input} rows={6} value={text} onChange={({ target }) => write(target.value)} />
      )}
    </Field>
  )
}

/** `undefined` for what is no JSON. */
function parseWritten(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
