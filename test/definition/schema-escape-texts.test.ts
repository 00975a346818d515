import { describe, expect, it } from 'vitest'
import { checkValue } from '../../engine/definition/compile/check-value.js'
import { fieldNode } from '../../engine/definition/compile/field-node.js'
import type { JsonObject, JsonValue } from '../../engine/errors/json.js'

/** Sentences about a part `x` that must fit a schema. */
const told = (schema: JsonObject, x: JsonValue, more: JsonObject = {}) => {
  const properties = { properties: { x: schema } }
  const field = fieldNode('free', { type: 'object', schema: { ...properties, ...more } })
  return checkValue(field, { x }).map((fault) => ({
    path: fault.path.join('.'),
    ...fault.told({ 'zh-CN': '甲', en: 'A' }),
  }))
}

describe('what people are told about a value that does not fit its plain JSON Schema', () => {
  it.each<[JsonObject, JsonValue, string, string]>([
    [{ type: 'string' }, 1, '应为文字，现为 1。', 'a text, but found 1.'],
    [
      { type: ['integer', 'boolean'] },
      'a',
      '应为整数或“是”（true）或“否”（false），现为“a”。',
      "a whole number or true or false, but found 'a'.",
    ],
    [{ type: 'number' }, 'a', '应为数字，现为“a”。', "a number, but found 'a'."],
    [{ type: 'array' }, 'a', '应为列表，现为“a”。', "a list, but found 'a'."],
    [{ type: 'object' }, 'a', '应为对象，现为“a”。', "an object, but found 'a'."],
    [{ enum: ['a', 2] }, 'b', '应为 a、2 之一，现为“b”。', "one of 'a', 2, but found 'b'."],
    [{ const: 5 }, 6, '只能是 5，现为 6。', '5, but found 6.'],
    [{ const: 'a' }, 'b', '只能是“a”，现为“b”。', "'a', but found 'b'."],
    [{ minimum: 3 }, 2, '不得小于 3，现为 2。', 'at least 3, but found 2.'],
    [{ maximum: 3 }, 4, '不得大于 3，现为 4。', 'at most 3, but found 4.'],
    [{ exclusiveMinimum: 3 }, 3, '应大于 3，现为 3。', 'more than 3, but found 3.'],
    [{ exclusiveMaximum: 3 }, 3, '应小于 3，现为 3。', 'less than 3, but found 3.'],
    [{ multipleOf: 5 }, 7, '应为 5 的整数倍，现为 7。', 'a multiple of 5, but found 7.'],
    [{ minLength: 2 }, 'a', '至少 2 个字符，现为“a”。', "a text of at least 2 characters, but found 'a'."],
    [{ maxLength: 1 }, 'ab', '最多 1 个字符，现为“ab”。', "a text of at most 1 character, but found 'ab'."],
    [{ pattern: '^b' }, 'a', '应符合格式 ^b，现为“a”。', "a text that fits the pattern ^b, but found 'a'."],
    [
      { format: 'date' },
      '2026-02-30',
      '应为确实存在的日期（例如 2026-09-28），现为“2026-02-30”。',
      "a date that exists, such as 2026-09-28, but found '2026-02-30'.",
    ],
    [
      { format: 'date-time' },
      'noon',
      '应为带时区偏移的时间（例如 2026-09-28T09:30:00+08:00），现为“noon”。',
      "a time with its offset, such as 2026-09-28T09:30:00+08:00, but found 'noon'.",
    ],
    [
      { minItems: 2 },
      [1],
      '至少 2 项，现为 1 项的列表。',
      'a list of at least 2 items, but found a list of 1.',
    ],
    [
      { maxItems: 1 },
      [1, 2],
      '最多 1 项，现为 2 项的列表。',
      'a list of at most 1 item, but found a list of 2.',
    ],
    [
      { prefixItems: [{}], items: false },
      [1, 2],
      '最多 1 项，现为 2 项的列表。',
      'a list of at most 1 item, but found a list of 2.',
    ],
    [
      { contains: { const: 1 } },
      [],
      '至少应有 1 项符合要求，现为 0 项的列表。',
      'a list with at least 1 item of the kind its schema asks for, but found a list of 0.',
    ],
    [
      { minProperties: 1 },
      {},
      '至少 1 个分项，现为一个对象。',
      'an object of at least 1 part, but found an object.',
    ],
    [
      { maxProperties: 0 },
      { a: 1 },
      '最多 0 个分项，现为一个对象。',
      'an object of at most 0 parts, but found an object.',
    ],
    [
      { not: { const: 1 } },
      1,
      '不得为此处禁止的值，现为 1。',
      'something else than what is ruled out here, but found 1.',
    ],
    [
      { anyOf: [{ type: 'integer' }, { format: 'date' }] },
      'a',
      '应符合所列形式中的一种，现为“a”。',
      "of one of the forms its schema lists, but found 'a'.",
    ],
    [
      { oneOf: [{ type: 'integer' }, { type: 'number' }] },
      1,
      '应恰好符合所列形式中的一种，现为 1。',
      'of exactly one of the forms its schema lists, but found 1.',
    ],
    [
      { if: { type: 'integer' }, then: { minimum: 3 } },
      2,
      '不得小于 3，现为 2。',
      'at least 3, but found 2.',
    ],
  ])('is a sentence in each language: %j of %j', (schema, value, chinese, english) => {
    expect(told(schema, value)).toEqual([
      { path: 'x', 'zh-CN': `“甲”${chinese}`, en: `Expected 'A' to be ${english}` },
    ])
  })

  it('says that a part should be left out', () => {
    const [fault] = told({ not: {} }, 1, { properties: { x: false } })
    expect(fault?.['zh-CN']).toBe('“甲”不应填写，现为 1。')
  })

  it('names every part that is missing and every one that is too many', () => {
    expect(told({ required: ['a', 'b'] }, {})).toEqual([
      { path: 'x.a', 'zh-CN': '缺少“甲”。', en: "Expected 'A' to be given, but it is missing." },
      { path: 'x.b', 'zh-CN': '缺少“甲”。', en: "Expected 'A' to be given, but it is missing." },
    ])
    expect(told({ properties: { a: {} }, additionalProperties: false }, { a: 1, c: 2, d: 3 })).toMatchObject([
      { path: 'x.c', 'zh-CN': '这里没有“甲”这一项。' },
      { path: 'x.d', 'zh-CN': '这里没有“甲”这一项。' },
    ])
    expect(told({ propertyNames: { pattern: '^a' } }, { a: 1, b: 2 })).toMatchObject([
      { path: 'x.b', 'zh-CN': '这里没有“甲”这一项。' },
    ])
  })

  it('keeps faults apart whose names begin alike', () => {
    const paths = told({ properties: { a: { type: 'string' }, ab: { type: 'string' } } }, { a: 1, ab: 2 })
    expect(paths.map(({ path }) => path)).toEqual(['x.a', 'x.ab'])
  })
})
