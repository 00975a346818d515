import type { FieldType, ValueType } from './expression.js'

/** Kind of a value type, such as `money`. */
export type Kind = ValueType['kind']

export const text: ValueType = { kind: 'text' }
export const integer: ValueType = { kind: 'integer' }
export const number: ValueType = { kind: 'number' }
export const boolean: ValueType = { kind: 'boolean' }
export const money: ValueType = { kind: 'money' }
export const date: ValueType = { kind: 'date' }
export const dateTime: ValueType = { kind: 'date-time' }
export const anything: ValueType = { kind: 'any' }

/** How a type is called in messages: `money`, `list of text`, `choice of 'customer', 'us'`. */
export function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'choice':
      return `choice of ${type.options.map((option) => `'${option}'`).join(', ')}`
    case 'list':
      return type.of.kind === 'any' && type.maxItems === 0 ? 'empty list' : `list of ${typeName(type.of)}`
    case 'any':
      return 'value of unknown type'
    case 'text':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'money':
    case 'date':
    case 'date-time':
    case 'duration':
    case 'object':
      return type.kind
  }
}

/** A type with its article, for the end of a sentence: `an integer`, `money`. */
export function typePhrase(type: ValueType): string {
  if (type.kind === 'money') return 'money'
  return `${type.kind === 'integer' || type.kind === 'object' ? 'an' : 'a'} ${typeName(type)}`
}

/**
 * Whether a value of type `from` may stand where `to` is expected. An integer is a number, a choice is a text, and
 * `any` fits both ways, since it is checked when the value is read. A text is no choice, a number no money.
 */
export function assignableTo(from: ValueType, to: ValueType): boolean {
  if (from.kind === 'any' || to.kind === 'any') return true
  if (from.kind === 'list' && to.kind === 'list') return assignableTo(from.of, to.of)
  if (from.kind === 'object' && to.kind === 'object') return objectAssignable(from.fields, to.fields)
  if (to.kind === 'choice')
    return from.kind === 'choice' && from.options.every((option) => to.options.includes(option))
  if (to.kind === 'text') return from.kind === 'text' || from.kind === 'choice'
  if (to.kind === 'number') return from.kind === 'number' || from.kind === 'integer'
  return from.kind === to.kind
}

type Fields = { readonly [name: string]: FieldType }

function objectAssignable(from: Fields, to: Fields): boolean {
  const complete = Object.entries(to).every(([name, field]) => {
    const given = Object.hasOwn(from, name) ? from[name] : undefined
    if (!given) return !field.required
    return (given.required || !field.required) && assignableTo(given.type, field.type)
  })
  return complete && Object.keys(from).every((name) => Object.hasOwn(to, name))
}

/** The type both values have when one of the two is chosen, or `undefined` where there is none. */
export function commonType(first: ValueType, second: ValueType): ValueType | undefined {
  if (first.kind === 'any' && second.kind !== 'any') return second
  if (second.kind === 'any') return first
  if (first.kind === 'list' && second.kind === 'list') {
    const of = commonType(first.of, second.of)
    return of && { kind: 'list', of, maxItems: Math.max(first.maxItems, second.maxItems) }
  }
  if (first.kind === 'choice' && second.kind === 'choice')
    return { kind: 'choice', options: [...new Set([...first.options, ...second.options])] }
  if (assignableTo(first, second)) return second
  return assignableTo(second, first) ? first : undefined
}

/** Whether the values of two types can be asked for equality. Durations cannot: 1 day is no fixed number of hours. */
export function comparable(first: ValueType, second: ValueType): boolean {
  if (first.kind === 'any' && second.kind === 'any') return false
  if (first.kind === 'duration' || second.kind === 'duration') return false
  if (isText(first) && isText(second)) return true
  return commonType(first, second) !== undefined
}

/** Text or one of a choice: what texts are made of. */
export function isText(type: ValueType): boolean {
  return type.kind === 'text' || type.kind === 'choice'
}

export function isNumeric(type: ValueType): boolean {
  return type.kind === 'integer' || type.kind === 'number'
}
