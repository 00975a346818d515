import { lstat, readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { SourceFile } from '../definition/document.js'
import { EngineError } from '../errors/index.js'

const extensions = new Set(['.yaml', '.yml'])

/** Files larger than this are not read; the reader reports them by name. */
const largestFile = 16 * 1024 * 1024

/**
 * Reads the YAML files of folders, files, or both, in name order, each once. Links are not followed. A file that
 * cannot be read, or is no UTF-8, comes with the reason, and the others are read. Folders with a name in `passedOver`
 * are not looked into.
 * Throws `usage-wrong` when a path does not exist.
 */
export async function readWorkflowFiles(
  paths: readonly string[],
  passedOver: readonly string[] = [],
): Promise<readonly SourceFile[]> {
  const names = new Set<string>()
  for (const path of paths) for (const name of await filesBelow(path, passedOver)) names.add(name)
  const sorted = [...names].sort((a, b) => (a < b ? -1 : 1))
  return Promise.all(sorted.map(readSourceFile))
}

async function filesBelow(path: string, passedOver: readonly string[]): Promise<readonly string[]> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined)
    throw new EngineError('usage-wrong', `Expected a file or folder, but '${path}' does not exist.`)
  if (found.isFile()) return [path]
  if (!found.isDirectory()) return []
  const entries = await readdir(path, { withFileTypes: true })
  const below = await Promise.all(
    entries.map((entry) => {
      const name = join(path, entry.name)
      if (entry.isDirectory() && passedOver.includes(entry.name)) return Promise.resolve([])
      if (entry.isDirectory()) return filesBelow(name, passedOver)
      return Promise.resolve(entry.isFile() && extensions.has(extname(entry.name)) ? [name] : [])
    }),
  )
  return below.flat()
}

async function readSourceFile(file: string): Promise<SourceFile> {
  try {
    const { size } = await lstat(file)
    // The reader refuses by length; a prefix is enough for it to see that the file is too large.
    if (size > largestFile) return { file, text: ' '.repeat(largestFile) }
    return decoded(file, await readFile(file))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { file, text: '', unreadable: `the file cannot be opened (${reason})` }
  }
}

function decoded(file: string, bytes: Buffer): SourceFile {
  const text = decode(bytes)
  if (text !== undefined) return { file, text }
  return { file, text: '', unreadable: `line ${firstFaultyLine(bytes)} is not UTF-8 (it may be GBK)` }
}

/** Lines can be looked at one by one: no character of UTF-8 but the line break holds its byte. */
function firstFaultyLine(bytes: Buffer): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf('\n', start)
    const next = end < 0 ? bytes.length : end + 1
    if (decode(bytes.subarray(start, next)) === undefined) return line
    start = next
  }
  return line
}

/** `undefined` for bytes that are no UTF-8, instead of replacing them. The reader looks after a byte order mark. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
