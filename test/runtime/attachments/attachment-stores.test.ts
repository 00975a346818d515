import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { AttachmentStore } from '../../../engine/index.js'
import { databaseAttachments, folderAttachments } from '../../../engine/runtime/attachments/index.js'
import { sha256Of } from '../../../engine/runtime/attachments/sha256.js'
import { openTestEngine } from '../open-test-engine.js'

interface Opened {
  readonly contents: AttachmentStore
  /** Makes what is kept under a hash another content. */
  damage(sha256: string): Promise<void>
  close(): Promise<void>
}

async function openFolder(): Promise<Opened & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-attachments-'))
  return {
    folder,
    contents: folderAttachments(folder),
    damage: (sha256) => writeFile(join(folder, sha256.slice(0, 2), sha256), 'damaged'),
    close: () => rm(folder, { recursive: true }),
  }
}

async function openDatabase(): Promise<Opened> {
  const opened = await openTestEngine()
  return {
    contents: databaseAttachments(opened.engine.store),
    damage: async (sha256) => {
      await opened.sql('update aftercare_attachment_contents set content = ? where sha256 = ?', ['x', sha256])
    },
    close: () => opened.close(),
  }
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe.each([
  ['a folder', openFolder],
  ['the database', openDatabase],
])('Content in %s', (_, open) => {
  let opened: Opened
  afterEach(() => opened.close())

  it('comes back byte for byte, whatever it is', async () => {
    opened = await open()
    const { contents } = opened

    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 3_000 }), async (content) => {
        const sha256 = await contents.put(content)
        expect(sha256).toBe(sha256Of(content))
        expect(Buffer.from((await contents.get(sha256)) ?? []).equals(content)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  it('is kept once, however often and from how many sides it comes', async () => {
    opened = await open()
    const { contents } = opened

    const hashes = await Promise.all([1, 2, 3, 4].map(() => contents.put(bytes('the same'))))

    expect(new Set(hashes).size).toBe(1)
    expect(await contents.get(hashes[0] ?? '')).toBeDefined()
  })

  it('is not there under a hash nothing has, nor under what is no hash', async () => {
    opened = await open()

    expect(await opened.contents.get('0'.repeat(64))).toBeUndefined()
    expect(await opened.contents.get('../../etc/passwd')).toBeUndefined()
  })
})

describe('A folder of content', () => {
  it('is cleared of what a crash has left, but of nothing that may still be written', async () => {
    const opened = await openFolder()
    const { folder, contents } = opened
    await contents.removeUnfinished?.()
    const sha256 = await contents.put(bytes('whole'))
    const below = join(folder, sha256.slice(0, 2))
    const part = (digit: string): string => `${sha256}.${digit.repeat(8)}-0000-4000-8000-000000000000.part`
    const old = (Date.now() - 2 * 86_400_000) / 1000
    for (const name of [part('1'), part('2'), 'notes.part']) await writeFile(join(below, name), 'half')
    for (const name of [part('1'), 'notes.part', sha256]) await utimes(join(below, name), old, old)

    await contents.removeUnfinished?.()

    expect((await readdir(below)).sort()).toEqual([sha256, part('2'), 'notes.part'].sort())
    await opened.close()
  })

  it('brings the names of new folders to the disk, each in the folder above it, before a file counts as kept', async () => {
    const above = await mkdtemp(join(tmpdir(), 'aftercare-attachments-'))
    const root = join(above, 'new', 'files')
    const synced: string[] = []
    const contents = folderAttachments(root, (folder) => {
      synced.push(relative(above, folder))
      return Promise.resolve()
    })

    const sha256 = await contents.put(bytes('a photograph'))
    const first = synced.splice(0)
    await contents.put(bytes('a photograph'))

    const own = join('new', 'files', sha256.slice(0, 2))
    expect(first).toEqual(['new', '', join('new', 'files'), own])
    expect(synced).toEqual([own])
    await rm(above, { recursive: true })
  })

  it('brings them to the disk for every writer, also for one who found the folders there', async () => {
    const above = await mkdtemp(join(tmpdir(), 'aftercare-attachments-'))
    const root = join(above, 'files')
    await folderAttachments(root).put(bytes('a photograph'))
    const synced: string[] = []

    const sha256 = await folderAttachments(root, (folder) => {
      synced.push(relative(above, folder))
      return Promise.resolve()
    }).put(bytes('a photograph'))

    expect(synced).toEqual(['', 'files', join('files', sha256.slice(0, 2))])
    await rm(above, { recursive: true })
  })

  it('has made what it needs when many write into it at once, also after a failure', async () => {
    const above = await mkdtemp(join(tmpdir(), 'aftercare-attachments-'))
    const root = join(above, 'new', 'files')
    let fails = true
    const contents = folderAttachments(root, () =>
      fails ? Promise.reject(new Error('the disk is gone')) : Promise.resolve(),
    )

    await expect(contents.put(bytes('a'))).rejects.toThrow('the disk is gone')
    fails = false
    const hashes = await Promise.all(['a', 'b', 'c'].map((text) => contents.put(bytes(text))))

    for (const sha256 of hashes) expect(await contents.get(sha256)).toBeDefined()
    await rm(above, { recursive: true })
  })

  it('takes away what is removed, and nothing that is no hash', async () => {
    const opened = await openFolder()
    const sha256 = await opened.contents.put(bytes('a photograph'))

    await opened.contents.remove?.('../../etc')
    await opened.contents.remove?.(sha256)
    await opened.contents.remove?.(sha256)

    expect(await opened.contents.get(sha256)).toBeUndefined()
    expect(await opened.contents.put(bytes('a photograph'))).toBe(sha256)
    expect(await opened.contents.get(sha256)).toBeDefined()
    await opened.close()
  })

  it('holds whole files only, each under its hash', async () => {
    const opened = await openFolder()
    const sha256 = await opened.contents.put(bytes('a photograph'))

    const files = await readdir(opened.folder, { recursive: true })

    expect(files.sort()).toEqual([sha256.slice(0, 2), join(sha256.slice(0, 2), sha256)].sort())
    expect((await stat(join(opened.folder, sha256.slice(0, 2), sha256))).size).toBe(12)
    await opened.close()
  })

  it('mends a damaged file when the same content comes again', async () => {
    const opened = await openFolder()
    const sha256 = await opened.contents.put(bytes('a photograph'))
    await opened.damage(sha256)

    await opened.contents.put(bytes('a photograph'))

    expect(sha256Of((await opened.contents.get(sha256)) ?? new Uint8Array())).toBe(sha256)
    await opened.close()
  })
})
