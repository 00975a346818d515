import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validatorOf } from '../../engine/definition/compile/schema-escape.js'
import type { JsonObject, JsonValue } from '../../engine/errors/json.js'
import { compiled, processFile } from './check-files.js'

const process = compiled(
  processFile({
    parts: `fields:
  goodsAt: { type: choice, of: { customer: { zh-CN: 客户处, en: Customer }, us: { zh-CN: 我处, en: Us } }, default: customer, label: { zh-CN: 处, en: At } }
  name: { type: text, required: true, maxLength: 5, label: { zh-CN: 名, en: Name } }
  phone: { type: text, personal: true, pattern: '^1[0-9]{2}$', label: { zh-CN: 电话, en: Phone } }
  count: { type: integer, min: 1, max: 9, label: { zh-CN: 数, en: Count } }
  paid: { type: boolean, label: { zh-CN: 已付, en: Paid } }
  quote: { type: object, fields: { total: { type: money, required: true, min: 0 }, on: date }, label: { zh-CN: 价, en: Quote } }
  at: { type: date-time, label: { zh-CN: 时, en: Time } }
  lines: { type: list, maxItems: 2, of: { type: object, fields: { no: { type: integer, required: true } } }, label: { zh-CN: 行, en: Lines } }
  free: { type: object, schema: { type: object, properties: { x: { $ref: '#/$defs/small' } }, $defs: { small: { type: integer, maximum: 3 } } }, label: { zh-CN: 任, en: Free } }
forms:
  all: { ask: [goodsAt, name, phone, count, paid, quote, at, lines, free], required: [name] }
  total: { ask: [quote.total, count], required: [quote.total], also: { signature: { type: signature, required: true, label: { zh-CN: 签, en: Sign } } } }
`,
  }),
)
const good = { goodsAt: 'us', name: 'Wang' }
const problemsOf = (data: JsonObject, complete = true) =>
  process.checkData(data, { complete }).map(({ field, message }) => `${field}: ${message}`)

describe('the data of a case', () => {
  it('passes when every answer fits its field', () => {
    const data = {
      ...good,
      phone: '138',
      count: 3,
      paid: false,
      quote: { total: 480.5, on: '2028-02-29' },
      at: '2026-09-28T09:30+08:00',
      lines: [{ no: 1 }],
      free: { x: 2 },
    }
    expect(problemsOf(data)).toEqual([])
  })

  it('misses what is required only when it must be complete', () => {
    expect(problemsOf({ goodsAt: 'us' })).toEqual(["name: Expected 'name' to be given, but it is missing."])
    expect(problemsOf({ goodsAt: 'us' }, false)).toEqual([])
  })

  it.each<[string, JsonObject, string]>([
    [
      'names the options and the nearest',
      { goodsAt: 'uss' },
      "Expected 'goodsAt' to be one of 'customer', 'us', but found 'uss'. Did you mean 'us'?",
    ],
    [
      'refuses an unknown field',
      { godsAt: 'us' },
      "Expected only known fields, but found 'godsAt'. Did you mean 'goodsAt' (At)?",
    ],
    ['refuses null', { name: null }, "Expected 'name' to be a text, but found null."],
    [
      'refuses an empty text',
      { name: '' },
      "Expected 'name' to be a text that is not empty, or to be left out, but found ''.",
    ],
    [
      'counts characters, not code units',
      { name: '维修维修维修' },
      "Expected 'name' to be a text of at most 5 characters, but found '维修维修维修'.",
    ],
    [
      'does not repeat what is personal',
      { phone: '139999' },
      "Expected 'phone' to be a text that fits the pattern ^1[0-9]{2}$, but found another text.",
    ],
    ['keeps numbers whole', { count: 1.5 }, "Expected 'count' to be a whole number, but found 1.5."],
    ['keeps limits', { count: 10 }, "Expected 'count' to be at most 9, but found 10."],
    [
      'wants two decimals of money',
      { quote: { total: 0.001 } },
      "Expected 'quote.total' to be an amount with at most two decimals, but found 0.001. Did you mean '0.00'?",
    ],
    [
      'wants money as a number',
      { quote: { total: '5' } },
      "Expected 'quote.total' to be an amount in yuan, such as 480.50, but found '5'.",
    ],
    [
      'wants dates that exist',
      { quote: { total: 1, on: '2026-02-29' } },
      "Expected 'quote.on' to be a date that exists, such as 2026-09-28, but found '2026-02-29'.",
    ],
    [
      'wants times with an offset',
      { at: '2026-09-28T09:30' },
      "Expected 'at' to be a time with its offset, such as 2026-09-28T09:30:00+08:00, but found '2026-09-28T09:30'.",
    ],
    [
      'names the item',
      { lines: [{ no: 1 }, { no: 'x' }] },
      "Expected 'lines[1].no' to be a whole number, but found 'x'.",
    ],
    [
      'bounds lists',
      { lines: [{ no: 1 }, { no: 2 }, { no: 3 }] },
      "Expected 'lines' to be a list of at most 2 items, but found a list of 3.",
    ],
    ['looks into plain JSON Schema', { free: { x: 4 } }, "Expected 'free.x' to be at most 3, but found 4."],
  ])('%s', (_title, data, message) => {
    const found = process.checkData(data, { complete: false })
    expect(found.map((problem) => problem.message)).toEqual([message])
  })

  it('is not fooled by names every object has', () => {
    const data = JSON.parse('{"constructor": 1, "__proto__": {"x": 1}}') as JsonObject
    expect(process.checkData(data, { complete: false }).map(({ field }) => field)).toEqual([
      'constructor',
      '__proto__',
    ])
  })

  it('begins with its defaults, a new object every time', () => {
    const first = process.defaults()
    first['goodsAt'] = 'us'
    expect(process.defaults()).toEqual({ goodsAt: 'customer' })
  })
})

