import { useQuery } from '@tanstack/react-query'
import { useApi } from './api-context.js'
import { ruleSources } from './rule-sources.js'

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
