import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../../../client/index.js'
import { useSettings } from '../../app/settings-context.js'
import { useLanguage, useLocalText } from '../../i18n/use-local-text.js'
import { DayInput } from '../../parts/day-input.js'
import { useAddress } from '../../parts/use-address.js'
import { periodOf } from './register-period.js'

type Register = AnswerOf<'readRegister'>['register']

/** The period of a register, what is struck off of it, and the same as files. */
export function RegisterFilters({ register }: { readonly register: Register }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { values, set } = useAddress()
  return (
    <div className="filters" role="search">
      <DayInput name="from" />
      <DayInput name="to" />
      {register.struckOff && (
        <Checkbox
          checked={values['open'] === 'true'}
          onChange={({ target }) => set({ open: target.checked ? 'true' : undefined })}
        >
          {t('registers.onlyOpen', { struckOff: local(register.struckOff.title) })}
        </Checkbox>
      )}
      <Files id={register.id} />
    </div>
  )
}

/** The whole register of the period that is shown, not only this page. */
function Files({ id }: { readonly id: string }) {
  const { base } = useSettings()
  const { t } = useTranslation()
  const lang = useLanguage()
  const { values } = useAddress()
  const query = new URLSearchParams({ ...periodOf(values), lang }).toString()
  return (
    <span className="register-files">
      {(['xlsx', 'csv'] as const).map((form) => (
        <a key={form} href={`${base}/api/registers/${id}.${form}?${query}`} download>
          {t(`registers.${form}`)}
        </a>
      ))}
    </span>
  )
}
