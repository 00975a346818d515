import { inRange, finite } from '../number-range.js'
import { failed } from '../evaluation-stop.js'
import type { ValueType } from '../expression.js'
import type { Value } from '../value.js'
import { integer } from '../value-types.js'
import { spend, spendText } from '../work.js'
import type { DialectFunction, Overload } from './dialect-function.js'

const orderedKinds = ['integer', 'number', 'money', 'date', 'date-time'] as const

/** Functions on lists, and the smaller or larger of two values. */
export const listFunctions: readonly DialectFunction[] = [
  { name: 'size', overloads: sizes() },
  { name: 'size', method: true, overloads: sizes() },
  {
    name: 'sum',
    overloads: [
      {
        params: ['list'],
        result: ([list]) => itemType(list, ['integer', 'number', 'money']),
        run: ([list], work) => {
          const items = list as readonly (number | bigint)[]
          spend(work, items.length)
          return items.reduce(add, typeof items[0] === 'number' ? 0 : 0n)
        },
      },
    ],
  },
  { name: 'min', overloads: extremes((a, b) => a < b) },
  { name: 'max', overloads: extremes((a, b) => a > b) },
]

function sizes(): readonly Overload[] {
  return [
    { params: ['list'], result: integer, run: ([list]) => BigInt((list as readonly Value[]).length) },
    {
      params: ['text'],
      result: integer,
      run: ([value], work) => {
        spendText(work, (value as string).length)
        // Characters as people count them: a rare Chinese character is one, not two halves.
        return BigInt(Array.from(value as string).length)
      },
    },
  ]
}

function add(sum: number | bigint, item: number | bigint): number | bigint {
  // An empty list of numbers starts as 0n, which is why the kinds may differ once.
  if (typeof sum === 'bigint' && typeof item === 'bigint') return inRange(sum + item)
  return finite(Number(sum) + Number(item))
}

function extremes(isBetter: (first: Value & {}, second: Value & {}) => boolean): readonly Overload[] {
  const better = (first: Value, second: Value): Value => (isBetter(second ?? 0, first ?? 0) ? second : first)
  const pairs = orderedKinds.map((kind): Overload => ({
    params: [kind, kind],
    result: { kind },
    run: ([first = null, second = null]) => better(first, second),
  }))
  const ofList: Overload = {
    params: ['list'],
    result: ([list]) => itemType(list, orderedKinds),
    run: ([list], work) => {
      const items = list as readonly Value[]
      spend(work, items.length)
      const [first] = items
      if (first === undefined) throw failed('Expected a list with items, but it is empty.')
      return items.reduce(better, first)
    },
  }
  return [...pairs, ofList]
}

function itemType(list: ValueType | undefined, kinds: readonly string[]): ValueType | undefined {
  return list?.kind === 'list' && kinds.includes(list.of.kind) ? list.of : undefined
}
