import { createScope, type ScopeTypes, type ScopeValues } from '../engine/expression/index.js'
import { perSecond, type Row } from './measure.js'

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

/** Guards a second, each with the values of the case bound anew and converted. */
export async function guards(): Promise<readonly Row[]> {
  const scope = createScope(types)
  const compiled = scope.compile('data.goodsAt == "us" && data.quote > params.limit && data.attempts < 3')
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message ?? 'no problem')
  const { expression } = compiled
  const rate = await perSecond(
    {
      name: 'bind and evaluate a guard of three comparisons',
      run(count) {
        for (let i = 0; i < count; i += 1) {
          const result = expression.evaluate(scope.bind(values))
          if (!result.ok || result.value !== true) throw new Error('Expected the guard to hold.')
        }
      },
    },
    100_000,
  )
  return [
    {
      what: 'guards, conversion included',
      figures: { perSecond: Math.round(rate) },
      target: '>= 300000 a second',
      reached: rate >= 300_000,
    },
  ]
}
