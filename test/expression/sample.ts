import {
  createScope,
  type Bindings,
  type Evaluation,
  type ExpressionProblem,
  type FieldType,
  type Scope,
  type ScopeTypes,
  type ScopeValues,
  type ValueType,
} from '../../engine/expression/index.js'

const always = (type: ValueType): FieldType => ({ type, required: true })
const maybe = (type: ValueType): FieldType => ({ type, required: false })
const text: ValueType = { kind: 'text' }
const integer: ValueType = { kind: 'integer' }
const money: ValueType = { kind: 'money' }

const part: ValueType = {
  kind: 'object',
  fields: {
    name: always(text),
    qty: always(integer),
    price: maybe(money),
    tests: maybe({ kind: 'list', of: text, maxItems: 5 }),
  },
}

const stretch: ValueType = {
  kind: 'object',
  fields: { from: always({ kind: 'date-time' }), to: maybe({ kind: 'date-time' }) },
}

/** The repair case of `docs/language/expressions.md`. */
export const types: ScopeTypes = {
  data: {
    goodsAt: always({ kind: 'choice', options: ['customer', 'us', 'factory'] }),
    serviceClass: maybe({ kind: 'choice', options: ['a', 'b'] }),
    serialNumber: always(text),
    note: maybe(text),
    qty: always(integer),
    hours: always({ kind: 'number' }),
    urgent: always({ kind: 'boolean' }),
    claim: always(money),
    quote: maybe({ kind: 'object', fields: { labour: always(money), total: maybe(money) } }),
    boughtOn: always({ kind: 'date' }),
    arrivedAt: always({ kind: 'date-time' }),
    parts: always({ kind: 'list', of: part, maxItems: 50 }),
    tags: always({ kind: 'list', of: text, maxItems: 10 }),
    waits: always({ kind: 'list', of: stretch, maxItems: 10 }),
    raw: maybe({ kind: 'any' }),
  },
  params: {
    maxRounds: always(integer),
    quoteWithin: always({ kind: 'duration' }),
    loanWithin: always({ kind: 'duration' }),
    surcharge: maybe(money),
  },
  decisions: { eligibility: { eligible: always({ kind: 'boolean' }), payer: always(text) } },
  event: { reason: maybe(text), accepted: always({ kind: 'boolean' }) },
  states: ['negotiating', 'leader-approval', 'waiting-for-parts', 'handling.quality'],
  papers: ['receipt', 'loan-note'],
  zone: 'Asia/Shanghai',
}

/** 28 September 2026, 09:30 in Shanghai: a Monday. */
export const values: ScopeValues = {
  data: {
    goodsAt: 'us',
    serialNumber: 'SN-2041',
    qty: 3,
    hours: 1.5,
    urgent: false,
    claim: 1234.5,
    boughtOn: '2026-02-28',
    arrivedAt: '2026-09-26T20:00:00Z',
    parts: [
      { name: 'sensor', qty: 2, price: 120 },
      { name: 'cable', qty: 1 },
    ],
    tags: ['loan', 'urgent'],
    waits: [{ from: '2026-09-27T00:00:00Z', to: '2026-09-27T03:00:00Z' }],
  },
  params: { maxRounds: 3, quoteWithin: '3 working days', loanWithin: '36 hours' },
  event: { accepted: true },
  actor: { id: 'wang', roles: ['technician', 'service-desk'] },
  instance: { id: 'case-1', process: 'repair', createdAt: Date.UTC(2026, 8, 1, 1) },
  visits: { negotiating: 2 },
  vouchers: { receipt: { state: 'issued' } },
  now: Date.UTC(2026, 8, 28, 1, 30),
  decide: () => ({ eligible: true, payer: 'factory' }),
}

export const scope: Scope = createScope(types)
export const bindings: Bindings = scope.bind(values)

/** Bindings of the sample with some of its data replaced. */
export function withData(changes: ScopeValues['data']): Bindings {
  return bindings.withData({ ...values.data, ...changes })
}

/** Evaluates a sound expression; a problem fails the test with its message. */
export function evaluate(source: string, bound: Bindings = bindings, within: Scope = scope): Evaluation {
  const result = within.compile(source)
  if (!result.ok) throw new Error(`${source}: ${result.problems.map((problem) => problem.message).join(' ')}`)
  return result.expression.evaluate(bound)
}

/** The value of a sound expression that can be evaluated. */
export function valueOf(source: string, bound: Bindings = bindings): unknown {
  const result = evaluate(source, bound)
  if (!result.ok) throw new Error(`${source}: ${result.failure.message}`)
  return result.value
}

/** The problems of a faulty expression, none for a sound one. */
export function problemsOf(source: string, expected?: ValueType): readonly ExpressionProblem[] {
  const result = scope.compile(source, expected)
  return result.ok ? [] : result.problems
}
