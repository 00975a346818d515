import { failed } from './evaluation-stop.js'
import type { FieldType, ScopeTypes, ValueType } from './expression.js'
import { toFen } from './money.js'
import { seenUnit, unitType } from './unit-type.js'
import { fromJson, part, type Value } from './value.js'
import { anything, date, dateTime, integer, money, text } from './value-types.js'
import type { Frame } from './work.js'

/** A name expressions begin with. */
export interface ScopeName {
  readonly name: string
  readonly type: ValueType
  /** Whether it may stand alone as a value; the others are only read in parts. */
  readonly whole: boolean
  readonly read: (frame: Frame) => Value | undefined
  /** Reads a part where that is not simply a property. The value is converted already. */
  readonly readPart?: (frame: Frame, key: string) => Value | undefined
}

/** The names of a scope, by name. */
export type ScopeNames = ReadonlyMap<string, ScopeName>

/** Makes the names of a scope from its types. */
export function scopeNames(types: ScopeTypes): ScopeNames {
  const names: ScopeName[] = [
    json('data', types.data, (frame) => frame.bound.values.data),
    { ...json('params', types.params, (frame) => frame.bound.values.params), whole: false },
    decisions(types),
    json('actor', actorFields, ({ bound }) => ({
      id: bound.values.actor.id,
      roles: [...bound.values.actor.roles],
    })),
    instance,
    visits(types),
    vouchers(types),
    { name: 'now', type: dateTime, whole: true, read: (frame) => frame.bound.values.now },
    {
      name: 'occurredAt',
      type: dateTime,
      whole: true,
      read: ({ bound: { values } }) => values.occurredAt ?? values.now,
    },
    { name: 'today', type: date, whole: true, read: (frame) => frame.bound.today(frame.zone) },
  ]
  if (types.unit) names.push(unit)
  if (types.prices) names.push(prices(types.prices))
  if (types.event) names.push(json('event', types.event, (frame) => frame.bound.values.event))
  if (types.item) names.push(item(types.item))
  for (const [name, type] of Object.entries(types.more ?? {}))
    names.push({ name, type, whole: true, read: ({ bound }) => bound.values.more?.[name] })
  return new Map(names.map((name) => [name.name, name]))
}

function json(
  name: string,
  fields: { readonly [name: string]: FieldType },
  read: (frame: Frame) => Value | undefined,
): ScopeName {
  return { name, type: { kind: 'object', fields }, whole: true, read }
}

const actorFields: { readonly [name: string]: FieldType } = {
  id: required(text),
  roles: required({ kind: 'list', of: text, maxItems: 1_000 }),
}

const instance: ScopeName = {
  name: 'instance',
  whole: false,
  type: {
    kind: 'object',
    fields: {
      id: required(text),
      number: { type: text, required: false },
      process: required(text),
      origin: required(text),
      createdAt: required(dateTime),
    },
  },
  read: (frame) => ({ origin: '', ...frame.bound.values.instance }),
  readPart: ({ bound }, key) => part({ origin: '', ...bound.values.instance }, key),
}

/** Reads the file anew each time: an action of the same step may have written into it. */
const unit: ScopeName = {
  name: 'unit',
  whole: false,
  type: unitType,
  read: ({ bound }) => {
    const file = bound.values.unit?.()
    return file && seenUnit(file)
  },
}

function decisions(types: ScopeTypes): ScopeName {
  const fields = Object.entries(types.decisions).map(([name, outputs]) => {
    // A decision gives all its outputs, so that none needs to be tested for presence.
    const given = Object.entries(outputs).map(([output, { type }]) => [output, required(type)] as const)
    return [name, required({ kind: 'object', fields: Object.fromEntries(given) })] as const
  })
  return {
    name: 'decisions',
    type: { kind: 'object', fields: Object.fromEntries(fields) },
    whole: false,
    read: () => ({}),
    readPart: (frame, name) => frame.bound.decision(name),
  }
}

function visits(types: ScopeTypes): ScopeName {
  const fields = types.states.map((path) => [path, required(integer)] as const)
  return {
    name: 'visits',
    type: { kind: 'object', fields: Object.fromEntries(fields) },
    whole: false,
    read: () => ({}),
    readPart: (frame, path) => {
      const counted = frame.bound.values.visits
      return BigInt((Object.hasOwn(counted, path) ? counted[path] : undefined) ?? 0)
    },
  }
}

function vouchers(types: ScopeTypes): ScopeName {
  const paper: FieldType = required({
    kind: 'object',
    fields: { state: required(text), number: { type: text, required: false } },
  })
  return {
    name: 'vouchers',
    type: { kind: 'object', fields: Object.fromEntries(types.papers.map((name) => [name, paper] as const)) },
    whole: false,
    read: () => ({}),
    readPart: (frame, name) => {
      const issued = frame.bound.values.vouchers
      const latest = Object.hasOwn(issued, name) ? issued[name] : undefined
      return latest ? { ...latest } : { state: '' }
    },
  }
}

/** A price is asked for on the day of the step. */
function prices(items: readonly string[]): ScopeName {
  const price = required(money)
  return {
    name: 'prices',
    type: { kind: 'object', fields: Object.fromEntries(items.map((item) => [item, price] as const)) },
    whole: false,
    read: () => ({}),
    readPart: ({ bound, zone }, item) => {
      const day = bound.today(zone)
      const list = bound.values.prices?.(day)
      const yuan = list && Object.hasOwn(list, item) ? list[item] : undefined
      if (yuan !== undefined) return toFen(yuan)
      const found = list ? 'the price list in force has none' : 'no price list is in force'
      throw failed(`Expected a price of '${item}' on ${day}, but ${found}.`)
    },
  }
}

function item(type: ValueType): ScopeName {
  const read = (frame: Frame): Value | undefined => {
    const value = frame.bound.item
    return value === undefined || value === null ? undefined : fromJson(type, value, 'item')
  }
  return { name: 'item', type: type.kind === 'any' ? anything : type, whole: true, read }
}

function required(type: ValueType): FieldType {
  return { type, required: true }
}
