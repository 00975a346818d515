import type { JsonValue, Text } from '../../errors/json.js'
import type { ValuePath } from '../document.js'

/** What is wrong with a value: a literal in a file, an answer, or the data of a case. */
export interface ValueFault {
  readonly code: 'wrong-type' | 'wrong-value' | 'missing-key' | 'unknown-key'
  /** From the value that was checked to the faulty part. */
  readonly path: ValuePath
  /** For developers: English, the faulty part named by its path. */
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly nearest?: string
  /** The same for the people who filled it in, the faulty part named as they know it. */
  readonly told: (name: Text) => Text
}

/** Longest part of a text that is repeated in a sentence, in characters. */
const longestShown = 57

/** A value for a sentence: short, in JSON's spelling, or its kind alone where it says something about a person. */
export function shownValue(value: JsonValue, personal: boolean): Text {
  if (Array.isArray(value)) return { 'zh-CN': `${value.length} 项的列表`, en: `a list of ${value.length}` }
  if (value === null) return { 'zh-CN': '空值', en: 'null' }
  if (typeof value === 'object') return { 'zh-CN': '一个对象', en: 'an object' }
  if (personal)
    return { 'zh-CN': `${hiddenKinds[kindOf(value)]}（个人信息，不显示）`, en: `another ${kindOf(value)}` }
  if (typeof value === 'boolean')
    return { 'zh-CN': value ? '“是”（true）' : '“否”（false）', en: String(value) }
  if (typeof value === 'number') return { 'zh-CN': String(value), en: String(value) }
  const text = shortened(value)
  return { 'zh-CN': text === '' ? '空文本' : `“${text}”`, en: `'${text}'` }
}

const hiddenKinds = { text: '一段文字', number: '一个数字', boolean: '“是”或“否”' } as const

function kindOf(value: string | number | boolean): keyof typeof hiddenKinds {
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'number' : 'boolean'
}

function shortened(text: string): string {
  // Cut between characters, never inside one.
  const characters = Array.from(text.slice(0, 2 * (longestShown + 1)))
  return characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : text
}

/** A name from a file with the title people know it by, where that says more: `'us' (Our workshop)`, `我处（us）`. */
export function withTitle(name: string, title: Text | undefined): Text {
  const says = (text: string | undefined): text is string => text !== undefined && plain(text) !== plain(name)
  const { 'zh-CN': chinese, en: english } = title ?? {}
  return {
    'zh-CN': says(chinese) ? `${chinese}（${name}）` : name,
    en: says(english) ? `'${name}' (${english})` : `'${name}'`,
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[-_ ]/g, '')

/** The question after a slip, with a space before it where the language has one; empty without a nearest name. */
export function meant(nearest: string | undefined, title?: Text): Text {
  if (nearest === undefined) return { 'zh-CN': '', en: '' }
  const name = withTitle(nearest, title)
  return { 'zh-CN': `是否指“${name['zh-CN']}”？`, en: ` Did you mean ${name.en}?` }
}

/** `quote.total`, `parts[2].name`. */
export function dotted(path: ValuePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}
