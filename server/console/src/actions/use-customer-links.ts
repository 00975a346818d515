import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/api-context.js'

const day = 24 * 60 * 60 * 1000

/** The links to a case, making one and ending all. */
export function useCustomerLinks(id: string) {
  const api = useApi()
  const queries = useQueryClient()
  const queryKey = ['instance', id, 'customer-links']
  const listAgain = () => queries.invalidateQueries({ queryKey })
  const links = useQuery({ queryKey, queryFn: ({ signal }) => api.listCustomerLinks({ id }, { signal }) })
  const make = useMutation({
    mutationFn: ({ role, days }: { readonly role: string; readonly days: number }) =>
      api.createCustomerLink({
        id,
        body: { role, expiresAt: new Date(Date.now() + days * day).toISOString() },
      }),
    onSuccess: listAgain,
  })
  const revoke = useMutation({
    mutationFn: () => api.revokeCustomerLinks({ id, body: {} }),
    onSuccess: async () => {
      // What was made here is over too.
      make.reset()
      await listAgain()
    },
  })
  return { links, make, revoke }
}
