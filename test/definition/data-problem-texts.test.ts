import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../engine/errors/json.js'
import { compiled, processFile } from './check-files.js'

const process = compiled(
  processFile({
    parts: `fields:
  customer: { type: text, required: true, label: { zh-CN: 客户, en: Customer } }
  cause: { type: choice, of: { product-quality: { zh-CN: 产品质量, en: Product quality }, misuse: { zh-CN: 人为损坏, en: Damaged by the user }, other: { zh-CN: 其他, en: Other } }, label: { zh-CN: 故障原因, en: Cause of the fault } }
  serial: { type: text, minLength: 3, maxLength: 5, pattern: '^[A-Z]+$', label: { zh-CN: 出厂编号, en: Serial number } }
  phone: { type: text, personal: true, pattern: '^1[0-9]{2}$', label: { zh-CN: 电话, en: Phone } }
  age: { type: integer, personal: true, label: { zh-CN: 年龄, en: Age } }
  count: { type: integer, min: 1, max: 9, label: { zh-CN: 数量, en: Quantity } }
  weight: { type: number, label: { zh-CN: 重量, en: Weight } }
  paid: { type: boolean, label: { zh-CN: 已付款, en: Paid } }
  quote: { type: object, label: { zh-CN: 报价, en: Quote }, fields: { total: { type: money, required: true, label: { zh-CN: 总额, en: Total } }, on: { type: date, label: { zh-CN: 日期, en: Date } } } }
  at: { type: date-time, label: { zh-CN: 到货时间, en: Arrival } }
  lines: { type: list, maxItems: 2, label: { zh-CN: 配件, en: Parts }, of: { type: object, fields: { no: { type: integer, required: true, label: { zh-CN: 序号, en: Number } } } } }
  free: { type: object, label: { zh-CN: 附加信息, en: Details }, schema: { type: object } }
forms:
  price: { ask: [quote.total, count], required: [quote.total], also: { signature: { type: signature, required: true, label: { zh-CN: 签名, en: Signature } } } }
`,
  }),
)

const textsOf = (data: JsonObject) => process.checkData(data, { complete: false }).map(({ text }) => text)

