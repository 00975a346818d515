import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { signInWithKey } from '../../api/console-client.js'
import { sessionKey } from '../../api/session.js'
import { useSettings } from '../../app/settings-context.js'
import { useProblemText } from '../../parts/problem-notice.js'
import { ProblemError } from '../../../../client/index.js'
import { LanguageLinks } from './language-links.js'
import './sign-in-page.css'

/** Signs a browser in: at the identity provider where there is one, or with an API key. */
export function SignInPage({ whenSignedIn }: { readonly whenSignedIn: () => void }) {
  const { t } = useTranslation()
  const { provider } = useSettings()
  return (
    <main className="sign-in">
      <h1>Aftercare</h1>
      <p className="soft">{t('signIn.lead')}</p>
      {provider && <ProviderLink />}
      <KeyForm whenSignedIn={whenSignedIn} />
      <p className="soft">{t('signIn.link')}</p>
      <LanguageLinks />
    </main>
  )
}

function ProviderLink() {
  const { t } = useTranslation()
  const { base } = useSettings()
  const { pathname, search } = useLocation()
  const returnTo = encodeURIComponent(`${base}/console${pathname}${search}`)
  return (
    <Button type="primary" size="large" block href={`${base}/sign-in?returnTo=${returnTo}`}>
      {t('signIn.provider')}
    </Button>
  )
}

function KeyForm({ whenSignedIn }: { readonly whenSignedIn: () => void }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const { base } = useSettings()
  const queries = useQueryClient()
  const [key, setKey] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [mistake, setMistake] = useState<string>()
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (key.trim() === '') {
      setMistake(t('signIn.noKey'))
      return
    }
    setBusy(true)
    try {
      await signInWithKey(base, key.trim())
      whenSignedIn()
      // Nothing that was shown to whoever sat here before.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
      await queries.resetQueries({ queryKey: sessionKey })
    } catch (error) {
      const isWrong = error instanceof ProblemError && error.status === 401
      setMistake(isWrong ? t('signIn.wrongKey') : text(error as Error))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="sign-in-key" noValidate>
      {/* Programs that keep passwords want to know whose this one is. */}
      <input type="text" autoComplete="username" defaultValue="aftercare" hidden readOnly />
      <label htmlFor="key">{t('signIn.key')}</label>
      <Input.Password
        id="key"
        size="large"
        autoComplete="current-password"
        value={key}
        aria-invalid={mistake !== undefined}
        onChange={({ target }) => {
          setKey(target.value)
          setMistake(undefined)
        }}
      />
      {mistake !== undefined && <Alert type="error" showIcon title={mistake} />}
      <Button type="primary" size="large" block htmlType="submit" loading={isBusy}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
