import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { AnswerOf } from '../../../client/index.js'
import { useApi } from './api-context.js'
import { bringCsrfToken } from './console-client.js'

/** Who is signed in, with the roles and permissions that count now. */
export type Session = AnswerOf<'whoAmI'>

export const sessionKey = ['session'] as const

/** Asks who is signed in; fails with `not-authenticated` or `session-ended` where nobody is. */
export function useSessionQuery({ enabled }: { readonly enabled: boolean }) {
  const api = useApi()
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      const session = await api.whoAmI(undefined, { signal })
      bringCsrfToken(session.csrfToken)
      return session
    },
    staleTime: 60_000,
    retry: false,
    enabled,
  })
}

const SessionContext = createContext<Session | undefined>(undefined)

export const SessionProvider = SessionContext.Provider

/** Who is signed in; only below the shell. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new TypeError('Expected a session around this, but nobody is signed in.')
  return session
}

/** Whether somebody is signed in: not so for those who came by a link to one case. */
export const useIsSignedIn = (): boolean => useContext(SessionContext) !== undefined

/** Whether the reader has a permission of `access.yaml` somewhere; the server decides for each case. */
export function useMay(): (permission: string) => boolean {
  const { may } = useSession()
  return (permission) => may.includes(permission)
}
