import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anySet,
  compileCell,
  covers,
  describeRegion,
  EvaluationStop,
  regionsOf,
  type Cell,
  type CellProblem,
  type ValueType,
} from '../../engine/expression/index.js'
import { bindings, scope } from './sample.js'

type JsonValue = Parameters<typeof compileCell>[0]

const choice: ValueType = { kind: 'choice', options: ['customer', 'us', 'factory'] }
const money: ValueType = { kind: 'money' }
const integer: ValueType = { kind: 'integer' }
const number: ValueType = { kind: 'number' }
const text: ValueType = { kind: 'text' }
const date: ValueType = { kind: 'date' }
const dateTime: ValueType = { kind: 'date-time' }
const boolean: ValueType = { kind: 'boolean' }

function cellOf(cell: JsonValue, type: ValueType): Cell {
  const result = compileCell(cell, type, scope)
  if (!result.ok) throw new Error(result.problem.message)
  return result.cell
}

function problemOf(cell: JsonValue, type: ValueType): CellProblem | undefined {
  const result = compileCell(cell, type, scope)
  return result.ok ? undefined : result.problem
}

const takes = (cell: JsonValue, type: ValueType, value: JsonValue): boolean =>
  cellOf(cell, type).matches(value, bindings)

describe('a decision cell', () => {
  it.each([
    ['customer', choice, ['customer'], ['us']],
    [['customer', 'us'], choice, ['customer', 'us'], ['factory']],
    ['not customer', choice, ['us', 'factory'], ['customer']],
    [true, boolean, [true], [false]],
    ['not true', boolean, [false], [true]],
    [50_000, money, [50_000], [50_000.01]],
    ['not 5', integer, [4, 6], [5]],
    [[1, 2], integer, [1, 2], [3]],
    ['at least 50000', money, [50_000, 60_000], [49_999.99]],
    ['over 50000', money, [50_000.01], [50_000]],
    ['at most 0.5', number, [0.5, -1], [0.51]],
    ['under 5', integer, [4], [5]],
    ['between 5 and 10', integer, [5, 7, 10], [4, 11]],
    ['between -5 and 5', number, [-5, 0, 5], [-5.1]],
    ['2026-09-28', date, ['2026-09-28'], ['2026-09-29']],
    ['today', date, ['2026-09-28'], ['2026-09-27', '2026-09-29']],
    ['before today', date, ['2026-09-27'], ['2026-09-28']],
    ['after today', date, ['2026-09-29'], ['2026-09-28']],
    ['before 2026-10-01', date, ['2026-09-30'], ['2026-10-01']],
    ['between 2026-10-01 and 2026-10-07', date, ['2026-10-01', '2026-10-07'], ['2026-10-08']],
    // 16:30 UTC on the 27th is the 28th in Shanghai.
    ['before today', dateTime, ['2026-09-27T15:30:00Z'], ['2026-09-27T16:30:00Z']],
    ['after today', dateTime, ['2026-09-28T16:30:00Z'], ['2026-09-28T15:30:00Z']],
    ['at least 5', text, ['at least 5'], ['6']],
    ['=data.goodsAt', choice, ['us'], ['customer']],
    ['=data.claim', money, [1234.5], [1234]],
    ['=data.arrivedAt', dateTime, ['2026-09-27T04:00:00+08:00'], ['2026-09-27T04:00:00Z']],
    ['=params.maxRounds', number, [3], [3.5]],
    ['="not before noon"', text, ['not before noon'], ['before noon']],
  ] as [JsonValue, ValueType, JsonValue[], JsonValue[]][])(
    '%j takes what it says',
    (cell, type, taken, left) => {
      for (const value of taken) expect(takes(cell, type, value)).toBe(true)
      for (const value of left) expect(takes(cell, type, value)).toBe(false)
    },
  )

  it('never takes an absent value, not even with not', () => {
    for (const cell of ['customer', 'not customer', ['us'], '=data.goodsAt'])
      expect(cellOf(cell, choice).matches(undefined, bindings)).toBe(false)
    expect(cellOf('under 5', integer).matches(undefined, bindings)).toBe(false)
  })

  it('stops where its expression reads an absent answer', () => {
    const cell = cellOf('=data.note', text)
    expect(cell.reads).toEqual(['data.note'])
    expect(() => cell.matches('x', bindings)).toThrow(EvaluationStop)
  })

  it.each([
    ['>= 50000', money, 'comparison-in-cell', "Write 'at least 50000'."],
    ['<5', integer, 'comparison-in-cell', "Write 'under 5'."],
    ['≥ 5', integer, 'comparison-in-cell', "Write 'at least 5'."],
    ['-', integer, 'bare-dash', 'Leave the column out for any value.'],
    [null, integer, 'wrong-cell', 'Leave the column out for any value.'],
    [[], integer, 'wrong-cell', 'Leave the column out for any value.'],
    ['custmer', choice, 'wrong-cell', "Did you mean 'customer'?"],
    ['not custmer', choice, 'wrong-cell', "Did you mean 'customer'?"],
    ['50000', money, 'wrong-cell', 'Write the number without quotes.'],
    [
      'at least 50,000',
      money,
      'wrong-cell',
      'Amounts count in yuan, with at most two decimals and without separators.',
    ],
    [1.005, money, 'wrong-cell', 'An amount in yuan has at most two decimals.'],
    ['between 10 and 5', integer, 'wrong-cell', 'The smaller one comes first.'],
    ['before tomorrow', date, 'wrong-cell', "Write for example 'before 2026-10-01'."],
    ['at least 5', date, 'wrong-cell', "Write 'before', 'after' or 'between … and …'."],
    [
      '2026-02-30',
      date,
      'wrong-cell',
      "Write a date such as 2026-10-01, 'today', 'before today' or 'after today'.",
    ],
    ['yes', boolean, 'wrong-cell', 'Write true or false, without quotes.'],
    [
      'not at least 5',
      integer,
      'wrong-cell',
      "Turn it round: 'under' instead of 'not at least', 'after' instead of 'not before'.",
    ],
    [5, text, 'wrong-cell', 'Put it in quotes.'],
    ['=data.claim', integer, 'expression-type', undefined],
    ['=data.goodAt', choice, 'expression-unknown-name', "Did you mean 'goodsAt'?"],
  ] as [JsonValue, ValueType, string, string | undefined][])(
    '%j is a problem with a remedy',
    (cell, type, code, hint) => {
      const problem = problemOf(cell, type)
      expect(problem?.code).toBe(code)
      expect(problem?.message).toMatch(/^Expected .+, but .+\./)
      expect(problem?.hint).toBe(hint)
    },
  )

  it('names the item of a list, and the place in an expression', () => {
    expect(problemOf(['us', 'custmer'], choice)).toMatchObject({ item: 1, nearest: 'customer' })
    expect(problemOf(['at least 5'], integer)).toMatchObject({ item: 0 })
    expect(problemOf('=data.goodAt', choice)).toMatchObject({ start: 6, end: 12 })
  })

  it('describes itself in words', () => {
    const words = (cell: JsonValue, type: ValueType): string => cellOf(cell, type).describe()
    expect(words('at least 50000', money)).toBe('at least 50000')
    expect(words('between 5 and 10', integer)).toBe('between 5 and 10')
    expect(words('before today', date)).toBe('before today')
    expect(words('before 2026-10-01', date)).toBe('before 2026-10-01')
    expect(words(['us', 'customer'], choice)).toBe('us, customer')
    expect(words('not us', choice)).toBe('not us')
  })
})

