import { failed } from '../evaluation-stop.js'
import { formatMoney, roundHalfUp, toFen, toYuan } from '../money.js'
import type { Value } from '../value.js'
import { boolean, integer, money, number, text } from '../value-types.js'
import { spendText } from '../work.js'
import { inRange } from '../number-range.js'
import type { DialectFunction } from './dialect-function.js'
import { likePattern } from './like.js'

const numeral = /^-?\d{1,15}(\.\d{1,10})?$/

/** Functions on texts, and between texts, numbers and money. */
export const textFunctions: readonly DialectFunction[] = [
  {
    name: 'not',
    overloads: [{ params: ['boolean'], result: boolean, run: ([value]) => value !== true }],
  },
  {
    name: 'like',
    overloads: [
      {
        params: ['text', 'text'],
        result: boolean,
        run: ([value, pattern], work) => likePattern(value as string, pattern as string, work),
      },
    ],
  },
  { name: 'lower', overloads: [textToText((value) => value.toLowerCase())] },
  { name: 'upper', overloads: [textToText((value) => value.toUpperCase())] },
  { name: 'trim', overloads: [textToText((value) => value.trim())] },
  { name: 'startsWith', method: true, overloads: [textPair((value, start) => value.startsWith(start))] },
  { name: 'endsWith', method: true, overloads: [textPair((value, end) => value.endsWith(end))] },
  { name: 'contains', method: true, overloads: [textPair((value, piece) => value.includes(piece))] },
  {
    name: 'text',
    overloads: [
      { params: ['text'], result: text, run: ([value]) => value as string },
      { params: ['integer'], result: text, run: ([value]) => (value as bigint).toString() },
      { params: ['number'], result: text, run: ([value]) => `${value as number}` },
      { params: ['money'], result: text, run: ([value]) => formatMoney(value as bigint) },
      { params: ['date'], result: text, run: ([value]) => value as string },
    ],
  },
  {
    name: 'number',
    overloads: [
      { params: ['number'], result: number, run: ([value]) => value as number },
      { params: ['money'], result: number, run: ([value]) => toYuan(value as bigint) },
      { params: ['text'], result: number, run: ([value]) => readNumber(value as string) },
    ],
  },
  {
    name: 'round',
    overloads: [
      { params: ['integer'], result: integer, run: ([value]) => value as bigint },
      { params: ['number'], result: integer, run: ([value]) => roundToInteger(value as number) },
    ],
  },
  {
    name: 'yuan',
    overloads: [{ params: ['number'], result: money, run: ([value]) => toFen(value as number) }],
  },
]

function textToText(change: (value: string) => string): DialectFunction['overloads'][number] {
  return {
    params: ['text'],
    result: text,
    run: ([value], work) => {
      spendText(work, (value as string).length)
      return change(value as string)
    },
  }
}

function textPair(ask: (value: string, other: string) => boolean): DialectFunction['overloads'][number] {
  return {
    params: ['text', 'text'],
    result: boolean,
    run: ([value, other], work) => {
      spendText(work, (value as string).length)
      return ask(value as string, other as string)
    },
  }
}

function readNumber(written: string): number {
  if (!numeral.test(written)) throw failed('Expected a number written in digits, but the text is none.')
  return Number(written)
}

function roundToInteger(value: number): Value {
  const rounded = roundHalfUp(value)
  if (!Number.isFinite(rounded)) throw failed('Expected a number, but the result is too large or undefined.')
  return inRange(BigInt(rounded))
}
