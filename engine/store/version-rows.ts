import type { JsonObject } from '../errors/json.js'
import type { Instant } from '../time/instant.js'

/** A version of a process as it is stored, by the hash that cases name. */
export interface ProcessVersionRow {
  readonly hash: string
  readonly process: string
  readonly version: string
  readonly profile?: string
  readonly resolved: JsonObject
  readonly deployedAt: Instant
  /** Who deployed it, and why. Absent where a node only brought it with its folder. */
  readonly deployed?: Deployment
  /** Why no new case begins with it. */
  readonly retired?: Retirement
}

/** That somebody deployed a version. */
export interface Deployment {
  readonly by: string
  /** The program through which a person acted. */
  readonly via?: string
  readonly note: string
}

/** That somebody retired a version. */
export interface Retirement {
  readonly at: Instant
  readonly by: string
  readonly via?: string
  readonly reason: string
}

/** What decides which version new cases begin with, without its text. */
export type VersionStanding = Omit<ProcessVersionRow, 'resolved'>

/** What is read of versions. */
export interface VersionReads {
  processVersion(hash: string): Promise<ProcessVersionRow | undefined>
  processVersions(process?: string): Promise<readonly ProcessVersionRow[]>
  /** Versions that somebody deployed or retired, of all processes. */
  versionStandings(): Promise<readonly VersionStanding[]>
  /** The file as it was deployed; `undefined` where a node only brought the version with its folder. */
  versionSource(hash: string): Promise<string | undefined>
  /** How many cases of a process have not ended, by the hash of the version they run on; versions without any are not told. */
  openCasesByVersion(process: string): Promise<ReadonlyMap<string, number>>
}

/** What is written of them. */
export interface VersionWrites {
  /** Has others who hold the same processes wait until the end of the transaction: asked before their versions are read. */
  holdProcesses(processes: readonly string[]): Promise<void>
  saveProcessVersion(version: ProcessVersionRow): Promise<void>
  /**
   * Keeps a version with who deployed it and the file it came from; one that only a folder brought gets both. False
   * where somebody deployed the hash before, or another hash under the same process, version and profile: then roll back.
   */
  deployVersion(
    version: ProcessVersionRow & { readonly deployed: Deployment },
    source: string,
  ): Promise<boolean>
  /** Retires a version. False where it is retired already, or not there. */
  retireVersion(hash: string, retired: Retirement): Promise<boolean>
}
