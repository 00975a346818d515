import { valueTitle } from '../../core/titles.js'
import type { CheckedField, CheckedProcess } from '../../definition/checked-process.js'
import type { JsonObject, JsonValue, Text } from '../../errors/index.js'

/** A condition in words. */
export interface GuardWords {
  readonly text: Text
  /** Whether people can read all of it: nothing in it is left as it is written in the file. */
  readonly isPlain: boolean
  /** The choice alone, where the condition is that a field has it: what tells this way from its neighbours. */
  readonly choice?: Text
}

/**
 * A condition as people can read it: fields, answers, figures and choices go by what people call them, signs by words.
 * What has no such name stays as it is written, so that nothing of the condition is lost.
 */
export function guardWords(process: CheckedProcess, source: string): GuardWords {
  const text = { 'zh-CN': inLanguage(process, source, 'zh-CN'), en: inLanguage(process, source, 'en') }
  const isPlain = hasNamesOnly(source) && !/\b(?:present|not|or)\(/.test(text.en)
  const [, field = '', value = ''] = /^((?:data|event|params)\.\w+) == ("[^"\\]*")$/.exec(source.trim()) ?? []
  const choice = field === '' ? undefined : choiceTitle(process, field, value)
  return { text, isPlain, ...(choice && { choice }) }
}

type Language = keyof Text

const signs: { readonly [sign: string]: Text } = {
  in: { 'zh-CN': '属于', en: 'one of' },
  '&&': { 'zh-CN': '且', en: 'and' },
  '||': { 'zh-CN': '或', en: 'or' },
  '!': { 'zh-CN': '非', en: 'not ' },
  '==': { 'zh-CN': '=', en: '=' },
  '!=': { 'zh-CN': '≠', en: '≠' },
  '<=': { 'zh-CN': '≤', en: '≤' },
  '>=': { 'zh-CN': '≥', en: '≥' },
}

/** Texts in quotes stay together, so that a name inside of one is not taken for a field. */
const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g
const pieces = new RegExp(`${quoted.source}|[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*|&&|\\|\\||[=!<>]=|!|\\s+`, 'g')
const namedValue = /\b(?:data|event|params)\.\w+(?:\.\w+)*/g

function inLanguage(process: CheckedProcess, source: string, language: Language): string {
  let field = ''
  const words = source.replaceAll(pieces, (piece) => {
    if (/^\s/.test(piece)) return ' '
    if (/^["']/.test(piece)) return choiceTitle(process, field, piece)?.[language] ?? piece
    const sign = Object.hasOwn(signs, piece) ? signs[piece] : undefined
    if (sign) return sign[language]
    if (!/^(?:data|event|params)\./.test(piece)) return piece
    field = piece
    return valueTitle(process, piece)[language]
  })
  return bareTests(words, language).trim()
}

/** What the choice of a field is called that a text in quotes is compared with. */
function choiceTitle(process: CheckedProcess, path: string, quotedText: string): Text | undefined {
  const options = choicesOf(process, path)
  const value = quotedText.slice(1, -1)
  if (isObject(options)) {
    const title = Object.hasOwn(options, value) ? options[value] : undefined
    if (isText(title)) return title
  }
  return undefined
}

/** The choices of a field, an answer or a figure, as they are written in the file. */
function choicesOf(process: CheckedProcess, path: string): JsonValue | undefined {
  const [root = '', name = ''] = path.split('.')
  if (root === 'params') {
    const parameters = process.resolved['parameters']
    const written = isObject(parameters) ? parameters[name] : undefined
    return isObject(written) ? written['of'] : undefined
  }
  const field = root === 'event' ? answerOf(process, name) : undefined
  return (field ?? process.fields[name])?.definition['of']
}

function answerOf(process: CheckedProcess, name: string): CheckedField | undefined {
  for (const { also } of process.forms.values()) if (Object.hasOwn(also, name)) return also[name]
  return undefined
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value
}

/** `present(x)`, `not(x)` and `or(x, y)` around one name say what their names say. */
function bareTests(words: string, language: Language): string {
  const isChinese = language === 'zh-CN'
  return words
    .replaceAll(/\bor\(([^(),]+), [^(),]+\)/g, '$1')
    .replaceAll(/\bnot\(present\(([^()]+)\)\)/g, isChinese ? '无$1' : 'no $1')
    .replaceAll(/\bpresent\(([^()]+)\)/g, isChinese ? '有$1' : 'has $1')
    .replaceAll(/\bnot\(([^()]+)\)/g, isChinese ? '非$1' : 'not $1')
}

function hasNamesOnly(source: string): boolean {
  const rest = source.replaceAll(quoted, '').replaceAll(namedValue, '')
  return !/[A-Za-z_]/.test(rest.replaceAll(/\b(?:present|not|or|in|true|false)\b/g, ''))
}
