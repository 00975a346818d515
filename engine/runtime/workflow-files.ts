import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { SourceFile } from '../definition/document.js'
import { EngineError } from '../errors/index.js'

const extensions = new Set(['.yaml', '.yml'])

/** Where the stories of a folder are. */
export const storyFolder = 'scenarios'

/** Files larger than this are not read; the reader reports them by name. */
const largestFile = 16 * 1024 * 1024

/**
 * Reads the YAML files of folders, files, or both, in name order, each once. Links to files and folders are followed,
 * as folders mounted from a configuration are made of them: what is behind several is read once, under the first of its
 * names. Names that begin with two dots are passed over in folders. A file that cannot be read, or is no UTF-8, comes with
 * the reason, and the others are read. Folders with a name in `passedOver` are not looked into.
 * Throws `usage-wrong` when a path does not exist.
 */
export async function readWorkflowFiles(
  paths: readonly string[],
  passedOver: readonly string[] = [],
): Promise<readonly SourceFile[]> {
  const found: string[] = []
  for (const path of paths) found.push(...(await filesBelow(path, { passedOver, above: [] })))
  const byPlace = new Map<string, string>()
  for (const name of found.sort((a, b) => (a < b ? -1 : 1))) {
    // A link that leads nowhere has no place of its own; reading it tells the reason.
    const place = await realpath(name).catch(() => name)
    if (!byPlace.has(place)) byPlace.set(place, name)
  }
  return Promise.all([...byPlace.values()].map(readSourceFile))
}

/**
 * What tells that files of folders changed: the same text as long as names, times and sizes stay. Folders with a name in
 * `passedOver` are not looked into, stories unless given. A folder that cannot be read has a text of its own.
 */
export async function stampWorkflows(
  paths: readonly string[],
  passedOver: readonly string[] = [storyFolder],
): Promise<string> {
  const marks: string[] = []
  for (const path of paths) {
    const found = await filesBelow(path, { passedOver, above: [] }).catch(() => [`${path} is not there`])
    for (const name of found) {
      const file = await stat(name).catch(() => undefined)
      marks.push(`${name} ${file?.ino} ${file?.mtimeMs} ${file?.size}`)
    }
  }
  return marks.sort().join('\n')
}

/** `above`: the folders this one is in, without links: a link to one of them would lead round for ever. */
interface Walk {
  readonly passedOver: readonly string[]
  readonly above: readonly string[]
}

async function filesBelow(path: string, { passedOver, above }: Walk): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined)
    throw new EngineError('usage-wrong', `Expected a file or folder, but '${path}' does not exist.`)
  if (found.isFile()) return [path]
  if (!found.isDirectory()) return []
  const place = await realpath(path)
  if (above.includes(place)) return []
  const below: string[] = []
  for (const entry of await readdir(path, { withFileTypes: true })) {
    // Mounted configuration keeps its versions under such names, and links to them.
    if (entry.name.startsWith('..')) continue
    const name = join(path, entry.name)
    const kind = entry.isSymbolicLink() ? await stat(name).catch(() => entry) : entry
    if (kind.isDirectory()) {
      if (!passedOver.includes(entry.name))
        below.push(...(await filesBelow(name, { passedOver, above: [...above, place] })))
    } else if ((kind.isFile() || kind.isSymbolicLink()) && extensions.has(extname(entry.name)))
      below.push(name)
  }
  return below
}

async function readSourceFile(file: string): Promise<SourceFile> {
  try {
    const { size } = await stat(file)
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
