import { readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import {
  checkWorkflows,
  EngineError,
  readSources,
  readWorkflowFiles,
  type Calendar,
  type Problem,
} from '../engine/index.js'
import { exitCode, hasErrors, printJson, printProblems } from './output.js'

/**
 * The calendar of a file. The calendars beside it, or those of a folder, are read too, since it may extend one of them;
 * other versions of itself are left aside. Its problems are
 * printed, and then there is no calendar; throws `usage-wrong` when there is no such file or it holds none.
 */
export async function readCalendarFile(
  file: string,
  json: boolean,
  folder?: string,
): Promise<Calendar | undefined> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile())
    throw new EngineError('usage-wrong', `Expected the file of a calendar, but '${file}' is none.`)
  const alone = readSources(await readWorkflowFiles([file]))
  const extendsOther = calendarIn(alone, file)?.value['extends'] !== undefined
  const others = folder === undefined ? await yamlBeside(file) : [file, folder]
  const set = extendsOther ? readSources(await readWorkflowFiles(others)) : alone
  const mine = calendarIn(set, file)
  const documents = set.documents.filter(
    (document) => document.kind === 'calendar' && (document === mine || document.id !== mine?.id),
  )
  const workflows = checkWorkflows({
    documents,
    problems: set.problems.filter(({ code }) => code !== 'duplicate-id'),
  })
  const files = filesOfChain(documents, mine, file)
  const problems = workflows.problems.filter(({ place }) => place && files.has(resolve(place.file)))
  const calendar = mine && workflows.calendars.get(mine.id)
  if (calendar && !hasErrors(problems)) return calendar
  if (problems.length === 0)
    throw new EngineError('usage-wrong', `Expected the file of a calendar, but '${file}' holds none.`)
  tell(problems, json)
  return undefined
}

/** The file itself and those of the calendars it extends, each by way of the one before; a circle is walked once. */
function filesOfChain(
  documents: Sources['documents'],
  first: Sources['documents'][number] | undefined,
  file: string,
): ReadonlySet<string> {
  const files = new Set([resolve(file)])
  let parent = first?.value['extends']
  for (let next; (next = documents.find(({ id }) => id === parent)); parent = next.value['extends']) {
    if (files.has(resolve(next.file))) break
    files.add(resolve(next.file))
  }
  return files
}

/** The YAML files of its folder, itself included, whatever it is called. */
async function yamlBeside(file: string): Promise<readonly string[]> {
  const folder = dirname(file)
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(({ name }) => join(folder, name))
  return names.some((name) => resolve(name) === resolve(file)) ? names : [...names, file]
}

type Sources = ReturnType<typeof readSources>

function calendarIn({ documents }: Sources, file: string): Sources['documents'][number] | undefined {
  return documents.find(
    (document) => document.kind === 'calendar' && resolve(document.file) === resolve(file),
  )
}

function tell(problems: readonly Problem[], json: boolean): void {
  if (json) printJson({ problems })
  else printProblems(problems)
  process.exitCode = exitCode.problems
}
