import { describe, expect, it } from 'vitest'
import { createScope } from '../../engine/expression/index.js'
import { evaluate, problemsOf, types, valueOf, values, withData } from './sample.js'

describe('the size of an expression', () => {
  it('is bounded by characters, parts and nesting', () => {
    expect(problemsOf(`data.serialNumber == "${'x'.repeat(2_000)}"`)[0]?.code).toBe('expression-too-large')
    expect(problemsOf(`[${Array.from({ length: 501 }, () => '1').join(',')}] == []`)[0]?.code).toBe(
      'expression-too-large',
    )
    expect(problemsOf(`${'('.repeat(60)}1${')'.repeat(60)} == 1`)[0]?.code).toBe('expression-too-large')
    expect(problemsOf(`${'not('.repeat(60)}true${')'.repeat(60)}`)[0]?.code).toBe('expression-too-large')
    expect(problemsOf(`${'-'.repeat(60)}1 == 1`)[0]?.code).toBe('expression-too-large')
  })

  it('lets a long chain of conditions be as flat as it looks', () => {
    const chain = Array.from({ length: 80 }, (_, index) => `data.qty != ${index + 10}`).join(' && ')
    expect(valueOf(chain)).toBe(true)
  })
})

describe('the work of one evaluation', () => {
  const items = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  const big = createScope({
    ...types,
    data: {
      numbers: { type: { kind: 'list', of: { kind: 'integer' }, maxItems: 1_000 }, required: true },
      long: { type: { kind: 'text' }, required: true },
    },
  })
  const bound = (count: number, long = ''): ReturnType<typeof big.bind> =>
    big.bind({ ...values, data: { numbers: items(count), long } })

  it('ends at 100,000 visited items, however the loops are written', () => {
    const nested = 'data.numbers.all(a, data.numbers.all(b, a + b >= 0))'
    expect(evaluate(nested, bound(200), big)).toEqual({ ok: true, value: true })
    for (const source of [
      nested,
      'data.numbers.exists(a, data.numbers.exists(b, a + b < 0))',
      'data.numbers.exists(a, data.numbers.exists(b, 1 / 0 > 0))',
      'size(data.numbers.map(a, data.numbers.filter(b, b > a))) > 0',
      'data.numbers.exists_one(a, size(data.numbers.map(b, a < b, b)) == 1)',
      'data.numbers.all(a, size(data.numbers + data.numbers) > 0)',
      'data.numbers.all(a, data.numbers == data.numbers)',
    ])
      expect(evaluate(source, bound(1_000), big)).toMatchObject({
        ok: false,
        failure: { code: 'expression-failed' },
      })
  })

  it('counts the characters text functions touch', () => {
    const long = 'ab'.repeat(50_000)
    for (const source of [
      'data.numbers.all(a, data.long + "x" != "")',
      'data.numbers.all(a, data.long == data.long)',
      'data.numbers.all(a, lower(data.long) != "")',
      'data.numbers.all(a, not(data.long.contains("x")))',
      'data.numbers.all(a, size(data.long) > 0)',
    ])
      expect(evaluate(source, bound(1_000, long), big)).toMatchObject({
        failure: { code: 'expression-failed' },
      })
  })

  it('is little for a pattern full of stars on a long text', () => {
    const stars = 'like(data.long, "*a*a*a*a*a*a*a*a*c")'
    expect(evaluate(stars, bound(1, 'ab'.repeat(50_000)), big)).toEqual({ ok: true, value: false })
    expect(evaluate(`data.numbers.all(a, not(${stars}))`, bound(1_000, 'ab'.repeat(50_000)), big).ok).toBe(
      false,
    )
  })

  it('refuses lists longer than they are declared', () => {
    const tags = Array.from({ length: 11 }, String)
    expect(evaluate('data.tags.all(t, true)', withData({ tags }))).toMatchObject({
      failure: {
        code: 'expression-failed',
        message: "Expected at most 10 items in 'data.tags', but found 11.",
      },
    })
  })

  it('begins anew with each evaluation', () => {
    const result = big.compile('data.numbers.all(a, data.numbers.all(b, a + b >= 0))')
    if (!result.ok) throw new Error('faulty')
    const values200 = bound(250)
    for (let round = 0; round < 3; round += 1)
      expect(result.expression.evaluate(values200)).toEqual({ ok: true, value: true })
  })
})
