import type { JsonObject, JsonValue } from '../../engine/index.js'

/** Carries the type a schema describes; it exists for the compiler only. */
declare const told: unique symbol

/** Where a reference keeps the schema it stands for. Not part of the JSON. */
export const componentOf: unique symbol = Symbol('component')

/** A JSON Schema (2020-12) and, for the compiler, the type of the values it describes. */
export interface Schema<T = unknown> {
  readonly [told]?: T
  readonly [componentOf]?: { readonly name: string; readonly schema: Schema }
  readonly [keyword: string]: unknown
}

/** The type of the values a schema describes. */
export type Described<S> = S extends { readonly [told]?: infer T } ? Exclude<T, undefined> : never

type Members = { readonly [name: string]: Schema }

type Simple<T> = { [K in keyof T]: T[K] }

type DescribedMembers<Needed extends Members, Further extends Members | undefined> = Simple<
  { readonly [K in keyof Needed]: Described<Needed[K]> } & (Further extends Members
    ? { readonly [K in keyof Further]?: Described<Further[K]> }
    : unknown)
>

interface TextLimits {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: 'date-time' | 'date'
}

/** A text; not an empty one unless `minLength` says so. */
export const text = (limits: TextLimits = {}): Schema<string> => ({ type: 'string', minLength: 1, ...limits })

/** One of a few words. */
export const word = <const T extends string>(...words: readonly T[]): Schema<T> => ({ enum: words })

/** A whole number. */
export const whole = (
  limits: { readonly minimum?: number; readonly maximum?: number } = {},
): Schema<number> => ({
  type: 'integer',
  ...limits,
})

/** `true` or `false`. */
export const flag: Schema<boolean> = { type: 'boolean' }

/** `true` alone: the member is left out otherwise. */
export const onlyTrue: Schema<true> = { const: true }

/** Any JSON value. */
export const anything: Schema<JsonValue> = {}

/** An object whose members are for somebody else to say, such as the data of a case. */
export const freeObject: Schema<JsonObject> = { type: 'object' }

/** A list of values of one kind. */
export const list = <T>(
  items: Schema<T>,
  limits: { readonly maxItems?: number } = {},
): Schema<readonly T[]> => ({
  type: 'array',
  items,
  ...limits,
})

/** An object with these members and no others: those that are always there, and those that may be. */
export function object<const Needed extends Members, const Further extends Members | undefined = undefined>(
  needed: Needed,
  further?: Further,
): Schema<DescribedMembers<Needed, Further>> {
  return {
    type: 'object',
    properties: { ...needed, ...further },
    required: Object.keys(needed),
    additionalProperties: false,
  }
}

/** An object that has a value of one kind under each of some names nobody knows beforehand. */
export const byName = <T>(values: Schema<T>): Schema<{ readonly [name: string]: T }> => ({
  type: 'object',
  additionalProperties: values,
})

/** The same values, with a sentence about what they mean. */
export const about = <T>(schema: Schema<T>, description: string): Schema<T> => ({ ...schema, description })

/** A schema under a name of its own: the document has it once, and everything else refers to it. */
export const component = <T>(name: string, schema: Schema<T>): Schema<T> => ({
  $ref: `#/components/schemas/${name}`,
  [componentOf]: { name, schema },
})
