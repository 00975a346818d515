import {
  checkWorkflows,
  readSources,
  readWorkflowFiles,
  type CheckedWorkflows,
  type SourceSet,
} from '../../engine/index.js'

/** The shipped definitions of a folder, read from the disk and checked. */
export async function checkedWorkflows(
  folder: string,
): Promise<{ readonly sources: SourceSet; readonly workflows: CheckedWorkflows }> {
  const sources = readSources(await readWorkflowFiles([folder]))
  return { sources, workflows: checkWorkflows(sources) }
}
