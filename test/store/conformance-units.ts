import { describe, expect, it } from 'vitest'
import type { UnitFile } from '../../engine/core/command.js'
import { freshStore, save, type OpenStore } from './conformance.js'
import { creation, entry, nextStep, sampleRecord, start } from './sample-cases.js'

const file: UnitFile = {
  serial: 'SN-1',
  model: 'X',
  repairs: [{ instance: 'c1', fault: '不制冷', parts: ['风扇'] }],
  revision: 1,
}
const id = `att-${'1'.repeat(36)}`

/** Product files and attachments. */
export function describeUnits(open: OpenStore): void {
  describe('product files', () => {
    const opened = freshStore(open)

    it('are kept by serial number, the newest in place of those before', async () => {
      const { store } = opened()
      const other = { serial: '__proto__', repairs: [], revision: 1 }

      await store.transaction((tx) =>
        tx.saveShared({ series: {}, units: { [file.serial]: file, [other.serial]: other } }),
      )
      await store.transaction((tx) =>
        tx.saveShared({ series: {}, units: { 'SN-1': { ...file, revision: 2 } } }),
      )

      expect(await store.read.unit('SN-1')).toEqual({ ...file, revision: 2 })
      expect(await store.read.unit('__proto__')).toEqual(other)
      expect(await store.transaction((tx) => tx.unit('sn-1'))).toBeUndefined()
    })

    it('leave it to each case whose it was, as far as it tells', async () => {
      const { store } = opened()
      const phone = (value: string) => ({ search: [{ field: 'customer.phone', value }] })
      await save(store, creation(sampleRecord('c1'), phone('138 0013 8000')))
      await save(store, creation(sampleRecord('c2'), phone('139 0013 9000')))
      await save(store, creation(sampleRecord('c3'), { search: [{ field: 'phone', value: '13800138000' }] }))
      const wanted = { field: 'customer.phone', value: '138 0013 8000' }
      const asked = ['c1', 'c2', 'c3', 'c4']

      expect(await store.read.sameValues(wanted, asked)).toEqual({ c1: true, c2: false })
      expect(await store.transaction((tx) => tx.sameValues(wanted, ['c2']))).toEqual({ c2: false })
      expect(await store.read.sameValues(wanted, [])).toEqual({})
    })

    it('lead to the cases about the unit, and follow a case to another unit', async () => {
      const { store } = opened()
      const first = await save(store, creation(sampleRecord('c1'), { unit: 'SN-1' }))
      await save(store, creation(sampleRecord('c2'), { unit: 'sn-1' }))
      await save(store, creation(sampleRecord('c3'), {}))
      const casesOf = async (unit: string): Promise<readonly string[]> =>
        (await store.read.instances({ unit }, { limit: 10 })).items.map((row) => row.id)

      expect(await casesOf('SN-1')).toEqual(['c1'])
      const second = await save(store, nextStep(first, {}, { unit: 'SN-2' }))
      expect([await casesOf('SN-1'), await casesOf('SN-2')]).toEqual([[], ['c1']])
      await save(store, nextStep(second, {}, {}))
      expect(await store.read.countInstances({ unit: 'SN-2' })).toBe(0)
    })
  })

  describe('attachments', () => {
    const opened = freshStore(open)
    const row = { id, sha256: 'a'.repeat(64), mediaType: 'image/png', size: 3, uploadedBy: 'ann', at: start }

    it('are kept apart from their content', async () => {
      const { store } = opened()
      const content = Uint8Array.of(0, 255, 10)

      await store.transaction(async (tx) => {
        await tx.saveAttachmentContent(row.sha256, content)
        await tx.saveAttachmentContent(row.sha256, Uint8Array.of(1))
        await tx.saveAttachment({ ...row, name: '照片.png' })
      })

      expect(await store.read.attachment(id)).toEqual({ ...row, name: '照片.png' })
      expect(await store.read.storedAttachments([id, 'att-2'])).toEqual({ [id]: { uploadedBy: 'ann' } })
      expect(await store.transaction((tx) => tx.storedAttachments([]))).toEqual({})
      expect([...((await store.read.attachmentContent(row.sha256)) ?? [])]).toEqual([0, 255, 10])
      expect(await store.read.attachmentContent('b'.repeat(64))).toBeUndefined()
    })

    it('know the cases that refer to them; a text that names one is no reference', async () => {
      const { store } = opened()
      const spoken = entry(1, { body: { text: id } })
      await save(store, creation(sampleRecord('c1'), { attachments: [id, id] }))
      await save(store, creation(sampleRecord('c2'), { attachments: [id] }))
      await save(store, creation(sampleRecord('c3'), { trail: [spoken] }))

      expect(await store.read.attachmentUses(id, 10)).toEqual(['c1', 'c2'])
      expect(await store.read.attachmentUses(id, 1)).toEqual(['c1'])
      expect(await store.read.attachmentUsedIn(id, { anyOf: [{ processes: ['other', 'repair'] }] })).toBe(
        true,
      )
      expect(await store.read.attachmentUsedIn(id, { anyOf: [{ processes: ['other'] }] })).toBe(false)
      expect(await store.read.attachmentsOf(['c3', 'c1'], [id, 'att-2'])).toEqual([id])
      expect(await store.read.attachmentsOf(['c3'], [id])).toEqual([])
    })

    it('are found in the fields of cases in which a party takes part, and nowhere else', async () => {
      const { store } = opened()
      const attachments = [id]
      const parties = { factory: 'south' }
      const data = { photo: id, note: `see ${id}`, box: { scans: [id] } }
      await save(store, creation(sampleRecord('c1', { data, parties, version: 'v1' }), { attachments }))
      await save(store, creation(sampleRecord('c2', { data: {}, parties, version: 'v2' }), { attachments }))
      const south = { party: 'south', roles: ['factory', 'owner'] }
      const held = async (fields: readonly string[], more: object = {}): Promise<readonly string[]> => {
        const where = { party: 'south', role: 'factory', version: 'v1', fields, ...more }
        return (await store.read.attachmentHolders(id, where)).map((record) => record.id)
      }

      expect(await store.read.attachmentPartyUses(id, south)).toEqual([
        { version: 'v1', role: 'factory' },
        { version: 'v2', role: 'factory' },
      ])
      expect(await store.read.attachmentPartyUses(id, { ...south, party: 'north' })).toEqual([])
      for (const [fields, found] of [
        [['photo'], ['c1']],
        [['note', 'box'], ['c1']],
        [['note', 'gone'], []],
        [[], []],
      ] as const)
        expect([fields, await held(fields)]).toEqual([fields, found])
      for (const more of [{ version: 'v2' }, { party: 'north' }, { role: 'owner' }])
        expect(await held(['photo'], more)).toEqual([])
    })

    it('leave when no case has named them in time, and are there for nobody from then on', async () => {
      const { store } = opened()
      const [late, used, twin] = ['2', '3', '4'].map((digit) => `att-${digit.repeat(36)}`) as [
        string,
        string,
        string,
      ]
      await store.transaction(async (tx) => {
        await tx.saveAttachmentContent(row.sha256, Uint8Array.of(1))
        await tx.saveAttachmentContent('b'.repeat(64), Uint8Array.of(2))
        await tx.saveAttachment(row)
        await tx.saveAttachment({ ...row, id: late, at: start + 10 })
        await tx.saveAttachment({ ...row, id: used, at: start - 1 })
        await tx.saveAttachment({ ...row, id: twin, sha256: 'b'.repeat(64), at: start - 2 })
      })
      await save(store, creation(sampleRecord('c1'), { attachments: [used] }))

      await store.transaction((tx) => tx.retireAttachments(start + 1, 10))

      expect(Object.keys(await store.read.storedAttachments([id, late, used, twin])).sort()).toEqual(
        [late, used].sort(),
      )
      expect(await store.read.attachment(id)).toBeUndefined()
      const gone = await store.transaction((tx) => tx.leavingAttachments(10))
      expect(gone).toEqual([
        { id: twin, sha256: 'b'.repeat(64), free: true },
        { id, sha256: row.sha256, free: false },
      ])
      await store.transaction((tx) => tx.removeAttachments(gone))
      expect(await store.transaction((tx) => tx.leavingAttachments(10))).toEqual([])
      expect(await store.read.attachmentContent('b'.repeat(64))).toBeUndefined()
      expect(await store.read.attachmentContent(row.sha256)).toBeDefined()
    })
  })
}
