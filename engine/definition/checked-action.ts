import type { JsonObject, JsonValue } from '../errors/json.js'
import type { Expression } from '../expression/expression.js'
import type { CheckedWindow } from './checked-clocks.js'

/** Another case that is begun from this one. */
export interface CheckedBegin {
  readonly process: string
  readonly profile?: CheckedValue
  /** Fields handed over as they are; absent: all that both processes have. */
  readonly keep?: readonly string[]
  /** Values on top of those, by field of the other process. */
  readonly input: readonly (readonly [name: string, value: CheckedValue])[]
  /** One case for each item of a list; `item` is at hand in `input`. */
  readonly forEach?: Expression
}

/** A literal, or an expression; maps and lists may hold expressions at their leaves. */
export type CheckedValue =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [name: string, value: CheckedValue])[] }
  | { readonly kind: 'list'; readonly items: readonly CheckedValue[] }

export type CheckedAction =
  | { readonly kind: 'assign'; readonly entries: readonly (readonly [path: string, value: CheckedValue])[] }
  | { readonly kind: 'clear'; readonly paths: readonly string[] }
  | { readonly kind: 'append'; readonly entries: readonly (readonly [path: string, value: CheckedValue])[] }
  | {
      readonly kind: 'update'
      readonly list: string
      readonly where: Expression
      readonly set: readonly (readonly [name: string, value: CheckedValue])[]
    }
  | { readonly kind: 'remove'; readonly list: string; readonly where: Expression }
  | { readonly kind: 'raise'; readonly event: string }
  | {
      readonly kind: 'notify'
      readonly to: readonly string[]
      readonly template: string
      readonly channel?: string
      /** Outside of it the message waits for the opening. */
      readonly window?: CheckedWindow
      /** After what the case asked for in order before. */
      readonly inOrder?: true
    }
  | {
      readonly kind: 'call'
      readonly service: string
      readonly input: readonly (readonly [name: string, value: CheckedValue])[]
      /** As it is written; durations are texts. */
      readonly retry?: JsonObject
      /** For one attempt, in ms. */
      readonly timeout?: number
      readonly inOrder?: true
    }
  | {
      readonly kind: 'paper'
      readonly act: 'issue' | 'sign' | 'void' | 'archive'
      readonly paper: string
      /** `issue` of a sheet that is numbered already, instead of the next number of the series. */
      readonly number?: Expression
      /** `issue`: what stands on it in place of the paper's own values. Otherwise: what is written on it now. */
      readonly with: readonly (readonly [name: string, value: CheckedValue])[]
    }
  /** Begins other cases whose end is not awaited. */
  | { readonly kind: 'start'; readonly begin: CheckedBegin }
  /** Sends an event to the case that began this one, or to the cases this one has begun of a process. */
  | {
      readonly kind: 'tell'
      readonly to: 'parent' | { readonly children: string }
      readonly event: string
      readonly payload: readonly (readonly [name: string, value: CheckedValue])[]
    }
  /** Writes into the product file of the case's unit. */
  | {
      readonly kind: 'unit'
      readonly act: 'purchase' | 'repair' | 'exchange'
      readonly values: readonly (readonly [name: string, value: CheckedValue])[]
    }
  /** Splits an amount over bearers without losing a fen, and appends the lines to a list. */
  | {
      readonly kind: 'allocate'
      readonly list: string
      readonly amount: CheckedValue
      readonly shares: readonly {
        readonly percent: CheckedValue
        readonly set: readonly (readonly [name: string, value: CheckedValue])[]
      }[]
    }
