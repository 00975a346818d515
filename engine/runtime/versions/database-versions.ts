import type { SourceFile } from '../../definition/document.js'
import type { Store } from '../../store/port.js'
import { usualKeyRetention } from '../idempotency.js'
import { systemClock } from '../ports.js'
import type { VersionManagement } from './manage-calls.js'
import { checkSource } from './check-source.js'
import { deployVersion, type ManageHost } from './deploy-version.js'
import { retireVersion } from './retire-version.js'

/**
 * The same beside a database on which no engine runs here. `files`: those its nodes run with. Running nodes heed a change
 * at their next poll. Actors are taken as they are given; what is current is not told.
 */
export function databaseVersions(store: Store, files: readonly SourceFile[]): VersionManagement {
  const host: ManageHost = {
    store,
    clock: systemClock,
    log: () => undefined,
    keyRetention: usualKeyRetention,
    // Without a directory nobody is known by an id alone.
    actorOf: (input) => Promise.resolve(typeof input === 'string' ? undefined : input),
    isCurrent: () => false,
    changed: () => Promise.resolve(),
  }
  return {
    // Nobody waits for anything else here.
    checkVersion: (source) => Promise.resolve(checkSource(files, source)),
    deployVersion: (checked, request) => deployVersion(host, checked, request),
    retireVersion: (process, request) => retireVersion(host, process, request),
  }
}
