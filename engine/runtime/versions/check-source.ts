import { playScenario } from '../../analysis/run-scenarios.js'
import { checkWorkflows, readSources } from '../../definition/index.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { CheckedWorkflows } from '../../definition/checked-workflows.js'
import type { SourceDocument, SourceFile, SourceSet } from '../../definition/document.js'
import type { Problem } from '../../errors/index.js'

/** The text of a process, to be checked and deployed. */
export interface ProcessSource {
  /** YAML, as its file would say it. */
  readonly text: string
  /** What problems call the file; `process.yaml` unless given. */
  readonly file?: string
  /**
   * Stories of the process and the people they name, as `workflows/scenarios` has them; those of other processes are
   * passed over. One that fails is an error.
   */
  readonly stories?: readonly SourceFile[]
}

/** What is stored of a version, and told of it; it can go from thread to thread. */
export type CheckedVersion = Pick<CheckedProcess, 'hash' | 'id' | 'version' | 'profile' | 'resolved'>

/** A text that was checked beside the files it refers to. */
export interface CheckedSource {
  readonly text: string
  /** Id of the process, as far as the text could be read. */
  readonly process?: string
  /** Everything wrong in it, and what it breaks in the files beside it. */
  readonly problems: readonly Problem[]
  /** One for the defaults and one for each profile that has figures for it; none when something is an error. */
  readonly versions: readonly CheckedVersion[]
  /** `version:` of the file it takes the place of, where the folder has the process. */
  readonly folderVersion?: string
  /** How the stories went; absent where none was sent, and where an error kept them from being played. */
  readonly stories?: PlayedStories
}

export interface PlayedStories {
  readonly passed: number
  readonly failed: number
}

const usualFile = 'process.yaml'

/**
 * Checks the text of a process as `aftercare check` does a folder in which it stands in place of the file with the same
 * process: modules, types, calendars, profiles, templates and the processes it leads to are those of the folder. Then
 * plays its stories.
 */
export function checkSource(
  folder: readonly SourceFile[],
  { text, file = usualFile, stories = [] }: ProcessSource,
): CheckedSource {
  const own = readSources([{ file, text }])
  const [document] = own.documents
  if (document?.kind !== 'process')
    return { text, problems: document ? [noProcess(document)] : own.problems, versions: [] }
  const beside = readSources(folder)
  const replaced = beside.documents.find((one) => isSame(one, document))
  const told = storiesOf(document.id, stories)
  const documents = [
    ...beside.documents.filter((one) => !isSame(one, document)),
    ...[document, ...told.documents],
  ]
  const workflows = checkWorkflows({
    documents,
    problems: [...beside.problems, ...own.problems, ...told.problems],
  })
  const sent = new Set([file, ...told.documents.map((one) => one.file)])
  const found = workflows.problems.filter(
    ({ severity, place }) => severity === 'error' || (place && sent.has(place.file)),
  )
  const played = isSound(found) ? playStories(workflows) : { problems: [] }
  const problems = [...found, ...played.problems]
  const folderVersion = replaced?.value['version']
  return {
    ...{ text, process: document.id, problems },
    versions: isSound(problems)
      ? workflows.processes.filter(({ id }) => id === document.id).map(versionOf)
      : [],
    ...(typeof folderVersion === 'string' && { folderVersion }),
    ...(played.stories && { stories: played.stories }),
  }
}

const isSound = (problems: readonly Problem[]): boolean =>
  problems.every(({ severity }) => severity !== 'error')

/** Those of the process, with the people of all. A folder of stories has many; those of other processes are not read. */
function storiesOf(process: string, files: readonly SourceFile[]): SourceSet {
  const { documents, problems } = readSources(
    files.filter(({ text }) => (toldProcess(text) ?? process) === process),
  )
  const kept = documents.filter(
    ({ kind, value }) => kind === 'people' || (kind === 'scenario' && value['process'] === process),
  )
  const passedOver = new Set(documents.filter((one) => !kept.includes(one)).map((one) => one.file))
  return { documents: kept, problems: problems.filter(({ place }) => !passedOver.has(place?.file ?? '')) }
}

/** Which process a file says it is about; `undefined` where a glance does not tell. */
const toldProcess = (text: string): string | undefined => /^process *: *["']?([\w-]+)/m.exec(text)?.[1]

function playStories(workflows: CheckedWorkflows): {
  readonly problems: readonly Problem[]
  readonly stories?: PlayedStories
} {
  const results = workflows.scenarios.map((story) => playScenario(story, workflows))
  if (results.length === 0) return { problems: [] }
  const passed = results.filter((result) => result.passed).length
  return {
    problems: results.flatMap((result) => result.problems),
    stories: { passed, failed: results.length - passed },
  }
}

const versionOf = ({ hash, id, version, profile, resolved }: CheckedProcess): CheckedVersion => ({
  ...{ hash, id, version, resolved },
  ...(profile !== undefined && { profile }),
})

function isSame(one: SourceDocument, { kind, id }: SourceDocument): boolean {
  return one.kind === kind && one.id === id
}

/** What a check answers that would hold more in memory than it may. */
export function tooMuchToCheck({ text, file = usualFile }: ProcessSource, mostMemory: number): CheckedSource {
  const problem: Problem = {
    code: 'file-too-large',
    severity: 'error',
    message: `Expected a text that can be checked within ${mostMemory} MB of memory, but it needs more.`,
    hint: 'Look for a decision, a list or a story that is larger than anybody would write by hand.',
    place: { file, line: 1, column: 1 },
  }
  return { text, problems: [problem], versions: [] }
}

function noProcess(document: SourceDocument): Problem {
  return {
    code: 'unknown-kind',
    severity: 'error',
    message: `Expected the first key to be 'process', but found '${document.kind}'.`,
    expected: "'process'",
    found: `'${document.kind}'`,
    hint: 'A process is deployed; all other files come with the folder of the server.',
    place: document.locate([]),
  }
}
