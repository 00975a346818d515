import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import {
  backupDatabase,
  copyAttachments,
  EngineError,
  formatInstant,
  loadOrCreateAnchorKey,
  operatorActOf,
  verifyStore,
  type Backup,
  type VerifyReport,
} from '../../engine/index.js'
import { anchorKeyFile } from '../anchor-key-file.js'
import { holdingsView } from '../holdings-view.js'
import { databasePlace, refuseMissing, withReadStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'
import { printVerified } from '../print-verified.js'
import { shownBytes } from '../shown-bytes.js'

interface BackupOptions {
  readonly db?: string
  readonly attachments?: string
  readonly verify?: boolean
  readonly json?: boolean
}

/** What was copied, and what has to be kept by other means. */
interface Taken {
  readonly backup: Backup
  readonly attachments?: Awaited<ReturnType<typeof copyAttachments>> & { readonly folder: string }
  readonly elsewhere: readonly string[]
  readonly report?: VerifyReport
}

/** `aftercare db backup`: a whole copy, beside a running server. */
export function addBackup(db: Command): void {
  db.command('backup')
    .description('copy a SQLite database into a new file while the server runs, and look through the copy')
    .argument('<file>', 'the new file; nothing is overwritten')
    .option('--db <place>', 'SQLite file (AFTERCARE_DB); for PostgreSQL it says what to run instead')
    .option(
      '--attachments <folder>',
      'folder of attachments (AFTERCARE_ATTACHMENTS), copied beside the new file',
    )
    .option('--verify', 'verify every trail of the copy as well')
    .option('--json', 'one JSON object')
    .action(async (file: string, options: BackupOptions) => {
      const taken = await take(file, options)
      if (options.json) printJson(view(taken))
      else print(taken)
      process.exitCode = isComplete(taken) ? exitCode.good : exitCode.problems
    })
}

async function take(file: string, options: BackupOptions): Promise<Taken> {
  const place = databasePlace(options.db)
  refuseMissing(place)
  const from = options.attachments ?? (process.env['AFTERCARE_ATTACHMENTS'] || undefined)
  const folder = `${file}-attachments`
  for (const [path, wanted] of [
    [from, true],
    [from === undefined ? undefined : folder, false],
  ] as const)
    if (path !== undefined && existsSync(path) !== wanted)
      throw new EngineError(
        'usage-wrong',
        `Expected ${wanted ? 'a folder of attachments' : 'to make a new folder'}, but '${path}' ${wanted ? 'does not exist' : 'is there already'}.`,
      )
  const backup = await backupDatabase(place, file)
  // Behind the copy of the database: what that speaks of is there by then, and is not removed.
  const copied =
    from === undefined || !backup.holds
      ? undefined
      : await withReadStore(file, ({ read }) => copyAttachments(read, { from, to: folder }))
  const key = anchorKeyFile(undefined, place)
  const report = options.verify && backup.holds ? await verified(file, key) : undefined
  return {
    backup,
    ...(copied && { attachments: { ...copied, folder } }),
    elsewhere: [key, join(dirname(key), 'customer-link-key')].filter((path) => existsSync(path)),
    ...(report && { report }),
  }
}

async function verified(file: string, key: string): Promise<VerifyReport> {
  const publicKey = existsSync(key) ? (await loadOrCreateAnchorKey(key)).publicKey : undefined
  return withReadStore(file, (store) =>
    verifyStore(store, { ...(publicKey !== undefined && { publicKey }), actOf: operatorActOf }),
  )
}

function isComplete({ attachments, report }: Taken): boolean {
  return (attachments?.missing.length ?? 0) === 0 && (report?.findings.length ?? 0) === 0
}

function view({ backup, attachments, elsewhere, report }: Taken): object {
  const { holds, ...rest } = backup
  return {
    ...rest,
    ...(holds && { holds: holdingsView(holds) }),
    ...(attachments && { attachments }),
    keptElsewhere: elsewhere,
    ...(report && { verified: report }),
  }
}

function print(taken: Taken): void {
  const { backup, elsewhere, report } = taken
  const { file, bytes, copiedMs, checkedMs } = backup
  printLine(
    `${file}: ${shownBytes(bytes)}, copied in ${seconds(copiedMs)}, looked through in ${seconds(checkedMs)}.`,
  )
  printHolds(taken)
  if (elsewhere.length > 0)
    printLine(`Not in it, so keep them too, the anchor key in another place: ${elsewhere.join(', ')}`)
  if (report) printVerified(report)
}

function printHolds({ backup: { holds }, attachments }: Taken): void {
  if (!holds) {
    printLine(
      'Its tables are those of another release, so it was not looked into, and no attachment was copied.',
    )
    return
  }
  const { instances, rows, newest, anchor, unanchored } = holds
  const changed = newest === undefined ? '' : `, the newest change of ${formatInstant(newest)}`
  printLine(`It holds ${instances} cases with ${rows} rows of trail${changed}.`)
  printLine(
    anchor
      ? `Its newest anchor is number ${anchor.number} of ${formatInstant(anchor.at)}; ${unanchored} rows came after it.`
      : 'It holds no anchor.',
  )
  const { inside, outside } = holds.attachments
  if (inside > 0) printLine(`${inside} attachments are in it.`)
  if (attachments) {
    const { copied, bytes, folder, missing } = attachments
    printLine(`${copied} contents of attachments (${shownBytes(bytes)}) are in ${folder}.`)
    for (const sha256 of missing) printLine(`MISSING or damaged in the folder of attachments: ${sha256}`)
  } else if (outside > 0)
    printLine(
      `NOT IN IT: the content of ${outside} attachments, which is kept in a folder. Copy it too, with --attachments.`,
    )
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
