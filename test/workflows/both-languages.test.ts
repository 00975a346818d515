import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

/**
 * Half of the people read Chinese and half English, and some papers go to both. A text with a place for each language has
 * both; a literal that a step writes into a case, such as the words of a charge, has one place and holds both.
 */
const shipped = join(import.meta.dirname, '../../workflows')

const chinese = /\p{Script=Han}/u
const english = /[A-Za-z]{2,}/
/** The texts inside an expression. */
const quoted = /"[^"]*"|'[^']*'/g

/** Where laws and rules are cited, and what somebody or something is called. */
const asItIs = new Set(['source', 'name', 'system'])

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.yaml') && !file.includes('scenarios'),
  )
}

/** @returns Each text below `value` that somebody cannot read, with its place. */
function unreadable(value: unknown, place: string): readonly string[] {
  if (typeof value === 'string') return isReadable(value, place) ? [] : [`${place}: ${value}`]
  if (typeof value !== 'object' || value === null) return []
  if ('zh-CN' in value || 'en' in value) return isTold(value) ? [] : [`${place}: ${JSON.stringify(value)}`]
  return Object.entries(value).flatMap(([key, part]) => (asItIs.has(key) ? [] : unreadable(part, `${place}.${key}`)))
}

function isTold(text: object): boolean {
  const { 'zh-CN': forChinese = '', en = '' } = text as { readonly 'zh-CN'?: string; readonly en?: string }
  return forChinese.trim() !== '' && english.test(en) && !chinese.test(en)
}

/**
 * Whether a literal, or each text in an expression, that has Chinese has English too. What is no Chinese may be the id of
 * an option, but the words of a line are for people.
 */
function isReadable(literal: string, place: string): boolean {
  const texts = literal.match(quoted) ?? (literal.startsWith('=') ? [] : [literal])
  const words = texts.filter((text) => /\p{L}/u.test(text))
  const told = place.endsWith('.description') ? words : words.filter((text) => chinese.test(text))
  return told.every((text) => english.test(text)) && (told.length === 0 || told.some((text) => chinese.test(text)))
}

describe('what people read in the shipped files', () => {
  it.each(filesBelow(shipped))('%s says in both languages', (file) => {
    expect(unreadable(parse(readFileSync(join(shipped, file), 'utf8')), '')).toEqual([])
  })

  it.each([
    ['words of a charge in Chinese alone', { append: { charges: { description: '配件' } } }],
    ['words of a charge in English alone', { append: { charges: { description: 'parts' } } }],
    ['a text in an expression', { level: '=pick(data.level == 4, "一般", text(data.level) + " 级")' }],
    ['a title without English', { title: { 'zh-CN': '维修' } }],
    ['a title with Chinese for English', { title: { 'zh-CN': '维修', en: '维修' } }],
  ])('%s would be found', (_, value) => {
    expect(unreadable(value, '')).toHaveLength(1)
  })
})
