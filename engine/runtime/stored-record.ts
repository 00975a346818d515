import { upgradeRecord } from '../core/index.js'
import type { InstanceRecord } from '../core/record.js'
import type { JsonObject } from '../errors/index.js'
import type { StoreReads, StoreTransaction } from '../store/port.js'

/** Reads a case, lifted to this release's format. Throws `record-does-not-fit` when a newer release wrote it. */
export async function readRecord(reads: StoreReads, id: string): Promise<InstanceRecord | undefined> {
  return lifted(await reads.instance(id))
}

/** The same under the write lock of a transaction. */
export async function lockRecord(tx: StoreTransaction, id: string): Promise<InstanceRecord | undefined> {
  return lifted(await tx.lockInstance(id))
}

/** A stored record lifted to this release's format. Throws `record-does-not-fit` when a newer release wrote it. */
export function liftedRecord(stored: InstanceRecord): InstanceRecord {
  return upgradeRecord(stored as unknown as JsonObject)
}

function lifted(stored: InstanceRecord | undefined): InstanceRecord | undefined {
  return stored && liftedRecord(stored)
}
