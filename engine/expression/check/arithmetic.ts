import { failed } from '../evaluation-stop.js'
import type { ValueType } from '../expression.js'
import { finite, inRange } from '../number-range.js'
import { divideMoney, multiplyMoney } from '../money.js'
import type { Value } from '../value.js'
import { commonType, isNumeric, isText, money, number, text, integer } from '../value-types.js'
import { spend, spendText, type Work } from '../work.js'

export type Calculate = (left: Value, right: Value, work: Work) => Value

/** Arithmetic of an operator between two types, `undefined` where there is none. */
export function arithmetic(
  op: string,
  left: ValueType,
  right: ValueType,
): { readonly type: ValueType; readonly calculate: Calculate } | undefined {
  if (left.kind === 'integer' && right.kind === 'integer') return entry(integer, integers[op])
  if (isNumeric(left) && isNumeric(right)) return entry(number, numbers[op])
  if (left.kind === 'money' && right.kind === 'money') return entry(money, amounts[op])
  if (left.kind === 'money' && isNumeric(right)) return entry(money, amountAndNumber[op])
  if (isNumeric(left) && right.kind === 'money')
    return op === '*'
      ? { type: money, calculate: (a, b) => inRange(multiplyMoney(b as bigint, a as number)) }
      : undefined
  if (isText(left) && isText(right) && op === '+') return { type: text, calculate: join }
  if (left.kind === 'list' && right.kind === 'list' && op === '+') return listJoin(left, right)
  return undefined
}

function entry(type: ValueType, calculate: Calculate | undefined): ReturnType<typeof arithmetic> {
  return calculate && { type, calculate }
}

type Table = { readonly [op: string]: Calculate }

const integers: Table = {
  '+': (a, b) => inRange((a as bigint) + (b as bigint)),
  '-': (a, b) => inRange((a as bigint) - (b as bigint)),
  '*': (a, b) => inRange((a as bigint) * (b as bigint)),
  // As in CEL, 7 / 2 is 3: the part behind the point is cut.
  '/': (a, b) => (a as bigint) / divisor(b as bigint),
  '%': (a, b) => (a as bigint) % divisor(b as bigint),
}

const numbers: Table = {
  '+': (a, b) => finite(Number(a) + Number(b)),
  '-': (a, b) => finite(Number(a) - Number(b)),
  '*': (a, b) => finite(Number(a) * Number(b)),
  '/': (a, b) => {
    if (Number(b) === 0) throw divisionByZero()
    return finite(Number(a) / Number(b))
  },
}

const amounts: Table = {
  '+': (a, b) => inRange((a as bigint) + (b as bigint)),
  '-': (a, b) => inRange((a as bigint) - (b as bigint)),
}

const amountAndNumber: Table = {
  '*': (a, b) => inRange(multiplyMoney(a as bigint, b as number)),
  '/': (a, b) => inRange(divideMoney(a as bigint, b as number)),
}

function join(left: Value, right: Value, work: Work): Value {
  const joined = (left as string) + (right as string)
  spendText(work, joined.length)
  return joined
}

function listJoin(
  left: Extract<ValueType, { kind: 'list' }>,
  right: Extract<ValueType, { kind: 'list' }>,
): ReturnType<typeof arithmetic> {
  const of = commonType(left.of, right.of)
  if (!of) return undefined
  const calculate: Calculate = (a, b, work) => {
    const joined = [...(a as readonly Value[]), ...(b as readonly Value[])]
    spend(work, joined.length)
    return joined
  }
  return { type: { kind: 'list', of, maxItems: left.maxItems + right.maxItems }, calculate }
}

function divisor(value: bigint): bigint {
  if (value === 0n) throw divisionByZero()
  return value
}

function divisionByZero(): Error {
  return failed('Expected a divisor other than zero, but it is zero.')
}
