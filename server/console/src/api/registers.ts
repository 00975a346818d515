import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { AnswerOf } from '../../../client/index.js'
import { useApi } from './api-context.js'

/** How long the list of registers is kept before it is asked for again, in milliseconds: it changes with the rules. */
const registersKept = 300_000

/** The registers that are open to the reader; asked for once for the navigation and the page. */
export function useRegisters(): UseQueryResult<AnswerOf<'listRegisters'>> {
  const api = useApi()
  return useQuery({
    queryKey: ['registers'],
    queryFn: ({ signal }) => api.listRegisters(undefined, { signal }),
    staleTime: registersKept,
  })
}
