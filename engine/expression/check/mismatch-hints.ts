import { isNumeric, isText, typeName } from '../value-types.js'
import type { Compiled } from './compiled.js'

type Sides = readonly [Compiled, Compiled]
type TextOf = (part: Compiled) => string

/** What an operator takes, and the remedy for the pair of types it was given. */
export function mismatchHint(
  op: string,
  left: Compiled,
  right: Compiled,
  textOf: TextOf,
): { readonly expected: string; readonly hint?: string } {
  const hint = remedies
    .map((remedy) => remedy([left, right], op, textOf))
    .find((found) => found !== undefined)
  return { expected: expectation(op, left), ...(hint === undefined ? {} : { hint }) }
}

function expectation(op: string, left: Compiled): string {
  if (op === '==' || op === '!=' || op === 'in') return `two values of one kind for '${op}'`
  if (['<', '<=', '>', '>='].includes(op))
    return `two numbers, amounts, dates, points in time or texts for '${op}'`
  if (left.type.kind === 'money' && op === '*') return 'an amount and a number'
  return `values that '${op}' can take`
}

type Remedy = (sides: Sides, op: string, textOf: TextOf) => string | undefined

const moneyRemedy: Remedy = (sides, op, textOf) => {
  const amount = sides.find((side) => side.type.kind === 'money')
  if (!amount) return undefined
  const other = sides[0] === amount ? sides[1] : sides[0]
  if (isNumeric(other.type))
    return op === '/' || op === '%' ? undefined : `Write yuan(${textOf(other)}) for an amount.`
  if (other.type.kind !== 'money') return undefined
  if (op === '*') return 'An amount can be multiplied by a number only.'
  if (op === '/') return `Write number(${textOf(sides[0])}) / number(${textOf(sides[1])}) for a share.`
  return undefined
}

const dateRemedy: Remedy = (sides, op, textOf) => {
  const day = sides.find((side) => side.type.kind === 'date')
  if (!day) return undefined
  const other = sides[0] === day ? sides[1] : sides[0]
  if (isText(other.type)) return `Write date("${other.literals?.[0]?.text ?? '2026-10-01'}") for a date.`
  if (other.type.kind === 'date-time')
    return `Write dateOf(${textOf(other)}) for the date of a point in time.`
  if (other.type.kind === 'date' && op === '-')
    return `Write daysBetween(${textOf(sides[1])}, ${textOf(sides[0])}).`
  if (isNumeric(other.type)) return `Write addDays(${textOf(day)}, ${op === '-' ? '-' : ''}${textOf(other)}).`
  return undefined
}

const instantRemedy: Remedy = (sides, op, textOf) => {
  const at = sides.find((side) => side.type.kind === 'date-time')
  if (!at) return undefined
  const other = sides[0] === at ? sides[1] : sides[0]
  if (isText(other.type)) return 'Write timestamp("2026-10-01T09:00:00+08:00") for a point in time.'
  if (other.type.kind === 'date-time' && op === '-')
    return `Write hoursBetween(${textOf(sides[1])}, ${textOf(sides[0])}).`
  if (isNumeric(other.type)) return `Write addHours(${textOf(at)}, ${op === '-' ? '-' : ''}${textOf(other)}).`
  return undefined
}

const otherRemedy: Remedy = (sides, op, textOf) => {
  if (sides.some((side) => side.type.kind === 'duration'))
    return 'A duration cannot be compared or calculated with; it is used in due, after and remind.'
  if (sides.every((side) => side.type.kind === 'any')) return 'Declare the type of one of them.'
  const written = sides.find((side) => isText(side.type))
  const other = sides[0] === written ? sides[1] : sides[0]
  if (!written || isText(other.type)) return undefined
  if (op === '+') return `Write text(${textOf(other)}) to join it to a text.`
  return written.literals && isNumeric(other.type) ? 'A number stands without quotes.' : undefined
}

const listRemedy: Remedy = (sides) => {
  const list = sides.find((side) => side.type.kind === 'list')
  const single = sides.find((side) => side.type.kind !== 'list')
  return list && single
    ? `Write 'value in list', or ask with exists; a list is no ${typeName(single.type)}.`
    : undefined
}

const remedies: readonly Remedy[] = [moneyRemedy, dateRemedy, instantRemedy, listRemedy, otherRemedy]
