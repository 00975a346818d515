import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { createAnchor, loadOrCreateAnchorKey, verifyStore } from '../../engine/index.js'
import { databaseFile, withStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'

interface TrailOptions {
  readonly db?: string
  readonly key?: string
  readonly json?: boolean
}

/** `aftercare verify` and `aftercare anchor`: whether the history is the one that was written. */
export function addTrail(program: Command): void {
  program
    .command('verify')
    .description('verify every trail: find altered, missing, inserted and swapped rows')
    .option('--db <file>', 'database (AFTERCARE_DB)')
    .option('--key <file>', 'anchor key (AFTERCARE_ANCHOR_KEY)')
    .option('--json', 'one JSON object')
    .action(async (options: TrailOptions) => {
      const file = databaseFile(options.db)
      const signer = await loadOrCreateAnchorKey(keyFile(options, file))
      const report = await withStore(file, (store) => verifyStore(store, { publicKey: signer.publicKey }))
      if (options.json) printJson(report)
      else {
        for (const finding of report.findings)
          printLine(
            `${finding.instance}${finding.seq === undefined ? '' : ` row ${finding.seq}`}: ${finding.kind}. ${finding.message}`,
          )
        printLine(
          `${report.instances} cases, ${report.rows} rows, ${report.findings.length} findings. ${report.note}`,
        )
      }
      process.exitCode = report.findings.length > 0 ? exitCode.problems : exitCode.good
    })
  program
    .command('anchor')
    .description('sign the heads of all trails now; keep the printed line elsewhere')
    .option('--db <file>', 'database (AFTERCARE_DB)')
    .option('--key <file>', 'anchor key (AFTERCARE_ANCHOR_KEY)')
    .option('--json', 'one JSON object')
    .action(async (options: TrailOptions) => {
      const file = databaseFile(options.db)
      const signer = await loadOrCreateAnchorKey(keyFile(options, file))
      const { line } = await withStore(file, (store) => createAnchor(store, signer, Date.now()))
      printLine(line)
    })
}

function keyFile(options: TrailOptions, database: string): string {
  return options.key ?? (process.env['AFTERCARE_ANCHOR_KEY'] || join(dirname(database), 'anchor-key.pem'))
}
