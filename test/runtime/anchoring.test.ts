import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadOrCreateAnchorKey, startAnchoring, verifyStore } from '../../engine/index.js'
import { accepted, hour, minute, monday, openTestEngine, type TestEngine } from './open-test-engine.js'
import { failInserts } from './open-test-database.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe('anchoring', () => {
  let t: TestEngine
  let keyFile: string
  const log: string[] = []
  beforeEach(async () => {
    t = await openTestEngine()
    keyFile = join(t.database.folder, 'keys', 'anchor-key.pem')
    log.length = 0
  })
  afterEach(() => t.close())

  const start = () =>
    startAnchoring(t.engine, { keyFile, log: ({ level, code = '' }) => log.push(`${level} ${code}`) })
  const anchors = () => t.engine.store.read.anchors()
  /** Waits for the transaction under way, which is the anchor's. */
  const settle = () => t.engine.store.transaction(() => Promise.resolve())

  it('signs every hour and once more at the stop, which may come twice', async () => {
    const anchoring = await start()
    await t.engine.create('errand', begin)
    for (const at of [hour, 2 * hour]) {
      t.clock.moveTo(monday + at)
      await settle()
      await settle()
    }
    const { id } = accepted(await t.engine.create('errand', begin))
    await t.engine.note(id, { text: 'late', actor: ann })
    t.clock.moveTo(monday + 2 * hour + minute)

    await anchoring.stop()
    await anchoring.stop()

    expect((await anchors()).map(({ number, at, instances }) => [number, at - monday, instances])).toEqual([
      [1, hour, 1],
      [2, 2 * hour, 1],
      [3, 2 * hour + minute, 2],
    ])
    expect(log).toEqual([])
  })

  it('keeps the key beside the database and uses it again', async () => {
    await (await start()).stop()
    const key = await readFile(keyFile, 'utf8')
    await (await start()).stop()

    expect(await readFile(keyFile, 'utf8')).toBe(key)
    expect(key).toContain('PRIVATE KEY')
    expect(new Set((await anchors()).map((anchor) => anchor.key)).size).toBe(1)
    const { key: known } = await loadOrCreateAnchorKey(keyFile)
    expect((await anchors())[0]?.key).toBe(known)
  })

  it('lets verify find a trail that was rewritten since', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    await (await start()).stop()
    await t.sql("update aftercare_trail set actor = 'eve' where instance = ? and seq = 1", [id])

    const { findings } = await verifyStore(t.engine.store)

    expect(findings).toContainEqual(expect.objectContaining({ kind: 'row-altered', instance: id, seq: 1 }))
  })

  it('logs a failure and goes on an hour later', async () => {
    const anchoring = await start()
    const failing = await failInserts(t.handles.db, 'aftercare_anchors')
    t.clock.moveTo(monday + hour)
    await settle()
    await settle()
    await failing.repair()

    t.clock.moveTo(monday + 2 * hour)
    await settle()
    await anchoring.stop()

    expect(log).toEqual(['error database-failed'])
    expect((await anchors()).map(({ at }) => at - monday)).toEqual([2 * hour, 2 * hour])
  })
})
