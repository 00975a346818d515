import type { JsonObject } from '../errors/json.js'
import type { Instant } from '../time/instant.js'
import type { VerifyProgress } from './verify-progress.js'

/** Something that is not as it was written. Messages name cases and row numbers, never values. */
export interface VerifyFinding {
  readonly kind:
    | 'row-altered'
    | 'row-missing'
    | 'row-inserted'
    | 'chain-broken'
    | 'tail-missing'
    | 'head-altered'
    | 'personal-altered'
    | 'instance-missing'
    | 'record-damaged'
    | 'attachment-damaged'
    | 'anchor-altered'
    | 'anchor-missing'
    | 'anchored-row-changed'
  readonly instance?: string
  /** Number of the case, where it has one and the case is there. */
  readonly number?: string
  readonly seq?: number
  /** Number of the anchor. */
  readonly anchor?: number
  readonly message: string
}

/** Takes what was found. */
export type Report = (finding: VerifyFinding) => void

/** An operator's act as the trail tells it. Its reason is left out: people write names into it. */
export interface VerifiedAct {
  readonly instance: string
  readonly number?: string
  readonly seq: number
  readonly at: Instant
  readonly action: string
  readonly actor?: string
}

/** What operators did outside the procedures, by the rows that were read. */
export interface VerifiedActs {
  /** How many, by action. */
  readonly counts: { readonly [action: string]: number }
  /** The latest ones, the last first; 20 at most. */
  readonly latest: readonly VerifiedAct[]
}

/** What `verifyStore` found. */
export interface VerifyReport {
  readonly instances: number
  readonly rows: number
  /** Personal values that were erased: allowed, but counted. */
  readonly erased: number
  /** The newest anchor; absent where there is none. */
  readonly anchored?: {
    readonly anchors: number
    readonly at: Instant
    readonly instances: number
    readonly rows: number
    /** Whether signatures were compared with a public key. */
    readonly signaturesChecked: boolean
  }
  /** Present where `actOf` was given. */
  readonly operatorActs?: VerifiedActs
  /** Present where it went on from where a run before had come to. */
  readonly resumed?: ResumedPart
  readonly findings: readonly VerifyFinding[]
  /** True when more was found than is listed. */
  readonly truncated: boolean
  /** What this check cannot tell, in one or two sentences. */
  readonly note: string
}

/** The part that was read before. */
export interface ResumedPart {
  /** When its first and its last page were read. */
  readonly from: Instant
  readonly to: Instant
  /** Id of its last case. */
  readonly until: string
  /** Cases and rows that are byte for byte what they were when they were verified. */
  readonly instances: number
  readonly rows: number
  /** Cases that are not, or are new there, and were verified anew with those beside them. */
  readonly again: number
}

/** How far it has come, and how much there was to read when it began. */
export interface VerifyStage {
  readonly instances: number
  readonly rows: number
  readonly ofInstances: number
  readonly ofRows: number
  /** The last case that was read. */
  readonly instance: string
}

/** How to verify. */
export interface VerifyOptions {
  /** Public key of the anchors, PEM. Without it their signatures are not checked. */
  readonly publicKey?: string
  /** A line that `createAnchor` gave out and that was kept elsewhere: the database must still know it. */
  readonly knownAnchor?: string
  /** Which rows are acts of operators. */
  readonly actOf?: (row: {
    readonly type: string
    readonly actor?: string
    readonly body: JsonObject
  }) => { readonly action: string } | undefined
  /** Where it keeps what it has read, and finds what a run before has. Nowhere unless given. */
  readonly progress?: VerifyProgress
  /** Cases that are read, counted and kept together; 1,000 unless given. */
  readonly pageSize?: number
  /** Called behind every page. */
  readonly onProgress?: (stage: VerifyStage) => void
  /** For the times in the progress; the machine's clock unless given. */
  readonly now?: () => Instant
}
