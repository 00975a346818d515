import { open } from 'node:fs/promises'

/** Brings the names in a folder to the disk, after one was added or changed. Windows opens no folders, and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
