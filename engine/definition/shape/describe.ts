import type { SourceNode } from '../parse/source-node.js'
import type { SchemaNode } from './schema-node.js'

const typeWords: { readonly [type: string]: string } = {
  string: 'a text',
  object: 'a map of keys and values',
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
}

/** What a type is called for people. */
export const describeType = (type: string): string => typeWords[type] ?? type

/** What stands there, for people. Long texts are cut. */
export function describeNode(node: SourceNode | undefined): string {
  if (!node) return 'nothing'
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list'
  if (node.kind === 'map') return node.entries.size === 0 ? 'an empty map' : 'a map of keys and values'
  if (node.value === null) return 'nothing'
  if (typeof node.value === 'number') return `the number ${node.value}`
  if (typeof node.value === 'boolean') return `the truth value ${node.value}`
  return `'${shorten(node.value)}'`
}

const longestShown = 60

/** A text short enough for a message. */
export const shorten = (text: string): string =>
  text.length > longestShown ? `${text.slice(0, longestShown)}…` : text

/** Names in quotes, with commas. */
export const quoteAll = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ')

/** The first sentence of a description, as it reads inside a sentence: an abbreviation keeps its capitals. */
export function asPhrase(schema: SchemaNode | undefined): string | undefined {
  const first = schema?.description?.replace(/\.(\s.*)?$/s, '')
  if (!first || /^[A-Z]{2}/.test(first)) return first
  return first.charAt(0).toLowerCase() + first.slice(1)
}
