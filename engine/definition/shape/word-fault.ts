import type { Problem } from '../../errors/problem.js'
import { nearestName } from '../../errors/nearest-name.js'
import { scalarAt, type SourceNode } from '../parse/source-node.js'
import { toAscii } from '../parse/full-width.js'
import { asPhrase, describeNode, describeType, quoteAll, shorten } from './describe.js'
import type { ShapeFault } from './regroup-errors.js'
import type { SchemaNode } from './schema-node.js'

/** A problem but for its place. */
export type Wording = Omit<Problem, 'place' | 'severity'>

/** What to say of a fault. `node` is the value it is about (for faults of keys, the map), `keysOf` tells of its keys. */
export function wordFault(fault: ShapeFault, node: SourceNode, keysOf: KeysOf): Wording {
  switch (fault.kind) {
    case 'unknown-key':
      return wordUnknownKey(fault, keysOf(node, fault.schema))
    case 'missing-key':
      return wordMissingKey(fault)
    case 'one-of':
      return wordOneOf(fault, node)
    case 'wrong-name':
      return wordValue('wrong-name', fault, scalarAt(fault.key ?? '', node.span))
    case 'wrong-type':
      return wordType(fault, node)
    case 'wrong-value':
      return wordValue('wrong-value', fault, node)
    default:
      return fault.kind satisfies never
  }
}

/** Keys of the long form that people know by a short one. */
const shortNames: { readonly [key: string]: string } = {
  branches: "'target' (or 'branches')",
  roles: "'role' (or 'roles')",
}

/** The keys a map may have. `free` are those it does not have yet, `expected` is how they are told. */
interface MapKeys {
  readonly known: readonly string[]
  readonly free: readonly string[]
  readonly expected: string
}

type KeysOf = (node: SourceNode, schema: SchemaNode) => MapKeys

/** Looks at the keys of each map once, however many faults it has. For one tree, while it does not change. */
export function createKeysOf(): KeysOf {
  const seen = new Map<SourceNode, Map<SchemaNode, MapKeys>>()
  return (node, schema) => {
    const ofNode = seen.get(node) ?? new Map<SchemaNode, MapKeys>()
    seen.set(node, ofNode)
    const keys = ofNode.get(schema) ?? keysIn(node, schema)
    ofNode.set(schema, keys)
    return keys
  }
}

function keysIn(node: SourceNode, schema: SchemaNode): MapKeys {
  const known = Object.keys(schema.properties ?? {})
  const free = known.filter((name) => !(node.kind === 'map' && node.entries.has(name)))
  return { known, free, expected: free.length > 0 ? quoteAll(free) : 'no further key' }
}

function wordUnknownKey({ key = '' }: ShapeFault, { known, free, expected }: MapKeys): Wording {
  const nearest = nearestName(key, free) ?? nearestName(key, known)
  const hasBranches = known.includes('branches') && !free.includes('branches')
  const inBranches = ['target', 'guard', 'reenter'].includes(key) && hasBranches
  return {
    code: 'unknown-key',
    message: `Expected a key this place knows, but found '${shorten(key)}'.`,
    expected,
    found: `'${shorten(key)}'`,
    ...(nearest && { nearest }),
    ...(inBranches && { hint: `Put '${key}' into one of the branches.` }),
  }
}

function wordMissingKey({ key = '', schema }: ShapeFault): Wording {
  const isText = schema.properties?.['zh-CN'] !== undefined && schema.properties['en'] !== undefined
  const language = key === 'en' ? 'English' : 'Chinese'
  if (isText)
    return {
      code: 'missing-translation',
      message: `Expected the text in both languages, but the ${language} one is not there.`,
      hint: `Add '${key}: …', or write one plain text that serves both.`,
    }
  return {
    code: 'missing-key',
    message: `Expected the key ${shortNames[key] ?? `'${key}'`}, but it is not there.`,
    hint: `Add '${key}: …' here.`,
  }
}

function wordOneOf({ demand }: ShapeFault, node: SourceNode): Wording {
  const keys = demand as readonly string[]
  const present = node.kind === 'map' ? keys.filter((key) => node.entries.has(key)) : []
  return {
    code: present.length === 0 ? 'missing-key' : 'unknown-key',
    message: `Expected exactly one of ${quoteAll(keys)}, but found ${present.length === 0 ? 'none' : quoteAll(present)}.`,
    hint: present.length === 0 ? `Add one of them.` : 'Keep one, and make another entry of each other.',
  }
}