describe('a form', () => {
  const form = process.forms.get('total')!

  it('takes answers in the shape of the data and splits them by field', () => {
    const payload = { quote: { total: 480 }, signature: 'signed' }
    expect(form.check(payload)).toEqual([])
    expect(form.split(payload)).toEqual({ answers: [['quote.total', 480]], also: { signature: 'signed' } })
  })

  it('asks for nothing but what it names', () => {
    const found = form.check({ quote: { total: 1, on: '2026-09-28' }, signature: 'signed', name: 'x' })
    expect(found.map(({ field }) => field)).toEqual(['quote.on', 'name'])
  })

  it('misses what it requires, inside a field too', () => {
    expect(form.check({ quote: {} }).map(({ field }) => field)).toEqual(['quote.total', 'signature'])
  })

  it('tells people in its JSON Schema what is asked, which checks nothing', () => {
    expect(process.forms.get('all')?.schema['properties']).toMatchObject({
      goodsAt: {
        enum: ['customer', 'us'],
        'x-type': 'choice',
        'x-label': { 'zh-CN': '处', en: 'At' },
        'x-options': { customer: { 'zh-CN': '客户处', en: 'Customer' }, us: { 'zh-CN': '我处', en: 'Us' } },
      },
    })
  })

  it('says the same as its JSON Schema', () => {
    const all = process.forms.get('all')!
    const validate = validatorOf(all.schema)
    const leaf = fc.oneof(
      fc.constantFrom<JsonValue>(
        'us',
        'customer',
        '',
        'Wang',
        '138',
        '13',
        '2026-09-28',
        '2026-02-30',
        '2026-09-28T09:30:00Z',
        null,
      ),
      fc.constantFrom<JsonValue>(0, 1, 3, 9, 10, -1, 1.5, 0.07, 480.5, 0.001, 1e13, true, false),
    )
    const value: fc.Arbitrary<JsonValue> = fc.oneof(
      { weight: 3, arbitrary: leaf },
      {
        weight: 1,
        arbitrary: fc.dictionary(fc.constantFrom('total', 'on', 'no', 'x', 'other'), leaf),
      },
      {
        weight: 1,
        arbitrary: fc.array(fc.dictionary(fc.constantFrom('no', 'other'), leaf), {
          maxLength: 3,
        }),
      },
    )
    const names = ['goodsAt', 'name', 'phone', 'count', 'paid', 'quote', 'at', 'lines', 'other']
    const payloads = fc.dictionary(fc.constantFrom(...names), value)
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(all.check(payload as JsonObject).length === 0).toBe(validate?.(payload))
      }),
      { numRuns: 2000 },
    )
  })
})
