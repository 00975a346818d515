import { stat } from 'node:fs/promises'
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
  const files = await readWorkflowFiles((await Promise.all(paths.map(wanted))).flat())
  if (files.length === 0)
    throw new EngineError('usage-wrong', `Expected YAML files, but found none in ${patterns.join(', ')}.`)
  const sources = readSources(files)
  return { sources, workflows: checkWorkflows(sources), files: files.length }
}

/** Folders and YAML files. What does not exist is left to the reader, which says so. */
async function wanted(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() && !/\.ya?ml$/.test(path) ? [] : [path]
}

async function expand(pattern: string): Promise<readonly string[]> {
  if (!isDynamicPattern(pattern)) return [pattern]
  return glob(pattern, { dot: false, onlyFiles: true })
}
