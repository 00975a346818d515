import type { ValueType } from '../expression.js'
import type { Value } from '../value.js'
import type { Kind } from '../value-types.js'
import type { Work } from '../work.js'

/** One way to call a function. */
export interface Overload {
  readonly params: readonly Kind[]
  /** The type of the result; a function where it depends on the arguments, `undefined` where they do not fit. */
  readonly result: ValueType | ((args: readonly ValueType[]) => ValueType | undefined)
  readonly run: (args: readonly Value[], work: Work) => Value
}

/** A function of the dialect: `name(…)`, or `text.name(…)` for a method. */
export interface DialectFunction {
  readonly name: string
  readonly method?: true
  readonly overloads: readonly Overload[]
}
