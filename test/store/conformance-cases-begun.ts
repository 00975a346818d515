import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { CasesBegun } from '../../engine/store/port.js'
import { freshStore, type OpenStore, save } from './conformance.js'
import { creation, sampleRecord, start } from './sample-cases.js'

const processes = ['repair', 'exchange', 'return']

const anyCase = fc.record({
  process: fc.constantFrom(...processes),
  status: fc.constantFrom('active' as const, 'ended' as const),
  createdAt: fc.integer({ min: start, max: start + 5 }),
})

const anyFilter: fc.Arbitrary<CasesBegun> = fc.record(
  {
    processes: fc.subarray([...processes, 'unknown']),
    status: fc.constantFrom('active' as const, 'ended' as const),
    from: fc.integer({ min: start, max: start + 5 }),
    to: fc.integer({ min: start, max: start + 6 }),
  },
  { requiredKeys: ['processes'] },
)

/** Cases by when they began: what registers read. */
export function describeCasesBegun(open: OpenStore): void {
  describe('Cases by when they began', () => {
    const opened = freshStore(open)

    it('come whole, in order and once each, whatever the filter and the pages', async () => {
      const { store } = opened()
      const records = fc
        .sample(anyCase, { numRuns: 30, seed: 7 })
        .map((each, index) => sampleRecord(`c${index}`, each))
      for (const record of records) await save(store, creation(record))

      await fc.assert(
        fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 7 }), async (filter, limit) => {
          const found: string[] = []
          let cursor: string | undefined
          do {
            const page = await store.read.casesBegun(filter, {
              limit,
              ...(cursor === undefined ? {} : { cursor }),
            })
            found.push(...page.items.map((record) => JSON.stringify(record)))
            cursor = page.next
          } while (cursor !== undefined)

          expect(found).toEqual(meant(records, filter).map((record) => JSON.stringify(record)))
        }),
        { numRuns: 60, seed: 5 },
      )
    })
  })
}

function meant(
  records: readonly InstanceRecord[],
  { processes: of, status, from = -Infinity, to = Infinity }: CasesBegun,
): readonly InstanceRecord[] {
  return records
    .filter(({ process }) => of.includes(process))
    .filter((each) => status === undefined || each.status === status)
    .filter(({ createdAt }) => from <= createdAt && createdAt < to)
    .sort((a, b) => a.createdAt - b.createdAt)
}
