import type { Store } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { AttachmentStore } from '../ports.js'

/** Attachments removed in one transaction: nobody else writes meanwhile. */
const atOnce = 20

/**
 * Removes attachments that were added before an instant and that no case refers to. They leave first, in a transaction
 * of its own: a step that has named one before keeps it, a step that comes later does not find it any more. Then
 * content and row go. Whoever stops in between, or cannot take the content away, goes on with the rest the next time.
 * Resolves with how many were removed.
 */
export async function removeUnused(
  { store, contents }: { readonly store: Pick<Store, 'transaction'>; readonly contents: AttachmentStore },
  before: Instant,
): Promise<number> {
  for (let removed = 0; ;) {
    await store.transaction((tx) => tx.retireAttachments(before, atOnce))
    const gone = await store.transaction(async (tx) => {
      const leaving = await tx.leavingAttachments(atOnce)
      // Under the write lock: whoever adds the same content now waits with the row, and puts the content after it.
      for (const sha256 of new Set(leaving.filter(({ free }) => free).map((one) => one.sha256)))
        await contents.remove?.(sha256)
      await tx.removeAttachments(leaving)
      return leaving.length
    })
    removed += gone
    if (gone < atOnce) return removed
  }
}
