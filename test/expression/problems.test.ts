import { describe, expect, it } from 'vitest'
import { createScope } from '../../engine/expression/index.js'
import { problemsOf, scope } from './sample.js'

/** Problems as `code [marked part]`. */
function marked(source: string, expected?: Parameters<typeof problemsOf>[1]): readonly string[] {
  return problemsOf(source, expected).map(({ code, start, end }) => `${code} [${source.slice(start, end)}]`)
}

function hints(source: string, expected?: Parameters<typeof problemsOf>[1]): readonly (string | undefined)[] {
  return problemsOf(source, expected).map((problem) => problem.hint)
}

describe('names', () => {
  it('are all reported when unknown, at their places, with the nearest one', () => {
    const problems = problemsOf('data.goodAt == "us" && params.maxRound > 1 && foo')
    expect(problems.map((problem) => [problem.found, problem.nearest])).toEqual([
      ['goodAt', 'goodsAt'],
      ['maxRound', 'maxRounds'],
      ['foo', undefined],
    ])
    expect(marked('data.goodAt == "us"')).toEqual(['expression-unknown-name [goodAt]'])
  })

  it('are reported together with type problems beside them', () => {
    expect(marked('data.claim > 5 && data.foo == 1 && data.qty == "3"')).toEqual([
      'expression-type [data.claim > 5]',
      'expression-unknown-name [foo]',
      'expression-type [data.qty == "3"]',
    ])
  })

  it('of states and papers are known', () => {
    expect(problemsOf('visits["leader-aproval"] > 0')[0]).toMatchObject({
      code: 'expression-unknown-name',
      nearest: 'leader-approval',
    })
    expect(problemsOf('vouchers.reciept.state == ""')[0]?.nearest).toBe('receipt')
    expect(problemsOf('decisions.eligibility.payr == ""')[0]?.nearest).toBe('payer')
  })

  it('without their root are found in it', () => {
    expect(problemsOf('goodsAt == "us"')[0]?.nearest).toBe('data.goodsAt')
  })

  it('of JavaScript objects are not known by accident', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty'])
      expect(marked(`data.${name} == "x"`)).toEqual([`expression-unknown-name [${name}]`])
    // The grammar reserves these.
    expect(problemsOf('__proto__ == 1')[0]?.code).toBe('expression-syntax')
    expect(problemsOf('data["__proto__"] == 1')[0]?.code).toBe('expression-unknown-name')
  })

  it('that only hold parts do not stand alone', () => {
    expect(problemsOf('visits == visits')[0]?.message).toContain("Expected a part of 'visits'")
  })

  it('of functions get the remedy for what people write elsewhere', () => {
    expect(hints('has(data.note)')[0]).toContain('present(path)')
    expect(hints('string(data.qty) == "3"')[0]).toBe('Write text(value).')
    expect(hints('lenght(data.note)')[0]).toBe('Write size(value).')
    expect(hints('presnt(data.note)')[0]).toBe("Did you mean 'present'?")
    expect(hints('data.note.like("a*")')[0]).toBe('Write like(data.note, "a*").')
    expect(hints('today() == today')[0]).toBe('Write today without brackets.')
    expect(problemsOf('cel.bind(x, 1, x + 1) == 2')).not.toEqual([])
  })
})

