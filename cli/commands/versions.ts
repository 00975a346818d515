import type { Command } from 'commander'
import {
  EngineError,
  formatInstant,
  loadWorkflows,
  storedVersions,
  versionView,
  type CheckedProcess,
  type ProcessVersion,
} from '../../engine/index.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { workflowsPlace } from '../workflows-place.js'

interface VersionOptions {
  readonly text?: string
  readonly source?: string
  readonly compare?: readonly string[]
  readonly workflows?: string
  readonly db?: string
  readonly json?: boolean
}

/** `aftercare versions`: the versions of a process, one as text, or what changed between two. */
export function addVersions(program: Command): void {
  program
    .command('versions')
    .description('list the versions of a process, show one as text or compare two; changes nothing')
    .argument('<process>', 'id of the process')
    .option('--text <hash>', 'show a version: everything that decides the flow, in YAML')
    .option('--source <hash>', 'show the file a version was deployed from')
    .option('--compare <hashes...>', 'two versions, the one before first: a unified diff of their texts')
    .option('--workflows <folder>', 'definitions of the servers (AFTERCARE_WORKFLOWS, else workflows)')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action((process: string, options: VersionOptions) =>
      withReadStore(databasePlace(options.db), async ({ read }) => {
        const { text, source, compare, json = false } = options
        const isList = text === undefined && source === undefined && !compare
        const versions = storedVersions(read, isList ? await folderOf(options.workflows) : [])
        const listed = await versions.list(process)
        if (listed.length === 0)
          throw new EngineError(
            'usage-wrong',
            `Expected a process that was deployed, but the database has no version of '${process}'.`,
          )
        if (text !== undefined) tell('text', expectThere(await versions.text(process, text), process), json)
        else if (source !== undefined)
          tell('source', expectSource(await versions.source(process, source), source), json)
        else if (compare) tell('diff', await compared(versions, process, compare), json)
        else list(listed, json)
      }),
    )
}

/** What decides which version is current; nothing where the folder is not here, or could not run. */
async function folderOf(place: string | undefined): Promise<readonly CheckedProcess[]> {
  try {
    return (await loadWorkflows(workflowsPlace(place), { stories: false })).processes
  } catch (error) {
    if (error instanceof EngineError) return []
    throw error
  }
}

async function compared(
  versions: ReturnType<typeof storedVersions>,
  process: string,
  hashes: readonly string[],
): Promise<string> {
  const [from, to, ...more] = hashes
  if (from === undefined || to === undefined || more.length > 0)
    throw new EngineError(
      'usage-wrong',
      `Expected two versions after --compare, the one before first, but found ${hashes.length}.`,
    )
  return expectThere(await versions.compare(process, { from, to }), process)
}

function expectSource(told: string | undefined, hash: string): string {
  if (told !== undefined) return told
  throw new EngineError(
    'usage-wrong',
    `Expected a version that somebody deployed, but '${hash}' is none: a server brought it with its folder. '--text' shows what stands in it.`,
  )
}

function expectThere(told: string | undefined, process: string): string {
  if (told !== undefined) return told
  throw new EngineError(
    'usage-wrong',
    `Expected hashes of versions of '${process}', or at least their first 8 characters, but there is none of that name. 'aftercare versions ${process}' lists them.`,
  )
}

function tell(member: 'text' | 'source' | 'diff', told: string, json: boolean): void {
  if (json) printJson({ [member]: told })
  else if (told === '') printLine('Both are the same.')
  else process.stdout.write(told)
}

function list(versions: readonly ProcessVersion[], json: boolean): void {
  if (json) {
    printJson({ versions: versions.map((one) => ({ process: one.process, ...versionView(one) })) })
    return
  }
  for (const { hash, version, profile = '(no profile)', deployedAt, ...more } of versions) {
    const { status, openCases, deployed, retired } = more
    const first = [hash.slice(0, 12), version.padEnd(8), formatInstant(deployedAt), profile.padEnd(16)]
    printLine([...first, status.padEnd(7), `${openCases} open`].join('  '))
    if (deployed) printLine(`    deployed by ${deployed.by}: ${deployed.note}`)
    if (retired) printLine(`    retired ${formatInstant(retired.at)} by ${retired.by}: ${retired.reason}`)
  }
}
