import type { StoreReads } from '../../store/port.js'
import { readVersionChanges, readVersions, readVersionText, type ProcessVersion } from './process-versions.js'

/** A version as a database alone tells of it. */
export type StoredVersion = Omit<ProcessVersion, 'current'>

/** What a database tells of versions without the definitions of a server: which are current it cannot know. */
export interface StoredVersions {
  /** The newest first; empty for a process nobody deployed. */
  list(process: string): Promise<readonly StoredVersion[]>
  /** As YAML; `undefined` where the process has no such version. */
  text(process: string, hash: string): Promise<string | undefined>
  /** A unified diff, empty when both are the same; `undefined` where one is not there. */
  compare(process: string, which: { readonly from: string; readonly to: string }): Promise<string | undefined>
}

/** Reads versions from a database alone. */
export function storedVersions(reads: StoreReads): StoredVersions {
  const host = { reads, isCurrent: () => false }
  return {
    list: async (process) => (await readVersions(host, process)).map(withoutCurrent),
    text: (process, hash) => readVersionText(host, process, hash),
    compare: (process, which) => readVersionChanges(host, process, which),
  }
}

function withoutCurrent({
  hash,
  process,
  version,
  profile,
  deployedAt,
  openCases,
}: ProcessVersion): StoredVersion {
  return {
    ...{ hash, process, version },
    ...(profile !== undefined && { profile }),
    ...{ deployedAt, openCases },
  }
}
