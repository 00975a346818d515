import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { StoreReads } from '../../engine/store/index.js'
import { freshStore, type OpenStore, save } from './conformance.js'
import { allPages, anyCase, anyFilter, passes, toListed, type Listed } from './conformance-lists.js'
import { creation, nextStep } from './sample-cases.js'

const anySort = fc.constantFrom('updated', 'created', 'due', 'priority', undefined)

/**
 * A list paged through, a count, an export and figures answer the same cases for any filter, while another writer
 * changes cases: all of them are asked in one snapshot, and the writer commits between any two of the questions.
 */
export function describeOneFilter(open: OpenStore): void {
  describe('one filter', () => {
    const opened = freshStore(open)

    it('answers the same cases to all who ask in one snapshot, whatever is written meanwhile', async () => {
      const { store } = opened()
      const cases = fc
        .sample(anyCase, { numRuns: 40, seed: 23 })
        .map((each, index) => toListed(`c${index}`, each))
      const known = new Map<string, Listed>()
      for (const listed of cases) known.set(listed.record.id, await written(listed))

      /** Saves a case, as it is found by lists. */
      async function written(listed: Listed, before?: InstanceRecord): Promise<Listed> {
        const { record, search, nextDueAt } = listed
        const more = { search, ...(nextDueAt === undefined ? {} : { nextDueAt }) }
        const step = before
          ? nextStep(before, { ...record, revision: before.revision + 1 }, more)
          : creation(record, more)
        const after = await save(store, step)
        return { ...listed, record: after }
      }

      await fc.assert(
        fc.asyncProperty(
          anyFilter,
          anySort,
          fc.array(fc.tuple(fc.integer({ min: 0, max: 39 }), anyCase), { minLength: 4, maxLength: 4 }),
          async (filter, sort, changes) => {
            const before = new Map(known)
            const waiting = [...changes]
            const change = async (): Promise<void> => {
              const [index, next] = waiting.pop()!
              const id = `c${index}`
              const now = known.get(id)!.record
              const made = toListed(id, next)
              // What a case began as stays.
              const { process, createdAt } = now
              known.set(id, await written({ ...made, record: { ...made.record, process, createdAt } }, now))
            }

            const seen = await store.snapshot(async (read) => {
              const count = await read.countInstances(filter)
              await change()
              const pages = await allPages(read, filter, sort)
              await change()
              const byProcess = await read.countInstancesBy('process', filter)
              const byState = await read.countInstancesBy('state', filter)
              await change()
              const exported = await read.instanceRows(await read.instanceNumbers(filter))
              return { count, pages, byProcess, byState, exported }
            })
            await change()

            const expected = [...before.values()].filter((each) => passes(each, filter))
            const ids = expected.map(({ record }) => record.id).sort()
            expect([...seen.pages.forwards].sort()).toEqual(ids)
            expect([...seen.pages.backwards].sort()).toEqual(ids)
            expect(seen.count).toBe(ids.length)
            expect(seen.exported.map(({ id }) => id).sort()).toEqual(ids)
            expect(seen.exported.map(({ revision }) => revision)).toEqual(
              seen.exported.map(({ id }) => before.get(id)!.record.revision),
            )
            expect(total(seen.byProcess)).toBe(ids.length)
            expect(total(seen.byState)).toBe(
              expected.reduce((sum, { record }) => sum + record.active.length, 0),
            )
            await expectAfterwards(store.read, filter, known)
          },
        ),
        { numRuns: 40, seed: 31 },
      )
    })
  })
}

const total = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

/** Outside the snapshot what was written meanwhile is there. */
async function expectAfterwards(
  read: StoreReads,
  filter: Parameters<StoreReads['countInstances']>[0],
  known: ReadonlyMap<string, Listed>,
): Promise<void> {
  expect(await read.countInstances(filter)).toBe(
    [...known.values()].filter((each) => passes(each, filter)).length,
  )
}
