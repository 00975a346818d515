import { useTranslation } from 'react-i18next'
import { Field } from './field.js'

/** Most characters of a reason, as the server takes it. */
const longestReason = 2_000

/** Why something is done to a case. */
export function ReasonField({
  value,
  change,
}: {
  readonly value: string
  readonly change: (reason: string) => void
}) {
  const { t } = useTranslation()
  return (
    <Field label={t('actions.reason')} help={t('actions.reasonHelp')}>
      {(input) => (
        <textarea
          {...input}
          required
          maxLength={longestReason}
          value={value}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  )
}
