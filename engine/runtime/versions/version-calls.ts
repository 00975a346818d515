import type { Store } from '../../store/port.js'
import type { Engine } from '../engine.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { readVersionChanges, readVersions, readVersionSource, readVersionText } from './process-versions.js'

/** The engine's calls about versions of processes. */
export function versionCalls(
  store: Store,
  catalogue: ProcessCatalogue,
): Pick<Engine, 'versions' | 'versionText' | 'versionSource' | 'compareVersions'> {
  const host = { reads: store.read, isCurrent: (hash: string) => catalogue.isCurrent(hash) }
  return {
    versions: async (process) => {
      await catalogue.refresh(store.read)
      return readVersions(host, process)
    },
    versionText: (process, hash) => readVersionText(host, process, hash),
    versionSource: (process, hash) => readVersionSource(host, process, hash),
    compareVersions: (process, which) => readVersionChanges(host, process, which),
  }
}
