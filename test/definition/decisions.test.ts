import { describe, expect, it } from 'vitest'
import { compileProcess } from '../../engine/definition/index.js'
import type { JsonObject, JsonValue } from '../../engine/errors/json.js'
import { compiled, problemsOf, processFile, scopeValues } from './check-files.js'

const table = `fields:
  proof: { type: boolean, label: { zh-CN: 凭证, en: Proof } }
  cause: { type: choice, of: { quality: { zh-CN: 质量, en: Quality }, damage: { zh-CN: 损坏, en: Damage } }, label: { zh-CN: 因, en: Cause } }
  price: { type: money, label: { zh-CN: 价, en: Price } }
decisions:
  payer:
    in: { proof: data.proof, cause: data.cause, price: "or(data.price, yuan(0))" }
    out: { who: text, share: money }
    rules:
      - { when: { proof: false }, then: { who: customer, share: "=or(data.price, yuan(0))" } }
      - { when: { cause: damage, price: at least 100 }, then: { who: customer, share: 100 } }
      - { then: { who: company, share: 0 } }
`

describe('a decision', () => {
  const process = compiled(processFile({ parts: table }))
  const decide = (data: Record<string, string | number | boolean>) =>
    process.decisions.get('payer')!.decide(process.scope.bind(scopeValues({ data })))

  it('takes the first rule that matches', () => {
    expect(decide({ proof: true, cause: 'damage', price: 100 })).toEqual({
      ok: true,
      inputs: { proof: true, cause: 'damage', price: 100 },
      outputs: { who: 'customer', share: 100 },
      rule: 2,
    })
  })

  it('computes results from the data', () => {
    expect(decide({ proof: false, price: 12.5 })).toMatchObject({
      rule: 1,
      outputs: { who: 'customer', share: 12.5 },
    })
  })

  it('leaves a column empty whose answer is not there', () => {
    expect(decide({})).toEqual({
      ok: true,
      inputs: { price: 0 },
      outputs: { who: 'company', share: 0 },
      rule: 3,
    })
  })

  it('fails by name when no rule matches', () => {
    // Given a table without its last rule, which the check of gaps would refuse
    const { rules, ...rest } = (
      process.resolved['decisions'] as { payer: JsonObject & { rules: JsonValue[] } }
    ).payer
    const resolved = { ...process.resolved, decisions: { payer: { ...rest, rules: rules.slice(0, 2) } } }
    const gap = compileProcess(resolved).process!

    const result = gap.decisions.get('payer')!.decide(gap.scope.bind(scopeValues({ data: { proof: true } })))

    expect(result).toEqual({
      ok: false,
      failure: {
        code: 'expression-failed',
        message: "Expected a rule of the decision 'payer' to match, but none does.",
      },
    })
  })

  it('shows its cells as sets, for the rules that look for gaps', () => {
    const found = process.decisions.get('payer')?.table
    expect(found?.columns.map(({ name, type }) => [name, type.kind])).toEqual([
      ['proof', 'boolean'],
      ['cause', 'choice'],
      ['price', 'money'],
    ])
    expect(found?.rules[2]?.cells).toEqual([undefined, undefined, undefined])
  })

  it('may not ask for itself through others', () => {
    const parts = `decisions:
  first: { in: { a: decisions.second.x }, out: { x: boolean }, rules: [ { then: { x: true } } ] }
  second: { in: { a: decisions.first.x }, out: { x: boolean }, rules: [ { then: { x: true } } ] }
`
    const [problem, ...others] = problemsOf(processFile({ parts }))
    expect(others).toEqual([])
    expect([problem?.code, problem?.place?.line]).toEqual(['decision-cycle', 6])
    expect(problem?.message).toContain("'first' asks for 'second' asks for 'first'")
  })
})
