import { EngineError } from '../errors/index.js'
import type { SaltSource } from './personal-values.js'
import type { SavedStep } from './port.js'
import type { Session } from './session.js'
import { insertEffects } from './tables/effects.js'
import { saveAttachmentUses } from './tables/attachments.js'
import { insertLinks } from './tables/links.js'
import { insertMessages } from './tables/messages.js'
import { saveParties } from './tables/instance-parties.js'
import { saveStates } from './tables/instance-states.js'
import { insertInstance, type InstanceHead, lockInstanceRow, updateInstance } from './tables/instances.js'
import { saveSearch, searchHash } from './tables/search.js'
import { saveTasks } from './tables/tasks.js'
import { saveTimers } from './tables/timers.js'
import { insertTrail } from './tables/trail.js'
import { saveUnitOfCase } from './tables/units.js'
import { saveVouchers } from './tables/vouchers.js'
import { chainEntries, emptyHead } from './trail-chain.js'

/** Heads read under the lock of this transaction, by instance: a step need not read them again. */
export type LockedHeads = Map<string, InstanceHead>

/**
 * Writes what one step changed. The chain goes on from the head in the case's row, which the lock protects; the trail
 * itself is not read. Throws `engine-bug` when `before` is not what is stored.
 */
export async function saveStep(
  session: Session,
  step: SavedStep,
  tools: { readonly heads: LockedHeads; readonly salts: SaltSource },
): Promise<void> {
  const { before, after } = step
  const head = before && (await headOf(session, before.id, tools.heads))
  if (before) checkBefore(step, head)
  const chained = chainEntries(head?.chain ?? emptyHead(after.id), step.trail, tools.salts)
  const write = {
    record: after,
    chain: chained.head,
    timersArmed: step.timersArmed,
    searchHash: searchHash(step),
    ...(step.nextDueAt === undefined ? {} : { nextDueAt: step.nextDueAt }),
    dueProvisional: step.dueProvisional === true,
  }
  if (head) await updateInstance(session, head.rowId, write)
  const rowId = head?.rowId ?? (await insertInstance(session, write))

  await insertTrail(session, after.id, chained.rows)
  await saveStates(session, rowId, before, after)
  await saveParties(session, rowId, before, after)
  await saveTasks(session, rowId, before, after)
  await saveTimers(session, before && head && { record: before, armed: head.timersArmed }, {
    record: after,
    armed: step.timersArmed,
  })
  if (head?.searchHash !== write.searchHash) {
    await saveSearch(session, rowId, step.search, { isNew: !head })
    await saveUnitOfCase(session, rowId, step.unit, { isNew: !head })
  }
  await saveVouchers(session, before, after)
  await saveAttachmentUses(session, rowId, step.attachments)
  await insertMessages(session, step.messages, step.effectStatus === 'replayed' ? 'ignored' : 'pending')
  await insertLinks(session, step.links)
  await insertEffects(session, after.id, { effects: step.effects, status: step.effectStatus })

  tools.heads.set(after.id, {
    rowId,
    revision: after.revision,
    chain: chained.head,
    timersArmed: step.timersArmed,
    searchHash: write.searchHash,
  })
}

async function headOf(session: Session, id: string, heads: LockedHeads): Promise<InstanceHead | undefined> {
  return heads.get(id) ?? (await lockInstanceRow(session, id))?.head
}

function checkBefore({ before, after }: SavedStep, head: InstanceHead | undefined): void {
  if (before?.id === after.id && head && head.revision === before.revision) return
  throw new EngineError(
    'engine-bug',
    `Expected to save a step of case '${after.id}' from its stored revision ${head?.revision ?? '(none)'}, but the step began ` +
      `at ${before?.revision ?? '(none)'} of '${before?.id ?? ''}'. Read cases with lockInstance in the same transaction.`,
  )
}
