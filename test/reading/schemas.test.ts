import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { explainDocument } from '../../engine/definition/explain-document.js'
import { readOne } from './read-one.js'

interface Schema {
  readonly [keyword: string]: unknown
  readonly $ref?: string
  readonly properties?: { readonly [name: string]: Schema }
}
const root = new URL('../../schemas/', import.meta.url)
const read = (path: string): Schema => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
const kinds = readdirSync(new URL('source/', root))
  .filter((name) => name !== 'common.yaml')
  .map((name) => name.replace('.yaml', ''))

const exchange = readFileSync(new URL('files/exchange.yaml', import.meta.url), 'utf8')
const story = readFileSync(new URL('files/exchange-story.yaml', import.meta.url), 'utf8')

describe('schemas', () => {
  it('are what their sources say', () => {
    const script = fileURLToPath(new URL('build.mjs', root))
    expect(() => execFileSync('node', [script, '--check'], { stdio: 'pipe' })).not.toThrow()
  })

  it.each(kinds)('of %s compile in both drafts, without oneOf and without keywords of the house', (kind) => {
    const strict = read(`strict/${kind}.schema.json`)
    const editor = read(`${kind}.schema.json`)
    expect(() =>
      new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(strict),
    ).not.toThrow()
    expect(() => new Ajv({ strict: false, allErrors: true }).compile(editor)).not.toThrow()
    expect(editor['$schema']).toBe('http://json-schema.org/draft-07/schema#')
    for (const schema of [strict, editor])
      expect(JSON.stringify(schema)).not.toMatch(/"(oneOf|short|shortKeys|shortPattern|exactlyOneOf)":/)
  })

  it.each(kinds)('of %s describe every property and give an example', (kind) => {
    const schema = read(`strict/${kind}.schema.json`)
    const silent: string[] = []
    const remarksOf = (node: Schema): Schema => {
      const target =
        node.$ref && (schema['$defs'] as { [name: string]: Schema })[node.$ref.slice('#/$defs/'.length)]
      return target ? { ...target, ...node } : node
    }
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, value] of Object.entries(node)) {
        if (key === 'examples' || key === 'if') continue
        if (key === 'properties' && !path.includes('/then'))
          for (const [name, property] of Object.entries(value as { [name: string]: Schema })) {
            const { description, examples } = remarksOf(property)
            if (!description || !Array.isArray(examples) || examples.length === 0)
              silent.push(`${path}/${name}`)
          }
        visit(value, `${path}/${key}`)
      }
    }
    visit(schema, '')
    expect(silent).toEqual([])
  })

  it.each(kinds)('of %s give an example that reads', (kind) => {
    const [example] = read(`strict/${kind}.schema.json`)['examples'] as { [key: string]: unknown }[]
    const first = kind === 'people' ? 'cast' : kind
    const { [first]: id, ...rest } = example!
    const { document, problems } = readOne(JSON.stringify({ [first]: id, ...rest }))
    expect(problems).toEqual([])
    expect(document?.kind).toBe(kind)
  })

  it.each([
    [
      'organisation',
      { organisation: 'house', roles: { staff: { 'zh-CN': '售后', en: 'Staff' }, leader: '领导' } },
    ],
    ['organisation', { organisation: 'house', roles: { staff: { title: '售后', outside: true } } }],
    ['process', { ...parse(exchange), events: { go: { 'zh-CN': '去', en: 'Go' }, back: 'Back' } }],
  ])('of %s for editors know that a title alone will do', (kind, document) => {
    const editor = new Ajv({ strict: false, allErrors: true }).compile(read(`${kind}.schema.json`))
    editor(document)
    expect(editor.errors).toBeNull()
  })

  it.each([
    ['process', exchange],
    ['scenario', story],
  ])('of %s for editors accept short forms, the strict ones the long form only', (kind, text) => {
    const editor = new Ajv({ strict: false, allErrors: true }).compile(read(`${kind}.schema.json`))
    const strict = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
      read(`strict/${kind}.schema.json`),
    )
    editor(parse(text))
    expect(editor.errors).toBeNull()
    const long: unknown = parse(explainDocument(readOne(text).document!))
    expect([editor(long), strict(long), strict(parse(text))]).toEqual([true, true, false])
  })
})
