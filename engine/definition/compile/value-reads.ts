import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { Bindings, Evaluation } from '../../expression/expression.js'
import type { CheckedValue } from '../checked-process.js'

/** Paths the expressions inside a value read. */
export function readsOf(value: CheckedValue): readonly string[] {
  switch (value.kind) {
    case 'literal':
      return []
    case 'expression':
      return value.expression.reads
    case 'object':
      return value.entries.flatMap(([, entry]) => readsOf(entry))
    case 'list':
      return value.items.flatMap(readsOf)
  }
}

/** A value with its expressions evaluated; the first that fails is the failure. */
export function evaluateValue(value: CheckedValue, bindings: Bindings): Evaluation {
  switch (value.kind) {
    case 'literal':
      return { ok: true, value: value.value }
    case 'expression':
      return value.expression.evaluate(bindings)
    case 'object':
      return evaluateObject(value.entries, bindings)
    case 'list':
      return evaluateList(value.items, bindings)
  }
}

/** Named values, each evaluated; the first that fails is the failure. */
export function evaluateObject(
  entries: Extract<CheckedValue, { kind: 'object' }>['entries'],
  bindings: Bindings,
): { readonly ok: true; readonly value: JsonObject } | Extract<Evaluation, { ok: false }> {
  const result: JsonObject = {}
  for (const [name, entry] of entries) {
    const given = evaluateValue(entry, bindings)
    if (!given.ok) return given
    result[name] = given.value
  }
  return { ok: true, value: result }
}

function evaluateList(items: readonly CheckedValue[], bindings: Bindings): Evaluation {
  const result: JsonValue[] = []
  for (const item of items) {
    const given = evaluateValue(item, bindings)
    if (!given.ok) return given
    result.push(given.value)
  }
  return { ok: true, value: result }
}
