import type { ErrorObject } from 'ajv/dist/2020.js'
import type { JsonValue } from '../../errors/json.js'
import {
  counted,
  expectations,
  limits,
  oneOf,
  wrongType,
  wrongValue,
  type Expectation,
} from './expectation.js'
import { shownValue, withTitle } from './value-fault.js'

/** A part that is not there, a part that may not be there, or what the value should have been. */
export type SchemaMistake = 'missing' | 'unknown' | Expectation

/**
 * What an error of Ajv means, in the words of the fields: nothing of Ajv's own English sentence is kept. `part` is the
 * name of the part below the error's place, where the error is about one.
 */
export function schemaMistake(error: ErrorObject): { readonly wrong: SchemaMistake; readonly part?: string } {
  const { keyword, params, propertyName } = error
  const { missingProperty, additionalProperty, propertyName: badName } = params as Params
  if (missingProperty !== undefined) return { wrong: 'missing', part: missingProperty }
  // A name that breaks a rule for names is a part nobody asked for, whatever the rule was.
  const unwanted = additionalProperty ?? badName ?? propertyName
  if (unwanted !== undefined) return { wrong: 'unknown', part: unwanted }
  const known = byKeyword.get(keyword)
  return { wrong: known ? known(params as Params) : otherwise }
}

/** What Ajv says beside the keyword; which members are there depends on the keyword. */
interface Params {
  readonly missingProperty?: string
  readonly additionalProperty?: string
  readonly propertyName?: string
  readonly type?: string | readonly string[]
  readonly allowedValues?: readonly JsonValue[]
  readonly allowedValue?: JsonValue
  readonly limit?: number
  readonly multipleOf?: number
  readonly pattern?: string
  readonly format?: string
  readonly minContains?: number
}

const otherwise = wrongValue('应符合为它规定的格式', 'what its schema asks for')

const byKeyword: ReadonlyMap<string, (params: Params) => Expectation> = new Map<
  string,
  (params: Params) => Expectation
>([
  ['type', ({ type = [] }) => ofTypes(typeof type === 'string' ? [type] : type)],
  ['enum', ({ allowedValues = [] }) => oneOf(allowedValues.map(literal))],
  ['const', ({ allowedValue = null }) => exactly(allowedValue)],
  ['minimum', ({ limit = 0 }) => limits.atLeast(limit)],
  ['maximum', ({ limit = 0 }) => limits.atMost(limit)],
  ['exclusiveMinimum', ({ limit = 0 }) => wrongValue(`应大于 ${limit}`, `more than ${limit}`)],
  ['exclusiveMaximum', ({ limit = 0 }) => wrongValue(`应小于 ${limit}`, `less than ${limit}`)],
  [
    'multipleOf',
    ({ multipleOf = 1 }) => wrongValue(`应为 ${multipleOf} 的整数倍`, `a multiple of ${multipleOf}`),
  ],
  ['minLength', ({ limit = 0 }) => limits.shortest(limit)],
  ['maxLength', ({ limit = 0 }) => limits.longest(limit)],
  ['pattern', ({ pattern = '' }) => limits.pattern(pattern)],
  ['format', ({ format }) => (format === 'date' ? expectations.date : expectations.dateTime)],
  ['minItems', ({ limit = 0 }) => limits.fewest(limit)],
  ['maxItems', ({ limit = 0 }) => limits.mostItems(limit)],
  ['items', ({ limit = 0 }) => limits.mostItems(limit)],
  ['contains', ({ minContains = 1 }) => containing(minContains)],
  ['minProperties', ({ limit = 0 }) => parts(`至少 ${limit} 个分项`, `at least ${counted(limit, 'part')}`)],
  ['maxProperties', ({ limit = 0 }) => parts(`最多 ${limit} 个分项`, `at most ${counted(limit, 'part')}`)],
  ['not', () => wrongValue('不得为此处禁止的值', 'something else than what is ruled out here')],
  ['anyOf', () => wrongValue('应符合所列形式中的一种', 'of one of the forms its schema lists')],
  ['oneOf', () => wrongValue('应恰好符合所列形式中的一种', 'of exactly one of the forms its schema lists')],
  ['false schema', () => wrongValue('不应填写', 'left out')],
])

const kinds = {
  string: expectations.text,
  integer: expectations.integer,
  number: expectations.number,
  boolean: expectations.boolean,
  array: expectations.list,
  object: expectations.object,
  null: wrongType('应为空值', 'null'),
}

function ofTypes(types: readonly string[]): Expectation {
  const wanted = types.map((type) => (isKind(type) ? kinds[type] : otherwise).expected)
  return wrongType(
    wanted
      .map((text, index) => (index === 0 ? text['zh-CN'] : text['zh-CN'].replace(/^应为/, '')))
      .join('或'),
    wanted.map((text) => text.en).join(' or '),
  )
}

function isKind(type: string): type is keyof typeof kinds {
  return Object.hasOwn(kinds, type)
}

function literal(value: JsonValue): { 'zh-CN': string; en: string } {
  return typeof value === 'string' ? withTitle(value, undefined) : shownValue(value, false)
}

function exactly(value: JsonValue): Expectation {
  const only = shownValue(value, false)
  return wrongValue(`只能是${/^[-0-9]/.test(only['zh-CN']) ? ' ' : ''}${only['zh-CN']}`, only.en)
}

function containing(least: number): Expectation {
  return wrongValue(
    `至少应有 ${least} 项符合要求`,
    `a list with at least ${counted(least, 'item')} of the kind its schema asks for`,
  )
}

function parts(chinese: string, english: string): Expectation {
  return wrongValue(chinese, `an object of ${english}`)
}