describe('what people are told about a value that does not fit', () => {
  it.each<[JsonObject, string, string]>([
    [
      { cause: 'x' },
      '“故障原因”应为 产品质量（product-quality）、人为损坏（misuse）、其他（other） 之一，现为“x”。',
      "Expected 'Cause of the fault' to be one of 'product-quality', 'misuse' (Damaged by the user), 'other', but found 'x'.",
    ],
    [
      { cause: 'missuse' },
      '“故障原因”应为 产品质量（product-quality）、人为损坏（misuse）、其他（other） 之一，现为“missuse”。是否指“人为损坏（misuse）”？',
      "Expected 'Cause of the fault' to be one of 'product-quality', 'misuse' (Damaged by the user), 'other', but found 'missuse'. Did you mean 'misuse' (Damaged by the user)?",
    ],
    [
      { customr: 'x' },
      '这里没有“customr”这一项。是否指“客户（customer）”？',
      "Expected only known fields, but found 'customr'. Did you mean 'customer'?",
    ],
    [{ nonsense: 1 }, '这里没有“nonsense”这一项。', "Expected only known fields, but found 'nonsense'."],
    [{ customer: 5 }, '“客户”应为文字，现为 5。', "Expected 'Customer' to be a text, but found 5."],
    [{ customer: null }, '“客户”应为文字，现为空值。', "Expected 'Customer' to be a text, but found null."],
    [
      { customer: '' },
      '“客户”不能为空，没有内容时应省略，现为空文本。',
      "Expected 'Customer' to be a text that is not empty, or to be left out, but found ''.",
    ],
    [
      { serial: 'AB' },
      '“出厂编号”至少 3 个字符，现为“AB”。',
      "Expected 'Serial number' to be a text of at least 3 characters, but found 'AB'.",
    ],
    [
      { serial: 'ABCDEF' },
      '“出厂编号”最多 5 个字符，现为“ABCDEF”。',
      "Expected 'Serial number' to be a text of at most 5 characters, but found 'ABCDEF'.",
    ],
    [
      { serial: 'abc' },
      '“出厂编号”应符合格式 ^[A-Z]+$，现为“abc”。',
      "Expected 'Serial number' to be a text that fits the pattern ^[A-Z]+$, but found 'abc'.",
    ],
    [
      { phone: '139999' },
      '“电话”应符合格式 ^1[0-9]{2}$，现为一段文字（个人信息，不显示）。',
      "Expected 'Phone' to be a text that fits the pattern ^1[0-9]{2}$, but found another text.",
    ],
    [
      { phone: 139 },
      '“电话”应为文字，现为一个数字（个人信息，不显示）。',
      "Expected 'Phone' to be a text, but found another number.",
    ],
    [
      { age: true },
      '“年龄”应为整数，现为“是”或“否”（个人信息，不显示）。',
      "Expected 'Age' to be a whole number, but found another boolean.",
    ],
    [
      { count: 1.5 },
      '“数量”应为整数，现为 1.5。',
      "Expected 'Quantity' to be a whole number, but found 1.5.",
    ],
    [{ count: 0 }, '“数量”不得小于 1，现为 0。', "Expected 'Quantity' to be at least 1, but found 0."],
    [{ count: 10 }, '“数量”不得大于 9，现为 10。', "Expected 'Quantity' to be at most 9, but found 10."],
    [
      { weight: true },
      '“重量”应为数字，现为“是”（true）。',
      "Expected 'Weight' to be a number, but found true.",
    ],
    [
      { paid: 'yes' },
      '“已付款”应为“是”（true）或“否”（false），现为“yes”。',
      "Expected 'Paid' to be true or false, but found 'yes'.",
    ],
    [
      { quote: 480 },
      '“报价”应为由各分项组成的对象，现为 480。',
      "Expected 'Quote' to be an object with its parts, but found 480.",
    ],
    [
      { quote: { total: '5' } },
      '“报价 › 总额”应为以元计的金额（例如 480.50），现为“5”。',
      "Expected 'Quote › Total' to be an amount in yuan, such as 480.50, but found '5'.",
    ],
    [
      { quote: { total: 0.001 } },
      '“报价 › 总额”最多保留两位小数，现为 0.001。是否指“0.00”？',
      "Expected 'Quote › Total' to be an amount with at most two decimals, but found 0.001. Did you mean '0.00'?",
    ],
    [
      { quote: { total: 2e12 } },
      '“报价 › 总额”不得超过 1000000000000 元，现为 2000000000000。',
      "Expected 'Quote › Total' to be an amount of at most 1000000000000 yuan, but found 2000000000000.",
    ],
    [{ quote: {} }, '缺少“报价 › 总额”。', "Expected 'Quote › Total' to be given, but it is missing."],
    [
      { quote: { total: 1, on: '2026-02-29' } },
      '“报价 › 日期”应为确实存在的日期（例如 2026-09-28），现为“2026-02-29”。',
      "Expected 'Quote › Date' to be a date that exists, such as 2026-09-28, but found '2026-02-29'.",
    ],
    [
      { at: '2026-09-28T09:30' },
      '“到货时间”应为带时区偏移的时间（例如 2026-09-28T09:30:00+08:00），现为“2026-09-28T09:30”。',
      "Expected 'Arrival' to be a time with its offset, such as 2026-09-28T09:30:00+08:00, but found '2026-09-28T09:30'.",
    ],
    [{ lines: 'x' }, '“配件”应为列表，现为“x”。', "Expected 'Parts' to be a list, but found 'x'."],
    [
      { lines: [{ no: 1 }, { no: 2 }, { no: 3 }] },
      '“配件”最多 2 项，现为 3 项的列表。',
      "Expected 'Parts' to be a list of at most 2 items, but found a list of 3.",
    ],
    [
      { lines: [{ no: 1 }, { no: {} }] },
      '“配件 › 第 2 项 › 序号”应为整数，现为一个对象。',
      "Expected 'Parts › item 2 › Number' to be a whole number, but found an object.",
    ],
    [{ free: 1 }, '“附加信息”应为对象，现为 1。', "Expected 'Details' to be an object, but found 1."],
    [
      { free: { x: [null] } },
      '“附加信息 › x › 第 1 项”应有值，没有值时应省略，现为空值。',
      "Expected 'Details › x › item 1' to be a value, or to be left out, but found null.",
    ],
    [
      { free: { x: nested(60) } },
      `“附加信息 › x${' › 第 1 项'.repeat(39)}”嵌套不得超过 40 层，现为 1 项的列表。`,
      `Expected 'Details › x${' › item 1'.repeat(39)}' to be nested at most 40 levels deep, but found a list of 1.`,
    ],
  ])('is a sentence in each language: %j', (data, chinese, english) => {
    expect(textsOf(data)).toEqual([{ 'zh-CN': chinese, en: english }])
  })

  it('names what is missing by its label, with the path beside it', () => {
    expect(process.checkData({}, { complete: true })).toEqual([
      {
        field: 'customer',
        text: { 'zh-CN': '缺少“客户”。', en: "Expected 'Customer' to be given, but it is missing." },
        message: "Expected 'customer' to be given, but it is missing.",
        expected: 'customer',
      },
    ])
  })

  it('names the answers of a form by their labels, those inside a field too', () => {
    const told = process.forms.get('price')!.check({ quote: {}, count: 'x' })
    expect(told.map(({ field, text }) => [field, text['zh-CN']])).toEqual([
      ['quote.total', '缺少“报价 › 总额”。'],
      ['count', '“数量”应为整数，现为“x”。'],
      ['signature', '缺少“签名”。'],
    ])
  })

  it('cuts long texts between characters and closes the quotation', () => {
    const [text] = textsOf({ serial: '😀'.repeat(80) })
    expect(text).toEqual({
      'zh-CN': `“出厂编号”最多 5 个字符，现为“${'😀'.repeat(57)}…”。`,
      en: `Expected 'Serial number' to be a text of at most 5 characters, but found '${'😀'.repeat(57)}…'.`,
    })
  })
})

function nested(levels: number): JsonValue {
  return Array.from({ length: levels }).reduce<JsonValue>((inner) => [inner], 'x')
}
