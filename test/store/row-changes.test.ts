import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowChanges } from '../../engine/store/row-changes.js'

interface SampleRow {
  readonly id: string
  readonly due?: number | undefined
  readonly roles: readonly string[]
}

const row = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c'),
    due: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
    roles: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  },
  { requiredKeys: ['id', 'roles'] },
)
const rows = fc.uniqueArray(row, { selector: ({ id }) => id })
const keyOf = ({ id }: SampleRow) => id

describe('what has to be written so that rows become others', () => {
  it('is each row that differs as JSON, and no other', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const text = (id: string) => JSON.stringify(before.find((one) => one.id === id))

        const { removed, written } = rowChanges<SampleRow>(before, after, keyOf)

        expect(written).toEqual(after.filter((one) => JSON.stringify(one) !== text(one.id)))
        expect(removed).toEqual(before.map(keyOf).filter((id) => !after.some((one) => one.id === id)))
      }),
    )
  })

  it('is nothing where only objects are others, and their values the same', () => {
    const before = [{ id: 'a', due: 1, roles: ['x'] }]

    expect(rowChanges<SampleRow>(before, structuredClone(before), keyOf)).toEqual({
      removed: [],
      written: [],
    })
  })
})
