import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'

/** A case as its link shows it. */
export type CustomerCase = AnswerOf<'showCustomerCase'>

/** What may be asked of the customer now. */
export type Needed = CustomerCase['needed'][number]

/** How often an open page looks whether the case has gone on, in milliseconds. */
const lookAgain = 60_000

export const customerKey = (token: string) => ['customer', token] as const

export function useCustomerCase(token: string) {
  const api = useApi()
  return useQuery({
    queryKey: customerKey(token),
    queryFn: ({ signal }) => api.showCustomerCase({ token }, { signal }),
    refetchInterval: lookAgain,
  })
}
