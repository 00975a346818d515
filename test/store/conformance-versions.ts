import { describe, expect, it } from 'vitest'
import type { Store } from '../../engine/store/port.js'
import { freshStore, type OpenStore } from './conformance.js'
import { start } from './sample-cases.js'

const version = { hash: 'h1', process: 'repair', version: '1', resolved: { a: 1 }, deployedAt: start }
const deployed = { by: 'ada', via: 'ci', note: 'longer' }
const source = 'process: repair # 雪\n'

const deploy = (store: Store, changes: object = {}, text = source): Promise<boolean> =>
  store.transaction((tx) => tx.deployVersion({ ...version, deployed, ...changes }, text))

/** Versions that somebody deploys and retires. */
export function describeVersions(open: OpenStore): void {
  describe('versions of processes', () => {
    const opened = freshStore(open)

    it('are kept with who deployed them and their file, which one text has once', async () => {
      const { store, sql } = opened()
      const first = await deploy(store)
      const second = await deploy(store, {
        hash: 'h2',
        profile: 'generic',
        deployed: { by: 'bob', note: 'n' },
      })
      const rows = await sql('select sha256 from aftercare_process_sources')

      expect([first, second, rows.length]).toEqual([true, true, 1])
      expect(await store.read.processVersion('h1')).toEqual({ ...version, deployed })
      expect(await store.read.versionSource('h2')).toBe(source)
      expect(await store.read.versionStandings()).toEqual([
        expect.objectContaining({ hash: 'h1', deployed }),
        expect.objectContaining({ hash: 'h2', profile: 'generic', deployed: { by: 'bob', note: 'n' } }),
      ])
    })

    it('that a folder brought are deployed in their place, and stand nowhere else before', async () => {
      const { store } = opened()
      await store.transaction((tx) => tx.saveProcessVersion(version))
      const before = [await store.read.versionStandings(), await store.read.versionSource('h1')]

      const isKept = await deploy(store, { deployedAt: start + 1 })

      expect(before).toEqual([[], undefined])
      expect(isKept).toBe(true)
      expect(await store.read.processVersion('h1')).toEqual({ ...version, deployedAt: start + 1, deployed })
    })

    it('are deployed once, and one content under one name of a profile', async () => {
      const { store } = opened()
      await deploy(store)

      expect(await deploy(store)).toBe(false)
      expect(await deploy(store, { hash: 'h2' })).toBe(false)
      expect(await deploy(store, { hash: 'h5', profile: 'generic' })).toBe(true)
      expect(await deploy(store, { hash: 'h3', version: '2' })).toBe(true)
      expect(await deploy(store, { hash: 'h4', process: 'exchange' })).toBe(true)
      expect((await store.read.processVersion('h1'))?.deployed).toEqual(deployed)
    })

    it('are retired once, with who did it and why', async () => {
      const { store } = opened()
      const retired = { at: start + 1, by: 'ada', reason: 'wrong' }
      await store.transaction((tx) => tx.saveProcessVersion(version))
      const retire = (hash: string, changes: object = {}): Promise<boolean> =>
        store.transaction((tx) => tx.retireVersion(hash, { ...retired, ...changes }))

      expect([await retire('h1'), await retire('h1', { by: 'bob' }), await retire('h2')]).toEqual([
        ...[true, false, false],
      ])
      expect(await store.read.processVersion('h1')).toEqual({ ...version, retired })
      expect(await store.read.versionStandings()).toEqual([expect.objectContaining({ hash: 'h1', retired })])
    })
  })
}
