import type { JsonValue } from '../../errors/json.js'
import type { ValueType } from '../expression.js'
import { fromJson, type Value } from '../value.js'
import type { Checking } from './checking.js'
import type { Compiled } from './compiled.js'

/**
 * The same part, giving the values of `to`: an integer becomes a number, a value of unknown type is converted when it
 * is read. The types must be assignable; everything else stays as it is.
 */
export function coerce(checking: Checking, part: Compiled, to: ValueType): Compiled {
  const convert = converter(part.type, to, checking.textOf(part))
  if (!convert) return part
  const { run, peek, constant } = part
  return {
    ...part,
    type: to,
    run: (frame) => convert(run(frame)),
    ...(peek && {
      peek: (frame) => {
        const value = peek(frame)
        return value === undefined ? undefined : convert(value)
      },
    }),
    ...(constant && { constant: { value: convert(constant.value) } }),
  }
}

function converter(from: ValueType, to: ValueType, path: string): ((value: Value) => Value) | undefined {
  if (from.kind === 'any' && to.kind !== 'any') return (value) => fromJson(to, value as JsonValue, path)
  if (from.kind === 'integer' && to.kind === 'number') return Number
  if (from.kind === 'list' && to.kind === 'list') {
    const convert = converter(from.of, to.of, path)
    return convert && ((list) => (list as readonly Value[]).map(convert))
  }
  return undefined
}
