import { expect, it } from 'vitest'
import { assignableTo, typeName, type ValueType } from '../../engine/expression/index.js'

const text: ValueType = { kind: 'text' }
const integer: ValueType = { kind: 'integer' }
const number: ValueType = { kind: 'number' }
const choice = (...options: string[]): ValueType => ({ kind: 'choice', options })
const list = (of: ValueType): ValueType => ({ kind: 'list', of, maxItems: 3 })
const object = (type: ValueType, required: boolean): ValueType => ({
  kind: 'object',
  fields: { a: { type, required } },
})

it.each([
  [integer, number, true],
  [number, integer, false],
  [number, { kind: 'money' }, false],
  [text, { kind: 'date' }, false],
  [choice('a'), text, true],
  [text, choice('a'), false],
  [choice('a'), choice('a', 'b'), true],
  [choice('a', 'b'), choice('a'), false],
  [list(integer), list(number), true],
  [list(text), list(integer), false],
  [{ kind: 'any' }, integer, true],
  [integer, { kind: 'any' }, true],
  [object(text, true), object(text, false), true],
  [object(text, false), object(text, true), false],
  [{ kind: 'object', fields: {} }, object(text, false), true],
  [object(text, true), { kind: 'object', fields: {} }, false],
] as [ValueType, ValueType, boolean][])('%j may stand for %j: %s', (from, to, answer) => {
  expect(assignableTo(from, to)).toBe(answer)
})

it('types have names for messages', () => {
  expect(typeName(choice('a', 'b'))).toBe("choice of 'a', 'b'")
  expect(typeName(list({ kind: 'date-time' }))).toBe('list of date-time')
})
