import type { Text } from '../../errors/json.js'

/** What a value must be. */
export interface Expectation {
  readonly code: 'wrong-type' | 'wrong-value'
  /** English: what follows "to be". Chinese: what follows the name, the verb included. */
  readonly expected: Text
  /** What was probably meant, with the title people know it by. */
  readonly nearest?: string
  readonly nearestTitle?: Text
}

/** For a value of the wrong kind. */
export const wrongType = (chinese: string, english: string): Expectation => ({
  code: 'wrong-type',
  expected: { 'zh-CN': chinese, en: english },
})

/** For a value of the right kind that is not allowed. */
export const wrongValue = (chinese: string, english: string): Expectation => ({
  code: 'wrong-value',
  expected: { 'zh-CN': chinese, en: english },
})

/** What every wrong value of a kind is told. */
export const expectations = {
  boolean: wrongType('应为“是”（true）或“否”（false）', 'true or false'),
  integer: wrongType('应为整数', 'a whole number'),
  number: wrongType('应为数字', 'a number'),
  amount: wrongType('应为以元计的金额（例如 480.50）', 'an amount in yuan, such as 480.50'),
  text: wrongType('应为文字', 'a text'),
  list: wrongType('应为列表', 'a list'),
  object: wrongType('应为对象', 'an object'),
  parts: wrongType('应为由各分项组成的对象', 'an object with its parts'),
  value: wrongType('应有值，没有值时应省略', 'a value, or to be left out'),
  date: wrongValue('应为确实存在的日期（例如 2026-09-28）', 'a date that exists, such as 2026-09-28'),
  dateTime: wrongValue(
    '应为带时区偏移的时间（例如 2026-09-28T09:30:00+08:00）',
    'a time with its offset, such as 2026-09-28T09:30:00+08:00',
  ),
  filled: wrongValue('不能为空，没有内容时应省略', 'a text that is not empty, or to be left out'),
} as const

/** Limits, as they are told. */
export const limits = {
  atLeast: (least: number) => wrongValue(`不得小于 ${least}`, `at least ${least}`),
  atMost: (most: number) => wrongValue(`不得大于 ${most}`, `at most ${most}`),
  shortest: (least: number) =>
    wrongValue(`至少 ${least} 个字符`, `a text of at least ${counted(least, 'character')}`),
  longest: (most: number) =>
    wrongValue(`最多 ${most} 个字符`, `a text of at most ${counted(most, 'character')}`),
  fewest: (least: number) => wrongValue(`至少 ${least} 项`, `a list of at least ${counted(least, 'item')}`),
  mostItems: (most: number) => wrongValue(`最多 ${most} 项`, `a list of at most ${counted(most, 'item')}`),
  pattern: (pattern: string) =>
    wrongValue(`应符合格式 ${pattern}`, `a text that fits the pattern ${pattern}`),
} as const

/** `1 item`, `2 items`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** For a value that is none of those listed. */
export function oneOf(values: readonly Text[]): Expectation {
  return wrongValue(
    `应为 ${values.map((value) => value['zh-CN']).join('、')} 之一`,
    `one of ${values.map((value) => value.en).join(', ')}`,
  )
}
