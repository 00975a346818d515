import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type * as zh from '../../i18n/zh-CN/index.js'

/** Codes with words of their own. */
type Told = keyof (typeof zh)['traffic']['failure']

const isTold = (code: string): code is Told => i18next.exists(`traffic.failure.${code}`)

/** Why something could not be delivered, in words; a service that said no is quoted. */
export function useFailureWords(): (failure: { readonly code: string; readonly message: string }) => string {
  const { t } = useTranslation()
  return ({ code, message }) =>
    t(`traffic.failure.${isTold(code) ? code : 'other'}`, { message: code === 'refused' ? message : '' })
}
