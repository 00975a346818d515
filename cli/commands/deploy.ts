import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import {
  databaseVersions,
  EngineError,
  formatInstant,
  readWorkflowFiles,
  storyFolder,
  versionView,
  type CheckedSource,
  type DeployedVersion,
  type SourceFile,
  type VersionManagement,
} from '../../engine/index.js'
import { databasePlace, withStore } from '../open-database.js'
import { countProblems, exitCode, hasErrors, printJson, printLine, printProblems } from '../output.js'
import { tellRefusal } from '../tell-refusal.js'
import { workflowsPlace } from '../workflows-place.js'

interface ManageOptions {
  readonly by: string
  readonly db?: string
  readonly json?: boolean
}

interface DeployOptions extends ManageOptions {
  readonly note?: string
  readonly check?: boolean
  readonly workflows?: string
  /** `false` with `--no-stories`. */
  readonly stories: boolean
}

interface RetireOptions extends ManageOptions {
  readonly reason: string
  readonly version?: string
}

/** `aftercare deploy|retire`: which version new cases begin with, beside running servers. */
export function addDeploy(program: Command): void {
  const deploy = program
    .command('deploy')
    .description('have new cases of a process begin with the version in a file')
    .argument('<file>', 'the process')
    .option('--note <text>', 'why, shown with the version; needed unless it is only checked')
    .option('--check', 'tell what would come of it and change nothing')
    .option('--workflows <folder>', 'definitions of the servers (AFTERCARE_WORKFLOWS, else workflows)')
    .option('--no-stories', 'do not play the stories of the process first')
  withOptions(deploy).action(deployFile)
  const retire = program
    .command('retire')
    .description('let no new case begin with versions of a process, for good; running cases go on')
    .argument('<process>', 'id of the process')
    .requiredOption('--reason <text>', 'why, shown with the version')
    .option('--version <version>', 'its `version`, or its hash; every version of the process unless given')
  withOptions(retire).action(retireVersions)
}

function withOptions(command: Command): Command {
  return command
    .option('--by <person>', 'who does it', 'operator')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
}

async function deployFile(file: string, options: DeployOptions): Promise<void> {
  const { note = '', check = false, by, db, json = false } = options
  if (note.trim() === '' && !check)
    throw new EngineError('usage-wrong', "Expected '--note' with why it is deployed, but there is none.")
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new EngineError('usage-wrong', `Expected the file of a process, but '${file}' cannot be read.`, {
      cause: error,
    })
  })
  const folder = workflowsPlace(options.workflows)
  const files = await readWorkflowFiles([folder], [storyFolder])
  const stories = options.stories ? await storiesBeside(folder) : []
  await withStore(databasePlace(db), async (store) => {
    const versions = databaseVersions(store, files)
    const checked = await versions.checkVersion({ text, file, stories })
    if (!json) printProblems(checked.problems)
    if (hasErrors(checked.problems)) tellFaulty(checked, json)
    else await deploy(versions, checked, { note, by, check, json })
  })
}

/** What the folder of stories has; a folder without one has none. */
async function storiesBeside(folder: string): Promise<readonly SourceFile[]> {
  const place = join(folder, storyFolder)
  return existsSync(place) ? readWorkflowFiles([place]) : []
}

function tellFaulty({ problems, stories }: CheckedSource, json: boolean): void {
  if (json) printJson({ problems, versions: [], stories })
  else printLine(`Not deployed: ${countProblems(problems)}.`)
  if (!json && stories && stories.failed > 0)
    printLine("Correct the process or the story; '--no-stories' deploys without playing them.")
  process.exitCode = exitCode.problems
}

async function deploy(
  versions: VersionManagement,
  checked: CheckedSource,
  { note, by, check, json }: Required<Pick<DeployOptions, 'note' | 'by' | 'check' | 'json'>>,
): Promise<void> {
  const answer = await versions.deployVersion(checked, {
    note: note === '' ? 'check' : note,
    actor: { id: by, roles: ['admin'] },
    ...(check && { dryRun: true }),
  })
  if (answer.refused) {
    tellRefusal(answer.refused, json)
    return
  }
  const { process: id, problems, stories } = checked
  if (json) printJson({ process: id, versions: answer.versions, problems, stories })
  else {
    printLine(storiesLine(stories))
    for (const version of answer.versions) printLine(deployedLine(version, check))
  }
}

function storiesLine(stories: CheckedSource['stories']): string {
  return stories ? `Stories: ${stories.passed} passed.` : 'No story was played.'
}

function deployedLine({ process, version, profile, hash, isNew }: DeployedVersion, check: boolean): string {
  const done = check ? 'would be deployed' : 'is deployed'
  const became = isNew ? done : 'was deployed before'
  return `${hash.slice(0, 12)}  ${process} ${version}${profile === undefined ? '' : ` (${profile})`} ${became}.`
}

async function retireVersions(
  process: string,
  { reason, version, by, db, json = false }: RetireOptions,
): Promise<void> {
  const answer = await withStore(databasePlace(db), (store) =>
    databaseVersions(store, []).retireVersion(process, {
      ...{ reason, actor: { id: by, roles: ['admin'] } },
      ...(version !== undefined && { version }),
    }),
  )
  if (answer.refused) {
    tellRefusal(answer.refused, json)
    return
  }
  const retired = answer.versions.filter((one) => one.retired)
  if (json) printJson({ versions: retired.map(versionView) })
  else
    for (const { hash, version: name, profile, retired: when } of retired)
      printLine(
        `${hash.slice(0, 12)}  ${process} ${name}${profile === undefined ? '' : ` (${profile})`} was retired ${when ? `${formatInstant(when.at)} by ${when.by}: ${when.reason}` : ''}`,
      )
}
