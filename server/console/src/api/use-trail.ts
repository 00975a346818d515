import { useQuery } from '@tanstack/react-query'
import { useApi } from './api-context.js'
import type { Trail } from './queries.js'

/** Rows of a page of the trail: the most the server gives. */
const pageSize = 500

/** The whole trail of a case, the oldest row first: what came last stands at its end. */
export function useTrail(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['instance', id, 'trail'],
    queryFn: async ({ signal }) => {
      const rows: Trail[number][] = []
      let cursor: string | undefined
      do {
        const page = await api.readTrail(
          { id, limit: pageSize, ...(cursor !== undefined && { cursor }) },
          { signal },
        )
        rows.push(...page.items)
        cursor = page.next
      } while (cursor !== undefined)
      return rows
    },
  })
}
