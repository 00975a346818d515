import type { Store } from '../../store/port.js'

/** How long changes are kept unless the host says otherwise, in milliseconds: seven days. */
export const usualChangeRetention = 7 * 86_400_000

/** Whoever reads has to come round before they are gone. */
export const shortestChangeRetention = 60_000

/** Changes forgotten in one transaction, so that nobody waits for long. */
const atOnce = 1000

/** Forgets changes that were written longer ago than `retention` milliseconds, while `isStopping` does not say otherwise. */
export async function forgetChanges(
  store: Pick<Store, 'transaction'>,
  retention: number,
  isStopping: () => boolean,
): Promise<void> {
  for (;;) {
    const gone = await store.transaction((tx) => tx.purgeChanges(retention, atOnce), { name: 'housekeeping' })
    if (gone === 0 || isStopping()) return
  }
}
