import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import {
  createAnchor,
  EngineError,
  loadOrCreateAnchorKey,
  systemClock,
  verifyStore,
} from '../../engine/index.js'
import { databasePlace, withReadStore, withStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'

interface TrailOptions {
  readonly db?: string
  readonly key?: string
  readonly known?: string
  readonly json?: boolean
}

type Report = Awaited<ReturnType<typeof verifyStore>>

/** `aftercare verify` and `aftercare anchor`: whether the history is the one that was written. */
export function addTrail(program: Command): void {
  program
    .command('verify')
    .description('verify every trail: find altered, missing, inserted and swapped rows')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--key <file>', 'anchor key (AFTERCARE_ANCHOR_KEY); without one signatures are not checked')
    .option('--known <line>', 'a line that anchor printed and that you kept: it must still be there')
    .option('--json', 'one JSON object')
    .action(async (options: TrailOptions) => {
      const file = databasePlace(options.db)
      const publicKey = await publicKeyOf(options, file)
      const report = await withReadStore(file, (store) =>
        verifyStore(store, {
          ...(publicKey === undefined ? {} : { publicKey }),
          ...(options.known === undefined ? {} : { knownAnchor: options.known }),
        }),
      )
      if (options.json) printJson(report)
      else print(report)
      process.exitCode = report.findings.length > 0 ? exitCode.problems : exitCode.good
    })
  program
    .command('anchor')
    .description('sign the heads of all trails now; keep the printed line elsewhere')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--key <file>', 'anchor key (AFTERCARE_ANCHOR_KEY); made when there is none')
    .option('--json', 'no difference: an anchor is one line of JSON')
    .action(async (options: TrailOptions) => {
      const file = databasePlace(options.db)
      const { line } = await withStore(file, async (store) =>
        createAnchor(store, await loadOrCreateAnchorKey(keyFile(options, file)), systemClock.now()),
      )
      printLine(line)
    })
}

/** The key's public half, read only: a verification must not make the key it verifies with. */
async function publicKeyOf(options: TrailOptions, database: string): Promise<string | undefined> {
  const file = keyFile(options, database)
  if (existsSync(file)) return (await loadOrCreateAnchorKey(file)).publicKey
  if (options.key !== undefined)
    throw new EngineError('usage-wrong', `Expected an anchor key, but '${file}' does not exist.`)
  return undefined
}

function print({ instances, rows, findings, truncated, anchored, note }: Report): void {
  for (const { instance, anchor, seq, kind, message } of findings) {
    const what = instance ?? (anchor === undefined ? 'database' : `anchor ${anchor}`)
    printLine(`${what}${seq === undefined ? '' : ` row ${seq}`}: ${kind}. ${message}`)
  }
  if (truncated) printLine('There is more than is listed here.')
  if (anchored && !anchored.signaturesChecked)
    printLine('Signatures of the anchors were not checked: there is no anchor key here.')
  printLine(`${instances} cases, ${rows} rows, ${findings.length} findings. ${note}`)
}

function keyFile(options: TrailOptions, database: string): string {
  return options.key ?? (process.env['AFTERCARE_ANCHOR_KEY'] || join(dirname(database), 'anchor-key.pem'))
}
