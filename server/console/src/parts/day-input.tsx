import { useTranslation } from 'react-i18next'
import { useAddress } from './use-address.js'
import './day-input.css'

/** The first or the last day of a period, in the address. Entered by the browser's own means, which phones show as a calendar. */
export function DayInput({
  name,
  usual = '',
}: {
  readonly name: 'from' | 'to'
  /** The day that holds while none is chosen. */
  readonly usual?: string | undefined
}) {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  return (
    <label className="day-input">
      {t(`registers.${name}`)}{' '}
      <input
        type="date"
        value={values[name] ?? usual}
        onChange={({ target }) => set({ [name]: target.value || undefined })}
      />
    </label>
  )
}
