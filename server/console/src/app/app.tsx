import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { useMemo } from 'react'
import { RouterProvider } from 'react-router/dom'
import type { ConsoleSettings } from '../../serve-console.js'
import { ProblemError } from '../../../client/index.js'
import { ApiProvider } from '../api/api-context.js'
import { createConsoleClient } from '../api/console-client.js'
import { sessionKey } from '../api/session.js'
import { useLanguage } from '../i18n/use-local-text.js'
import { createConsoleRouter } from './router.js'
import { SettingsProvider } from './settings-context.js'
import { antdTheme, ThemeProvider, useTheme } from './theme.js'

/** The whole console: client, cache, looks and pages. */
export function App({ settings }: { readonly settings: ConsoleSettings }) {
  const { queries, client, router } = useMemo(() => {
    const queries = new QueryClient({
      defaultOptions: { queries: { staleTime: 5_000, retry: mayPass, refetchOnWindowFocus: true } },
    })
    // The question who is signed in may be the one that was refused: asked anew each time it would never be answered.
    const signedOut = () => void queries.invalidateQueries({ queryKey: sessionKey }, { cancelRefetch: false })
    return {
      queries,
      client: createConsoleClient(settings.base, signedOut),
      router: createConsoleRouter(settings.base),
    }
  }, [settings])
  return (
    <SettingsProvider value={settings}>
      <QueryClientProvider client={queries}>
        <ApiProvider value={client}>
          <ThemeProvider>
            <Looks nonce={settings.nonce}>
              <RouterProvider router={router} />
            </Looks>
          </ThemeProvider>
        </ApiProvider>
      </QueryClientProvider>
    </SettingsProvider>
  )
}

function Looks({ nonce, children }: { readonly nonce: string; readonly children: React.ReactNode }) {
  const language = useLanguage()
  const { isDark } = useTheme()
  const looks = useMemo(() => antdTheme(isDark), [isDark])
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={language === 'en' ? en : zh}
      theme={looks}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>{children}</AntApp>
    </ConfigProvider>
  )
}

/** What the server has decided is not asked again; what the network did may pass. */
function mayPass(failures: number, error: Error): boolean {
  return !(error instanceof ProblemError) && failures < 2
}
