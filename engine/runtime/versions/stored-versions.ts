import type { StoreReads } from '../../store/port.js'
import { currentHashes, type Choosable } from './choose-versions.js'
import {
  readVersionChanges,
  readVersions,
  readVersionSource,
  readVersionText,
  type ProcessVersion,
} from './process-versions.js'

/** What a database tells of versions. */
export interface StoredVersions {
  /** The newest first; empty for a process nobody deployed. */
  list(process: string): Promise<readonly ProcessVersion[]>
  /** As YAML; `undefined` where the process has no such version. */
  text(process: string, hash: string): Promise<string | undefined>
  /** The file it was deployed from; `undefined` where a folder brought it. */
  source(process: string, hash: string): Promise<string | undefined>
  /** A unified diff, empty when both are the same; `undefined` where one is not there. */
  compare(process: string, which: { readonly from: string; readonly to: string }): Promise<string | undefined>
}

/** Reads versions from a database. `folder`: what its nodes run with, which decides what is current beside what was deployed. */
export function storedVersions(reads: StoreReads, folder: readonly Choosable[] = []): StoredVersions {
  const host = { reads, isCurrent: () => false }
  return {
    list: async (process) => {
      const current = currentHashes(folder, await reads.versionStandings())
      return readVersions({ reads, isCurrent: (hash) => current.has(hash) }, process)
    },
    text: (process, hash) => readVersionText(host, process, hash),
    source: (process, hash) => readVersionSource(host, process, hash),
    compare: (process, which) => readVersionChanges(host, process, which),
  }
}