describe('slips', () => {
  it.each([
    ['data.urgent and data.urgent', '[and]', "'&&'"],
    ['data.urgent or data.urgent', '[or]', "'||'"],
    ['data.urgent or (data.qty > 1)', '[or]', "'||'"],
    ['data.urgent AND data.urgent', '[AND]', "'&&'"],
    ['not data.urgent', '[not]', 'not(…)'],
    ['data.qty = 3', '[=]', "'=='"],
    ['data.qty === 3', '[===]', "'=='"],
    ['data.qty <> 3', '[<>]', "'!='"],
    ['data.qty => 3', '[=>]', "'>='"],
    ['data.urgent & data.urgent', '[&]', "'&&'"],
    ['data.urgent | data.urgent', '[|]', "'||'"],
    ['!data.urgent', '[!]', 'not(…)'],
    ['data.urgent ? 1 : 2', '[?]', 'pick('],
    ['data.note == null', '[null]', 'present(path)'],
    ['or(data.qty， 1)', '[，]', "','"],
    ['size（data.tags) > 1', '[（]', "'('"],
    ['size(data.tags） > 1', '[）]', "')'"],
    ['data.qty ＞ 1', '[＞]', "'>'"],
    ['data.qty ＜ 1', '[＜]', "'<'"],
    ['data.qty ＝＝ 1', '[＝]', "'='"],
    ['data.qty ≥ 1', '[≥]', "'>='"],
    ['data.goodsAt == “us”', '[“]', `'"'`],
    ['data.qty ： 1', '[：]', "':'"],
    ['data.qty ； 1', '[；]', "';'"],
    ['data.qty　> 1', '[　]', 'ordinary space'],
    ['data.客户 == 1', '[客户]', 'camelCase'],
  ])('%s is marked at %s with its remedy', (source, place, remedy) => {
    const [problem] = problemsOf(source)
    expect(problem?.code).toBe('expression-syntax')
    expect(`[${source.slice(problem?.start, problem?.end)}]`).toBe(place)
    expect(problem?.hint).toContain(remedy)
  })

  it('are all reported', () => {
    expect(marked('data.goodsAt ＝ “us” and !data.urgent').length).toBe(5)
  })

  it('are no slips inside texts and comments', () => {
    expect(problemsOf('data.serialNumber == "a = b and ! ? null，“客户”"')).toEqual([])
    expect(problemsOf("data.serialNumber == 'and'")).toEqual([])
    expect(problemsOf('data.qty > 1 // 客户 = null')).toEqual([])
  })

  it('of hyphens name the bracket form or the camelCase name', () => {
    expect(hints('visits.leader-approval > 1')[0]).toBe('Write visits["leader-approval"].')
    expect(hints('visits.waiting-for-parts > 1')[0]).toBe('Write visits["waiting-for-parts"].')
    expect(hints('vouchers.loan-note.state == ""')[0]).toBe('Write vouchers["loan-note"].')
    expect(problemsOf('data.service-class == "a"')[0]).toMatchObject({
      code: 'expression-unknown-name',
      nearest: 'serviceClass',
      start: 0,
      end: 18,
    })
  })

  it('of hyphens are none where something is subtracted', () => {
    expect(problemsOf('data.qty-data.qty == 0')).toEqual([])
    expect(problemsOf('data.qty-1 == 2')).toEqual([])
    expect(problemsOf('data.parts.all(p, data.qty-p.qty >= 0)')).toEqual([])
  })
})

describe('syntax problems', () => {
  it.each([
    ['', 'an expression', 'nothing'],
    ['(data.qty', "')'", 'the end'],
    ['data.qty >', 'a value, a name or a function', 'the end'],
    ['data.qty 3', 'an operator or the end of the expression', "'3'"],
    ['data.note == "abc', 'a closing quote', `'"abc'`],
    ['data.tags.all(t.x, true)', 'the name of a variable', "'t.x'"],
    ['data.qty > #', 'an operator or the end of the expression', "'#'"],
  ])('%s: expected %s, found %s', (source, expected, found) => {
    expect(problemsOf(source)[0]).toMatchObject({ code: 'expression-syntax', expected, found })
  })

  it('keep their ranges inside the source', () => {
    for (const source of ['(', '"', 'a.', '[1,', 'data.qty > ', '1 +', '"\\q"', 'x(', '😀', '1e', "'"])
      for (const { start, end } of problemsOf(source)) {
        expect(start).toBeLessThanOrEqual(end)
        expect(end).toBeLessThanOrEqual(source.length)
      }
  })
})

