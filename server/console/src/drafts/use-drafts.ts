import { useQuery } from '@tanstack/react-query'
import type { AnswerOf, AskedOf } from '../../../client/index.js'
import { useApi } from '../api/api-context.js'

export type Draft = AnswerOf<'listDrafts'>['items'][number]

/**
 * The reader's own drafts of a case or for new cases of a process, asked for anew by each page that opens: another device
 * may have changed them. Once they are there they stay as they are, for the form begins with them. A page does not wait
 * for drafts that cannot be had.
 */
export function useDrafts(about: NonNullable<AskedOf<'listDrafts'>>): {
  readonly drafts: readonly Draft[]
  readonly isReady: boolean
} {
  const api = useApi()
  const { data, isPending } = useQuery({
    queryKey: ['drafts', about],
    queryFn: ({ signal }) => api.listDrafts(about, { signal }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  return { drafts: data?.items ?? [], isReady: !isPending }
}
