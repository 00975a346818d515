import { longFormText } from '../../definition/index.js'
import type { Deployment, ProcessVersionRow, Retirement, StoreReads } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { compareTexts } from './compare-texts.js'
import { findVersion } from './find-version.js'

/** A version of a process that the database holds. */
export interface ProcessVersion {
  /** Hash of everything that decides the flow; it names the version. */
  readonly hash: string
  readonly process: string
  /** `version:` of its file. */
  readonly version: string
  readonly profile?: string
  /** When it was deployed: by somebody, or first by a node that had it in its folder. */
  readonly deployedAt: Instant
  /** Who deployed it, and why. Absent where a node only brought it with its folder. */
  readonly deployed?: Deployment
  /** `current`: new cases begin with it. `retired`: none ever will again. */
  readonly status: 'current' | 'earlier' | 'retired'
  readonly retired?: Retirement
  /** Cases that run on it and have not ended. */
  readonly openCases: number
}

/** Where versions are read. */
export interface VersionHost {
  readonly reads: Pick<StoreReads, 'processVersions' | 'openCasesByVersion' | 'versionSource'>
  /** Whether new cases begin with the version of a hash. */
  readonly isCurrent: (hash: string) => boolean
}

/** Every version of a process that was ever deployed, the newest first; empty for a process nobody deployed. */
export async function readVersions(
  { reads, isCurrent }: VersionHost,
  process: string,
): Promise<readonly ProcessVersion[]> {
  const rows = await reads.processVersions(process)
  if (rows.length === 0) return []
  const open = await reads.openCasesByVersion(process)
  return [...rows].reverse().map(({ hash, version, profile, deployedAt, deployed, retired }) => ({
    ...{ hash, process, version },
    ...(profile !== undefined && { profile }),
    deployedAt,
    ...(deployed && { deployed }),
    status: retired ? 'retired' : isCurrent(hash) ? 'current' : 'earlier',
    ...(retired && { retired }),
    openCases: open.get(hash) ?? 0,
  }))
}

/** The long form of a version as YAML; `undefined` where the process has no such version. */
export async function readVersionText(
  { reads }: VersionHost,
  process: string,
  hash: string,
): Promise<string | undefined> {
  const found = findVersion(await reads.processVersions(process), hash)
  return found && longFormText(found.resolved)
}

/** The file a version was deployed from, as it was written; `undefined` where there is none: a folder brought it. */
export async function readVersionSource(
  { reads }: VersionHost,
  process: string,
  hash: string,
): Promise<string | undefined> {
  const found = findVersion(await reads.processVersions(process), hash)
  return found && reads.versionSource(found.hash)
}

/** What changed from one version of a process to another, as a unified diff of their long forms; `undefined` where one is not there. */
export async function readVersionChanges(
  { reads }: VersionHost,
  process: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string | undefined> {
  const rows = await reads.processVersions(process)
  const [before, after] = [findVersion(rows, from), findVersion(rows, to)]
  return before && after && compareTexts(named(before), named(after))
}

function named({ process, profile, version, hash, resolved }: ProcessVersionRow): {
  name: string
  text: string
} {
  const which = profile === undefined ? process : `${process}/${profile}`
  return { name: `${which} ${version} ${hash.slice(0, 12)}`, text: longFormText(resolved) }
}