describe('type problems', () => {
  it.each([
    ['data.claim >= 50000', 'Write yuan(50000) for an amount.'],
    ['data.claim + 1 > yuan(1)', 'Write yuan(1) for an amount.'],
    ['data.claim * data.claim > yuan(1)', 'An amount can be multiplied by a number only.'],
    ['data.claim / data.claim > 1', 'Write number(data.claim) / number(data.claim) for a share.'],
    ['or(data.quote.total, 0) > yuan(1)', 'Write yuan(…) for an amount, such as yuan(0).'],
    ['data.boughtOn < "2026-10-01"', 'Write date("2026-10-01") for a date.'],
    ['data.boughtOn < now', 'Write dateOf(now) for the date of a point in time.'],
    ['today - data.boughtOn > 3', 'Write daysBetween(data.boughtOn, today).'],
    ['today + 3 > data.boughtOn', 'Write addDays(today, 3).'],
    ['now - data.arrivedAt > 3', 'Write hoursBetween(data.arrivedAt, now).'],
    [
      'params.quoteWithin == "3 days"',
      'A duration cannot be compared or calculated with; it is used in due, after and remind.',
    ],
    ['data.serialNumber + 1 == "x"', 'Write text(1) to join it to a text.'],
    ['data.qty == "3"', 'A number stands without quotes.'],
    ['data.tags == "loan"', "Write 'value in list', or ask with exists; a list is no text."],
    ['data.raw == data.raw', 'Declare the type of one of them.'],
    ['data.note && data.urgent', 'Compare it, or ask present(data.note).'],
    ['data.raw.all(x, true)', 'Declare the field as a list with maxItems.'],
    ['data.tags.loan == 1', 'Use all, exists, filter or an index such as [0].'],
    ['hour(today) > 8', undefined],
    ['weekday("2026-10-01") > 5', 'Write date("2026-10-01") for a date.'],
    ['{"a": 1} == data.raw', 'Write the object in YAML, with = before each expression in it.'],
  ])('%s', (source, hint) => {
    const [problem] = problemsOf(source)
    expect(problem?.code).toBe('expression-type')
    expect(problem?.message).toMatch(/^Expected .+, but .+\./)
    expect(problem?.hint).toBe(hint)
  })

  it('find a text that is no option of a choice, wherever it stands', () => {
    for (const source of [
      'data.goodsAt == "uss"',
      '"uss" != data.goodsAt',
      'data.goodsAt in ["customer", "uss"]',
      'pick(data.urgent, data.goodsAt, "us") == "uss"',
      'or(data.serviceClass, "none") == "uss"',
      'data.goodsAt == pick(data.urgent, "us", "uss")',
    ])
      expect(marked(source)).toEqual(['expression-type ["uss"]'])
    expect(problemsOf('data.goodsAt == "uss"')[0]?.nearest).toBe('us')
    expect(problemsOf('or(data.serviceClass, "none") == "none"')).toEqual([])
  })

  it('find dates, times and amounts that do not exist', () => {
    expect(marked('data.boughtOn < date("2026-02-29")')).toEqual(['expression-type [date("2026-02-29")]'])
    expect(marked('now < timestamp("2026-10-01 09:00")')[0]).toContain('expression-type')
    expect(marked('data.claim > yuan(1.005)')).toEqual(['expression-type [1.005]'])
  })

  it('say what the place wants', () => {
    expect(hints('50000', { kind: 'money' })).toEqual(['Write yuan(50000).'])
    expect(hints('data.qty / 2.0', { kind: 'integer' })).toEqual(['Write round(data.qty / 2.0).'])
    expect(marked('"uss"', { kind: 'choice', options: ['us'] })).toEqual(['expression-type ["uss"]'])
    expect(marked('data.serialNumber', { kind: 'choice', options: ['us'] })).toEqual([
      'expression-type [data.serialNumber]',
    ])
    expect(
      problemsOf('pick(data.urgent, "us", "customer")', { kind: 'choice', options: ['us', 'customer'] }),
    ).toEqual([])
    expect(problemsOf('data.qty', { kind: 'number' })).toEqual([])
    expect(problemsOf('data.qty', { kind: 'boolean' })[0]?.expected).toBe('a boolean')
  })

  it('do not let one mistake be reported twice', () => {
    expect(marked('data.foo + 1 > 2 && not(data.foo)')).toEqual([
      'expression-unknown-name [foo]',
      'expression-unknown-name [foo]',
    ])
  })

  it('count in UTF-16 units behind characters outside the basic plane', () => {
    const source = '"😀" == data.foo'
    expect(marked(source)).toEqual(['expression-unknown-name [foo]'])
  })
})

describe('a scope', () => {
  it('knows event and item only where they are at hand', () => {
    // given
    const { event, ...bare } = scope.types
    // when
    const without = createScope(bare)
    const withItem = createScope({ ...bare, item: { kind: 'integer' } })
    // then
    expect(event).toBeDefined()
    expect(without.compile('event.accepted').ok).toBe(false)
    expect(scope.compile('event.accepted').ok).toBe(true)
    expect(without.compile('item > 1').ok).toBe(false)
    expect(withItem.compile('item > 1').ok).toBe(true)
  })
})
