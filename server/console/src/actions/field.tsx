import { useId, type ReactNode } from 'react'
import './field.css'

/** Attributes an input takes over from the field around it. */
export interface FieldInput {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string
}

/** An input under its label, with what it is for and what is wrong with it. */
export function Field({
  label,
  help,
  wrong,
  children,
}: {
  readonly label: string
  readonly help?: string | undefined
  readonly wrong?: string | undefined
  readonly children: (input: FieldInput) => ReactNode
}) {
  const id = useId()
  const about = `${id}-about`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': wrong !== undefined, 'aria-describedby': about })}
      <div id={about}>
        {wrong !== undefined && <p className="field-wrong">{wrong}</p>}
        {help !== undefined && <p className="soft">{help}</p>}
      </div>
    </div>
  )
}

/** A choice of one among some by their names; empty until chosen. */
export function ChoiceField({
  label,
  help,
  value,
  choose,
  none,
  choices,
}: {
  readonly label: string
  readonly help?: string | undefined
  readonly value: string | undefined
  readonly choose: (value: string | undefined) => void
  /** What the empty choice says. */
  readonly none: string
  readonly choices: readonly (readonly [value: string, name: string])[]
}) {
  return (
    <Field label={label} help={help}>
      {(input) => (
        <select {...input} value={value ?? ''} onChange={({ target }) => choose(target.value || undefined)}>
          <option value="">{none}</option>
          {choices.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
