import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { functionNames, parseTemplateText, typeName, type ValueType } from '../../engine/expression/index.js'
import { bindings, evaluate, scope, types } from './sample.js'

const page = readFileSync(new URL('../../docs/language/expressions.md', import.meta.url), 'utf8')

function examples(language: string): readonly (readonly [source: string, result: string])[] {
  const blocks = [...page.matchAll(new RegExp('^```' + language + '\\n([^]*?)^```', 'gm'))]
  const lines = blocks.flatMap((block) => block[1]!.split('\n').filter((line) => line.trim() !== ''))
  return lines.map((line) => {
    const [source, result] = line.split(/\s*\/\/ => /)
    if (source === undefined || result === undefined) throw new Error(`No '// =>' in: ${line}`)
    return [source, result] as const
  })
}

function shown(source: string): string {
  const result = evaluate(source)
  if (result.ok) return JSON.stringify(result.value)
  return [result.failure.code, result.failure.field].filter((part) => part !== undefined).join(' ')
}

function normal(result: string): string {
  return /^[["\dtf-]/.test(result) && !/^(field|expression)-/.test(result)
    ? JSON.stringify(JSON.parse(result))
    : result
}

describe('the page on expressions', () => {
  it.each(examples('cel'))('says what %s gives', (source, result) => {
    expect(shown(source)).toBe(normal(result))
  })

  it.each(examples('template'))('says how %s is shown', (source, result) => {
    const parsed = parseTemplateText(source, scope)
    expect(parsed.ok && parsed.template.render(bindings)).toEqual({ ok: true, text: result })
  })

  it.each([...functionNames])('has an entry for the function %s', (name) => {
    expect(page).toMatch(new RegExp('`[^`\\n]*\\b' + name + '\\('))
  })

  it('has an entry for every operator', () => {
    for (const operator of ['==', '!=', '<', '<=', '>', '>=', '&&', '\\|\\|', '+', '-', '*', '/', '%', 'in'])
      expect(page).toContain('`' + operator + '`')
  })

  const rows = [...page.matchAll(/^\| `([a-z][\w.[\]]*)`\s*\| ([^|]+?)\s*\| (absent|`[^`]+`)\s*\|$/gm)]
  it.each(rows.map((row) => [row[1]!, row[2]!, row[3]!] as const))(
    'describes %s of its sample case as it is',
    (path, type, value) => {
      const compiled = scope.compile(path)
      expect(compiled.ok && typeName(compiled.expression.type)).toBe(type)
      expect(shown(path)).toBe(
        value === 'absent' ? `field-missing ${path}` : normal(value.replaceAll('`', '')),
      )
    },
  )

  it('describes every field of its sample case', () => {
    const leaves = (path: string, type: ValueType): readonly string[] =>
      type.kind === 'object'
        ? Object.entries(type.fields).flatMap(([name, field]) => leaves(`${path}.${name}`, field.type))
        : [path]
    const named = rows.map((row) => row[1]!)
    const undescribed = Object.entries(types.data)
      .flatMap(([name, field]) => leaves(`data.${name}`, field.type))
      .filter((path) => !named.some((row) => row.startsWith(path)))
    // Parts of the quote and values of unknown type are explained in words.
    expect(undescribed).toEqual(['data.quote.labour', 'data.raw'])
  })
})
