import type { Knex } from 'knex'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import { EngineError } from '../errors/index.js'
import type { AtBoundary, SaltSource } from '../store/index.js'
import { usualLargestAttachment, usualUnusedRetention } from './attachments/index.js'
import { usualDraftRetention } from './kept/index.js'
import { shortestChangeRetention, usualChangeRetention } from './changes/index.js'
import type { EffectOptions } from './effects/index.js'
import { usualMostWaiting } from './group-commit.js'
import { usualKeyRetention } from './idempotency.js'
import type { Observer } from './observe/index.js'
import type { AttachmentStore, Clock, Directory, EngineLog } from './ports.js'
import type { ChangedVersions } from './versions/index.js'

export interface EngineOptions extends EffectOptions {
  /** The host's own database handle; tables are created in it with the prefix `aftercare_`. */
  readonly db: Knex
  /** A second handle for reading, so that lists do not wait for writes. */
  readonly reader?: Knex
  /** A folder of definitions, or definitions that were checked already. */
  readonly workflows: string | CheckedWorkflows
  /**
   * What becomes of definitions in which a version has another content than the database knows by its `version:`.
   * `refused`: they are not run, with `version-changed`; `told`: they are, with a warning; `allowed`: they are, while
   * procedures are being written. `told` unless given.
   */
  readonly changedVersions?: ChangedVersions
  /** Profile of cases whose creation names none. */
  readonly profile?: string
  readonly clock?: Clock
  readonly directory?: Directory
  /** Random salts for personal values; tests pass a fixed row. */
  readonly salts?: SaltSource
  /** Ids of new cases; UUIDs in order of time unless given. */
  readonly newId?: () => string
  /**
   * Longest sleep of the timer loop, in milliseconds: how late a timer armed by another process may fire. One second
   * unless given.
   */
  readonly pollInterval?: number
  /**
   * Id of this node, which no other on the same database may have: it stands in logs and tells who does what only one
   * does at a time. Made of the machine's name, the process and a random part unless given.
   */
  readonly node?: string
  /**
   * How long the others wait for a node that keeps the time and does not answer any more, in milliseconds: 200 at least.
   * Five seconds unless given.
   */
  readonly leaseDuration?: number
  /** How long an idempotency key is remembered, in milliseconds. Thirty days unless given. */
  readonly keyRetention?: number
  /** How long changes are kept for whoever follows them, in milliseconds: a minute at least. Seven days unless given. */
  readonly changeRetention?: number
  /** Where the content of attachments is kept: in the database of the cases unless given. */
  readonly attachments?: AttachmentStore
  /** How many requests may wait to be written before more are refused with `engine-busy`. 10,000 unless given. */
  readonly mostWaiting?: number
  /** Largest attachment in bytes. Twenty megabytes unless given. */
  readonly largestAttachment?: number
  /** How long an attachment no case refers to is kept, in milliseconds: an hour at least. Seven days unless given. */
  readonly unusedAttachmentRetention?: number
  /** How long a draft nobody changes is kept, in milliseconds: an hour at least. Fourteen days unless given. */
  readonly draftRetention?: number
  /** Called at both sides of every commit: for tests of what a crash leaves. */
  readonly atBoundary?: AtBoundary
  readonly log?: EngineLog
  /** Who looks on while it works, for metrics and traces. Nobody unless given. */
  readonly observer?: Observer
}

const usualPollInterval = 1000

const usualLeaseDuration = 5000

/** Renewed at a third, over a network, by a process that has other things to do. */
const shortestLease = 200

/** Whoever fills in a form has sent its files before. */
const shortestUnusedRetention = 3_600_000

/** How large and how long, as the host says or as usual. Throws `configuration-invalid` for what cannot be. */
export function figuresOf({
  keyRetention = usualKeyRetention,
  changeRetention = usualChangeRetention,
  pollInterval = usualPollInterval,
  largestAttachment = usualLargestAttachment,
  unusedAttachmentRetention = usualUnusedRetention,
  draftRetention = usualDraftRetention,
  mostWaiting = usualMostWaiting,
  leaseDuration = usualLeaseDuration,
}: Omit<EngineOptions, 'db'>) {
  refuseBelow(1, { pollInterval, keyRetention })
  refuseBelow(shortestLease, { leaseDuration })
  refuseBelow(shortestChangeRetention, { changeRetention })
  refuseBelow(1, { largestAttachment }, 'bytes')
  refuseBelow(1, { mostWaiting }, 'requests')
  refuseBelow(shortestUnusedRetention, { unusedAttachmentRetention, draftRetention })
  return {
    keyRetention,
    changeRetention,
    pollInterval,
    mostWaiting,
    leaseDuration,
    largest: largestAttachment,
    unusedRetention: unusedAttachmentRetention,
    draftRetention,
  }
}

function refuseBelow(
  least: number,
  settings: { readonly [name: string]: number },
  what = 'milliseconds',
): void {
  for (const [name, value] of Object.entries(settings))
    if (!Number.isInteger(value) || value < least)
      throw new EngineError(
        'configuration-invalid',
        `Expected whole ${what}, ${least} or more, as '${name}', but found ${value}.`,
      )
}
