import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrailEntry } from '../../engine/core/command.js'
import {
  type AnchorSigner,
  createAnchor,
  loadOrCreateAnchorKey,
  verifyStore,
} from '../../engine/store/index.js'
import { randomSalts } from '../../engine/store/personal-values.js'
import { chainEntries, emptyHead } from '../../engine/store/trail-chain.js'
import { errorOf, freshStore, type OpenStore, save, type TestedStore } from './conformance.js'
import { creation, entry, nextStep, sampleRecord, start } from './sample-cases.js'

export function describeAnchors(open: OpenStore): void {
  describe('anchors', () => {
    const opened = freshStore(open)
    let folder: string
    let signer: AnchorSigner

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'aftercare-anchor-'))
      signer = await loadOrCreateAnchorKey(join(folder, 'keys', 'anchor.pem'))
    })
    afterAll(() => rm(folder, { recursive: true }))

    const verify = ({ store }: TestedStore, knownAnchor?: string) =>
      verifyStore(store, {
        publicKey: signer.publicKey,
        ...(knownAnchor === undefined ? {} : { knownAnchor }),
      })

    /** Three cases; anchor 1 covers two of them, anchor 2 the third and a later row of the first. */
    async function anchored({ store }: TestedStore): Promise<{ readonly lines: readonly string[] }> {
      const first = await save(store, creation(sampleRecord('c1'), { rows: 3 }))
      await save(store, creation(sampleRecord('c2'), { rows: 2 }))
      const one = await createAnchor(store, signer, start)
      await save(store, nextStep(first, {}, { trail: [entry(4)] }))
      await save(store, creation(sampleRecord('c3'), { rows: 2 }))
      const two = await createAnchor(store, signer, start + 1)
      return { lines: [one.line, two.line] }
    }

    it('stand for all cases and rows and verify with the public key', async () => {
      const { store } = opened()

      const { lines } = await anchored(opened())

      const anchors = await store.read.anchors()
      expect(anchors).toMatchObject([
        { number: 1, instances: 2, rows: 5, previous: '' },
        { number: 2, instances: 3, rows: 8 },
      ])
      expect(anchors[1]?.previous).toBe(anchors[0]?.hash)
      expect(JSON.parse(lines[1]!)).toEqual(anchors[1])
      expect(lines[1]).not.toContain('\n')
      expect(await store.read.lastAnchor()).toEqual(anchors[1])
      const report = await verify(opened(), lines[0])
      expect(report.findings).toEqual([])
      expect(report.anchored).toEqual({
        anchors: 2,
        at: start + 1,
        instances: 3,
        rows: 8,
        signaturesChecked: true,
      })
      expect(report.note).toContain('Since anchor 2')
    })

    it('may be written when nothing has happened, even in an empty database', async () => {
      const { store } = opened()

      await createAnchor(store, signer, start)
      await createAnchor(store, signer, start + 1)

      expect(await verify(opened())).toMatchObject({
        findings: [],
        anchored: { anchors: 2, instances: 0, rows: 0 },
      })
    })

    it('leave rows written since to the next one', async () => {
      const { store } = opened()
      await anchored(opened())
      const record = (await store.read.instance('c1'))!

      await save(store, nextStep(record, {}, { trail: [entry(5)] }))

      expect((await verify(opened())).findings).toEqual([])
    })

    it('show that a cut tail is missing, although head and count were cut with it', async () => {
      const { store, sql } = opened()
      await anchored(opened())
      const rows = await store.read.chain('c1')
      await sql(`delete from aftercare_trail where instance = 'c1' and seq = 4`)
      await sql(
        `update aftercare_instances set trail_count = 3, trail_hash = '${rows[2]!.hash}' where id = 'c1'`,
      )

      const { findings } = await verify(opened())

      expect(findings).toMatchObject([{ kind: 'anchored-row-changed', instance: 'c1', seq: 4, anchor: 2 }])
    })

    it('show a chain that was written anew from the beginning', async () => {
      const { sql } = opened()
      await anchored(opened())
      const forged = [1, 2].map((seq): TrailEntry => entry(seq, { actor: 'bob' }))
      const { rows, head } = chainEntries(emptyHead('c3'), forged, randomSalts)
      for (const row of rows)
        await sql(
          `update aftercare_trail set actor = ?, previous = ?, hash = ? where instance = 'c3' and seq = ?`,
          [row.actor!, row.previous, row.hash, row.seq],
        )
      await sql(`update aftercare_instances set trail_hash = ? where id = 'c3'`, [head.hash])

      const { findings } = await verify(opened())

      expect(findings).toMatchObject([{ kind: 'anchored-row-changed', instance: 'c3', seq: 2, anchor: 2 }])
    })

    it('show a case that is missing as a whole, once', async () => {
      const { sql } = opened()
      await anchored(opened())
      await sql(`delete from aftercare_trail where instance = 'c1'`)
      await sql(`delete from aftercare_instances where id = 'c1'`)

      const { findings } = await verify(opened())

      expect(findings).toMatchObject([{ kind: 'instance-missing', instance: 'c1', anchor: 1 }])
    })

    const alterations: { title: string; statement: string; kinds: string[] }[] = [
      {
        title: 'figures were altered',
        statement: `update aftercare_anchors set row_count = 4 where number = 1`,
        kinds: ['anchor-altered'],
      },
      {
        title: 'time was altered',
        statement: `update aftercare_anchors set at = at + 1 where number = 2`,
        kinds: ['anchor-altered'],
      },
      {
        title: 'signature was altered',
        statement: `update aftercare_anchors set signature = (select signature from aftercare_anchors where number = 1) where number = 2`,
        kinds: ['anchor-altered'],
      },
      {
        title: 'covered head was removed',
        statement: `delete from aftercare_anchor_heads where anchor = 1 and instance = 'c2'`,
        kinds: ['anchor-altered', 'head-altered'],
      },
      {
        title: 'predecessor is missing',
        statement: `delete from aftercare_anchors where number = 1`,
        kinds: ['anchor-missing', 'anchor-altered'],
      },
      {
        title: 'mark was set on a case that it does not cover',
        statement: `update aftercare_instances set anchored_count = 9 where id = 'c1'`,
        kinds: ['head-altered'],
      },
    ]

    it.each(alterations)('show that their $title', async ({ statement, kinds }) => {
      await anchored(opened())

      await opened().sql(statement)

      const { findings } = await verify(opened())
      expect([...new Set(findings.map((finding) => finding.kind))].sort()).toEqual([...kinds].sort())
    })

    it('are missed when they were cut off and a line kept elsewhere names them', async () => {
      const { sql, store } = opened()
      const { lines } = await anchored(opened())
      await sql('delete from aftercare_anchors where number = 2')
      await sql('delete from aftercare_anchor_heads where anchor = 2')
      await sql(`update aftercare_instances set anchored_count = 3 where id = 'c1'`)
      await sql(`update aftercare_instances set anchored_count = 0 where id = 'c3'`)

      const alone = await verify(opened())
      const withLine = await verify(opened(), lines[1])

      expect(alone.findings).toEqual([])
      expect(withLine.findings).toMatchObject([{ kind: 'anchor-missing', anchor: 2 }])
      expect((await errorOf(verifyStore(store, { knownAnchor: 'nonsense' }))).code).toBe('usage-wrong')
    })

    it('of another key do not pass', async () => {
      const { store } = opened()
      await anchored(opened())
      const { publicKey } = generateKeyPairSync('ed25519')

      const report = await verifyStore(store, {
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      })
      const unchecked = await verifyStore(store)

      expect(report.findings.map((finding) => [finding.kind, finding.anchor])).toEqual([
        ['anchor-altered', 1],
        ['anchor-altered', 2],
      ])
      expect(unchecked.findings).toEqual([])
      expect(unchecked.note).toContain('No public key')
    })

    it('are signed with a key that is kept in a file for its owner only', async () => {
      const path = join(folder, 'keys', 'anchor.pem')
      await writeFile(join(folder, 'wrong.pem'), 'no key')

      const again = await loadOrCreateAnchorKey(path)

      expect(again.publicKey).toBe(signer.publicKey)
      expect((await stat(path)).mode & 0o777).toBe(0o600)
      expect(await readFile(path, 'utf8')).toContain('PRIVATE KEY')
      expect((await errorOf(loadOrCreateAnchorKey(join(folder, 'wrong.pem')))).code).toBe(
        'configuration-invalid',
      )
    })
  })
}
