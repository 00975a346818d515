import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScope, EvaluationStop } from '../../engine/expression/index.js'
import { bindings, evaluate, scope, types, valueOf, values, withData } from './sample.js'

describe('an absent answer', () => {
  it('refuses and names its path', () => {
    expect(evaluate('data.quote.total > yuan(1)')).toEqual({
      ok: false,
      failure: {
        code: 'field-missing',
        message: "Expected a value in 'data.quote.total', but there is none.",
        field: 'data.quote.total',
      },
    })
  })

  it('is the same whether the parent, the answer, or a null stands for it', () => {
    for (const data of [
      {},
      { quote: { labour: 1 } },
      { quote: null },
      { quote: { labour: 1, total: null } },
    ]) {
      expect(valueOf('present(data.quote.total)', withData(data))).toBe(false)
      expect(evaluate('data.quote.total == yuan(1)', withData(data))).toMatchObject({
        failure: { code: 'field-missing' },
      })
    }
    expect(valueOf('present(data.quote.total)', withData({ quote: { labour: 1, total: 2 } }))).toBe(true)
  })

  it('matters only where the other side does not decide', () => {
    const absent = 'data.note == "x"'
    for (const [source, value] of [
      [`${absent} || true`, true],
      [`true || ${absent}`, true],
      [`${absent} && false`, false],
      [`false && ${absent}`, false],
    ] as const)
      expect(valueOf(source)).toBe(value)
    for (const source of [`${absent} || false`, `${absent} && true`, `not(${absent})`])
      expect(evaluate(source)).toMatchObject({ ok: false, failure: { field: 'data.note' } })
  })

  it('is never reached in the branch that is not picked', () => {
    expect(valueOf('pick(present(data.note), data.note, "none")')).toBe('none')
    expect(evaluate('pick(data.qty == 3, data.note, "none")').ok).toBe(false)
  })

  it('in one item of a list matters only where no other item decides', () => {
    expect(valueOf('data.parts.exists(p, p.price > yuan(100))')).toBe(true)
    expect(evaluate('data.parts.exists(p, p.price > yuan(1000))')).toMatchObject({
      failure: { field: 'p.price' },
    })
    expect(evaluate('data.parts.map(p, p.price)').ok).toBe(false)
  })

  it('of a list index names the index', () => {
    expect(evaluate('data.parts[9].name')).toMatchObject({ failure: { field: 'data.parts[9].name' } })
    expect(evaluate('data.parts[-1].name').ok).toBe(false)
    expect(valueOf('present(data.parts[1])')).toBe(true)
  })

  it('is reported by the check where it is not tested in the same expression', () => {
    const untested = (source: string): readonly string[] => {
      const result = scope.compile(source)
      return result.ok ? result.expression.untested.map((read) => read.path) : ['faulty']
    }
    expect(untested('data.note == "x"')).toEqual(['data.note'])
    expect(untested('present(data.note) && data.note == "x"')).toEqual([])
    expect(untested('or(data.note, "") == ""')).toEqual([])
    expect(untested('data.quote.total > yuan(1)')).toEqual(['data.quote.total'])
    expect(untested('present(data.quote) && data.quote.total > yuan(1)')).toEqual(['data.quote.total'])
    expect(untested('present(data.quote.total) && data.quote.labour > yuan(1)')).toEqual([])
    expect(untested('params.surcharge > yuan(1)')).toEqual(['params.surcharge'])
    expect(untested('event.reason == ""')).toEqual(['event.reason'])
    expect(untested('visits.negotiating > 0 && decisions.eligibility.eligible && data.qty > 1')).toEqual([])
    expect(untested('data.parts.all(p, p.price > yuan(1))')).toEqual(['p.price'])
    expect(untested('data.parts.filter(p, present(p.price)).all(q, q.price > yuan(1))')).toEqual([])
  })
})

describe('the moment of an event', () => {
  it('is that of the step, where nothing else is told', () => {
    expect(valueOf('occurredAt')).toBe('2026-09-28T01:30:00Z')
    const yesterday = scope.bind({ ...values, occurredAt: Date.UTC(2026, 8, 27, 8) })
    expect(valueOf('dateOf(occurredAt)', yesterday)).toBe('2026-09-27')
    expect(valueOf('today', yesterday)).toBe('2026-09-28')
  })
})

describe('reads', () => {
  it('name every path once, and time apart', () => {
    const result = scope.compile(
      'data.quote.total > yuan(1) && visits["leader-approval"] < params.maxRounds && data.boughtOn < today && decisions.eligibility.eligible && data.parts.all(p, p.qty > visits.negotiating) && vouchers.receipt.state == "" && visits.negotiating > 0',
    )
    expect(result.ok && result.expression.reads).toEqual([
      'data.quote.total',
      'visits.leader-approval',
      'params.maxRounds',
      'data.boughtOn',
      'decisions.eligibility.eligible',
      'data.parts',
      'visits.negotiating',
      'vouchers.receipt.state',
    ])
    expect(result.ok && result.expression.readsTime).toBe(true)
    const late = scope.compile('dateOf(occurredAt) == today')
    expect(late.ok && [late.expression.reads, late.expression.readsTime]).toEqual([['occurredAt'], true])
    const timeless = scope.compile('data.qty > 1')
    expect(timeless.ok && timeless.expression.readsTime).toBe(false)
  })
})

