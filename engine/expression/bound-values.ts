import type { JsonObject, JsonValue } from '../errors/json.js'
import { dateIn } from '../time/zone.js'
import { EvaluationStop, failed, failureOf } from './evaluation-stop.js'
import type { Bindings, ScopeValues } from './expression.js'

type Decided =
  | { readonly kind: 'deciding' }
  | { readonly kind: 'decided'; readonly outputs: JsonObject }
  | { readonly kind: 'failed'; readonly stop: EvaluationStop }

/**
 * The values of one step. Nothing is converted here: a field is converted when an expression reads it, and only that
 * field. What is dear is kept: decisions, and today's date per zone.
 */
export class BoundValues implements Bindings {
  readonly values: ScopeValues
  readonly item: JsonValue | undefined
  readonly #decisions: Map<string, Decided>
  #today: { readonly zone: string; readonly date: string } | undefined

  constructor(values: ScopeValues, item?: JsonValue, decisions = new Map<string, Decided>()) {
    this.values = values
    this.item = item
    this.#decisions = decisions
  }

  withData(data: JsonObject): BoundValues {
    return new BoundValues({ ...this.values, data }, this.item)
  }

  withEvent(event: JsonObject): BoundValues {
    return new BoundValues({ ...this.values, event }, this.item)
  }

  /** Keeps the decisions: they cannot read the item. */
  withItem(item: JsonValue): BoundValues {
    return new BoundValues(this.values, item, this.#decisions)
  }

  today(zone: string): string {
    if (this.#today?.zone !== zone) this.#today = { zone, date: dateIn(this.values.now, zone) }
    return this.#today.date
  }

  /** Outputs of a decision. Decided when first asked for; a failure is kept like a result. */
  decision(name: string): JsonObject {
    const known = this.#decisions.get(name)
    if (known?.kind === 'decided') return known.outputs
    if (known?.kind === 'failed') throw known.stop
    if (known?.kind === 'deciding')
      throw failed(`Expected decision '${name}' to end, but it asks for itself.`)
    this.#decisions.set(name, { kind: 'deciding' })
    try {
      const outputs = this.values.decide(name, this)
      this.#decisions.set(name, { kind: 'decided', outputs })
      return outputs
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) {
        this.#decisions.delete(name)
        throw error
      }
      const stop = new EvaluationStop(failure)
      this.#decisions.set(name, { kind: 'failed', stop })
      throw stop
    }
  }
}
