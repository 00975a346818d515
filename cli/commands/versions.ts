import type { Command } from 'commander'
import { EngineError, formatInstant, storedVersions, type ProcessVersion } from '../../engine/index.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'

interface VersionOptions {
  readonly text?: string
  readonly compare?: readonly string[]
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
    .option('--compare <hashes...>', 'two versions, the one before first: a unified diff of their texts')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action((process: string, options: VersionOptions) =>
      withReadStore(databasePlace(options.db), async ({ read }) => {
        const versions = storedVersions(read)
        const listed = await versions.list(process)
        if (listed.length === 0)
          throw new EngineError(
            'usage-wrong',
            `Expected a process that was deployed, but the database has no version of '${process}'.`,
          )
        const { text, compare, json = false } = options
        if (text !== undefined) tell('text', expectThere(await versions.text(process, text), process), json)
        else if (compare) tell('diff', await compared(versions, process, compare), json)
        else list(listed, json)
      }),
    )
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

function expectThere(told: string | undefined, process: string): string {
  if (told !== undefined) return told
  throw new EngineError(
    'usage-wrong',
    `Expected hashes of versions of '${process}', or at least their first 8 characters, but there is none of that name. 'aftercare versions ${process}' lists them.`,
  )
}

function tell(member: 'text' | 'diff', told: string, json: boolean): void {
  if (json) printJson({ [member]: told })
  else if (told === '') printLine('Both are the same.')
  else process.stdout.write(told)
}

function list(versions: readonly Omit<ProcessVersion, 'current'>[], json: boolean): void {
  if (json) {
    printJson({
      versions: versions.map((one) => ({ ...one, deployedAt: formatInstant(one.deployedAt) })),
    })
    return
  }
  for (const { hash, version, profile = '(no profile)', deployedAt, openCases } of versions)
    printLine(
      `${hash.slice(0, 12)}  ${version.padEnd(8)}  ${formatInstant(deployedAt)}  ${profile.padEnd(16)}  ${openCases} open`,
    )
}
