import { useQuery } from '@tanstack/react-query'
import { useLocalText } from '../i18n/use-local-text.js'
import { useApi } from './api-context.js'
import { useIsSignedIn } from './session.js'

/** How long names of people and roles are kept before they are asked for again, in milliseconds. */
const namesKept = 300_000

/** What people and roles are called; the id for whom the reader gets no name. */
export interface Names {
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Roles of the house, by what they are called. */
  readonly roles: readonly (readonly [id: string, name: string])[]
  readonly person: (id: string) => string
  readonly role: (id: string) => string
}

/** Asked for once for all parts of a page. Whoever may not ask for names sees ids. */
export function useNames(): Names {
  const api = useApi()
  const local = useLocalText()
  const { data } = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => api.listPeople(undefined, { signal }),
    staleTime: namesKept,
    retry: false,
    enabled: useIsSignedIn(),
  })
  return {
    people: data?.people ?? [],
    roles: (data?.roles ?? [])
      .filter(({ outside }) => outside !== true)
      .map(({ id, title }) => [id, local(title, id)] as const),
    person: (id) => data?.people.find((one) => one.id === id)?.name ?? id,
    role: (id) => local(data?.roles.find((one) => one.id === id)?.title, id),
  }
}
