import { failureOf } from '../evaluation-stop.js'
import type { ValueType } from '../expression.js'
import type { DialectFunction, Overload } from '../functions/dialect-function.js'
import { isWholeFen } from '../money.js'
import type { Value } from '../value.js'
import { isText, typeName, type Kind } from '../value-types.js'
import { fuelPerEvaluation, type Frame } from '../work.js'
import type { Checking } from './checking.js'
import { coerce } from './coerce.js'
import type { Compiled, Range } from './compiled.js'

interface Match {
  readonly overload: Overload
  readonly type: ValueType
}

/** Chooses the overload that takes the arguments, and calls it at once where all of them are known. */
export function applyFunction(
  checking: Checking,
  node: Range,
  known: DialectFunction,
  args: readonly Compiled[],
): Compiled | undefined {
  const match = matchOf(known, args)
  if (!match) return wrongArguments(checking, node, known, args)
  if (known.name === 'yuan' && !checkDecimals(checking, args[0])) return undefined
  const converted = args.map((arg, index) => coerceToKind(checking, arg, match.overload.params[index]))
  const constants = converted.map((arg) => arg.constant)
  const range = { start: node.start, end: node.end }
  if (constants.every((constant) => constant !== undefined))
    return constantCall(
      checking,
      range,
      match,
      constants.map((constant) => constant.value),
    )
  const { run } = match.overload
  const runs = converted.map((arg) => arg.run)
  return {
    ...range,
    type: match.type,
    run: (frame: Frame) =>
      run(
        runs.map((arg) => arg(frame)),
        frame,
      ),
  }
}

function matchOf(known: DialectFunction, args: readonly Compiled[]): Match | undefined {
  for (const overload of known.overloads) {
    if (overload.params.length !== args.length) continue
    if (!overload.params.every((kind, index) => takes(kind, args[index]?.type))) continue
    const type =
      typeof overload.result === 'function' ? overload.result(args.map((arg) => arg.type)) : overload.result
    if (type) return { overload, type }
  }
  return undefined
}

function takes(kind: Kind, type: ValueType | undefined): boolean {
  if (!type) return false
  if (type.kind === 'any') return kind !== 'list'
  if (kind === 'text') return isText(type)
  return type.kind === kind || (kind === 'number' && type.kind === 'integer')
}

function coerceToKind(checking: Checking, arg: Compiled, kind: Kind | undefined): Compiled {
  switch (kind) {
    case undefined:
    case 'list':
    case 'object':
    case 'choice':
      return arg
    default:
      return coerce(checking, arg, { kind })
  }
}

/** Calls the function while the file is checked: `date("2026-13-01")` is a problem there, not a failure later. */
function constantCall(
  checking: Checking,
  range: Range,
  { overload, type }: Match,
  values: readonly Value[],
): Compiled | undefined {
  // Functions of constants look at no clock, so the zone decides nothing but time parts of a written point in time.
  const work = { zone: checking.zone, fuel: fuelPerEvaluation }
  try {
    const value = overload.run(values, work)
    return { ...range, type, run: () => value, constant: { value } }
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) throw error
    return checking.report({ code: 'expression-type', message: failure.message, ...range })
  }
}

function checkDecimals(checking: Checking, amount: Compiled | undefined): boolean {
  const written = amount?.constant?.value
  if (!amount || typeof written !== 'number' || isWholeFen(written)) return true
  checking.typeProblem(
    amount,
    'an amount in yuan with at most two decimals',
    `found ${checking.textOf(amount)}`,
  )
  return false
}

function wrongArguments(
  checking: Checking,
  node: Range,
  known: DialectFunction,
  args: readonly Compiled[],
): Compiled | undefined {
  const shown = (params: readonly string[]): string =>
    known.method
      ? `${params[0] ?? ''}.${known.name}(${params.slice(1).join(', ')})`
      : `${known.name}(${params.join(', ')})`
  const ways = known.overloads.map((overload) => shown(overload.params))
  const expected = ways.length > 4 ? `${ways.slice(0, 4).join(' or ')} …` : ways.join(' or ')
  const found = `found ${shown(args.map((arg) => typeName(arg.type)))}`
  return checking.typeProblem(node, expected, found, argumentHint(known, args))
}

function argumentHint(known: DialectFunction, args: readonly Compiled[]): string | undefined {
  const wanted = known.overloads[0]?.params ?? []
  const wrong = args.findIndex(
    (arg, index) => !known.overloads.some((overload) => takes(overload.params[index] ?? 'object', arg.type)),
  )
  const type = args[wrong]?.type
  if (!type) return undefined
  if (wanted[wrong] === 'date' && isText(type)) return 'Write date("2026-10-01") for a date.'
  if (wanted[wrong] === 'date' && type.kind === 'date-time')
    return 'Write dateOf(…) for the date of a point in time.'
  if (wanted[wrong] === 'date-time' && isText(type)) return 'Write timestamp("2026-10-01T09:00:00+08:00").'
  if (type.kind === 'money') return 'Write number(…) for the amount in yuan as a number.'
  return undefined
}
