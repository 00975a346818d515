import type { ValueType } from '../expression.js'
import type { Value } from '../value.js'
import type { Frame } from '../work.js'

/** A stretch of the source, in UTF-16 units. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A text that stands in the source. */
export interface LiteralText extends Range {
  readonly text: string
}

/** A place values are read from, such as `data.quote.total` or `part.price`. */
export interface Path {
  /** As people write it. */
  readonly shown: string
  /** Name of the root, or of a loop's variable. */
  readonly root: string
  readonly isVariable: boolean
  /** Tells two loops' variables of one name apart. */
  readonly key: string
  /** Keys of this path and of all that lead to it, shortest first. */
  readonly keys: readonly string[]
  /** The parts of it that may be absent, shortest first. */
  readonly optional: readonly { readonly key: string; readonly shown: string }[]
}

/** A checked part of an expression, ready to run. */
export interface Compiled extends Range {
  readonly type: ValueType
  /** Throws an `EvaluationStop` where there is no value. */
  readonly run: (frame: Frame) => Value
  /** Of paths only: the value, or `undefined` where any part of the path is absent. */
  readonly peek?: (frame: Frame) => Value | undefined
  readonly path?: Path
  /** The texts it can be, where they all stand in the source. */
  readonly literals?: readonly LiteralText[]
  /** Of lists: names the items of the list it comes from, also after `filter`. */
  readonly itemKey?: string
  /** Its value, where that is known without data. */
  readonly constant?: { readonly value: Value }
}
