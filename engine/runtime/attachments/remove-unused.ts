import type { LeavingAttachment, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import type { AttachmentStore, EngineLog } from '../ports.js'

/** Attachments removed in one transaction: where there is one writer, nobody else writes meanwhile. */
const atOnce = 20

interface Tools {
  readonly store: Pick<Store, 'transaction'>
  readonly contents: AttachmentStore
  readonly log: EngineLog
}

/** What stays for the next time: the ids, and why the first of them did. */
interface Left {
  readonly ids: Set<string>
  why?: unknown
}

/**
 * Removes attachments that were added before an instant and that no case refers to. They leave first, in a transaction
 * of its own: a step that has named one before keeps it, a step that comes later does not find it any more. Then
 * content and row go. One whose content cannot be taken away keeps its row, is logged, and holds up no other: whoever
 * fails, or stops in between, goes on with the rest the next time. Resolves with how many were removed.
 */
export async function removeUnused(tools: Tools, before: Instant): Promise<number> {
  const { store, contents, log } = tools
  const left: Left = { ids: new Set() }
  for (let removed = 0; ;) {
    await store.transaction((tx) => tx.retireAttachments(before, atOnce), { name: 'housekeeping' })
    const { looked, gone } = await store.transaction((tx) => removeSome(tx, contents, left), {
      name: 'housekeeping',
    })
    removed += gone
    if (looked < atOnce) {
      if (left.ids.size > 0) log(leftBehind(left))
      return removed
    }
  }
}

async function removeSome(
  tx: StoreTransaction,
  contents: AttachmentStore,
  left: Left,
): Promise<{ readonly looked: number; readonly gone: number }> {
  const leaving = await tx.leavingAttachments(atOnce, [...left.ids])
  const stuck = new Set<string>()
  // Whoever adds the same content now waits with the row, and puts the content after it.
  for (const sha256 of new Set(leaving.filter(({ free }) => free).map((one) => one.sha256)))
    try {
      await contents.remove?.(sha256)
    } catch (error) {
      left.why ??= error
      stuck.add(sha256)
    }
  const stays = ({ sha256, free }: LeavingAttachment): boolean => free && stuck.has(sha256)
  for (const { id } of leaving.filter(stays)) left.ids.add(id)
  const gone = leaving.filter((one) => !stays(one))
  await tx.removeAttachments(gone)
  return { looked: leaving.length, gone: gone.length }
}

function leftBehind({ ids, why }: Left): Parameters<EngineLog>[0] {
  const { code, detail } = loggedFailure(why)
  const message = `The content of ${ids.size} unused attachments could not be removed; tried again in an hour. ${detail}`
  return { level: 'error', code, message }
}
