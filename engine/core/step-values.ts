import type {
  Bindings,
  Evaluation,
  EvaluationFailure,
  Expression,
  ScopeValues,
} from '../expression/expression.js'
import type { CheckedValue } from '../definition/checked-process.js'
import { StacklessError, type JsonObject, type JsonValue, type RefusalReason } from '../errors/index.js'
import type { Instant } from '../time/instant.js'
import { valueAt } from './data-path.js'
import type { Draft } from './draft.js'
import { personalLeaves, TrailBody } from './personal.js'
import { instantText } from './instant-text.js'
import { failureReason, StepRefused } from './refusals.js'
import { unitValue } from './unit/unit-file.js'
import { voucherValues } from './vouchers/open-voucher.js'

/** Carries a failed decision through the expression that asked for it, which then fails with the same failure. */
class DecisionFailed extends StacklessError {
  readonly failure: Extract<Evaluation, { ok: false }>['failure']

  constructor(failure: Extract<Evaluation, { ok: false }>['failure']) {
    super(failure.message)
    this.failure = failure
  }
}

/** Evaluates the expressions of one step against the draft as it stands. */
export class StepValues {
  readonly #draft: Draft
  /** What expressions read that a step does not change. */
  readonly #fixed: Omit<ScopeValues, 'data' | 'event' | 'visits' | 'vouchers'>
  #bindings: Bindings | undefined
  /** Visits, event answers, papers and moment of the bindings in use, to notice when they change. */
  #visits: unknown
  #event: unknown
  #vouchers: unknown
  #occurredAt: Instant | undefined
  /** Last outcome per decision, so that an unchanged one is noted once. */
  readonly #decided = new Map<string, { readonly key: string; readonly outputs: JsonObject }>()

  /** What expressions read of the papers, as long as these stay what they are. */
  #papers: ScopeValues['vouchers'] = {}
  /** Hash of the table of prices that was noted as read. */
  #pricesNoted: string | undefined

  constructor(draft: Draft) {
    this.#draft = draft
    const { process, actor, identity, at } = draft
    this.#fixed = {
      params: process.params,
      actor: { id: actor?.id ?? '', roles: actor?.roles ?? [] },
      instance: {
        id: identity.id,
        process: process.id,
        ...(identity.origin && { origin: identity.origin.process }),
        createdAt: identity.createdAt,
        ...(identity.number === undefined ? {} : { number: identity.number }),
      },
      prices: (day) => this.#pricesOn(day),
      unit: () => unitValue(this.#draft),
      now: at,
      decide: (name, bindings) => this.#decide(name, bindings),
    }
  }

