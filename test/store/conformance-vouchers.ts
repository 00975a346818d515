import { describe, expect, it } from 'vitest'
import type { VoucherRecord } from '../../engine/core/record.js'
import type { VoucherFilter } from '../../engine/store/index.js'
import { errorOf, freshStore, save, type OpenStore } from './conformance.js'
import { creation, minute, nextStep, sampleRecord, start } from './sample-cases.js'

const receipt = (number: string, changes: Partial<VoucherRecord> = {}): VoucherRecord => ({
  paper: 'receipt',
  number,
  state: 'issued',
  issuedAt: start,
  values: { model: 'B-3' },
  ...changes,
})

/** The register of numbered papers. */
export function describeVouchers(open: OpenStore): void {
  describe('numbered papers', () => {
    const opened = freshStore(open)
    const holding = (id: string, ...vouchers: VoucherRecord[]) => creation(sampleRecord(id, { vouchers }))
    const numbers = async (filter: VoucherFilter): Promise<readonly string[]> =>
      (await opened().store.read.vouchers(filter, { limit: 10 })).items.map(({ number }) => number)

    it('are there with the step that issued them, and follow what becomes of them', async () => {
      const { store } = opened()
      const first = await save(store, holding('c1', receipt('R-1')))
      const asked = [
        { paper: 'receipt', number: 'R-1' },
        { paper: 'receipt', number: 'R-2' },
        { paper: 'slip', number: 'R-1' },
      ]
      expect(await store.read.usedVouchers(asked)).toEqual([asked[0]])
      expect(await store.read.usedVouchers([])).toEqual([])

      await save(store, nextStep(first, { vouchers: [receipt('R-1', { state: 'void' }), receipt('R-2')] }))

      const { items } = await store.read.vouchers({ instance: 'c1' }, { limit: 10 })
      expect(items).toEqual([
        {
          ...{ paper: 'receipt', number: 'R-2', instance: 'c1', process: 'repair', caseNumber: 'RMA-c1' },
          ...{ state: 'issued', issuedAt: start },
        },
        {
          ...{ paper: 'receipt', number: 'R-1', instance: 'c1', process: 'repair', caseNumber: 'RMA-c1' },
          ...{ state: 'void', issuedAt: start },
        },
      ])
    })

    it('never have one number twice, whatever a step says', async () => {
      const { store } = opened()
      await save(store, holding('c1', receipt('R-1')))

      const error = await errorOf(save(store, holding('c2', receipt('R-1'))))

      expect(error.code).toBe('database-failed')
      expect(await store.read.instance('c2')).toBeUndefined()
      await save(store, holding('c2', receipt('R-1', { paper: 'slip' })))
      expect(await numbers({})).toEqual(['R-1', 'R-1'])
    })

    it('belong to the case that took them over, and to that one alone', async () => {
      const { store } = opened()
      const first = await save(store, holding('c1', receipt('R-1')))
      const gone = { vouchers: [receipt('R-1', { state: 'carried', carriedTo: 'c2' })] }
      const given = await save(store, nextStep(first, gone))
      expect(await numbers({ instance: 'c1', state: 'carried' })).toEqual(['R-1'])

      await save(store, holding('c2', receipt('R-1', { from: 'c1' })))

      expect(await numbers({ instance: 'c1' })).toEqual([])
      expect(await numbers({ instance: 'c2', state: 'issued' })).toEqual(['R-1'])
      const late = { vouchers: [receipt('R-1', { state: 'carried', carriedTo: 'c2', signedAt: start })] }
      await save(store, nextStep(given, late))
      expect(await numbers({ instance: 'c2', state: 'issued' })).toEqual(['R-1'])
    })

    it('are listed the latest first, by whatever narrows, in pages', async () => {
      const { store } = opened()
      const at = (minutes: number) => ({ issuedAt: start + minutes * minute })
      await save(store, holding('c1', receipt('R-1', at(1)), receipt('S-1', { paper: 'slip', ...at(4) })))
      await save(store, holding('c2', receipt('R-2', { state: 'void', ...at(3) }), receipt('R-3', at(3))))

      expect(await numbers({})).toEqual(['S-1', 'R-3', 'R-2', 'R-1'])
      expect(await numbers({ paper: 'receipt' })).toEqual(['R-3', 'R-2', 'R-1'])
      expect(await numbers({ paper: 'receipt', state: 'issued' })).toEqual(['R-3', 'R-1'])
      expect(await numbers({ number: 'R-2' })).toEqual(['R-2'])
      expect(await numbers({ processes: ['exchange'] })).toEqual([])
      expect(await numbers({ processes: ['exchange', 'repair'], instance: 'c2' })).toEqual(['R-3', 'R-2'])
      const paged: string[] = []
      for (let cursor: string | undefined; ;) {
        const page = await store.read.vouchers({}, { limit: 1, ...(cursor && { cursor }) })
        paged.push(...page.items.map(({ number }) => number))
        if (page.next === undefined) break
        cursor = page.next
      }
      expect(paged).toEqual(['S-1', 'R-3', 'R-2', 'R-1'])
    })
  })
}
