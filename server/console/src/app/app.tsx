import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
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
import { antdTheme } from './antd-theme.js'
import { createConsoleRouter } from './router.js'
import { SettingsProvider } from './settings-context.js'
import { ThemeProvider, useTheme } from './theme.js'
import { ToastsProvider } from './toasts.js'

/** The whole console: client, cache, looks and pages. */
export function App({ settings }: { readonly settings: ConsoleSettings }) {
  const { queries, client, router } = useMemo(() => {
    const queries = new QueryClient({
      queryCache: new QueryCache({
        // What the reader may see no more is not kept on the screen; what only the network hides is.
        onError: (error, query) => {
          if (isClosed(error)) query.setState({ data: undefined, dataUpdatedAt: 0 })
        },
      }),
      // A console on this very machine, or in a house without a way out, answers without the internet.
      defaultOptions: {
        queries: { staleTime: 5_000, retry: mayPass, networkMode: 'always', refetchOnReconnect: true },
        mutations: { networkMode: 'always' },
      },
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
      <ToastsProvider>{children}</ToastsProvider>
    </ConfigProvider>
  )
}

/** What the server has decided is not asked again; what the network did may pass. */
function mayPass(failures: number, error: Error): boolean {
  return !(error instanceof ProblemError) && failures < 2
}

/** Whether the server has decided that there is nothing, or nothing for this reader. */
function isClosed(error: Error): boolean {
  return error instanceof ProblemError && [403, 404, 410].includes(error.status)
}
