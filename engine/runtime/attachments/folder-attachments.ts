import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AttachmentStore } from '../ports.js'
import { isSha256, sha256Of } from './sha256.js'

/**
 * Keeps content as files below a folder, each named by its hash: `ab/ab12…`. A file appears whole or not at all, also
 * when the machine stops in the middle; one that was damaged is written anew when the same content comes again.
 */
export function folderAttachments(folder: string): AttachmentStore {
  const fileOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  return {
    async put(content) {
      const sha256 = sha256Of(content)
      const file = fileOf(sha256)
      const there = await readIfThere(file)
      if (!there || sha256Of(there) !== sha256) await writeWhole(file, content)
      return sha256
    },
    get: async (sha256) => (isSha256(sha256) ? readIfThere(fileOf(sha256)) : undefined),
  }
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true })
  const unfinished = `${file}.${randomUUID()}.part`
  try {
    await writeSynced(unfinished, content)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await syncFolder(folder)
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

/** The new name is on disk only when its folder is. Windows opens no folders and needs none of this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
