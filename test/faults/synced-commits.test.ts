import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../engine/index.js'
import { monday } from '../runtime/open-test-engine.js'
import { openFolder } from './look-inside.js'

const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

describe('A SQLite file', () => {
  it('is written ahead and synchronised at every commit, on every connection that writes', async () => {
    const place = await openFolder()
    const opened = await openSqlite(join(place.folder, 'cases.sqlite'))
    const { db, reader } = opened
    const setting = async (handle: typeof db, name: string): Promise<unknown> =>
      Object.values((await handle.raw<readonly object[]>(`pragma ${name}`))[0] ?? {})[0]

    expect(await setting(db, 'journal_mode')).toBe('wal')
    expect(await setting(db, 'synchronous')).toBe(2)
    expect(await setting(db, 'foreign_keys')).toBe(1)
    expect(await setting(reader, 'journal_mode')).toBe('wal')
    expect(await setting(reader, 'query_only')).toBe(1)
    await db.destroy()
    db.initialize()
    expect(await setting(db, 'synchronous')).toBe(2)
    await opened.close()
    await place.remove()
  })

  it.skipIf(!canTrace)('has its log synchronised by the system before a commit is acknowledged', async () => {
    const place = await openFolder()
    const { folder } = place
    const trace = join(folder, 'trace')
    const config = {
      ...{ database: join(folder, 'cases.sqlite'), folder, receiver: 'http://127.0.0.1:9', ids: 'traced' },
      time: monday,
    }
    const stop = { transaction: 'group', side: 'after-commit' }
    const child = spawn(
      'strace',
      [
        ...['-f', '-y', '-o', trace, '-e', 'trace=fsync,fdatasync,write,pwrite64'],
        ...[process.execPath, 'dist/test/faults/run/stops/stopped-process.js'],
        JSON.stringify([config, 'migrate', stop]),
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    await once(child, 'close')

    const lines = (await readFile(trace, 'utf8')).split('\n')
    const said = lines.findIndex((line) => line.includes('"stopped\\n"'))
    const before = lines.slice(0, said)
    const synced = before.findLastIndex((line) => /f(data)?sync\(\d+<[^>]*cases\.sqlite-wal>/.test(line))
    const written = before.findLastIndex((line) => /write(64)?\(\d+<[^>]*cases\.sqlite-wal>/.test(line))
    expect(said).toBeGreaterThan(0)
    expect(synced).toBeGreaterThan(0)
    // What was committed was not written behind the synchronisation.
    expect(written).toBeLessThan(synced)
    await place.remove()
  })
})

if (!canTrace)
  process.stderr.write('\n*** SKIPPED: without strace nobody saw whether commits reach the disk. ***\n\n')
