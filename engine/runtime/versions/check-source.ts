import { checkWorkflows, readSources } from '../../definition/index.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { SourceDocument, SourceFile } from '../../definition/document.js'
import type { Problem } from '../../errors/index.js'

/** The text of a process, to be checked and deployed. */
export interface ProcessSource {
  /** YAML, as its file would say it. */
  readonly text: string
  /** What problems call the file; `process.yaml` unless given. */
  readonly file?: string
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
}

const usualFile = 'process.yaml'

/**
 * Checks the text of a process as `aftercare check` does a folder in which it stands in place of the file with the same
 * process: modules, types, calendars, profiles, templates and the processes it leads to are those of the folder.
 */
export function checkSource(
  folder: readonly SourceFile[],
  { text, file = usualFile }: ProcessSource,
): CheckedSource {
  const own = readSources([{ file, text }])
  const [document] = own.documents
  if (document?.kind !== 'process')
    return { text, problems: document ? [noProcess(document)] : own.problems, versions: [] }
  const beside = readSources(folder)
  const replaced = beside.documents.find((one) => isSame(one, document))
  const documents = [...beside.documents.filter((one) => !isSame(one, document)), document]
  const checked = checkWorkflows({ documents, problems: [...beside.problems, ...own.problems] })
  const problems = checked.problems.filter(
    ({ severity, place }) => severity === 'error' || place?.file === file,
  )
  const isSound = problems.every(({ severity }) => severity !== 'error')
  const folderVersion = replaced?.value['version']
  return {
    text,
    process: document.id,
    problems,
    versions: isSound ? checked.processes.filter(({ id }) => id === document.id).map(versionOf) : [],
    ...(typeof folderVersion === 'string' && { folderVersion }),
  }
}

const versionOf = ({ hash, id, version, profile, resolved }: CheckedProcess): CheckedVersion => ({
  ...{ hash, id, version, resolved },
  ...(profile !== undefined && { profile }),
})

function isSame(one: SourceDocument, { kind, id }: SourceDocument): boolean {
  return one.kind === kind && one.id === id
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
