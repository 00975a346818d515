import { lstat, readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { SourceFile } from '../definition/document.js'
import { EngineError } from '../errors/index.js'

const extensions = new Set(['.yaml', '.yml'])

/** Files larger than this are not read; the reader reports them by name. */
const largestFile = 16 * 1024 * 1024

/**
 * Reads the YAML files of folders, files, or both, in name order, each once. Links are not followed.
 * Throws `usage-wrong` when a path does not exist.
 */
export async function readWorkflowFiles(paths: readonly string[]): Promise<readonly SourceFile[]> {
  const names = new Set<string>()
  for (const path of paths) for (const name of await filesBelow(path)) names.add(name)
  const sorted = [...names].sort((a, b) => (a < b ? -1 : 1))
  return Promise.all(sorted.map(async (file) => ({ file, text: await readText(file) })))
}

async function filesBelow(path: string): Promise<readonly string[]> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined)
    throw new EngineError('usage-wrong', `Expected a file or folder, but '${path}' does not exist.`)
  if (found.isFile()) return [path]
  if (!found.isDirectory()) return []
  const entries = await readdir(path, { withFileTypes: true })
  const below = await Promise.all(
    entries.map((entry) => {
      const name = join(path, entry.name)
      if (entry.isDirectory()) return filesBelow(name)
      return entry.isFile() && extensions.has(extname(entry.name)) ? [name] : []
    }),
  )
  return below.flat()
}

async function readText(file: string): Promise<string> {
  const { size } = await lstat(file)
  // The reader refuses by length; a prefix is enough for it to see that the file is too large.
  if (size > largestFile) return ' '.repeat(largestFile)
  return readFile(file, 'utf8')
}
