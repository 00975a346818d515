import type { InstanceRecord } from '../core/record.js'
import type { Advanced } from '../core/step-result.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { FactSource, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { asksForEffects, markAsking } from './effects/asked-effects.js'
import { listColumns } from './list-columns.js'

/** How the effects and timers of a piece of work are kept: live, or as history of a replayed log. */
export type Mode = 'live' | 'history'

/** What live work needs of the messages that wait for a case. */
export type MessageWrites = Pick<
  StoreTransaction,
  'lockMessagesTo' | 'keepMessages' | 'saveMessage' | 'releaseMessages'
>

/** What work on a case needs of a write transaction. History takes no messages. */
export type CaseWrites = FactSource &
  Pick<StoreTransaction, 'saveShared' | 'saveStep'> &
  Partial<MessageWrites>

/** A case that is worked on, and until when. */
export interface OnCase {
  readonly process: CheckedProcess
  /** Absent for a creation. */
  readonly before?: InstanceRecord | undefined
  readonly now: Instant
  readonly mode: Mode
  /** The trace the work belongs to (`traceparent`), for what it asks for outside. */
  readonly trace?: string | undefined
}

/** One write for all steps of the transaction: the record as it ends up, the trail and effects of each in order. */
export async function saveAdvanced(
  tx: CaseWrites,
  work: OnCase & { readonly before: InstanceRecord | undefined },
  advanced: readonly Advanced[],
): Promise<InstanceRecord | undefined> {
  const { process, before, mode, trace } = work
  const last = advanced.at(-1)
  if (!last) return undefined
  const after: InstanceRecord = mode === 'history' ? { ...last.after, replayed: true } : last.after
  for (const { shared } of advanced) await tx.saveShared(shared)
  await tx.saveStep({
    ...(before ? { before } : {}),
    after,
    trail: advanced.flatMap((one) => one.trail),
    effects: advanced
      .flatMap((one) => one.effects)
      .map((effect) => (trace === undefined ? effect : { ...effect, trace })),
    attachments: advanced.flatMap((one) => one.attachments),
    messages: advanced.flatMap((one) => one.messages),
    links: advanced.flatMap((one) => one.links),
    ...listColumns(process, after),
    effectStatus: mode === 'history' ? 'replayed' : 'pending',
    timersArmed: mode === 'live',
  })
  if (mode === 'live' && isAsking(before, advanced)) markAsking(after)
  return after
}

/** A long row of steps is saved on the way: then what the first ones asked for is still to be told of. */
function isAsking(before: InstanceRecord | undefined, advanced: readonly Advanced[]): boolean {
  return (
    advanced.some(({ effects }) => effects.length > 0) || (before !== undefined && asksForEffects(before))
  )
}
