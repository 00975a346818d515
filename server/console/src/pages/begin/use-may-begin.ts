import type { AnswerOf } from '../../../../client/index.js'
import { useProcesses } from '../../api/queries.js'
import { useSession } from '../../api/session.js'
import { useLocalText } from '../../i18n/use-local-text.js'

/** A process as it is told in lists. */
export type Kind = AnswerOf<'listProcesses'>['items'][number]

/** Processes, by profile, of which the reader may begin a case: one that lacks figures takes none. */
export function useMayBegin(): readonly Kind[] {
  const { actor } = useSession()
  const local = useLocalText()
  const { data } = useProcesses()
  return (data?.items ?? [])
    .filter(
      ({ startRoles, unsetParameters }) =>
        unsetParameters.length === 0 && startRoles.some((role) => actor.roles.includes(role)),
    )
    .toSorted((a, b) => local(a.title, a.id).localeCompare(local(b.title, b.id)))
}