describe('money', () => {
  const amount = fc.integer({ min: -1_000_000_00, max: 1_000_000_00 }).map((fen) => fen / 100)

  it('adds and subtracts exactly, as fen', () => {
    fc.assert(
      fc.property(amount, amount, (first, second) => {
        const bound = withData({ claim: first, quote: { labour: second } })
        expect(valueOf('data.claim + data.quote.labour', bound)).toBe(
          Math.round((first + second) * 100) / 100,
        )
        expect(valueOf('data.claim + data.quote.labour - data.quote.labour == data.claim', bound)).toBe(true)
      }),
    )
  })

  it('comes back as it went in', () => {
    fc.assert(
      fc.property(amount, (claim) => {
        expect(valueOf('data.claim', withData({ claim }))).toBe(claim)
      }),
    )
  })

  it.each([
    ['yuan(0.05) * 0.5', 0.03],
    ['yuan(0.03) * 0.5', 0.02],
    ['-yuan(0.05) * 0.5', -0.03],
    ['0.15 * yuan(1234.5)', 185.18],
    ['yuan(1.15) * 3', 3.45],
    ['yuan(10) / 3', 3.33],
    ['yuan(20) / 3', 6.67],
    ['yuan(0.01) / 2', 0.01],
    ['yuan(1) / 0.3', 3.33],
    ['yuan(100) * 1.005', 100.5],
  ])('%s is rounded half up to %s', (source, result) => {
    expect(valueOf(source)).toBe(result)
  })

  it('cannot be divided by zero or grow without end', () => {
    expect(evaluate('data.claim / 0')).toMatchObject({ failure: { code: 'expression-failed' } })
    expect(evaluate('data.claim / (data.hours - 1.5)').ok).toBe(false)
    expect(evaluate('data.claim * 9000000000000000000').ok).toBe(false)
  })
})

describe('numbers', () => {
  it('never leave as bigint, and fail where JSON could not keep them', () => {
    expect(typeof valueOf('data.qty * 2')).toBe('number')
    expect(valueOf('data.parts.map(p, p.qty)')).toEqual([2, 1])
    expect(valueOf('9007199254740991 + 0')).toBe(9007199254740991)
    expect(evaluate('9007199254740991 + 1')).toMatchObject({ failure: { code: 'expression-failed' } })
    expect(evaluate('9223372036854775807 + data.qty > 1')).toMatchObject({
      failure: { code: 'expression-failed' },
    })
    expect(evaluate('data.qty % 0').ok).toBe(false)
    expect(evaluate('data.hours / 0.0').ok).toBe(false)
    expect(evaluate('1e308 * 10.0').ok).toBe(false)
  })

  it('mix integers and numbers in lists and branches', () => {
    expect(valueOf('[1, 2.5]')).toEqual([1, 2.5])
    expect(valueOf('data.qty in [1.0, 3.0]')).toBe(true)
    expect(valueOf('pick(data.urgent, 1.5, 2) / 4')).toBe(0.5)
    expect(valueOf('[1] + [2.5] == [1.0, 2.5]')).toBe(true)
    expect(valueOf('sum([1, 2.5])')).toBe(3.5)
    expect(valueOf('sum(data.parts.filter(p, p.qty > 9).map(p, p.qty))')).toBe(0)
    expect(valueOf('round(-2.5)')).toBe(-3)
  })
})

describe('values that do not fit their type', () => {
  it.each([
    ['data.qty > 1', { qty: 1.5 }],
    ['data.qty > 1', { qty: '3' }],
    ['data.claim > yuan(1)', { claim: '5' }],
    ['data.boughtOn < today', { boughtOn: '2026-02-30' }],
    ['data.arrivedAt < now', { arrivedAt: '2026-09-26' }],
    ['data.urgent', { urgent: 'yes' }],
    ['data.goodsAt == "us"', { goodsAt: 3 }],
    ['data.tags.all(t, t == "x")', { tags: 'loan' }],
    ['data.tags.all(t, t == "x")', { tags: ['x', 3] }],
    ['data.quote.total > yuan(1)', { quote: [] }],
    ['data.serialNumber == "x"', { serialNumber: 'x'.repeat(100_001) }],
  ])('fail %s with a reason and without the value', (source, data) => {
    const result = evaluate(source, withData(data))
    expect(result).toMatchObject({
      ok: false,
      failure: { code: expect.stringMatching(/expression-failed|field-missing/) },
    })
  })

  it('of unknown type are checked when they are read', () => {
    expect(valueOf('data.raw.code == "x"', withData({ raw: { code: 'x' } }))).toBe(true)
    expect(valueOf('data.raw.count >= 3', withData({ raw: { count: 3 } }))).toBe(true)
    expect(valueOf('data.raw.amount > yuan(2.5)', withData({ raw: { amount: 2.51 } }))).toBe(true)
    expect(valueOf('data.raw.on in [today]', withData({ raw: { on: '2026-09-28' } }))).toBe(true)
    expect(valueOf('data.raw[1] == 2', withData({ raw: [1, 2] }))).toBe(true)
    expect(evaluate('data.raw.code == "x"', withData({ raw: { code: 3 } }))).toMatchObject({
      failure: { code: 'expression-failed' },
    })
    expect(valueOf('data.raw', withData({ raw: { a: [1, { b: 'c' }] } }))).toEqual({ a: [1, { b: 'c' }] })
  })

  it('are not found on prototypes', () => {
    expect(evaluate('data.raw.constructor == "x"', withData({ raw: {} }))).toMatchObject({
      failure: { code: 'field-missing' },
    })
  })
})

