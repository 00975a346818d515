import type { Problem } from '../../errors/problem.js'
import { documentsOf } from '../check/documents-of.js'
import type { Surroundings } from '../check/surroundings.js'
import { objectAt, textsAt } from '../compile/json-access.js'
import { checkChannels, type DeclaredChannels } from './check-channels.js'
import { checkServices } from './check-services.js'
import type { DeclaredService } from './declared-service.js'

/** What the files of a set say about the world outside: how it is reached, and what may be asked of it. */
export interface OutsideWork extends DeclaredChannels {
  /** Absent where no file declares services. */
  readonly services?: ReadonlyMap<string, DeclaredService>
  /** Hosts, addresses and ranges that are not public but meant, of all files. */
  readonly allowed: readonly string[]
}

/** Services and channels of a set, and what is wrong with them. */
export function checkOutside(surroundings: Pick<Surroundings, 'set'>): {
  readonly outside: OutsideWork
  readonly problems: readonly Problem[]
} {
  const { services, problems: ofServices } = checkServices(surroundings)
  const { problems: ofChannels, ...channels } = checkChannels(surroundings)
  const files = [...documentsOf(surroundings.set, 'services'), ...documentsOf(surroundings.set, 'channels')]
  const allowed = files.flatMap(({ value }) => textsAt(objectAt(value, 'outgoing'), 'allow') ?? [])
  return {
    outside: { ...channels, ...(services && { services }), allowed: [...new Set(allowed)] },
    problems: [...ofServices, ...ofChannels],
  }
}
