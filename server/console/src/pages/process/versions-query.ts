import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { ruleSources } from './rule-sources.js'

export type Version = AnswerOf<'listVersions'>['items'][number]

/** Every version of a process, the newest first. */
export function useVersions(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['versions', id],
    queryFn: ({ signal }) => api.listVersions({ id }, { signal }),
  })
}

/** The long form of a version with where its rules come from, which never changes; nothing is asked before its hash is known. */
export function useVersionText(id: string, hash: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['versions', id, 'text', hash],
    queryFn: async ({ signal }) => {
      const text = await (await api.showVersion({ id, hash: hash ?? '' }, { signal })).text()
      return { text, rules: await ruleSources(text) }
    },
    staleTime: Infinity,
    enabled: hash !== undefined,
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
