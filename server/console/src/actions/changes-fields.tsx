import { useTranslation } from 'react-i18next'
import type { Instance } from '../api/queries.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { valueAtPath, type FieldPath } from '../pages/instance/field-definition.js'
import { ChoiceField } from './field.js'
import { ValueInput } from './value-input.js'

/** Values by path; one that is `undefined` is written wrongly as yet. */
export type Changes = Readonly<Record<string, unknown>>

/** Whether there is a change, and none that is written wrongly. */
export const isSendable = (changes: Changes): boolean =>
  Object.keys(changes).length > 0 && Object.values(changes).every((value) => value !== undefined)

/** Fields to be changed, taken one by one by their labels, each beginning with the value it has. */
export function ChangesFields({
  instance,
  fields,
  changes,
  set,
}: {
  readonly instance: Instance
  readonly fields: readonly FieldPath[]
  readonly changes: Changes
  readonly set: (changes: Changes) => void
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const nameOf = ({ path, labels }: FieldPath): string =>
    labels.map((label) => local(label, path)).join(' · ')
  const free = fields.filter(({ path }) => !(path in changes) && isShown(instance, path))
  return (
    <>
      {fields
        .filter(({ path }) => path in changes)
        .map((field) => (
          <ValueInput
            key={field.path}
            label={nameOf(field)}
            definition={field.definition}
            value={changes[field.path]}
            change={(value) => set({ ...changes, [field.path]: value })}
          />
        ))}
      <ChoiceField
        label={t('actions.field')}
        help={t('actions.fieldHelp')}
        none={t('actions.chooseField')}
        value={undefined}
        choose={(path) =>
          path !== undefined && set({ ...changes, [path]: valueAtPath(instance.data, path) ?? null })
        }
        choices={free.map((field) => [field.path, nameOf(field)])}
      />
    </>
  )
}

/** Whether the reader sees the value: what is kept back would be taken away by whoever fills in the rest. */
function isShown({ data, masked }: Instance, path: string): boolean {
  if (masked === undefined) return true
  const [top = ''] = path.split('.')
  return top in (data ?? {}) && !masked.some((one) => path === one || path.startsWith(`${one}.`))
}
