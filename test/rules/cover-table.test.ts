import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecisionTable } from '../../engine/definition/checked-process.js'
import { coverTable } from '../../engine/definition/rules/decision/cover-table.js'
import { covers, type CellSet, type ValueType } from '../../engine/expression/index.js'

const boolean: ValueType = { kind: 'boolean' }
const choice: ValueType = { kind: 'choice', options: ['a', 'b', 'c'] }
const integer: ValueType = { kind: 'integer' }
const columns = [
  { name: 'flag', type: boolean },
  { name: 'kind', type: choice },
  { name: 'count', type: integer },
]
const bounds = new Map([['count', { min: 0, max: 4 }]])

const interval = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.boolean(), fc.boolean())
  .map(([one, other, minInclusive, maxInclusive]): CellSet => {
    const [min, max] = [Math.min(one, other), Math.max(one, other)]
    return { kind: 'interval', axis: 'value', min, max, minInclusive, maxInclusive }
  })
const named = (values: readonly (string | boolean | number)[]) =>
  fc
    .tuple(fc.subarray([...values], { minLength: 1 }), fc.boolean())
    .map(([some, wanted]): CellSet => ({ kind: wanted ? 'values' : 'not-values', values: some }))
const cells = fc.tuple(
  fc.option(named([true, false]), { nil: undefined }),
  fc.option(named(['a', 'b', 'c']), { nil: undefined }),
  fc.option(fc.oneof(interval, named([0, 1, 2, 3, 4])), { nil: undefined }),
)
const tables = fc
  .array(cells, { minLength: 1, maxLength: 6 })
  .map((rules): DecisionTable => ({ columns, rules: rules.map((each) => ({ cells: each })) }))

/** The first rule that matches an input, by asking the cells one by one. */
function firstMatch(table: DecisionTable, input: readonly (boolean | string | number)[]): number {
  return table.rules.findIndex((rule) =>
    rule.cells.every((cell, column) => !cell || takes(cell, input[column]!)),
  )
}

function takes(cell: CellSet, value: boolean | string | number): boolean {
  if (typeof value !== 'number') return covers(cell, { kind: 'value', value }) === true
  const range = {
    kind: 'interval',
    axis: 'value',
    min: value,
    max: value,
    minInclusive: true,
    maxInclusive: true,
  } as const
  return covers(cell, { kind: 'range', range, sample: value }) === true
}

const inputs = [true, false].flatMap((flag) =>
  ['a', 'b', 'c'].flatMap((kind) => [0, 1, 2, 3, 4].map((count) => [flag, kind, count] as const)),
)

describe('what a decision table covers', () => {
  it('agrees with trying every input', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const matches = inputs.map((input) => firstMatch(table, input))

        const coverage = coverTable(table, bounds)

        expect(coverage?.gap !== undefined).toBe(matches.includes(-1))
        expect([...(coverage?.reached ?? [])].sort()).toEqual(
          [...new Set(matches)].filter((rule) => rule >= 0).sort(),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('gives an example of a gap that no rule matches', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const gap = coverTable(table, bounds)?.gap ?? []

        // Then: each rule is refused by one of the columns that the example names.
        const refused = table.rules.map((rule) =>
          gap.some(({ column, region }) => {
            const cell = rule.cells[columns.findIndex(({ name }) => name === column)]
            return cell !== undefined && covers(cell, region) === false
          }),
        )
        expect(gap.length === 0 || refused.every(Boolean)).toBe(true)
      }),
    )
  })

  it('finds no gap where only an expression in a cell could close it, and holds no rule below it for lost', () => {
    const table: DecisionTable = {
      columns: [{ name: 'flag', type: boolean }],
      rules: [{ cells: [{ kind: 'opaque' }] }, { cells: [{ kind: 'values', values: [true] }] }],
    }

    const coverage = coverTable(table, new Map())

    expect(coverage).toEqual({ reached: new Set([0, 1]) })
  })

  it('does not judge a table that is too large to try', () => {
    // Given: 20 columns, and rules that differ in all of them, so that no combinations can be tried together.
    const many = Array.from({ length: 20 }, (_, index) => ({ name: `c${index}`, type: boolean }))
    const rules = many.map((_, rule) => ({
      cells: many.map((_, column): CellSet | undefined =>
        column === rule ? { kind: 'values', values: [true] } : undefined,
      ),
    }))

    expect(coverTable({ columns: many, rules }, new Map())).toBeUndefined()
  })
})
