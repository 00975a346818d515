import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import {
  EngineError,
  folderBeside,
  formatInstant,
  isServer,
  loadOrCreateAnchorKey,
  openVerifyProgress,
  operatorActOf,
  shownPlace,
  verifyStore,
  type Store,
  type VerifyProgressFile,
  type VerifyReport,
  type VerifyStage,
} from '../../engine/index.js'
import { anchorKeyFile } from '../anchor-key-file.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { exitCode, printJson } from '../output.js'
import { printVerified } from '../print-verified.js'

interface VerifyOptions {
  readonly db?: string
  readonly key?: string
  readonly known?: string
  readonly progress?: string
  readonly resume?: boolean
  readonly json?: boolean
}

/** `aftercare verify`: whether the history is the one that was written. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('verify every trail: find altered, missing, inserted and swapped rows')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--key <file>', 'anchor key (AFTERCARE_ANCHOR_KEY); without one signatures are not checked')
    .option('--known <line>', 'a line that anchor printed and that you kept: it must still be there')
    .option('--resume', 'go on where a run before was ended')
    .option('--progress <file>', 'where it keeps how far it has come; beside the database unless given')
    .option('--json', 'one JSON object')
    .action(async (options: VerifyOptions) => {
      const place = databasePlace(options.db)
      const publicKey = await publicKeyOf(options, place)
      const report = await withReadStore(place, (store) => verify(store, place, { ...options, publicKey }))
      if (options.json) printJson(report)
      else printVerified(report)
      process.exitCode = report.findings.length > 0 ? exitCode.problems : exitCode.good
    })
}

async function verify(
  store: Store,
  place: string,
  options: VerifyOptions & { readonly publicKey: string | undefined },
): Promise<VerifyReport> {
  const { publicKey, known } = options
  const progress = await progressOf(options, place)
  if (options.resume && progress?.goesOn !== true)
    say('There is nothing to go on from: it begins at the beginning.')
  let done = false
  try {
    const report = await verifyStore(store, {
      ...(publicKey !== undefined && { publicKey }),
      ...(known !== undefined && { knownAnchor: known }),
      ...(progress && { progress }),
      actOf: operatorActOf,
      onProgress: tellNowAndThen(),
    })
    done = true
    return report
  } finally {
    await progress?.end({ done })
  }
}

/** A folder that cannot be written keeps nobody from verifying, unless a file there was asked for. */
async function progressOf(
  { progress, resume = false }: VerifyOptions,
  place: string,
): Promise<VerifyProgressFile | undefined> {
  const name = isServer(place) ? join(folderBeside(place), 'verify-progress') : `${place}-verify`
  const file = progress ?? name
  try {
    return await openVerifyProgress(file, { place: shownPlace(place), resume })
  } catch (error) {
    if (progress !== undefined || !(error instanceof EngineError) || error.code === 'usage-wrong') throw error
    say(`How far it comes is not kept: '${file}' cannot be written.`)
    return undefined
  }
}

/** How often it says how far it has come, in milliseconds. */
const sayEvery = 2000

function tellNowAndThen(): (stage: VerifyStage) => void {
  let said = Date.now()
  return ({ instances, rows, ofInstances, ofRows, instance }) => {
    if (Date.now() - said < sayEvery) return
    said = Date.now()
    say(
      `${formatInstant(said)} ${rows} of ${ofRows} rows, ${instances} of ${ofInstances} cases, up to '${instance}'`,
    )
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** The key's public half, read only: a verification must not make the key it verifies with. */
async function publicKeyOf({ key }: VerifyOptions, place: string): Promise<string | undefined> {
  const file = anchorKeyFile(key, place)
  if (existsSync(file)) return (await loadOrCreateAnchorKey(file)).publicKey
  if (key !== undefined)
    throw new EngineError('usage-wrong', `Expected an anchor key, but '${file}' does not exist.`)
  return undefined
}