function wordType({ demand, schema }: ShapeFault, node: SourceNode): Wording {
  const expected = describeType(String(demand))
  const found = describeNode(node)
  const typed = node.kind === 'scalar' ? node.value : undefined
  if (demand === 'boolean' && typeof typed === 'string' && /^(yes|no|on|off|y|n)$/i.test(typed)) {
    const meant = /^(yes|on|y)$/i.test(typed) ? 'true' : 'false'
    return {
      code: 'yaml-1.1-boolean',
      message: `Expected true or false, but '${typed}' is a text in YAML 1.2.`,
      expected,
      found,
      nearest: meant,
      hint: `Type ${meant}.`,
    }
  }
  const phrase = asPhrase(schema)
  return {
    code: 'wrong-type',
    message: `Expected ${expected}, but found ${found}.`,
    expected: phrase ? `${expected}: ${phrase}` : expected,
    found,
    ...(typed === null && { hint: 'Write a value after the colon, or leave the key out.' }),
  }
}

const limits: { readonly [keyword: string]: (demand: unknown) => string } = {
  minimum: (demand) => `a number of at least ${String(demand)}`,
  maximum: (demand) => `a number of at most ${String(demand)}`,
  minLength: (demand) =>
    demand === 1 ? 'a text that is not empty' : `at least ${String(demand)} characters`,
  maxLength: (demand) => `at most ${String(demand)} characters`,
  minItems: (demand) => `at least ${plural(demand, 'item')}`,
  maxItems: (demand) => `at most ${plural(demand, 'item')}`,
  minProperties: (demand) => `at least ${plural(demand, 'key')}`,
  maxProperties: (demand) => `at most ${plural(demand, 'key')}`,
}
const plural = (count: unknown, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`

function wordValue(code: 'wrong-name' | 'wrong-value', fault: ShapeFault, node: SourceNode): Wording {
  const { keyword, demand, schema } = fault
  const found = describeNode(node)
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
  const ascii = text === undefined ? undefined : toAscii(text)
  if (
    text !== undefined &&
    ascii !== undefined &&
    ascii !== text &&
    (keyword === 'pattern' || keyword === 'enum')
  )
    return {
      code: 'full-width-punctuation',
      message: `Expected plain ASCII characters, but '${shorten(text)}' has full-width ones.`,
      found,
      nearest: ascii,
      hint: `Type '${shorten(ascii)}'.`,
    }
  if (keyword === 'enum' || keyword === 'const') {
    const known = keyword === 'enum' ? (demand as readonly string[]) : [String(demand)]
    const nearest = text === undefined ? undefined : nearestName(text, known)
    const one = known.length === 1 ? quoteAll(known) : `one of ${quoteAll(known)}`
    return {
      code,
      message: `Expected ${one}, but found ${found}.`,
      expected: one,
      found,
      ...(nearest && { nearest }),
    }
  }
  if (keyword === 'pattern' && text?.startsWith('=') === true && !isShownAsExpression(schema))
    return wordExpression(code, fault, text)
  const expected = limits[keyword]?.(demand) ?? asPhrase(schema) ?? 'another value'
  const nearest = text !== undefined && keyword === 'pattern' ? respelled(text, schema.pattern) : undefined
  return {
    code,
    message: `Expected ${expected}, but found ${limitFound(keyword, node) ?? found}.`,
    expected: keyword === 'pattern' && schema.pattern ? `${expected} (${schema.pattern})` : expected,
    found,
    ...(nearest && { nearest }),
  }
}

/** Whether what fits may itself be an expression, so that this one is only a wrong one. */
function isShownAsExpression({ pattern = '' }: SchemaNode): boolean {
  return pattern.includes('=')
}

function wordExpression(code: 'wrong-name' | 'wrong-value', { path }: ShapeFault, text: string): Wording {
  const what = path.at(-1) === 'process' ? 'the name of a process' : 'a name or a plain value'
  return {
    code,
    message: `Expected ${what}, but found the expression '${shorten(text)}'.`,
    expected: what,
    found: `'${shorten(text)}'`,
    hint:
      path.at(-1) === 'process'
        ? 'To choose between processes, write a state for each and lead to one of them by a guard.'
        : 'Nothing is calculated here: write it out.',
  }
}

function limitFound(keyword: string, node: SourceNode): string | undefined {
  if (keyword.endsWith('Length') && node.kind === 'scalar')
    return plural(Array.from(String(node.value)).length, 'character')
  if (keyword === 'maxProperties' && node.kind === 'map') return String(node.entries.size)
  if (keyword.endsWith('Properties') && node.kind === 'map')
    return quoteAll([...node.entries.keys()]) || 'none'
  if (keyword.endsWith('Items') && node.kind === 'list') return String(node.items.length)
  return undefined
}

/** The name in the case its pattern wants, where only that is wrong. */
function respelled(text: string, pattern: string | undefined): string | undefined {
  if (!pattern || text.length > 80) return undefined
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
  const kebab = words.join('-')
  const camel = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
  // Only the house's own patterns, which are linear, are tried here.
  const fitting = new RegExp(pattern, 'u')
  return [kebab, camel].find((name) => name !== text && fitting.test(name))
}
