/**
 * Builds from `schemas/source/*.yaml`
 *   schemas/<kind>.schema.json          for editors: draft-07, short forms allowed
 *   schemas/strict/<kind>.schema.json   2020-12, the long form only
 *   engine/definition/generated/        the strict schemas as a module, and types of the long form
 * `--check` writes nothing and fails where a file is not what the sources say.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { compile } from 'json-schema-to-typescript'
import { format, resolveConfig } from 'prettier'
import { parse } from 'yaml'
import { toEditorSchema } from './to-editor-schema.mjs'
import { toStrictSchema } from './to-strict-schema.mjs'

const root = new URL('../', import.meta.url)
const sourceFolder = new URL('schemas/source/', root)
const generatedFolder = 'engine/definition/generated/'

const read = (name) => parse(readFileSync(new URL(name, sourceFolder), 'utf8'))

/** Names of the definitions a schema needs, directly or through others. */
function neededDefinitions(schema, definitions, needed = new Set()) {
  for (const name of JSON.stringify(schema).matchAll(/#\/definitions\/([A-Za-z]+)/g)) {
    if (needed.has(name[1])) continue
    if (!definitions[name[1]]) throw new Error(`Expected a definition named '${name[1]}', but there is none.`)
    needed.add(name[1])
    neededDefinitions(definitions[name[1]], definitions, needed)
  }
  return needed
}

function completeSource(kind, common) {
  const { definitions: own = {}, definitionsFrom = [], ...schema } = read(`${kind}.yaml`)
  const borrowed = definitionsFrom.map((other) => read(`${other}.yaml`).definitions)
  const all = Object.assign({}, common, ...borrowed, own)
  const needed = [...neededDefinitions(schema, all)].sort()
  return { ...schema, definitions: Object.fromEntries(needed.map((name) => [name, all[name]])) }
}

/** Types come from a copy without remarks beside `$ref`: with them each use would become a type of its own. */
const withoutRemarks = (value) => {
  if (Array.isArray(value)) return value.map(withoutRemarks)
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) return { $ref: value.$ref }
  const entries = Object.entries(value).filter(
    ([key]) => !['examples', 'allOf', 'anyOf', 'maxItems', 'minItems', '$schema'].includes(key),
  )
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutRemarks(inner)]))
}

async function typesOf(kind, strict) {
  const banner = '/** Generated from schemas/source by `npm run generate`. Do not edit. */'
  const name = strict.title.replace(/ /g, '')
  return compile(withoutRemarks(strict), name, {
    bannerComment: banner,
    format: false,
    unknownAny: true,
    additionalProperties: false,
  })
}

function schemasModule(strict) {
  const small = (value) => {
    if (Array.isArray(value)) return value.map(small)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).filter(
      ([key, inner]) => !((key === 'examples' && Array.isArray(inner)) || key === '$schema'),
    )
    return Object.fromEntries(entries.map(([key, inner]) => [key, small(inner)]))
  }
  return [
    '/** Generated from schemas/source by `npm run generate`. Do not edit. */',
    "import type { SchemaNode } from '../shape/schema-node.js'",
    '',
    '/** The strict schema of the long form, by kind of document. */',
    `export const schemas: { readonly [kind: string]: SchemaNode } = ${JSON.stringify(small(strict))}`,
    '',
  ].join('\n')
}

async function build() {
  const { definitions: common } = read('common.yaml')
  const kinds = readdirSync(sourceFolder)
    .filter((name) => name.endsWith('.yaml') && name !== 'common.yaml')
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort()
  const files = new Map()
  const embedded = {}
  for (const kind of kinds) {
    const source = completeSource(kind, common)
    const strict = toStrictSchema(source, { keepHouseKeywords: false })
    embedded[kind] = toStrictSchema(source, { keepHouseKeywords: true })
    files.set(`schemas/${kind}.schema.json`, JSON.stringify(toEditorSchema(source)))
    files.set(`schemas/strict/${kind}.schema.json`, JSON.stringify(strict))
    files.set(`${generatedFolder}${kind}.ts`, await typesOf(kind, strict))
  }
  files.set(`${generatedFolder}schemas.ts`, schemasModule(embedded))
  const options = await resolveConfig(new URL('package.json', root))
  for (const [file, text] of files)
    files.set(file, await format(text, { ...options, parser: file.endsWith('.ts') ? 'typescript' : 'json' }))
  return files
}

const contentOf = (file) => {
  try {
    return readFileSync(new URL(file, root), 'utf8')
  } catch {
    return undefined
  }
}

const changed = [...(await build())].filter(([file, text]) => contentOf(file) !== text)
if (process.argv.includes('--check')) {
  for (const [file] of changed)
    console.error(`Expected ${file} to be what schemas/source says, but it is not.`)
  if (changed.length > 0) {
    console.error('Run: npm run generate')
    process.exitCode = 1
  }
} else {
  mkdirSync(new URL('schemas/strict/', root), { recursive: true })
  mkdirSync(new URL(generatedFolder, root), { recursive: true })
  for (const [file, text] of changed) writeFileSync(new URL(file, root), text)
  for (const [file] of changed) console.log(`wrote ${file}`)
}
