import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../../engine/store/index.js'
import { errorOf, freshStore, type OpenStore, save, type TestedStore } from './conformance.js'
import { creation, entry, nextStep, sampleRecord, start } from './sample-cases.js'

const trail = 'aftercare_trail'
const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

/** Two cases with five rows each; row 3 of both holds a personal value. */
async function twoCases({ store }: TestedStore): Promise<void> {
  for (const id of ['c1', 'c2']) {
    const rows = [1, 2, 4, 5].map((seq) => entry(seq))
    rows.splice(
      2,
      0,
      entry(3, { body: { to: { phone: null, fault: 'x' } }, personal: { '/to/phone': '13800138000' } }),
    )
    await save(store, creation(sampleRecord(id), { trail: rows }))
  }
}

export function describeTrail(open: OpenStore): void {
  describe('the trail', () => {
    const opened = freshStore(open)

    it('chains rows by the documented hash', async () => {
      const { store } = opened()
      const trailOfCase = [entry(1, { body: { b: 1, a: '雪' } }), entry(2, { actor: 'ann', via: 'shop' })]

      await save(store, creation(sampleRecord('c1'), { trail: trailOfCase }))

      const [first, second] = await store.read.chain('c1')
      const genesis = sha256('aftercare-trail-1:c1')
      expect(first?.previous).toBe(genesis)
      expect(first?.hash).toBe(
        sha256(
          `{"actor":"ann","at":${start + 1},"body":{"a":"雪","b":1},"instance":"c1","previous":"${genesis}","seq":1,"type":"created"}`,
        ),
      )
      expect(second?.hash).toBe(
        sha256(
          `{"actor":"ann","at":${start + 2},"body":${second!.body},"instance":"c1","previous":"${first!.hash}","seq":2,"type":"data-changed","via":"shop"}`,
        ),
      )
      expect(await store.read.heads(undefined, 10)).toEqual([
        { instance: 'c1', count: 2, hash: second?.hash },
      ])
    })

    it('is read in pages from the beginning', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('c1'), { rows: 5 }))

      const first = await store.read.trail('c1', { limit: 3 })
      const second = await store.read.trail('c1', { limit: 3, cursor: first.next! })

      expect(first.items.map((row) => row.seq)).toEqual([1, 2, 3])
      expect(second.items.map((row) => row.seq)).toEqual([4, 5])
      expect(second.next).toBeUndefined()
      expect(first.items[0]).toMatchObject({ type: 'created', actor: 'ann', body: { path: 'fault' } })
    })

    it('puts personal values beside the row and shows them in their place', async () => {
      const { store, sql } = opened()
      await twoCases(opened())

      const row = (await store.read.chain('c1'))[2]!
      const salt = row.personal!['/to/phone']!.salt
      const commitment = sha256(Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from('"13800138000"')]))

      expect(row.body).toBe(`{"to":{"fault":"x","phone":{"$personal":"${commitment}"}}}`)
      expect((await store.read.trail('c1', { limit: 10 })).items[2]?.body).toEqual({
        to: { phone: '13800138000', fault: 'x' },
      })
      const bodies = await sql(`select body from ${trail} where body like '%13800138000%'`)
      expect(bodies).toEqual([])
    })

    it('still verifies after a personal value was erased, and shows it as null', async () => {
      const { store, sql } = opened()
      await twoCases(opened())

      await sql(`update ${trail} set personal = null where instance = 'c1' and seq = 3`)

      const report = await verifyStore(store)
      expect(report).toMatchObject({ instances: 2, rows: 10, erased: 1, findings: [] })
      expect((await store.read.trail('c1', { limit: 10 })).items[2]?.body).toEqual({
        to: { phone: null, fault: 'x' },
      })
    })

    it('gives back bodies with odd keys, and nobody can forge a commitment in one', async () => {
      const { store } = opened()
      const body = {
        $personal: 'forged',
        note: { $personal: 'a'.repeat(64) },
        $$personal: 1,
        'a/b~c': { list: [{ x: null }] },
        ...(JSON.parse('{"__proto__": {"polluted": true}}') as object),
      }
      const personal = { '/a~1b~0c/list/0/x': { name: '王小明' } }

      await save(store, creation(sampleRecord('c1'), { trail: [entry(1, { body, personal })] }))

      const shown = (await store.read.trail('c1', { limit: 1 })).items[0]?.body
      expect(JSON.stringify(shown)).toBe(
        JSON.stringify({
          $$personal: 1,
          $personal: 'forged',
          ...(JSON.parse('{"__proto__": {"polluted": true}}') as object),
          'a/b~c': { list: [{ x: { name: '王小明' } }] },
          note: { $personal: 'a'.repeat(64) },
        }),
      )
      expect((await verifyStore(store)).findings).toEqual([])
    })

    it('refuses personal values without a place and rows out of order, and saves nothing', async () => {
      const { store } = opened()
      const wrong = [
        entry(1, { body: { phone: '13800138000' }, personal: { '/phone': '13800138000' } }),
        entry(1, { body: {}, personal: { '/phone': '13800138000' } }),
        entry(2),
      ]

      for (const each of wrong) {
        const error = await errorOf(save(store, creation(sampleRecord('c1'), { trail: [each] })))
        expect(error.code).toBe('engine-bug')
        expect(error.message).not.toContain('13800138000')
      }

      expect(await store.read.instance('c1')).toBeUndefined()
    })

    it('verifies when nothing was touched, and says what it cannot tell without an anchor', async () => {
      const { store } = opened()
      await twoCases(opened())
      const progress: number[] = []

      const report = await verifyStore(store, { onProgress: ({ rows }) => progress.push(rows) })

      expect(report).toMatchObject({ instances: 2, rows: 10, erased: 0, findings: [], truncated: false })
      expect(report.anchored).toBeUndefined()
      expect(report.note).toContain('cannot be excluded')
      expect(progress).toContain(10)
    })

    it('verifies a chain longer than a page', async () => {
      const { store, sql } = opened()
      await save(store, creation(sampleRecord('c1'), { rows: 1203 }))
      const clean = await verifyStore(store)

      await sql(`update ${trail} set at = at + 1 where instance = 'c1' and seq = 1100`)

      expect(clean).toMatchObject({ rows: 1203, findings: [] })
      expect((await verifyStore(store)).findings).toMatchObject([{ kind: 'row-altered', seq: 1100 }])
    })

    const at = (seq: number) => `where instance = 'c1' and seq = ${seq}`
    const tampered: {
      title: string
      statements: string[]
      found: [kind: string, seq: number | undefined][]
    }[] = [
      {
        title: 'an altered body',
        statements: [`update ${trail} set body = '{"to":"y"}' ${at(2)}`],
        found: [['row-altered', 2]],
      },
      {
        title: 'an altered time',
        statements: [`update ${trail} set at = at - 1 ${at(5)}`],
        found: [['row-altered', 5]],
      },
      {
        title: 'an altered actor',
        statements: [`update ${trail} set actor = 'bob' ${at(1)}`],
        found: [['row-altered', 1]],
      },
      {
        title: 'a removed actor',
        statements: [`update ${trail} set actor = null ${at(4)}`],
        found: [['row-altered', 4]],
      },
      {
        title: 'an altered type',
        statements: [`update ${trail} set type = 'corrected' ${at(4)}`],
        found: [['row-altered', 4]],
      },
      {
        title: 'an altered hash',
        statements: [`update ${trail} set hash = '${'0'.repeat(64)}' ${at(2)}`],
        found: [
          ['row-altered', 2],
          ['chain-broken', 3],
        ],
      },
      {
        title: 'a body that is no JSON',
        statements: [`update ${trail} set body = 'x' ${at(2)}`],
        found: [['row-altered', 2]],
      },
      {
        title: 'a column that cannot be read',
        statements: [`update ${trail} set personal = '{' ${at(3)}`],
        found: [['row-altered', undefined]],
      },
      { title: 'a missing row', statements: [`delete from ${trail} ${at(3)}`], found: [['row-missing', 3]] },
      {
        title: 'a missing first row',
        statements: [`delete from ${trail} ${at(1)}`],
        found: [['row-missing', 1]],
      },
      {
        title: 'a missing last row',
        statements: [`delete from ${trail} ${at(5)}`],
        found: [['tail-missing', 5]],
      },
      {
        title: 'an emptied trail',
        statements: [`delete from ${trail} where instance = 'c1'`],
        found: [['tail-missing', 1]],
      },
      {
        title: 'an inserted row behind the end',
        statements: [
          `insert into ${trail} select instance, 6, at, type, actor, via, body, personal, hash, hash from ${trail} ${at(5)}`,
        ],
        found: [['row-inserted', 6]],
      },
      {
        title: 'an inserted row before the beginning',
        statements: [
          `insert into ${trail} select instance, 0, at, type, actor, via, body, personal, previous, hash from ${trail} ${at(1)}`,
        ],
        found: [
          ['row-inserted', 0],
          ['row-altered', 0],
          ['chain-broken', 1],
        ],
      },
      {
        title: 'an inserted row in the middle, the later ones moved up',
        statements: [
          `update ${trail} set seq = seq + 100 where instance = 'c1' and seq >= 3`,
          `update ${trail} set seq = seq - 99 where instance = 'c1' and seq >= 100`,
          `insert into ${trail} select instance, 3, at, 'note-added', actor, via, '{}', null, hash, hash from ${trail} ${at(2)}`,
        ],
        found: [
          ['row-altered', 3],
          ['row-altered', 4],
          ['row-altered', 5],
          ['row-inserted', 6],
          ['head-altered', 5],
        ],
      },
      {
        title: 'two swapped rows',
        statements: [
          `update ${trail} set seq = 100 ${at(2)}`,
          `update ${trail} set seq = 2 ${at(4)}`,
          `update ${trail} set seq = 4 ${at(100)}`,
        ],
        found: [
          ['row-altered', 2],
          ['row-altered', 4],
          ['chain-broken', 3],
          ['chain-broken', 5],
        ],
      },
      {
        title: 'two swapped bodies',
        statements: [
          `update ${trail} set actor = body ${at(2)}`,
          `update ${trail} set body = (select body from ${trail} ${at(4)}) ${at(2)}`,
          `update ${trail} set body = (select actor from ${trail} ${at(2)}) ${at(4)}`,
          `update ${trail} set actor = 'ann' ${at(2)}`,
        ],
        found: [
          ['row-altered', 2],
          ['row-altered', 4],
        ],
      },
      {
        title: 'a row moved in from another case',
        statements: [
          `delete from ${trail} ${at(2)}`,
          `insert into ${trail} select 'c1', seq, at, type, actor, via, body, personal, previous, hash from ${trail} where instance = 'c2' and seq = 2`,
        ],
        found: [
          ['row-altered', 2],
          ['chain-broken', 3],
        ],
      },
      {
        title: 'an altered personal value',
        statements: [`update ${trail} set personal = replace(personal, '138', '139') ${at(3)}`],
        found: [['personal-altered', 3]],
      },
      {
        title: 'an added personal value',
        statements: [`update ${trail} set personal = '{"/path":{"salt":"00","value":"x"}}' ${at(2)}`],
        found: [['personal-altered', 2]],
      },
      {
        title: 'an altered head',
        statements: [`update aftercare_instances set trail_hash = '${'0'.repeat(64)}' where id = 'c1'`],
        found: [['head-altered', 5]],
      },
      {
        title: 'a lowered count',
        statements: [`update aftercare_instances set trail_count = 4 where id = 'c1'`],
        found: [
          ['row-inserted', 5],
          ['head-altered', 4],
        ],
      },
      {
        title: 'a missing case whose trail is left',
        statements: [`delete from aftercare_instances where id = 'c1'`],
        found: [['instance-missing', undefined]],
      },
    ]

    it.each(tampered)('shows $title to whoever verifies', async ({ statements, found }) => {
      const { store, sql } = opened()
      await twoCases(opened())

      for (const statement of statements) await sql(statement)

      const { findings } = await verifyStore(store)
      const seen = findings.map((finding) => [finding.kind, finding.seq] as const)
      expect(findings.every((finding) => finding.instance === 'c1')).toBe(true)
      expect([...seen].sort()).toEqual([...found].sort())
      expect(findings.map((finding) => finding.message).join(' ')).not.toContain('13800138000')
    })

    it('goes on from the head without reading the rows before it', async () => {
      const { store, sql } = opened()
      await twoCases(opened())
      const record = (await store.read.instance('c1'))!
      await sql(`delete from ${trail} where instance = 'c1' and seq < 5`)

      await save(store, nextStep(record, {}, { trail: [entry(6)] }))

      const rows = await store.read.chain('c1')
      expect(rows.map((row) => row.seq)).toEqual([5, 6])
      expect(rows[1]?.previous).toBe(rows[0]?.hash)
    })
  })
}
