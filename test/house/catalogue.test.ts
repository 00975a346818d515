import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { errorCodes } from '../../engine/errors/error-codes.js'
import { problemCodes } from '../../engine/errors/problem-codes.js'
import { refusalCodes } from '../../engine/errors/refusal-codes.js'
import { requestCodes } from '../../engine/errors/request-codes.js'
import { rules } from '../../engine/definition/rules/index.js'

const root = join(import.meta.dirname, '../..')
const pagesFolder = join(root, 'docs/problems')
const answers: { readonly [code: string]: number } = { ...refusalCodes, ...requestCodes }
const codes = [...new Set([...problemCodes, ...Object.keys(answers), ...errorCodes])].sort()
const pages = readdirSync(pagesFolder)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => file.slice(0, -'.md'.length))
  .sort()
const textOf = (page: string) => readFileSync(join(pagesFolder, `${page}.md`), 'utf8')

describe('the catalogue of codes', () => {
  it('has a page for every code, and a code for every page', () => {
    expect(pages).toEqual(codes)
  })

  it('lists every page once in its index, and nothing else', () => {
    const links = [...textOf('README').matchAll(/^- \[([^\]]+)\]\(([^)]+)\.md\)/gm)]
    expect(links.map(([, name]) => name)).toEqual(links.map(([, , page]) => page))
    expect(links.map(([, name]) => name).sort()).toEqual(pages)
  })

  it.each(pages)("the page '%s' bears its code as the title and says what it means", (page) => {
    const [title, meaning] = textOf(page).split('\n\n')
    expect(title).toBe(`# ${page}`)
    expect(meaning).toMatch(/^[A-Z`].*\.$/s)
  })

  it.each(pages)("the page '%s' says what to do", (page) => {
    const [, remedy = ''] = textOf(page).split('\n## What to do\n')
    expect(remedy.trim().length).toBeGreaterThan(20)
  })

  it.each(Object.entries(answers).filter(([code]) => !isProblem(code)))(
    "the page of the refusal '%s' names its HTTP status %d",
    (code, status) => {
      expect(textOf(code)).toContain(`**HTTP status:** ${status}.`)
    },
  )

  it.each(Object.entries(answers).filter(([code]) => isProblem(code)))(
    "the page '%s', a problem and a refusal, names the HTTP status %d too",
    (code, status) => {
      expect(textOf(code)).toContain(`HTTP ${status}`)
    },
  )

  // What is wrong with the text itself cannot always be shown in YAML: a file that is too large, a tab.
  it.each(problemCodes.slice(problemCodes.indexOf('unknown-target')))(
    "the page of the problem '%s' shows it wrong and right, and right is good YAML",
    (code) => {
      const [, wrong = '', right = ''] = textOf(code).split(/^## (?:Wrong|Right)\n/m)
      expect(wrong).toContain('```')
      const examples = [...right.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text ?? '')
      expect(examples.length).toBeGreaterThan(0)
      for (const example of examples) expect(parseDocument(example, { strict: true }).errors).toEqual([])
    },
  )
})

describe('the rules', () => {
  it('have a file each, named after the rule, and no file is left out', () => {
    const files = readdirSync(join(root, 'engine/definition/rules'))
      .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
      .map((file) => file.slice(0, -'.ts'.length))
    expect(rules.map((rule) => rule.name).sort()).toEqual(files.sort())
  })

  it.each(rules.map((rule) => rule.name))(
    "'%s' has examples that are valid and ones that are not",
    (name) => {
      const examples = readdirSync(join(root, 'test/rules', name))
      expect(examples.filter((file) => /^valid-.+\.yaml$/.test(file))).not.toEqual([])
      expect(examples.filter((file) => /^invalid-.+\.yaml$/.test(file))).not.toEqual([])
    },
  )

  it('have no folder of examples without a rule', () => {
    const folders = readdirSync(join(root, 'test/rules'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    expect(folders.sort()).toEqual(rules.map((rule) => rule.name).sort())
  })
})

function isProblem(code: string): boolean {
  return (problemCodes as readonly string[]).includes(code)
}
