import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createAnchor,
  loadOrCreateAnchorKey,
  startAnchoring,
  verifyStore,
  type AnchoringOptions,
} from '../../engine/index.js'
import { accepted, hour, minute, monday, openTestEngine, type TestEngine } from './open-test-engine.js'
import { failInserts } from './open-test-database.js'

const ann = { id: 'ann', roles: ['clerk'] }
const patient = { timeout: 20_000 }
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

  const start = (times?: AnchoringOptions['times']) =>
    startAnchoring(t.engine, {
      keyFile,
      log: ({ level, code, message }) => log.push(`${level} ${code ?? message}`),
      ...(times && { times }),
    })
  const anchors = () => t.engine.store.read.anchors()
  const times = async () => (await anchors()).map(({ at }) => at - monday)
  /** Moves the clock, and waits for the anchor that is due then. */
  const anchoredAt = async (at: number): Promise<void> => {
    t.clock.moveTo(monday + at)
    await vi.waitUntil(async () => (await times()).at(-1) === at, patient)
  }

  it('signs every hour and once more at the stop, which may come twice', async () => {
    const anchoring = await start()
    await t.engine.create('errand', begin)
    for (const at of [hour, 2 * hour]) await anchoredAt(at)
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
    await vi.waitUntil(() => log.length > 0, patient)
    await failing.repair()

    await anchoredAt(2 * hour)
    await anchoring.stop()

    expect(log).toEqual(['error database-failed'])
    expect(await times()).toEqual([2 * hour, 2 * hour])
  })

  it('signs at set times of day, in the zone that is named', async () => {
    // It is half past nine in Shanghai.
    const anchoring = await start({ at: ['10:00', '18:00'], zone: 'Asia/Shanghai' })
    await anchoredAt(30 * minute)
    await anchoredAt(8 * hour + 30 * minute)
    await anchoredAt(24 * hour + 30 * minute)
    await anchoring.stop()

    expect(await times()).toHaveLength(4)
    expect(log).toEqual([])
  })

  it('writes at once what was due while nobody was there, and then at the next set time', async () => {
    const signer = await loadOrCreateAnchorKey(keyFile)
    await createAnchor(t.engine.store, signer, monday - 3 * hour - minute)

    const anchoring = await start()
    await vi.waitUntil(async () => (await anchors()).length === 2, patient)
    await anchoredAt(hour)
    await anchoring.stop()

    expect(await times()).toEqual([-3 * hour - minute, 0, hour, hour])
    expect(log).toEqual([
      'info No server wrote the anchor that was due at 2026-09-27T23:29:00Z: it is written now.',
    ])
  })

  it('signs cases that no anchor covers at all at once', async () => {
    await t.engine.create('errand', begin)

    const anchoring = await start()
    await vi.waitUntil(async () => (await anchors()).length === 1, patient)
    await anchoring.stop()

    expect(await times()).toEqual([0, 0])
    expect(log).toEqual([])
  })

  it('leaves out what another node or a person has written meanwhile', async () => {
    const signer = await loadOrCreateAnchorKey(keyFile)
    const anchoring = await start()
    await createAnchor(t.engine.store, signer, monday + hour)
    t.clock.moveTo(monday + hour)
    await anchoredAt(2 * hour)
    await anchoring.stop()

    expect(await times()).toEqual([hour, 2 * hour, 2 * hour])
  })

  it('heeds no anchor of a machine whose clock ran ahead', async () => {
    const signer = await loadOrCreateAnchorKey(keyFile)
    await createAnchor(t.engine.store, signer, monday + 365 * 24 * hour)

    const anchoring = await start()
    await anchoredAt(hour)
    await anchoring.stop()

    expect(await times()).toEqual([365 * 24 * hour, hour, hour])
  })
})
