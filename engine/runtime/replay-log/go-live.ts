import type { StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { armTimers, fireDue } from '../case-work.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord } from '../stored-record.js'
import type { ReplayHost } from './replay-log.js'

/**
 * Makes open replayed cases live ones: their timers up to `liveFrom` are applied as history, the rest is armed. Batches
 * of their own; a case that is live already is left alone, so that it is safe to run again.
 */
export async function goLive(
  { store, catalogue }: ReplayHost,
  request: { readonly ids: readonly string[]; readonly liveFrom: Instant; readonly batch: number },
): Promise<void> {
  const { ids, liveFrom, batch } = request
  for (let start = 0; start < ids.length; start += batch)
    await store.transaction(
      async (tx) => {
        for (const id of ids.slice(start, start + batch)) await oneGoesLive(tx, catalogue, { id, liveFrom })
      },
      { name: 'replay' },
    )
}

async function oneGoesLive(
  tx: StoreTransaction,
  catalogue: ProcessCatalogue,
  { id, liveFrom }: { readonly id: string; readonly liveFrom: Instant },
): Promise<void> {
  const before = await lockRecord(tx, id)
  if (!before?.replayed || before.status === 'ended') return
  const process = await catalogue.version(tx, before.version)
  const { record: settled } = await fireDue(tx, catalogue, {
    process,
    before,
    now: liveFrom,
    mode: 'history',
  })
  if (settled.status !== 'ended') await armTimers(tx, process, settled)
}