describe('bindings', () => {
  it('are replaced, not changed', () => {
    const changed = withData({ qty: 9 })
    expect(valueOf('data.qty', changed)).toBe(9)
    expect(valueOf('data.qty')).toBe(3)
    expect(valueOf('event.reason', bindings.withEvent({ reason: 'x' }))).toBe('x')
    const items = createScope({
      ...types,
      item: { kind: 'object', fields: { qty: { type: { kind: 'integer' }, required: true } } },
    })
    const where = items.compile('item.qty > data.qty')
    expect(where.ok && where.expression.evaluate(bindings.withItem({ qty: 4 }))).toEqual({
      ok: true,
      value: true,
    })
    expect(where.ok && where.expression.evaluate(bindings)).toMatchObject({ failure: { field: 'item.qty' } })
  })

  it('of one scope serve expressions of another', () => {
    const { event, ...bare } = types
    const other = createScope(bare)
    expect(event).toBeDefined()
    expect(evaluate('data.claim', bindings, other)).toEqual({ ok: true, value: 1234.5 })
  })

  it('ask for a decision when it is read, once, and again after new data', () => {
    // given
    const asked: unknown[] = []
    const bound = scope.bind({
      ...values,
      decide: (name, asking) => {
        asked.push([name, asking.values.data['qty']])
        return { eligible: true, payer: 'us' }
      },
    })
    // when
    valueOf('data.qty > 1', bound)
    expect(asked).toEqual([])
    valueOf('decisions.eligibility.eligible && decisions.eligibility.payer == "us"', bound)
    valueOf('decisions.eligibility.eligible', bound)
    // then
    expect(asked).toEqual([['eligibility', 3]])
    valueOf('decisions.eligibility.eligible', bound.withData({ ...values.data, qty: 4 }))
    expect(asked).toEqual([
      ['eligibility', 3],
      ['eligibility', 4],
    ])
  })

  it('pass on the failure of a decision, which the other side of || may make unimportant', () => {
    // given
    let asked = 0
    const failure = { code: 'field-missing', message: 'x', field: 'data.note' } as const
    const bound = scope.bind({
      ...values,
      decide: () => {
        asked += 1
        throw Object.assign(new Error('x'), { failure })
      },
    })
    // then
    expect(evaluate('decisions.eligibility.eligible', bound)).toEqual({ ok: false, failure })
    expect(valueOf('decisions.eligibility.eligible || true', bound)).toBe(true)
    expect(asked).toBe(1)
    const stopping = scope.bind({
      ...values,
      decide: () => {
        throw new EvaluationStop(failure)
      },
    })
    expect(evaluate('decisions.eligibility.eligible', stopping)).toEqual({ ok: false, failure })
  })

  it('do not hide bugs', () => {
    const bound = scope.bind({
      ...values,
      decide: () => {
        throw new Error('a bug')
      },
    })
    expect(() => evaluate('decisions.eligibility.eligible || true', bound)).toThrow('a bug')
  })

  it('notice a decision that asks for itself', () => {
    const bound = scope.bind({
      ...values,
      decide: (_, asking) => ({
        eligible: valueOf('decisions.eligibility.eligible', asking) === true,
        payer: '',
      }),
    })
    expect(() => evaluate('decisions.eligibility.eligible', bound)).toThrow('asks for itself')
  })
})

describe('texts', () => {
  it('fit a pattern as a slow and simple matcher says', () => {
    const character = fc.constantFrom('a', 'b', '*', '?')
    const simple = (value: string, pattern: string): boolean =>
      pattern === ''
        ? value === ''
        : pattern[0] === '*'
          ? simple(value, pattern.slice(1)) || (value !== '' && simple(value.slice(1), pattern))
          : value !== '' &&
            (pattern[0] === '?' || pattern[0] === value[0]) &&
            simple(value.slice(1), pattern.slice(1))
    fc.assert(
      fc.property(
        fc.string({ unit: character, maxLength: 8 }),
        fc.string({ unit: character, maxLength: 6 }),
        (value, pattern) => {
          const bound = withData({ serialNumber: value, note: pattern })
          expect(valueOf('like(data.serialNumber, data.note)', bound)).toBe(simple(value, pattern))
        },
      ),
    )
  })

  it('count characters, not halves of them', () => {
    expect(valueOf('size("𠮷野")')).toBe(2)
    expect(valueOf('like("𠮷", "?")')).toBe(true)
  })
})
