import { useQuery } from '@tanstack/react-query'
import { ProblemError, type AskedOf } from '../../../client/index.js'
import { useApi } from '../api/api-context.js'
import type { Draft } from './draft-state.js'

/** Drafts as far as they are known. */
export interface Drafts {
  readonly drafts: readonly Draft[]
  readonly isReady: boolean
  /** Whether what is entered may be kept: where it is not known what there is, writing would take its place. */
  readonly mayKeep: boolean
  /** Asks again; absent where they are known, or not open to the reader at all. */
  readonly again: (() => void) | undefined
}

/**
 * The reader's own drafts of a case or for new cases of a process, asked for anew by each page that opens: another device
 * may have changed them. Once they are there they stay as they are, for the form begins with them. A page does not wait
 * for drafts that cannot be had.
 */
export function useDrafts(about: NonNullable<AskedOf<'listDrafts'>>): Drafts {
  const api = useApi()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['drafts', about],
    queryFn: ({ signal }) => api.listDrafts(about, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  })
  const isClosed = error instanceof ProblemError && error.status < 500 && error.status !== 429
  return {
    drafts: data?.items ?? [],
    isReady: !isPending,
    mayKeep: data !== undefined,
    again: data || isClosed ? undefined : () => void refetch(),
  }
}
