import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.js'
import { useNames } from '../api/people.js'
import { sessionKey, useSession } from '../api/session.js'
import { languages, showLanguage, type Language } from '../i18n/start-texts.js'
import { useProblemText } from '../parts/problem-notice.js'
import { useCloseOutside } from '../parts/use-close-outside.js'
import { themeChoices, useTheme } from './theme.js'
import { useTell } from './toasts.js'

/** Who is signed in; language, looks, keys and signing out. */
export function AccountMenu({ showKeys }: { readonly showKeys: () => void }) {
  const { t, i18n } = useTranslation()
  const { actor } = useSession()
  const name = useNames().person(actor.id)
  const theme = useTheme()
  const signOut = useSignOut()
  const menu = useRef<HTMLDetailsElement>(null)
  useCloseOutside(menu)
  return (
    <details ref={menu} className="account">
      <summary aria-label={t('account.menu', { name })}>{name}</summary>
      <div className="account-menu">
        <Choices
          title={t('account.language')}
          chosen={i18n.language}
          choose={(one) => void showLanguage(one)}
        >
          {languages.map((one) => [one, names[one]])}
        </Choices>
        <Choices title={t('account.looks')} chosen={theme.choice} choose={theme.choose}>
          {themeChoices.map((one) => [one, t(`account.theme.${one}`)])}
        </Choices>
        <button className="plain-button" onClick={showKeys}>
          {t('keys.title')}
        </button>
        <button className="plain-button" onClick={() => void signOut()}>
          {t('account.signOut')}
        </button>
      </div>
    </details>
  )
}

/** A few choices of which one holds. */
function Choices<T extends string>({
  title,
  chosen,
  choose,
  children,
}: {
  readonly title: string
  readonly chosen: string
  readonly choose: (one: T) => void
  readonly children: readonly (readonly [T, string])[]
}) {
  return (
    <fieldset className="choices">
      <legend>{title}</legend>
      {children.map(([one, label]) => (
        <button key={one} className="plain-button" aria-pressed={one === chosen} onClick={() => choose(one)}>
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** Languages are told in their own words. */
const names: { readonly [language in Language]: string } = { 'zh-CN': '简体中文', en: 'English' }

function useSignOut(): () => Promise<void> {
  const api = useApi()
  const queries = useQueryClient()
  const tell = useTell()
  const text = useProblemText()
  return async () => {
    try {
      await api.signOut()
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
      await queries.resetQueries({ queryKey: sessionKey })
    } catch (error) {
      tell.error(text(error as Error))
    }
  }
}
