import type { WidgetProps } from '@rjsf/utils'
import { useNames } from '../api/people.js'
import { LineInput, SelectInput } from './form-inputs.js'

/** Somebody of the house, chosen by name; entered by id where the reader is told no names. */
export function PersonInput(props: WidgetProps) {
  const { people } = useNames()
  if (people.length === 0) return <LineInput {...props} type="text" />
  const enumOptions = people.map(({ id, name }) => ({
    value: id,
    label: name === id ? id : `${name} (${id})`,
  }))
  return <SelectInput {...props} options={{ ...props.options, enumOptions }} />
}
