import type { Command } from 'commander'
import { createAnchor, loadOrCreateAnchorKey, systemClock } from '../../engine/index.js'
import { anchorKeyFile } from '../anchor-key-file.js'
import { databasePlace, withStore } from '../open-database.js'
import { printLine } from '../output.js'

interface AnchorOptions {
  readonly db?: string
  readonly key?: string
}

/** `aftercare anchor`: signs the heads of all trails, beside a running server. */
export function addAnchor(program: Command): void {
  program
    .command('anchor')
    .description('sign the heads of all trails now; keep the printed line elsewhere')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--key <file>', 'anchor key (AFTERCARE_ANCHOR_KEY); made when there is none')
    .option('--json', 'no difference: an anchor is one line of JSON')
    .action(async ({ db, key }: AnchorOptions) => {
      const place = databasePlace(db)
      const { line } = await withStore(place, async (store) =>
        createAnchor(store, await loadOrCreateAnchorKey(anchorKeyFile(key, place)), systemClock.now()),
      )
      printLine(line)
    })
}