describe('regions of a column', () => {
  const regions = (type: ValueType, cells: JsonValue[], bounds = {}): readonly string[] =>
    regionsOf(
      type,
      cells.map((cell) => cellOf(cell, type).set),
      bounds,
    ).map(describeRegion)

  it('are the options, the values and the ranges that cells tell apart', () => {
    expect(regions(choice, ['customer'])).toEqual(['customer', 'us', 'factory'])
    expect(regions(boolean, [])).toEqual(['true', 'false'])
    expect(regions(text, ['x', 'not y'])).toEqual(['x', 'y', 'not x, y'])
    expect(regions(number, ['over 3', 'under 5'])).toEqual([
      'under 3',
      '3',
      'over 3 and under 5',
      '5',
      'over 5',
    ])
    expect(regions(date, ['before today'])).toEqual(['before today', 'today', 'after today'])
    expect(regions(number, [])).toEqual(['any value'])
  })

  it('leave out what lies between neighbours', () => {
    expect(regions(integer, ['over 3', 'under 4'])).toEqual(['under 3', '3', '4', 'over 4'])
    expect(regions(money, ['at most 0.29', 'at least 0.30'])).toEqual([
      'under 0.29',
      '0.29',
      '0.3',
      'over 0.3',
    ])
    expect(regions(money, ['at most 0.29', 'at least 0.31'])).toContain('over 0.29 and under 0.31')
  })

  it('keep to the bounds of the field, and tell absence', () => {
    expect(regions(integer, ['at least 5'], { min: 0, max: 10, optional: true })).toEqual([
      'no value',
      '0',
      'over 0 and under 5',
      '5',
      'over 5 and under 10',
      '10',
    ])
  })

  it('are taken whole or not at all, as the cell itself says', () => {
    const number0to9 = fc.integer({ min: 0, max: 9 })
    const cell = fc.oneof(
      number0to9,
      fc.array(number0to9, { minLength: 1, maxLength: 3 }),
      fc
        .tuple(fc.constantFrom('at least', 'over', 'at most', 'under', 'not'), number0to9)
        .map((words) => words.join(' ')),
      fc.tuple(number0to9, fc.nat({ max: 5 })).map(([low, width]) => `between ${low} and ${low + width}`),
    )
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: -3, max: 15 }),
        (cells, value) => {
          const compiled = cells.map((one) => cellOf(one, integer))
          const found = regionsOf(
            integer,
            compiled.map((one) => one.set),
          )
          const holding = found.filter((region) => region.kind === 'range' && takesRange(region.range, value))
          expect(holding).toHaveLength(1)
          for (const one of compiled) expect(covers(one.set, holding[0]!)).toBe(one.matches(value, bindings))
        },
      ),
    )
  })

  it('leave open what only running an expression tells', () => {
    const [absent, first] = regionsOf(choice, [], { optional: true })
    expect(covers(cellOf('=data.goodsAt', choice).set, first!)).toBe('unknown')
    expect(covers(cellOf('not us', choice).set, absent!)).toBe(false)
    expect(covers(anySet, absent!)).toBe(true)
    const mixed = regionsOf(date, [cellOf('before today', date).set])
    expect(covers(cellOf('before 2026-10-01', date).set, mixed[0]!)).toBe('unknown')
    expect(covers(cellOf('2026-10-01', date).set, mixed[0]!)).toBe('unknown')
  })
})

function takesRange(
  range: {
    readonly min?: number
    readonly max?: number
    readonly minInclusive: boolean
    readonly maxInclusive: boolean
  },
  value: number,
): boolean {
  const { min = -Infinity, max = Infinity } = range
  return (
    (value > min || (range.minInclusive && value === min)) &&
    (value < max || (range.maxInclusive && value === max))
  )
}
