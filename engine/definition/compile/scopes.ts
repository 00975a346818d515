import { createScope } from '../../expression/index.js'
import type { FieldType, Scope, ScopeTypes, ValueType } from '../../expression/expression.js'
import type { JsonValue } from '../../errors/json.js'
import { dictionary } from './field-node.js'

/** Makes the scopes of one process: what expressions in its different places may name. Each is made once. */
export class Scopes {
  /** Without an event: decisions, invariants, `due.until`, templates, what timers and entries do. */
  readonly base: Scope
  readonly #made = new Map<string, Scope>()

  constructor(types: ScopeTypes) {
    this.base = createScope(types)
  }

  /** With the answers of an event. `key` names them: one key, one set of answers. */
  withEvent(key: string, event: { readonly [name: string]: FieldType }): Scope {
    return this.#once(`event ${key}`, () => createScope({ ...this.base.types, event }))
  }

  /** With `item`, for the conditions of `update` and `remove` on a list. `key` names scope and list together. */
  withItem(scope: Scope, key: string, item: ValueType): Scope {
    const outer = [...this.#made].find(([, made]) => made === scope)?.[0] ?? 'base'
    return this.#once(`item ${key} in ${outer}`, () => createScope({ ...scope.types, item }))
  }

  #once(key: string, make: () => Scope): Scope {
    const known = this.#made.get(key)
    if (known) return known
    const scope = make()
    this.#made.set(key, scope)
    return scope
  }
}

/**
 * The members of an event that expressions name, where nobody declares what it brings (what a service answers, or a
 * form that is not there): each may be anything, and is looked for when the event is there.
 */
export function resultMembers(branches: JsonValue | undefined): { readonly [name: string]: FieldType } {
  const names = JSON.stringify(branches ?? []).matchAll(/\bevent\.([A-Za-z_][A-Za-z0-9_]*)/g)
  return dictionary([...names].map(([, name = '']) => [name, { type: { kind: 'any' }, required: true }]))
}
