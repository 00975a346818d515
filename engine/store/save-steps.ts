import { EngineError } from '../errors/index.js'
import type { SaltSource } from './personal-values.js'
import type { SavedStep } from './port.js'
import { RowCollector } from './row-collector.js'
import type { Session } from './session.js'
import { overtakenEffects } from './overtaken-effects.js'
import { cancelEffects, insertEffects } from './tables/effects.js'
import { overtakeIncidents } from './tables/incidents.js'
import { saveAttachmentUses } from './tables/attachments.js'
import { saveBreaches } from './tables/breaches.js'
import { insertChange } from './tables/changes.js'
import { insertLinks } from './tables/links.js'
import { insertMessages } from './tables/messages.js'
import { saveParties } from './tables/instance-parties.js'
import { savePeople } from './tables/instance-people.js'
import { saveStates } from './tables/instance-states.js'
import {
  insertInstances,
  type InstanceHead,
  type InstanceWrite,
  lockInstanceRow,
  updateInstances,
} from './tables/instances.js'
import { saveSearch, searchHash } from './tables/search.js'
import { saveTasks } from './tables/tasks.js'
import { saveTimers } from './tables/timers.js'
import { insertTrail } from './tables/trail.js'
import { saveUnitOfCase } from './tables/units.js'
import { saveVisits } from './tables/visits.js'
import { saveVouchers } from './tables/vouchers.js'
import { type ChainedEntries, chainEntries, emptyHead } from './trail-chain.js'

/** Heads read under the lock of this transaction, by instance: a step need not read them again. */
export type LockedHeads = Map<string, InstanceHead>

/** What saving steps needs beside the session. */
export interface SaveTools {
  readonly heads: LockedHeads
  readonly salts: SaltSource
}

/** A step with what is written of it. */
interface Prepared {
  readonly step: SavedStep
  readonly head: InstanceHead | undefined
  readonly chained: ChainedEntries
  readonly write: InstanceWrite
}

/**
 * Writes what steps of different cases changed, one statement a table. The chain of each goes on from the head in the
 * case's row, which the lock protects; the trail itself is not read. Throws `engine-bug` when a step's `before` is not
 * what is stored.
 */
export async function saveSteps(
  session: Session,
  steps: readonly SavedStep[],
  tools: SaveTools,
): Promise<void> {
  const prepared: Prepared[] = []
  for (const step of steps) prepared.push(await prepare(session, step, tools))
  const known = prepared.flatMap(({ head, write }) => (head ? [[head.rowId, write] as const] : []))
  const fresh = prepared.flatMap(({ head, write }) => (head ? [] : [write]))
  await updateInstances(session, known)
  const numbers = await insertInstances(session, fresh)

  const rows = new RowCollector()
  for (const one of prepared) {
    const rowId = one.head?.rowId ?? numbers.get(one.step.after.id)
    if (rowId === undefined)
      throw new EngineError('database-failed', 'Expected the number of a new row, but got none.')
    await writeStep({ ...session, rows }, rowId, one)
    tools.heads.set(one.step.after.id, headAfter(rowId, one))
  }
  await rows.write(session)
}

async function prepare(session: Session, step: SavedStep, { heads, salts }: SaveTools): Promise<Prepared> {
  const { before, after } = step
  const head = before && (heads.get(before.id) ?? (await lockInstanceRow(session, before.id))?.head)
  if (before) checkBefore(step, head)
  const chained = chainEntries(head?.chain ?? emptyHead(after.id), step.trail, salts)
  const write = {
    record: after,
    chain: chained.head,
    timersArmed: step.timersArmed,
    searchHash: searchHash(step),
    ...(step.nextDueAt === undefined ? {} : { nextDueAt: step.nextDueAt }),
    dueProvisional: step.dueProvisional === true,
  }
  return { step, head, chained, write }
}

async function writeStep(
  session: Session,
  rowId: number,
  { step, head, chained, write }: Prepared,
): Promise<void> {
  const { before, after } = step
  await insertTrail(session, after.id, chained.rows)
  await insertChange(session, step)
  await saveStates(session, rowId, step)
  await saveParties(session, rowId, before, after)
  await savePeople(session, rowId, step)
  await saveVisits(session, rowId, step)
  await saveBreaches(session, rowId, step)
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
  const overtaken = overtakenEffects(step)
  await cancelEffects(session, overtaken.earlier, after.updatedAt)
  await overtakeIncidents(session, overtaken.earlier, after.updatedAt)
  await insertEffects(session, after, {
    effects: step.effects,
    status: step.effectStatus,
    overtaken: overtaken.own,
  })
}

function headAfter(rowId: number, { step, chained, write }: Prepared): InstanceHead {
  return {
    rowId,
    revision: step.after.revision,
    chain: chained.head,
    timersArmed: step.timersArmed,
    searchHash: write.searchHash,
  }
}

function checkBefore({ before, after }: SavedStep, head: InstanceHead | undefined): void {
  if (before?.id === after.id && head && head.revision === before.revision) return
  throw new EngineError(
    'engine-bug',
    `Expected to save a step of case '${after.id}' from its stored revision ${head?.revision ?? '(none)'}, but the step began ` +
      `at ${before?.revision ?? '(none)'} of '${before?.id ?? ''}'. Read cases with lockInstance in the same transaction.`,
  )
}
