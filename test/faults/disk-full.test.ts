import { spawnSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, type Engine, openSqlite } from '../../engine/index.js'
import type { OpenedDatabase } from '../../engine/store/index.js'
import { errands } from '../runtime/open-test-engine.js'
import { findingsOf, openFolder } from './look-inside.js'

const ann = { id: 'ann', roles: ['clerk'] }

/** A disk of two megabytes, where this process may make one. */
function mount(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status === 0
}

const canMount = spawnSync('unshare', ['--mount', 'true']).status === 0 && process.getuid?.() === 0

describe('A full disk', () => {
  let place: Awaited<ReturnType<typeof openFolder>>
  let disk: string
  let opened: OpenedDatabase
  let engine: Engine
  beforeEach(async () => {
    place = await openFolder()
    disk = join(place.folder, 'disk')
    await mkdir(disk)
  })
  afterEach(async () => {
    await engine.stop()
    await opened.close()
    // Lazily: SQLite lets go of its files a moment after it said so.
    spawnSync('umount', ['-l', disk])
    await place.remove()
  })

  const file = (): string => join(disk, 'cases.sqlite')
  const open = async (): Promise<void> => {
    opened = await openSqlite(file())
    engine = await createEngine({ ...opened, workflows: errands() })
  }
  const begin = (number: number) =>
    engine.create('errand', {
      ...{ actor: ann, data: { address: `Lane ${number} ${'x'.repeat(200)}` } },
      idempotencyKey: `create-${number}`,
    })

  /** Begins cases until it fails. Gives the ids of those that were acknowledged, and what the failure was. */
  async function fill(): Promise<{ ids: readonly string[]; error: unknown }> {
    const ids: string[] = []
    for (;;)
      try {
        const { instance } = await begin(ids.length)
        ids.push(instance?.id ?? '')
      } catch (error) {
        return { ids, error }
      }
  }

  async function expectWhole(ids: readonly string[]): Promise<void> {
    const { instance } = await begin(ids.length)
    expect(await begin(0)).toMatchObject({ instance: { id: ids[0] } })
    for (const id of [...ids, instance?.id ?? '']) expect((await engine.get(id))?.revision).toBe(1)
    expect((await engine.list({ process: 'errand' }, { limit: 1 })).items).toHaveLength(1)
    expect(await findingsOf(file())).toEqual([])
  }

  it('fails what does not fit any more in plain words, and the rest goes on when there is room again', async () => {
    await open()
    const [row] = await opened.db.raw<readonly { page_count: number }[]>('pragma page_count')
    await opened.db.raw(`pragma max_page_count = ${(row?.page_count ?? 0) + 20}`)

    const { ids, error } = await fill()

    expect(error).toMatchObject({ code: 'database-failed', message: expect.stringContaining('full') })
    expect(ids.length).toBeGreaterThan(0)
    await opened.db.raw('pragma max_page_count = 1000000')
    await expectWhole(ids)
  })

  it.skipIf(!canMount)('of two megabytes does the same, wherever in a transaction it is full', async () => {
    if (!mount(disk)) throw new Error('Expected to make a disk of two megabytes.')
    await writeFile(join(disk, 'ballast'), Buffer.alloc(300_000))
    await open()

    const { ids, error } = await fill()

    expect(error).toMatchObject({ code: 'database-failed' })
    expect(ids.length).toBeGreaterThan(0)
    await rm(join(disk, 'ballast'))
    await expectWhole(ids)
  })
})

if (!canMount) process.stderr.write('\n*** SKIPPED: no disk can be made here, so none was filled. ***\n\n')
