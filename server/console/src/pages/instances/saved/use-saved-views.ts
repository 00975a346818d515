import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AnswerOf, AskedOf } from '../../../../../client/index.js'
import { useApi } from '../../../api/api-context.js'
import { addressToSave, type ListAddress } from '../instance-views.js'

export type SavedView = AnswerOf<'listViews'>['items'][number]

const key = ['views'] as const

/** The reader's own views and those shared with a role of theirs; a list does not wait for views that cannot be had. */
export function useSavedViews(): { readonly views: readonly SavedView[]; readonly isReady: boolean } {
  const api = useApi()
  const { data, isPending } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.listViews(undefined, { signal }),
    staleTime: 60_000,
    retry: false,
  })
  return { views: data?.items ?? [], isReady: !isPending }
}

/** A change of the views; afterwards they are asked for again. */
export type ViewWish =
  | { readonly do: 'save'; readonly body: AskedOf<'saveView'>['body'] }
  | { readonly do: 'change'; readonly id: string; readonly body: AskedOf<'changeView'>['body'] }
  | { readonly do: 'remove'; readonly id: string }

export function useChangeViews() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (wish: ViewWish) => {
      if (wish.do === 'save') await api.saveView({ body: wish.body })
      else if (wish.do === 'change') await api.changeView({ id: wish.id, body: wish.body })
      else await api.removeView({ id: wish.id, body: {} })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
}

/** Whether an address holds what somebody searched for, such as the name or the telephone number of a customer. */
export const namesPeople = ({ q, field }: ListAddress): boolean => q !== undefined || field !== undefined

/** Whether an address shows what a view was saved with. */
export function isShown({ address: saved }: SavedView, address: ListAddress): boolean {
  const shown = addressToSave(address)
  const names = new Set([...Object.keys(saved), ...Object.keys(shown)])
  return [...names].every((name) => saved[name] === shown[name])
}

/** The query a view leads to. */
export const searchOf = ({ address }: SavedView): string => new URLSearchParams(address).toString()
