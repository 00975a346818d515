import { EngineError, type CheckedWorkflows } from '../engine/index.js'
import { countProblems } from './output.js'
import { readDefinitions } from './read-definitions.js'

/** The definitions of a folder. Throws `definition-invalid` with the problems of its files. */
export async function readSoundFolder(folder: string): Promise<CheckedWorkflows> {
  const { workflows } = await readDefinitions([folder])
  const faults = workflows.problems.filter(({ severity }) => severity === 'error')
  if (faults.length > 0)
    throw new EngineError(
      'definition-invalid',
      `Expected sound definitions in '${folder}', but found ${countProblems(faults)}.`,
      { cause: faults },
    )
  return workflows
}
