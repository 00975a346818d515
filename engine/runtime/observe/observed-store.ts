import type { Store } from '../../store/port.js'
import type { Watch } from './watch.js'

/** The same store, which tells of each of its own transactions how long it took. A host's transaction is the host's. */
export function observedStore(store: Store, watch: Watch): Store {
  const timed = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    let outcome: 'committed' | 'failed' = 'failed'
    try {
      const result = await run()
      outcome = 'committed'
      return result
    } finally {
      watch.tell({ kind: 'transaction', name, outcome, ms: performance.now() - from })
    }
  }
  return {
    ...store,
    transaction: (work, options) =>
      options?.host === undefined
        ? timed(options?.name ?? 'other', () => store.transaction(work, options))
        : store.transaction(work, options),
    group: (work, options) => timed(options?.name ?? 'other', () => store.group(work, options)),
  }
}
