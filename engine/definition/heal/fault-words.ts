import { asciiOf } from '../parse/full-width.js'
import { shorten } from '../shape/describe.js'
import type { TextFault } from './fault-list.js'

interface Part {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A text as somebody would type it in quotes. */
const quoted = (text: string): string =>
  text.includes('"') || text.includes('\\') ? `'${text.replace(/'/g, "''")}'` : `"${text}"`

const quoteIt = (text: string): string =>
  text.length > 100 ? 'Put the value in quotes, or below a |.' : `Put it in quotes: ${quoted(text)}`

const asMeant = ({ start, end, text }: Part) => ({ start, end, healed: { kind: 'value', text } }) as const

export const commentSwallowed = ({ start, end, text }: Part): TextFault => ({
  code: 'comment-swallowed-value',
  message: `Expected a value after the colon, but '${shorten(text)}' is a comment, since # begins one.`,
  hint: 'Write a target without #, as a name or a path from the root; other values with # stand in quotes.',
  start,
  end,
})

export const tagSwallowed = (part: Part): TextFault => {
  const simple = /^!\s*([A-Za-z_][\w.]*|\(.*\)|[A-Za-z_]\w*\(.*\))$/s.exec(part.text)?.[1]
  const meant = simple?.startsWith('(') ? `not${simple}` : `not(${simple ?? ''})`
  return {
    code: 'tag-swallowed-expression',
    message: `Expected an expression, but YAML takes '${shorten(part.text)}' for a tag, since it begins with !.`,
    hint: simple ? `Type ${meant}, or put the expression in quotes.` : quoteIt(part.text),
    ...asMeant({ ...part, text: simple ? meant : part.text }),
  }
}

export const customTag = ({ start, end, text }: Part): TextFault => ({
  code: 'custom-tag',
  message: `Expected a plain value, but it begins with the tag '${shorten(/^\S+/.exec(text)?.[0] ?? text)}'.`,
  hint: 'Leave the tag out; a text that begins with ! stands in quotes.',
  start,
  end,
})

export const splitAtComma = (part: Part): TextFault => ({
  code: 'split-at-comma',
  message: `Expected one value, but in braces or brackets YAML ends '${shorten(part.text)}' at its first comma.`,
  hint: quoteIt(part.text),
  ...asMeant(part),
})

export const unquotedExpression = (part: Part, because: string): TextFault => ({
  code: 'unquoted-expression',
  message: `Expected one value, but '${shorten(part.text)}' ${because}.`,
  hint: quoteIt(part.text),
  ...asMeant(part),
})

export const secondColon = (part: Part): TextFault => ({
  code: 'yaml-syntax',
  message: `Expected one value after the colon, but '${shorten(part.text)}' has another colon and space in it.`,
  hint: quoteIt(part.text),
  ...asMeant(part),
})

export const cutAtComment = (part: Part): TextFault => ({
  code: 'cut-at-comment',
  message: `Expected the whole of '${shorten(part.text)}', but YAML ends it before the #, which begins a comment.`,
  hint: quoteIt(part.text),
  ...asMeant(part),
})

export const questionMark = ({ start, end, text }: Part): TextFault => {
  const simple = /^(=?)([^?:]+) \? ([^?:]+) : ([^?:]+)$/.exec(text)
  const meant = simple
    ? `${simple[1] ?? ''}pick(${[simple[2], simple[3], simple[4]].map((part) => part?.trim()).join(', ')})`
    : undefined
  return {
    code: 'question-mark-operator',
    message: `Expected pick(condition, a, b), but found the operator '? :' in '${shorten(text)}'.`,
    hint: meant
      ? `Type "${meant}" in quotes or below a |.`
      : 'Write pick(condition, a, b), in quotes or below a |.',
    start,
    end,
    ...(meant && { healed: { kind: 'value', text: meant } }),
  }
}

const cellWords: { readonly [operator: string]: string } = {
  '>=': 'at least',
  '>': 'over',
  '<=': 'at most',
  '<': 'under',
  '!=': 'not',
}

export const comparisonInCell = (part: Part): TextFault => {
  const [, operator = '', rest = ''] = /^([<>!=]=?)\s*(.*)$/s.exec(part.text) ?? []
  const words = cellWords[operator]
  const meant = words ? `${words} ${rest.trim()}` : rest.trim()
  return {
    code: 'comparison-in-cell',
    message: `Expected a value or words such as 'at least 5', but '${shorten(part.text)}' begins with '${operator}', which YAML reads as something else.`,
    hint: `Type '${meant}'.`,
    ...asMeant({ ...part, text: meant }),
  }
}

export const bareDash = ({ start, end }: Part): TextFault => ({
  code: 'bare-dash',
  message: "Expected a value, but a '-' alone begins a list.",
  hint: 'For "any value" leave the column out; a dash as text stands in quotes.',
  start,
  end,
})

export const templateBraces = ({ start, end, text }: Part): TextFault => ({
  code: 'template-braces',
  message: `Expected a value, but found double braces in '${shorten(text)}'.`,
  hint: 'In texts write ${…}, elsewhere begin the value with =, and put it in quotes.',
  start,
  end,
})

export const tabIndentation = ({ start, end }: Part): TextFault => ({
  code: 'tab-indentation',
  message: 'Expected spaces before the line, but found a tab.',
  hint: 'Indent with two spaces.',
  start,
  end,
  healed: { kind: 'text', text: '  '.repeat(end - start) },
})

/** A full-width character outside texts; `healed` is what is read instead. */
export const fullWidth = ({ start, end, text }: Part, healed: string): TextFault => {
  const ascii = asciiOf(text) ?? ' '
  const name = ascii === ' ' ? 'a plain space' : `'${ascii}'`
  return {
    code: 'full-width-punctuation',
    message: `Expected ${name}, but found the full-width '${text}'.`,
    hint: ascii === ' ' ? 'Type a plain space.' : `Type ${name}${/[:,]/.test(ascii) ? ' and a space' : ''}.`,
    start,
    end,
    healed: { kind: 'text', text: healed },
  }
}
