import { glob, isDynamicPattern } from 'tinyglobby'
import {
  checkWorkflows,
  EngineError,
  readSources,
  readWorkflowFiles,
  type CheckedWorkflows,
  type SourceSet,
} from '../engine/index.js'

/** Reads and checks files, folders and patterns such as `workflows/**`. Throws `usage-wrong` when nothing is found. */
export async function readDefinitions(
  patterns: readonly string[],
): Promise<{ sources: SourceSet; workflows: CheckedWorkflows; files: number }> {
  const paths = (await Promise.all(patterns.map(expand))).flat()
  const files = await readWorkflowFiles(
    paths.filter((path) => /\.ya?ml$/.test(path) || !/\.[a-z]+$/.test(path)),
  )
  if (files.length === 0)
    throw new EngineError('usage-wrong', `Expected YAML files, but found none in ${patterns.join(', ')}.`)
  const sources = readSources(files)
  return { sources, workflows: checkWorkflows(sources), files: files.length }
}

async function expand(pattern: string): Promise<readonly string[]> {
  if (!isDynamicPattern(pattern)) return [pattern]
  return glob(pattern, { dot: false, onlyFiles: true })
}
