import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import { choiceTitle, factWords, nameOf } from './guard-names.js'

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
  const words = wordsOf(process, source)
  const inLanguage = (language: Language): string =>
    bareTests(words.map(({ text }) => text[language]).join(''), language).trim()
  const text = { 'zh-CN': inLanguage('zh-CN'), en: inLanguage('en') }
  const isPlain = words.every(({ isNamed }) => isNamed) && !/\b(?:present|not|or|size)\(/.test(text.en)
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

/** Facts that have words as a whole, before the names and signs they are made of. */
const facts = /visits\["[^"]+"\]|vouchers\["[^"]+"\]\.state == "[^"]+"|instance\.origin [!=]= ""|yuan\(\d+\)/
/** Texts in quotes stay together, so that a name inside of one is not taken for a field. */
const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/
const names = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/
const pieces = new RegExp(
  `(${facts.source})|(${quoted.source})|(${names.source})|&&|\\|\\||[=!<>]=|!|\\s+|.`,
  'gs',
)
/** Calls that get words once their names have theirs, and what is said as it is written. */
const known = /^(?:present|not|or|size|true|false)$/

interface Word {
  readonly text: Text
  /** Whether people have this word: it is not left as the file has it. */
  readonly isNamed: boolean
}

function wordsOf(process: CheckedProcess, source: string): readonly Word[] {
  let field = ''
  return [...source.trim().matchAll(pieces)].map(([piece, fact, text, name]): Word => {
    if (/^\s/.test(piece)) return said(' ')
    const sign = Object.hasOwn(signs, piece) ? signs[piece] : undefined
    if (sign) return { text: sign, isNamed: true }
    if (fact !== undefined) return named(piece, factWords(process, fact))
    // The default of a value that may be missing is not shown, and needs no name.
    if (text !== undefined) return named(piece, choiceTitle(process, field, text))
    if (name === undefined || known.test(name)) return said(piece)
    field = name
    return named(piece, nameOf(process, name))
  })
}

const said = (text: string): Word => ({ text: { 'zh-CN': text, en: text }, isNamed: true })
const named = (piece: string, text: Text | undefined): Word =>
  text ? { text, isNamed: true } : { ...said(piece), isNamed: false }

/** `present(x)`, `not(x)` and `or(x, y)` around one name say what their names say. */
function bareTests(words: string, language: Language): string {
  const isChinese = language === 'zh-CN'
  return words
    .replaceAll(/\bor\(([^(),]+), [^(),]+\)/g, '$1')
    .replaceAll(/\bsize\(([^()]+)\) > 0/g, isChinese ? '有$1' : 'has $1')
    .replaceAll(/\bsize\(([^()]+)\) = 0/g, isChinese ? '无$1' : 'no $1')
    .replaceAll(/\bnot\(present\(([^()]+)\)\)/g, isChinese ? '无$1' : 'no $1')
    .replaceAll(/\bpresent\(([^()]+)\)/g, isChinese ? '有$1' : 'has $1')
    .replaceAll(/\bnot\(([^()]+)\)/g, isChinese ? '非$1' : 'not $1')
}
