import type { ASTNode } from '@marcbachmann/cel-js'
import { equal, type Value } from '../value.js'
import type { ValueType } from '../expression.js'
import { boolean, commonType, comparable, isText, typePhrase } from '../value-types.js'
import { spend, spendText, type Frame } from '../work.js'
import { arithmetic, type Calculate } from './arithmetic.js'
import type { Checking } from './checking.js'
import { checkOptions } from './choices.js'
import { coerce } from './coerce.js'
import type { Compiled } from './compiled.js'
import { mismatchHint } from './mismatch-hints.js'

interface Operation {
  readonly op: string
  readonly node: { readonly start: number; readonly end: number }
  readonly left: Compiled
  readonly right: Compiled
}

/** Checks an operator between two values: a comparison, `in`, or arithmetic. */
export function compileBinary(
  checking: Checking,
  node: ASTNode,
  [left, right]: readonly (Compiled | undefined)[],
): Compiled | undefined {
  if (!left || !right) return undefined
  const sides = alignUnknown(checking, node.op, [left, right])
  const operation = { op: node.op, node: { start: node.start, end: node.end }, ...sides }
  if (node.op === '==' || node.op === '!=') return compileEquality(checking, operation)
  if (node.op === 'in') return compileMembership(checking, operation)
  if (node.op in orders) return compileOrder(checking, operation)
  return compileArithmetic(checking, operation)
}

/** A value of unknown type takes the type of what it meets; the value is checked when it is read. */
function alignUnknown(
  checking: Checking,
  op: string,
  [left, right]: readonly [Compiled, Compiled],
): { readonly left: Compiled; readonly right: Compiled } {
  if (right.type.kind === 'list' && left.type.kind === 'any')
    return { left: coerce(checking, left, op === 'in' ? right.type.of : right.type), right }
  if (right.type.kind === 'list' && left.type.kind === 'list') {
    const common = commonType(left.type, right.type)
    return common
      ? { left: coerce(checking, left, common), right: coerce(checking, right, common) }
      : { left, right }
  }
  if (op === 'in' || left.type.kind === right.type.kind) return { left, right }
  if (left.type.kind === 'any') return { left: coerce(checking, left, right.type), right }
  if (right.type.kind === 'any') return { left, right: coerce(checking, right, left.type) }
  return { left, right }
}

function compileEquality(checking: Checking, operation: Operation): Compiled | undefined {
  const { left, right, op, node } = operation
  if (!comparable(left.type, right.type)) return mismatch(checking, operation)
  if (!checkOptions(checking, left.type, right) || !checkOptions(checking, right.type, left)) return undefined
  const wanted = op === '=='
  const first = left.run
  const second = right.run
  const run = (frame: Frame): Value => {
    const value = first(frame)
    if (typeof value === 'string') spendText(frame, value.length)
    return equal(value, second(frame), frame) === wanted
  }
  return { ...node, type: boolean, run }
}

function compileMembership(checking: Checking, operation: Operation): Compiled | undefined {
  const { left, right, node } = operation
  if (right.type.kind !== 'list')
    return checking.typeProblem(
      right,
      "a list after 'in'",
      `'${checking.textOf(right)}' is ${typePhrase(right.type)}`,
      isText(right.type) ? 'Use like(text, "*part*") to look inside a text.' : undefined,
    )
  const { of } = right.type
  if (right.type.maxItems > 0 && !canBeIn(left, of))
    return mismatch(checking, { ...operation, right: { ...right, type: of } })
  if (!checkOptions(checking, left.type, right) || !checkOptions(checking, of, left)) return undefined
  const run = (frame: Frame): Value => {
    const value = left.run(frame)
    const list = right.run(frame) as readonly Value[]
    spend(frame, list.length)
    if (typeof value === 'string') spendText(frame, value.length * list.length)
    return list.some((item) => equal(item, value, frame))
  }
  return { ...node, type: boolean, run }
}

function canBeIn(left: Compiled, of: ValueType): boolean {
  // Items of unknown type stay JSON, in which a date is a text and an amount a number.
  const plain = ['text', 'choice', 'integer', 'number', 'boolean']
  return of.kind === 'any' ? plain.includes(left.type.kind) : comparable(left.type, of)
}

const orders: { readonly [op: string]: (first: Value, second: Value) => boolean } = {
  '<': (first, second) => (first as number) < (second as number),
  '<=': (first, second) => (first as number) <= (second as number),
  '>': (first, second) => (first as number) > (second as number),
  '>=': (first, second) => (first as number) >= (second as number),
}

function compileOrder(checking: Checking, operation: Operation): Compiled | undefined {
  const { left, right, op, node } = operation
  const order = orders[op]
  if (!order || !ordered(left, right)) return mismatch(checking, operation)
  const first = left.run
  const second = right.run
  const run = (frame: Frame): Value => {
    const value = first(frame)
    if (typeof value === 'string') spendText(frame, value.length)
    return order(value, second(frame))
  }
  return { ...node, type: boolean, run }
}

function ordered(left: Compiled, right: Compiled): boolean {
  const numeric = ['integer', 'number']
  if (numeric.includes(left.type.kind)) return numeric.includes(right.type.kind)
  return left.type.kind === right.type.kind && ['money', 'date', 'date-time', 'text'].includes(left.type.kind)
}

function compileArithmetic(checking: Checking, operation: Operation): Compiled | undefined {
  const { left, right, op, node } = operation
  const found = arithmetic(op, left.type, right.type)
  if (!found) return mismatch(checking, operation)
  return { ...node, type: found.type, run: calculation(found.calculate, left, right) }
}

function calculation(calculate: Calculate, left: Compiled, right: Compiled): (frame: Frame) => Value {
  return (frame) => calculate(left.run(frame), right.run(frame), frame)
}

/** Checks `-value`. */
export function compileMinus(
  checking: Checking,
  node: { readonly start: number; readonly end: number },
  part: Compiled | undefined,
): Compiled | undefined {
  if (!part) return undefined
  if (!['integer', 'number', 'money'].includes(part.type.kind))
    return checking.typeProblem(
      node,
      "a number or money after '-'",
      `'${checking.textOf(part)}' is ${typePhrase(part.type)}`,
    )
  const negate = (value: Value): Value => -(value as number)
  return {
    start: node.start,
    end: node.end,
    type: part.type,
    run: (frame) => negate(part.run(frame)),
    ...(part.constant && { constant: { value: negate(part.constant.value) } }),
  }
}

function mismatch(checking: Checking, { op, left, right, node }: Operation): Compiled | undefined {
  const { expected, hint } = mismatchHint(op, left, right, (part) => checking.textOf(part))
  const found = `'${checking.textOf(left)}' is ${typePhrase(left.type)} and '${checking.textOf(right)}' is ${typePhrase(right.type)}`
  return checking.typeProblem(node, expected, found, hint)
}
