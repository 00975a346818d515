import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { problemCodes } from '../../engine/errors/index.js'
import { docsFolder, readPage } from './fences.js'

const pages = readdirSync(new URL('language/', docsFolder)).filter((name) => name.endsWith('.md'))
const all = pages.map((name) => readPage(`language/${name}`)).join('\n')
/** Words in code: fenced blocks and code spans. Only there is a key told, not by chance in a sentence. */
const inCode = new Set(
  Array.from(all.matchAll(/^```[\s\S]*?^```$|`[^`\n]+`/gm), ([code]) => code).flatMap(
    (code) => code.match(/[A-Za-z][A-Za-z0-9-]*/g) ?? [],
  ),
)

const schemas = new URL('../../schemas/', import.meta.url)
const kinds = readdirSync(schemas).filter((name) => name.endsWith('.schema.json'))

describe('docs/language', () => {
  it.each(kinds)('tells every key of %s', (kind) => {
    const schema: unknown = JSON.parse(readFileSync(new URL(kind, schemas), 'utf8'))
    const keys = [...new Set(keysOf(schema))]

    expect(keys.length).toBeGreaterThan(3)
    expect(keys.filter((key) => !inCode.has(key))).toEqual([])
  })

  it('leads to the page of every problem', () => {
    expect(problemCodes.filter((code) => !all.includes(`../problems/${code}.md`))).toEqual([])
  })

  it.each(pages.filter((page) => page !== 'README.md'))('lists %s in its index', (page) => {
    expect(readPage('language/README.md')).toContain(`](${page})`)
  })
})

/** Names of all properties, at any depth. */
function keysOf(schema: unknown): readonly string[] {
  if (schema === null || typeof schema !== 'object') return []
  if (Array.isArray(schema)) return schema.flatMap(keysOf)
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'examples') return []
    if (key !== 'properties') return keysOf(value)
    const properties = value as { readonly [name: string]: unknown }
    return [...Object.keys(properties), ...Object.values(properties).flatMap(keysOf)]
  })
}
