import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, useNavigation } from 'react-router'
import { ProblemError } from '../../../client/index.js'
import { LiveChanges } from '../api/live-changes.js'
import { SessionProvider, useSessionQuery, type Session } from '../api/session.js'
import { ProblemNotice } from '../parts/problem-notice.js'
import { StaleNotice } from '../parts/stale-notice.js'
import { useSettings } from './settings-context.js'
import { AccountMenu } from './account-menu.js'
import { KeyboardJumps } from './keyboard-jumps.js'
import { useDestinations } from './destinations.js'
import { usePageTitle } from './page-title.js'
import './shell.css'

/** What stands around every page: the way to the others, who is signed in, and the sign-in where nobody is. */
export function Shell() {
  const { known } = useSettings()
  const [isKnown, setKnown] = useState(known)
  const { data: session, error, refetch } = useSessionQuery({ enabled: isKnown })
  if (!isKnown || (error instanceof ProblemError && error.status === 401))
    return (
      <Suspense fallback={<Waiting />}>
        <SignInPage whenSignedIn={() => setKnown(true)} />
      </Suspense>
    )
  if (session) return <SignedIn session={session} />
  if (error) return <ProblemNotice isPage error={error} retry={() => void refetch()} />
  return <Waiting />
}

const SignInPage = lazy(async () => ({
  default: (await import('../pages/sign-in/sign-in-page.js')).SignInPage,
}))

/** Shown after a moment only, so that what comes at once does not flicker. */
function Waiting() {
  const { t } = useTranslation()
  return (
    <div className="shell-wait" role="status">
      {t('shell.wait')}
    </div>
  )
}

function SignedIn({ session }: { readonly session: Session }) {
  const { t } = useTranslation()
  const isLoading = useNavigation().state === 'loading'
  const keys = useRef<HTMLDialogElement>(null)
  usePageTitle()
  return (
    <SessionProvider value={session}>
      <LiveChanges>
        <a className="skip" href="#content">
          {t('shell.skip')}
        </a>
        <header className="shell-head">
          <NavLink to="/" className="shell-name" end>
            Aftercare
          </NavLink>
          <Navigation />
          <AccountMenu showKeys={() => keys.current?.showModal()} />
        </header>
        {isLoading && <div className="shell-progress" aria-hidden />}
        <main id="content" className="shell-content" tabIndex={-1}>
          <StaleNotice />
          <Outlet />
        </main>
        <KeyboardJumps sheet={keys} />
      </LiveChanges>
    </SessionProvider>
  )
}

function Navigation() {
  const { t } = useTranslation()
  return (
    <nav className="shell-nav" aria-label={t('shell.navigation')}>
      {useDestinations().map(({ to, name }) => (
        <NavLink key={to} to={to}>
          {t(`shell.to.${name}`)}
        </NavLink>
      ))}
    </nav>
  )
}
