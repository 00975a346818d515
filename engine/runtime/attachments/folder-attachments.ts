import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { syncFolder } from '../../store/sync-folder.js'
import type { AttachmentStore } from '../ports.js'
import { isSha256, sha256Of } from './sha256.js'

/** Brings the names in a folder to the disk. */
export type SyncFolder = (folder: string) => Promise<void>

/**
 * Keeps content as files below a folder, each named by its hash: `ab/ab12…`. A file appears whole or not at all, also
 * when the machine stops in the middle; one that was damaged is written anew when the same content comes again. When
 * `put` resolves, the file, its name and the folders above it that had to be made have been brought to the disk, as far
 * as the disk tells the truth; on Windows this is left to the system, which cannot be asked to bring a folder.
 * What a machine that stopped in the middle has left is cleared away once it is a day old.
 */
export function folderAttachments(folder: string, sync: SyncFolder = syncFolder): AttachmentStore {
  const fileOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  const makeFolder = folderMaker(resolve(folder), sync)
  return {
    async put(content) {
      const sha256 = sha256Of(content)
      const file = fileOf(sha256)
      await makeFolder(resolve(dirname(file)))
      const there = await readIfThere(file)
      if (!there || sha256Of(there) !== sha256) await writeWhole(file, content)
      // A file somebody else has just written may have a name that is not on disk yet.
      await sync(dirname(file))
      return sha256
    },
    get: async (sha256) => (isSha256(sha256) ? readIfThere(fileOf(sha256)) : undefined),
    remove: async (sha256) => {
      if (isSha256(sha256)) await rm(fileOf(sha256), { force: true })
    },
    removeUnfinished: async () => {
      for (const below of await namesIn(folder))
        if (/^[0-9a-f]{2}$/.test(below)) await removeUnfinishedIn(join(folder, below))
    },
  }
}

/**
 * Makes folders below a root, and the root. The name of a folder stands in the folder above it, so that is brought to
 * the disk as well: once for each folder and run of the program, since a folder that is there may have been made by
 * somebody who did not get that far.
 */
function folderMaker(root: string, sync: SyncFolder): (folder: string) => Promise<void> {
  const known = new Set<string>()

  async function make(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true })
    if (first === undefined && known.has(folder)) return
    const top = dirname(first ?? folder)
    let above = folder
    do {
      above = dirname(above)
      await sync(above)
    } while (above !== top && above !== dirname(above))
    known.add(folder)
  }

  let rootMade: Promise<void> | undefined
  return async (folder) => {
    // All wait for the first: only whoever made the root knows which folders above it are new.
    rootMade ??= make(root)
    await rootMade.catch((error: unknown) => {
      rootMade = undefined
      throw error
    })
    await make(folder)
  }
}

const readIfThere = (file: string): Promise<Uint8Array | undefined> => ifThere(readFile(file))

/** What is asked of the disk; `undefined` where there is no such file or folder. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** A day: no `put` takes that long. By the clock of the machine, like the times of the files. */
const oldAfter = 86_400_000

async function removeUnfinishedIn(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!/^[0-9a-f]{64}\.[0-9a-f-]{36}\.part$/.test(name)) continue
    const file = join(folder, name)
    // One that is gone meanwhile has become the file it was to be.
    const found = await ifThere(stat(file))
    if (found && Date.now() - found.mtimeMs > oldAfter) await rm(file, { force: true })
  }
}

/** Names in a folder; none where nobody has made it yet. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return (await ifThere(readdir(folder))) ?? []
}

async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.part`
  try {
    await writeSynced(unfinished, content)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function writeSynced(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
