import { checkWorkflows, readSources } from '../definition/index.js'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import { EngineError, type Problem } from '../errors/index.js'
import { readWorkflowFiles, storyFolder } from './workflow-files.js'

/**
 * Reads and checks a folder. Throws `definition-invalid`, with the problems as its cause, when one is an error. Whoever
 * only runs cases leaves the stories out (`stories: false`): they are most of the files, and no case needs them.
 */
export async function loadWorkflows(
  path: string,
  { stories = true }: { readonly stories?: boolean } = {},
): Promise<CheckedWorkflows> {
  const files = await readWorkflowFiles([path], stories ? [] : [storyFolder])
  const workflows = checkWorkflows(readSources(files))
  refuseErrors(workflows.problems)
  return { ...workflows, files }
}

/** Throws `definition-invalid`, with the errors as its cause, when one of the problems is an error. */
export function refuseErrors(problems: readonly Problem[]): void {
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors.length > 0) throw invalid(errors)
}

function invalid(problems: readonly Problem[]): EngineError {
  const [first] = problems
  const place = first?.place ? ` (${first.place.file}:${first.place.line}:${first.place.column})` : ''
  const count = `${problems.length} error${problems.length === 1 ? ' was' : 's were'} found`
  return new EngineError(
    'definition-invalid',
    `Expected sound definitions, but ${count}. First: ${first?.message ?? ''}${place}`,
    { cause: problems },
  )
}
