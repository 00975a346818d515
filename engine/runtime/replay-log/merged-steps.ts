import type { InstanceRecord } from '../../core/record.js'
import type { Load, Rotation, SharedChanges, UnitFile } from '../../core/command.js'
import type { PaperNumber, SavedStep, StoreTransaction } from '../../store/port.js'
import type { CaseWrites } from '../case-work.js'
import { lockRecord } from '../stored-record.js'
import { withoutKey } from '../without-key.js'

/**
 * Holds the steps of a batch back and writes those of one case as one. The rows of a case stand close together in a
 * log, so that this saves most statements; what is stored in the end is the same.
 */
export class MergedSteps implements CaseWrites {
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

  series(keys: readonly string[]): Promise<{ readonly [key: string]: number }> {
    return this.#tx.series(keys)
  }

  rotation(key: string): Promise<Rotation | undefined> {
    return this.#tx.rotation(key)
  }

  unit(serial: string): Promise<UnitFile | undefined> {
    return this.#tx.unit(serial)
  }

  /** What is held back counts as well, so it is written first. */
  async loads(
    people: readonly string[],
    more: { readonly except: string },
  ): Promise<{ readonly [person: string]: Load }> {
    await this.flush()
    return this.#tx.loads(people, more)
  }

  async usedVouchers(numbers: readonly PaperNumber[]): Promise<readonly PaperNumber[]> {
    const held = [...this.#held.values()].flatMap(({ after }) => after.vouchers ?? [])
    const isHeld = ({ paper, number }: PaperNumber): boolean =>
      held.some((one) => one.paper === paper && one.number === number)
    return [...numbers.filter(isHeld), ...(await this.#tx.usedVouchers(numbers))]
  }

  /** A log tells that there was a paper; the paper itself lies in some folder of its time. */
  storedAttachments(ids: readonly string[]): Promise<{ readonly [id: string]: object }> {
    return Promise.resolve(Object.fromEntries(ids.map((id) => [id, {}])))
  }

  attachmentsOf(_cases: readonly string[], ids: readonly string[]): Promise<readonly string[]> {
    return Promise.resolve(ids)
  }

  /** What is held back counts as well, so it is written first. */
  async sameValues(
    wanted: { readonly field: string; readonly value: string },
    cases: readonly string[],
  ): Promise<{ readonly [instance: string]: boolean }> {
    await this.flush()
    return this.#tx.sameValues(wanted, cases)
  }

  saveShared(shared: SharedChanges): Promise<void> {
    return this.#tx.saveShared(shared)
  }

  /** Writes what was held back. Comes last in the transaction. */
  async flush(): Promise<void> {
    for (const step of this.#held.values()) await this.#tx.saveStep(step)
    this.#held.clear()
  }
}

function merged(
  { before, trail, effects, attachments, messages, links }: SavedStep,
  next: SavedStep,
): SavedStep {
  return {
    ...withoutKey(next, 'before'),
    ...(before ? { before } : {}),
    trail: [...trail, ...next.trail],
    effects: [...effects, ...next.effects],
    attachments: [...attachments, ...next.attachments],
    messages: [...messages, ...next.messages],
    links: [...links, ...next.links],
  }
}
