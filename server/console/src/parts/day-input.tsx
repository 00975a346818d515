import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from './use-address.js'
import './day-input.css'

/** A year of which not all digits are typed yet: the browser tells it as `0002`, then `0020`. */
const halfTyped = /^0/

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
  // What is typed part by part is left alone until it is a day, or until its writer leaves it.
  const [typed, setTyped] = useState<string>()
  const type = (day: string) => {
    setTyped(day)
    if (day !== '' && !halfTyped.test(day)) set({ [name]: day })
  }
  const leave = () => {
    if (typed === '') set({ [name]: undefined })
    setTyped(undefined)
  }
  return (
    <label className="day-input">
      {t(`registers.${name}`)}{' '}
      <input
        type="date"
        value={typed ?? values[name] ?? usual}
        onChange={({ target }) => type(target.value)}
        onBlur={leave}
      />
    </label>
  )
}
