import type { Refusal } from '../../errors/index.js'
import type { Reasoned } from '../cases/case-calls.js'
import type { CheckedSource, ProcessSource } from './check-source.js'
import type { ProcessVersion } from './process-versions.js'

/** A deployment that is asked for. */
export interface DeployRequest extends Omit<Reasoned, 'reason'> {
  /** Why, shown with the version for as long as it is kept. */
  readonly note: string
  /** Tells what would become of it, and changes nothing. */
  readonly dryRun?: boolean
}

/** A version a deployment leads to. */
export interface DeployedVersion extends Pick<ProcessVersion, 'hash' | 'process' | 'version' | 'profile'> {
  /** Whether nobody had deployed it before. */
  readonly isNew: boolean
}

/** `refused` says why nothing was deployed. `repeated`: the request took effect before, under the same key. */
export type DeployAnswer =
  | { readonly refused: Refusal }
  | {
      readonly refused?: undefined
      readonly versions: readonly DeployedVersion[]
      readonly repeated?: true
    }

/** Which versions of a process are retired. */
export interface RetireRequest extends Reasoned {
  /** Its `version:`, which is that of every profile, or a hash or the first 8 characters of one; every version unless given. */
  readonly version?: string
}

/** `refused` says why nothing was retired; otherwise every version of the process. */
export type RetireAnswer =
  | { readonly refused: Refusal }
  | {
      readonly refused?: undefined
      readonly versions: readonly ProcessVersion[]
      readonly repeated?: true
    }

/** What is done about versions. Who may is the host's to decide. */
export interface VersionManagement {
  /**
   * Checks the text of a process beside the files this node runs with, as `aftercare check` does, and plays the stories
   * sent with it, as `aftercare test` does; takes about as long, in a thread of its own and one after the other. Changes
   * nothing. Rejects with `engine-busy` after a minute and where eight are asked for already.
   */
  checkVersion(source: ProcessSource): Promise<CheckedSource>
  /**
   * Makes the text of a process the version new cases begin with, on every node, of every profile: in one transaction,
   * with who deployed it and why. Throws `definition-invalid` for a text with an error. Refused with `version-taken`,
   * `version-not-newer` and `version-retired`.
   */
  deployVersion(checked: CheckedSource, request: DeployRequest): Promise<DeployAnswer>
  /**
   * Lets no new case begin with versions of a process, on any node and for good: they begin with the newest one that is
   * left, and are refused with `version-retired` where there is none. Running cases go on.
   */
  retireVersion(process: string, request: RetireRequest): Promise<RetireAnswer>
}
