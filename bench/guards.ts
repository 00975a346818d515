import { createScope, type ScopeTypes, type ScopeValues } from '../engine/expression/index.js'
import { measure } from './measure.js'

/** Guards a second, the conversion of the case's data included. */
export async function guards() {
  const types: ScopeTypes = {
    data: {
      goodsAt: { type: { kind: 'choice', options: ['customer', 'us', 'factory'] }, required: true },
      quote: { type: { kind: 'money' }, required: true },
      attempts: { type: { kind: 'integer' }, required: true },
    },
    params: { limit: { type: { kind: 'money' }, required: true } },
    decisions: {},
    states: ['negotiating'],
    papers: [],
    zone: 'Asia/Shanghai',
  }
  const scope = createScope(types)
  const compiled = scope.compile('data.goodsAt == "us" && data.quote > params.limit && data.attempts < 3')
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message ?? 'no problem')
  const values: ScopeValues = {
    data: { goodsAt: 'us', quote: 480.5, attempts: 2 },
    params: { limit: 300 },
    actor: { id: 'desk-1', roles: [] },
    instance: { id: 'bench', process: 'bench', createdAt: 0 },
    visits: { negotiating: 1 },
    vouchers: {},
    now: 0,
    decide: () => ({}),
  }
  const rate = await measure(
    {
      name: 'bind and evaluate a guard of three comparisons',
      run(count) {
        for (let i = 0; i < count; i += 1) {
          const result = compiled.expression.evaluate(scope.bind(values))
          if (!result.ok || result.value !== true) throw new Error('Expected the guard to hold.')
        }
      },
    },
    100_000,
  )
  return [{ what: 'guards a second, conversion included', ...rate, target: '>= 300000', reached: rate.perSecond >= 300_000 }]
}
