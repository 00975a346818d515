import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore, openSqlite } from '../../engine/store/index.js'

describe('A file of SQLite', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aftercare-closed-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is let go with its log once the store and its handles are closed', async () => {
    const opened = await openSqlite(join(folder, 'cases.sqlite'))
    const store = createStore(opened)
    await store.migrate()
    await store.transaction((tx) => tx.saveReplayProgress('run', { rows: 1 }))

    await store.close()
    await opened.close()

    // SQLite removes its log when the last connection is gone: a statement that is kept would keep the connection.
    expect(await readdir(folder)).toEqual(['cases.sqlite'])
  })
})
