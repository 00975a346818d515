import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { operatorActOf } from '../../engine/core/index.js'
import {
  openVerifyProgress,
  verifyStore,
  type VerifyOptions,
  type VerifyReport,
} from '../../engine/store/index.js'
import { errorOf, freshStore, type OpenStore, save, type TestedStore } from './conformance.js'
import { creation, entry, nextStep, sampleRecord, start } from './sample-cases.js'

/** The run is ended here, as by a kill: what it has kept by then is all there is. */
class Ended extends Error {}

export function describeVerify(open: OpenStore): void {
  describe('verifying', () => {
    const opened = freshStore(open)
    let folder: string
    let file: string
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'aftercare-verify-'))
      file = join(folder, 'progress')
    })
    afterEach(() => rm(folder, { recursive: true }))

    /** Cases c1 to c8, each with three rows and a personal value in the last one. */
    async function eightCases({ store }: TestedStore): Promise<void> {
      for (let index = 1; index <= 8; index += 1) await addCase(store, `c${index}`)
    }

    /** Reads two cases at a time, and is ended behind the page that ends with a case. */
    async function run(
      { store }: TestedStore,
      { resume = true, endedBehind, ...options }: VerifyOptions & { resume?: boolean; endedBehind?: string },
    ): Promise<VerifyReport | undefined> {
      const progress = await openVerifyProgress(file, { place: 'here', resume })
      let done = false
      try {
        const report = await verifyStore(store, {
          ...options,
          ...{ progress, pageSize: 2, now: () => start },
          onProgress: ({ instance }) => {
            if (instance === endedBehind) throw new Ended()
          },
        })
        done = true
        return report
      } catch (error) {
        if (error instanceof Ended) return undefined
        throw error
      } finally {
        await progress.end({ done })
      }
    }

    it('goes on where a run before was ended, counts both parts, and leaves no file', async () => {
      await eightCases(opened())

      await run(opened(), { endedBehind: 'c4' })
      await run(opened(), { endedBehind: 'c6' })
      const report = await run(opened(), {})

      expect(report).toMatchObject({
        ...{ instances: 8, rows: 24, erased: 0, findings: [] },
        resumed: { from: start, to: start, until: 'c6', instances: 6, rows: 18, again: 0 },
      })
      expect(report?.note).toContain("up to 'c6' from 2026-03-02T08:00:00.000Z")
      await expect(stat(file)).rejects.toThrow('ENOENT')
      expect(await run(opened(), {})).not.toHaveProperty('resumed')
    })

    it('reads only the rest anew: what was read before is compared, not followed', async () => {
      await eightCases(opened())
      await run(opened(), { endedBehind: 'c4' })
      const acts: string[] = []

      const report = await run(opened(), {
        actOf: (row) => {
          acts.push(row.type)
          return undefined
        },
      })

      expect(report).toMatchObject({ rows: 24, findings: [] })
      expect(acts).toHaveLength(4 * 3)
    })

    const alterations: { title: string; statement: string; finding: object }[] = [
      {
        title: 'a row',
        statement: `update aftercare_trail set body = '{"path":"fault"}' where instance = 'c1' and seq = 2`,
        finding: { kind: 'row-altered', instance: 'c1', number: 'RMA-c1', seq: 2 },
      },
      {
        title: 'a personal value',
        statement: `update aftercare_trail set personal = replace(personal, '138', '139') where instance = 'c2' and seq = 3`,
        finding: { kind: 'personal-altered', instance: 'c2', seq: 3 },
      },
      {
        title: 'a missing row',
        statement: `delete from aftercare_trail where instance = 'c3' and seq = 2`,
        finding: { kind: 'row-missing', instance: 'c3', seq: 2 },
      },
      {
        title: 'a cut tail',
        statement: `update aftercare_instances set trail_count = 2, trail_hash =
          (select hash from aftercare_trail where instance = 'c3' and seq = 2) where id = 'c3'`,
        finding: { kind: 'row-inserted', instance: 'c3', seq: 3 },
      },
      {
        title: 'a record that cannot be read',
        statement: `update aftercare_instances set record = 'x' where id = 'c4'`,
        finding: { kind: 'record-damaged', instance: 'c4' },
      },
    ]

    it.each(alterations)('finds $title in what was read before', async ({ statement, finding }) => {
      await eightCases(opened())
      await run(opened(), { endedBehind: 'c6' })

      await opened().sql(statement)

      const report = await run(opened(), {})
      expect(report?.findings).toContainEqual(expect.objectContaining(finding))
      expect(report).toMatchObject({ instances: 8 })
    })

    it('finds a case missing that it has read before, although nothing else knows of it', async () => {
      await eightCases(opened())
      await run(opened(), { endedBehind: 'c6' })
      await opened().sql(`delete from aftercare_trail where instance = 'c3'`)
      await opened().sql(`delete from aftercare_instances where id = 'c3'`)

      const report = await run(opened(), {})

      expect(report?.findings).toMatchObject([{ kind: 'instance-missing', instance: 'c3' }])
      expect((await verifyStore(opened().store)).findings).toEqual([])
    })

    it('verifies rows and cases that came to what was read before, and takes an erasure for one', async () => {
      await eightCases(opened())
      await run(opened(), { endedBehind: 'c6' })
      const { store, sql } = opened()
      const record = (await store.read.instance('c2'))!
      await save(store, nextStep(record, {}, { trail: [entry(4), entry(5)] }))
      await addCase(store, 'c1b')
      await sql(`update aftercare_trail set personal = null where instance = 'c5' and seq = 3`)
      await sql(`update aftercare_trail set actor = 'eve' where instance = 'c2' and seq = 5`)

      const report = await run(opened(), {})

      expect(report).toMatchObject({
        ...{ instances: 9, rows: 29, erased: 1, truncated: false },
        findings: [{ kind: 'row-altered', instance: 'c2', seq: 5 }],
        // The page of the erasure was verified anew, and the case that came in between.
        resumed: { instances: 4, rows: 12, again: 3 },
      })
    })

    it('tells what was found before again, since it reads such cases again', async () => {
      await eightCases(opened())
      await opened().sql(`update aftercare_trail set actor = 'eve' where instance = 'c1' and seq = 2`)
      await run(opened(), { endedBehind: 'c4' })

      const report = await run(opened(), {})

      expect(report?.findings).toMatchObject([{ kind: 'row-altered', instance: 'c1', seq: 2 }])
      expect(report?.resumed).toMatchObject({ instances: 2, again: 2 })
    })

    it('counts operators’ acts over both parts and names the latest, without their reasons', async () => {
      await eightCases(opened())
      const { store } = opened()
      for (const [id, at] of [
        ['c1', start + 10],
        ['c8', start + 20],
      ] as const) {
        const record = (await store.read.instance(id))!
        const body = { action: 'move', to: 'inspecting', reason: null }
        const act = entry(4, {
          at,
          type: 'operator-acted',
          actor: 'ada',
          body,
          personal: { '/reason': 'mr li' },
        })
        await save(store, nextStep(record, {}, { trail: [act] }))
      }
      await run(opened(), { endedBehind: 'c4', actOf: operatorActOf })

      const report = await run(opened(), { actOf: operatorActOf })

      expect(report?.operatorActs).toEqual({
        counts: { move: 2 },
        latest: [
          { instance: 'c8', number: 'RMA-c8', seq: 4, at: start + 20, action: 'move', actor: 'ada' },
          { instance: 'c1', number: 'RMA-c1', seq: 4, at: start + 10, action: 'move', actor: 'ada' },
        ],
      })
      expect(report?.rows).toBe(26)
    })

    it('reads again what a kill has cut in the middle of a line', async () => {
      await eightCases(opened())
      await run(opened(), { endedBehind: 'c6' })
      const text = await readFile(file, 'utf8')
      await writeFile(file, text.slice(0, -20))

      expect(await run(opened(), { endedBehind: 'c6' })).toBeUndefined()
      const report = await run(opened(), {})

      expect(report).toMatchObject({
        instances: 8,
        rows: 24,
        findings: [],
        resumed: { until: 'c6', instances: 6 },
      })
    })

    it('goes on with nothing that is of another database or another form, and may begin anew over it', async () => {
      await eightCases(opened())
      await run(opened(), { endedBehind: 'c4' })
      const elsewhere = await errorOf(openVerifyProgress(file, { place: 'there', resume: true }))
      const anew = await run(opened(), { resume: false })
      await writeFile(file, 'something else\n')
      const strange = await errorOf(openVerifyProgress(file, { place: 'here', resume: true }))
      const unwritable = await errorOf(
        openVerifyProgress(join(folder, 'no', 'such', 'folder'), { place: 'here', resume: false }),
      )

      expect([elsewhere.code, strange.code, unwritable.code]).toEqual([
        ...['usage-wrong', 'usage-wrong', 'configuration-invalid'],
      ])
      expect(anew).not.toHaveProperty('resumed')
      expect(await readFile(file, 'utf8')).toBe('something else\n')
    })

    it('reads a trail of thousands of rows a part at a time, and finds the one that was altered', async () => {
      const { store, sql } = opened()
      await save(store, creation(sampleRecord('c1'), { rows: 4500 }))
      await addCase(store, 'c2')
      await run(opened(), { endedBehind: 'c2' })
      const clean = await run(opened(), { endedBehind: 'c2' })
      await sql(`update aftercare_trail set at = at + 1 where instance = 'c1' and seq = 4321`)

      const report = await run(opened(), {})

      expect(clean).toBeUndefined()
      expect(report).toMatchObject({
        ...{ instances: 2, rows: 4503 },
        findings: [{ kind: 'row-altered', instance: 'c1', seq: 4321 }],
      })
    })

    it('goes on in the other cases where a column cannot even be read', async () => {
      await eightCases(opened())
      const { sql } = opened()
      await sql(`update aftercare_trail set personal = 'no JSON' where instance = 'c3' and seq = 3`)
      await sql(`update aftercare_trail set actor = 'eve' where instance = 'c4' and seq = 1`)

      const { findings, instances } = await verifyStore(opened().store)

      expect(instances).toBe(8)
      expect(findings).toMatchObject([
        { kind: 'row-altered', instance: 'c3' },
        { kind: 'row-altered', instance: 'c4', seq: 1 },
      ])
    })
  })
}

async function addCase(store: TestedStore['store'], id: string): Promise<void> {
  const personal = { body: { to: { phone: null } }, personal: { '/to/phone': '13800138000' } }
  await save(store, creation(sampleRecord(id), { trail: [entry(1), entry(2), entry(3, personal)] }))
}
