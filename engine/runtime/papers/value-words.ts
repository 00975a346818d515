import { isAttachmentId } from '../../core/index.js'
import type { JsonObject, JsonValue, Text } from '../../errors/index.js'
import { formatInstant, parseInstant } from '../../time/index.js'

/** A line of a value: perhaps what it is called, and what it says. */
export interface ValueLine {
  readonly label?: Text
  readonly text: Text
  /** Address of data of the picture that stands for the text. */
  readonly picture?: string
}

/** By what values are told: the zone of the times, and what people are called. */
export interface ValueWords {
  /** IANA. */
  readonly zone: string
  /** Name of the person or outside party of an id; the id itself where nobody knows a name. */
  readonly nameOf: (person: string) => string
  /** Picture of the drawn signature in this file, as an address of data; `undefined` where it is not at hand. */
  readonly pictureOf: (file: string) => string | undefined
}

/**
 * What stands on paper for a value, line by line: amounts with two decimals, times on the clocks of the zone, options by
 * their titles, people and outside parties by their names, the parts of an object each under its label. `definition` is the resolved long
 * form of its field.
 */
export function valueLines(
  definition: JsonObject,
  value: JsonValue | undefined,
  words: ValueWords,
): readonly ValueLine[] {
  if (value === undefined || value === null || value === '') return []
  if (Array.isArray(value)) {
    const of = objectIn(definition, 'of')
    return value.flatMap((item) => [joined(valueLines(of, item, words))])
  }
  if (typeof value === 'object') {
    const parts = objectIn(definition, 'fields')
    return Object.entries(value).flatMap(([name, part]) =>
      partLines(objectIn(parts, name), name, part, words),
    )
  }
  if (definition['type'] === 'signature' && typeof value === 'string' && isAttachmentId(value))
    return [signed(words.pictureOf(value))]
  return [{ text: scalarText(definition, value, words) }]
}

/** A signature that was drawn: its picture, or that it is kept with the case. */
function signed(picture: string | undefined): ValueLine {
  return picture === undefined
    ? { text: { 'zh-CN': '已签名，见案件附件', en: 'Signed, see the files of the case' } }
    : { text: { 'zh-CN': '签名', en: 'Signature' }, picture }
}

/** Ids of the people and outside parties in a value, as the resolved long form of its field has them. */
export function personsIn(definition: JsonObject, value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return definition['type'] === 'person' ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => personsIn(objectIn(definition, 'of'), item))
  if (typeof value !== 'object' || value === null) return []
  const parts = objectIn(definition, 'fields')
  return Object.entries(value).flatMap(([name, part]) => personsIn(objectIn(parts, name), part))
}

function partLines(
  definition: JsonObject,
  name: string,
  value: JsonValue,
  words: ValueWords,
): readonly ValueLine[] {
  const label = textIn(definition, 'label') ?? same(name)
  const lines = valueLines(definition, value, words)
  return lines.length === 0 ? [] : [{ ...joined(lines), label }]
}

/** Several lines as one, such as an address or an item of a list. */
function joined(lines: readonly ValueLine[]): ValueLine {
  const [first, ...others] = lines
  if (!first) return { text: same('') }
  if (others.length === 0 && !first.label) return first
  const inOneLine = (language: keyof Text, comma: string): string =>
    lines.map(({ text }) => text[language]).join(comma)
  const chinese = inOneLine('zh-CN', '，')
  // what is entered is the same in both languages, and stands once
  if (lines.every(({ text }) => text.en === text['zh-CN'])) return { text: same(chinese) }
  return { text: { 'zh-CN': chinese, en: inOneLine('en', ', ') } }
}

function scalarText(
  definition: JsonObject,
  value: string | number | boolean,
  { zone, nameOf }: ValueWords,
): Text {
  if (typeof value === 'boolean') return value ? { 'zh-CN': '是', en: 'Yes' } : { 'zh-CN': '否', en: 'No' }
  const { type } = definition
  if (type === 'money' && typeof value === 'number') return same(amount(value))
  if (type === 'person') return same(nameOf(String(value)))
  if (type === 'choice') return textIn(objectIn(definition, 'of'), String(value)) ?? same(String(value))
  const instant = type === 'date-time' && typeof value === 'string' ? parseInstant(value) : undefined
  return same(
    instant === undefined ? String(value) : formatInstant(instant, zone).slice(0, 16).replace('T', ' '),
  )
}

function amount(yuan: number): string {
  return yuan.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

function same(text: string): Text {
  return { 'zh-CN': text, en: text }
}

function objectIn(value: JsonObject, key: string): JsonObject {
  const found = Object.hasOwn(value, key) ? value[key] : undefined
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {}
}

function textIn(value: JsonObject, key: string): Text | undefined {
  const found = Object.hasOwn(value, key) ? value[key] : undefined
  if (typeof found === 'string') return same(found)
  const { 'zh-CN': chinese, en: english } = objectIn(value, key)
  return typeof chinese === 'string' && typeof english === 'string'
    ? { 'zh-CN': chinese, en: english }
    : undefined
}
