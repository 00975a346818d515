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
      expect(await store.read.hasAttachment(id)).toBe(true)
      expect(await store.read.hasAttachment('att-2')).toBe(false)
      expect([...((await store.read.attachmentContent(row.sha256)) ?? [])]).toEqual([0, 255, 10])
      expect(await store.read.attachmentContent('b'.repeat(64))).toBeUndefined()
    })

    it('know the cases whose trail names them, personal values included', async () => {
      const { store } = opened()
      const named = entry(1, { body: { data: { photos: [{ file: id }] } } })
      const hidden = entry(1, { body: { data: null }, personal: { '/data': { file: id } } })
      const spoken = entry(1, { body: { text: `see ${id}` } })
      await save(store, creation(sampleRecord('c1'), { trail: [named] }))
      await save(store, creation(sampleRecord('c2'), { trail: [hidden] }))
      await save(store, creation(sampleRecord('c3'), { trail: [spoken] }))

      expect(await store.read.attachmentUses(id, 10)).toEqual(['c1', 'c2'])
      expect(await store.read.attachmentUses(id, 1)).toEqual(['c1'])
    })
  })
}
