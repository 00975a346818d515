import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'

export type Version = AnswerOf<'listVersions'>['items'][number]

/** Every version of a process, the newest first. */
export function useVersions(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['versions', id],
    queryFn: ({ signal }) => api.listVersions({ id }, { signal }),
  })
}

/** What changed between two versions, as a unified diff. */
export function useVersionChanges(id: string, hashes: { readonly from: string; readonly to: string }) {
  const api = useApi()
  const { from, to } = hashes
  return useQuery({
    queryKey: ['versions', id, 'changes', from, to],
    queryFn: async ({ signal }) => (await api.compareVersions({ id, hash: to, from }, { signal })).text(),
    staleTime: Infinity,
  })
}
