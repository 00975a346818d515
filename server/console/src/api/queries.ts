import { useQuery } from '@tanstack/react-query'
import type { AnswerOf, ItemOf } from '../../../client/index.js'
import { useApi } from './api-context.js'

/** A case, as far as it is open to the reader. */
export type Instance = AnswerOf<'showInstance'>

/** What may be sent now, with the reason where it may not. */
export type AcceptedEvent = AnswerOf<'acceptedEvents'>['items'][number]

/** A process with its states, forms and fields. */
export type Process = AnswerOf<'showProcess'>

export type Trail = readonly ItemOf<'readTrail'>[]

/** How long names and forms of processes are kept before they are asked for again, in milliseconds. */
const processesKept = 300_000

export function useInstance(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['instance', id],
    queryFn: ({ signal }) => api.showInstance({ id }, { signal }),
  })
}

export function useAcceptedEvents(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['instance', id, 'events'],
    queryFn: ({ signal }) => api.acceptedEvents({ id }, { signal }),
  })
}

export function useDeadlines(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['instance', id, 'deadlines'],
    queryFn: ({ signal }) => api.explainDeadlines({ id }, { signal }),
  })
}

/**
 * The process of a case in the version the case runs on, which may have other names and forms than the current one; the
 * current one of a profile where no case is meant. Absent where it is not open to the reader.
 */
export function useProcess(
  instance: (Pick<Instance, 'process' | 'profile'> & Partial<Pick<Instance, 'versionHash'>>) | undefined,
) {
  const api = useApi()
  const { process = '', profile, versionHash: version } = instance ?? {}
  const which = version === undefined ? { ...(profile !== undefined && { profile }) } : { version }
  return useQuery({
    queryKey: ['process', process, which],
    queryFn: ({ signal }) => api.showProcess({ id: process, ...which }, { signal }),
    enabled: instance !== undefined,
    staleTime: processesKept,
  })
}

export function useProcesses() {
  const api = useApi()
  return useQuery({
    queryKey: ['processes'],
    queryFn: ({ signal }) => api.listProcesses(undefined, { signal }),
    staleTime: processesKept,
  })
}
