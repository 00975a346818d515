import type { InstanceRecord } from '../../core/record.js'
import type { SavedStep, StoreTransaction } from '../../store/port.js'
import { lockRecord } from '../stored-record.js'
import { withoutKey } from '../without-key.js'

/**
 * Holds the steps of a batch back and writes those of one case as one. The rows of a case stand close together in a
 * log, so that this saves most statements; what is stored in the end is the same.
 */
export class MergedSteps implements Pick<StoreTransaction, 'lockSeries' | 'saveSeries' | 'saveStep'> {
  readonly #tx: StoreTransaction
  readonly #held = new Map<string, SavedStep>()

  constructor(tx: StoreTransaction) {
    this.#tx = tx
  }

  /** A case as the steps so far leave it. */
  async find(id: string): Promise<InstanceRecord | undefined> {
    return this.#held.get(id)?.after ?? (await lockRecord(this.#tx, id))
  }

  saveStep(step: SavedStep): Promise<void> {
    const held = this.#held.get(step.after.id)
    this.#held.set(step.after.id, held ? merged(held, step) : step)
    return Promise.resolve()
  }

  lockSeries(keys: readonly string[]): Promise<{ readonly [key: string]: number }> {
    return this.#tx.lockSeries(keys)
  }

  saveSeries(values: { readonly [key: string]: number }): Promise<void> {
    return this.#tx.saveSeries(values)
  }

  /** Writes what was held back. Comes last in the transaction. */
  async flush(): Promise<void> {
    for (const step of this.#held.values()) await this.#tx.saveStep(step)
    this.#held.clear()
  }
}

function merged({ before, trail, effects }: SavedStep, next: SavedStep): SavedStep {
  return {
    ...withoutKey(next, 'before'),
    ...(before ? { before } : {}),
    trail: [...trail, ...next.trail],
    effects: [...effects, ...next.effects],
  }
}