  /** Bindings of this moment. They are kept as long as data, visits, answers, papers and moment stay what they are. */
  bindings(): Bindings {
    const { data, visits, event, vouchers, occurredAt } = this.#draft
    const sameMoment = this.#event === event && this.#occurredAt === occurredAt
    const same = sameMoment && this.#visits === visits && this.#vouchers === vouchers
    if (!this.#bindings || !same) {
      if (this.#vouchers !== vouchers) this.#papers = voucherValues(this.#draft.process, vouchers)
      this.#bindings = this.#bind()
      this.#visits = visits
      this.#event = event
      this.#vouchers = vouchers
      this.#occurredAt = occurredAt
    } else if (this.#bindings.values.data !== data) this.#bindings = this.#bindings.withData(data)
    return this.#bindings
  }

  /** Has decisions made anew: something outside the data that they may read has changed. */
  forget(): void {
    this.#bindings = undefined
  }

  evaluate(expression: Expression, item?: JsonValue): Evaluation {
    const bindings = this.bindings()
    return expression.evaluate(item === undefined ? bindings : bindings.withItem(item))
  }

  /** The value, or a refused step that names the missing field or the failed calculation. */
  valueOf(expression: Expression, state: string, item?: JsonValue): JsonValue {
    const result = this.evaluate(expression, item)
    if (result.ok) return result.value
    throw new StepRefused([this.failed(result.failure, state, expression)])
  }

  /** Value of a literal, an expression, or a map or list of them. */
  resolve(value: CheckedValue, state: string, item?: JsonValue): JsonValue {
    switch (value.kind) {
      case 'literal':
        return value.value
      case 'expression':
        return this.valueOf(value.expression, state, item)
      case 'object':
        return this.resolveAll(value.entries, state, item)
      case 'list':
        return value.items.map((each) => this.resolve(each, state, item))
    }
  }

  resolveAll(
    entries: readonly (readonly [name: string, value: CheckedValue])[],
    state: string,
    item?: JsonValue,
  ): JsonObject {
    return Object.fromEntries(entries.map(([name, value]) => [name, this.resolve(value, state, item)]))
  }

  /** Notes a point for coverage. */
  passed(point: string): void {
    this.#draft.covered.add(point)
  }

  /** An expression without a result as a reason: the missing answer, or what could not be worked out. */
  failed(failure: EvaluationFailure, state: string, { source }: Expression): RefusalReason {
    return failureReason(this.#draft.process, failure, { state, expression: source })
  }

  /** A failed condition as a reason: its source and the values it read. */
  explained(expression: Expression, reason: RefusalReason): RefusalReason {
    return { ...reason, expression: expression.source, values: this.#valuesRead(expression) }
  }

  #valuesRead(expression: Expression): { readonly [path: string]: JsonValue } {
    return Object.fromEntries(
      expression.reads.flatMap((path) => {
        const value = this.#read(path)
        return value === undefined ? [] : [[path, value] as const]
      }),
    )
  }

  #read(path: string): JsonValue | undefined {
    const { data, event, process, visits, vouchers, identity, actor, occurredAt, at } = this.#draft
    const [root = '', ...rest] = path.split('.')
    const inner = rest.join('.')
    switch (root) {
      case 'data':
        return inner === '' ? data : valueAt(data, inner)
      case 'params':
        return valueAt(process.params, inner)
      case 'event':
        return event && (inner === '' ? event : valueAt(event, inner))
      case 'visits':
        return visits[inner] ?? 0
      case 'vouchers':
        return valueAt(voucherValues(process, vouchers), inner)
      case 'decisions':
        return valueAt(this.#decided.get(rest[0] ?? '')?.outputs ?? {}, rest.slice(1).join('.'))
      case 'actor':
        return inner === 'id' ? actor?.id : undefined
      case 'unit':
        // Other cases of the unit are nobody's business who is refused in this one.
        return inner === 'repairs' ? undefined : valueAt(unitValue(this.#draft), inner)
      case 'instance':
        return inner === 'number' ? identity.number : inner === 'id' ? identity.id : undefined
      case 'occurredAt':
        return instantText(occurredAt ?? at)
      default:
        return undefined
    }
  }

  #bind(): Bindings {
    const { process, data, event, visits, occurredAt } = this.#draft
    return process.scope.bind({
      ...this.#fixed,
      data,
      ...(event ? { event } : {}),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      visits,
      vouchers: this.#papers,
    })
  }

  /** The prices of a day; what was read is noted once. */
  #pricesOn(day: string): { readonly [item: string]: number } | undefined {
    const { process, facts } = this.#draft
    const list = process.priceList
    const tables = list === undefined ? [] : (facts.prices?.[list] ?? [])
    const table = tables.find(
      ({ validFrom, validUntil }) => validFrom <= day && (validUntil === undefined || day <= validUntil),
    )
    if (table && this.#pricesNoted !== table.hash) {
      this.#pricesNoted = table.hash
      this.#draft.note('prices-read', { list: list ?? '', validFrom: table.validFrom, hash: table.hash })
    }
    return table?.items
  }

  #decide(name: string, bindings: Bindings): JsonObject {
    const decision = this.#draft.process.decisions.get(name)
    if (!decision)
      throw new DecisionFailed({ code: 'expression-failed', message: `There is no decision '${name}'.` })
    const result = decision.decide(bindings)
    if (!result.ok) throw new DecisionFailed(result.failure)
    const { inputs, outputs, rule } = result
    const key = JSON.stringify([inputs, outputs, rule])
    if (this.#decided.get(name)?.key !== key) this.#noteDecision(name, inputs, { outputs, rule })
    this.#decided.set(name, { key, outputs })
    return outputs
  }

  #noteDecision(
    name: string,
    inputs: JsonObject,
    { outputs, rule }: { outputs: JsonObject; rule: number },
  ): void {
    const draft = this.#draft
    const personal = personalLeaves(draft.process.fields, draft.data)
    const trail = new TrailBody({ decision: name, outputs, rule })
    trail.body['inputs'] =
      personal.size === 0
        ? inputs
        : Object.fromEntries(
            Object.entries(inputs).map(([column, value]) => [
              column,
              personal.has(value) ? trail.hide(value, `/inputs/${column}`) : value,
            ]),
          )
    draft.note('decided', trail.body, trail.personal)
    draft.covered.add(`decision:${name}:${rule}`)
  }
}
