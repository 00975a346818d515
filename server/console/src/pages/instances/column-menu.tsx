import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCloseOutside } from '../../parts/use-close-outside.js'
import { useAddress } from '../../parts/use-address.js'
import { choosable, shownColumns, withColumn } from './shown-columns.js'
import './column-menu.css'

/** Which columns the table shows; it stands in the address like the rest. */
export function ColumnMenu() {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const menu = useRef<HTMLDetailsElement>(null)
  useCloseOutside(menu)
  const shown = shownColumns(values)
  return (
    <details ref={menu} className="columns">
      <summary>{t('views.columns')}</summary>
      <fieldset>
        <legend className="sr-only">{t('views.columns')}</legend>
        {choosable.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={shown.includes(name)}
              onChange={({ target }) => set({ columns: withColumn(values, name, target.checked) })}
            />
            {t(`instances.column.${name}`)}
          </label>
        ))}
      </fieldset>
    </details>
  )
}
