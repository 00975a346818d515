import type { Candidate } from '../core/command.js'
import type { Store } from '../store/port.js'
import type { OrganisationDirectory } from './organisation-directory.js'
import type { Clock } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import type { readStuck } from './stuck/index.js'

/** What is looked at to say why a case does not move. */
export function stuckWorld({
  store: { read },
  catalogue,
  clock,
  people,
  organisation,
}: {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly people: () => Promise<readonly Candidate[]>
  readonly organisation: OrganisationDirectory
}): Parameters<typeof readStuck>[0] {
  return {
    ...{ read, people, now: clock.now() },
    version: (hash) => catalogue.version(read, hash),
    factsOf: (process) => catalogue.factsOf(process),
    hashOf: (calendar) => catalogue.hashOf(calendar),
    titleOf: (role) => organisation.titleOf(role),
  }
}
