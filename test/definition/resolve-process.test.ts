import { describe, expect, it } from 'vitest'
import {
  fingerprint,
  overrideParameters,
  ProblemLog,
  readSources,
  resolveProcess,
} from '../../engine/definition/index.js'
import { member } from '../../engine/definition/compile/json-access.js'
import { checkFiles, marksOf, organisationFile, processFile } from './check-files.js'

const base = processFile({
  parts: 'parameters: { limit: { type: integer, default: 3, min: 1, title: { zh-CN: 限, en: Limit } } }',
})
const profile = (value: string) => `profile: shop
title: { zh-CN: 店, en: Shop }
parameters: { repair: { ${value} } }
`

function resolve(text: string, profileText?: string) {
  const set = readSources([
    { file: 'repair.yaml', text },
    ...(profileText === undefined ? [] : [{ file: 'shop.yaml', text: profileText }]),
  ])
  const document = set.documents.find(({ kind }) => kind === 'process')
  if (!document) throw new Error(JSON.stringify(set.problems))
  return resolveProcess(document, set, profileText === undefined ? undefined : 'shop')
}

describe('a resolved process', () => {
  it('keeps its fingerprint when only spelling and sources change', () => {
    const long = base
      .replace('task: staff', 'task: { roles: [staff] }')
      .replace('title: {', 'source: [004 L1]\ntitle: {')
    expect(fingerprint(resolve(long).resolved)).toBe(fingerprint(resolve(base).resolved))
  })

  it.each([
    ['a figure', base.replace('default: 3', 'default: 4')],
    ['a text', base.replace('en: Finish', 'en: Done')],
    ['the order of its states', base.replace(/( {2}open:[\s\S]*?)( {2}closed:.*\n)/, '$2$1')],
  ])('changes its fingerprint with %s', (_what, changed) => {
    expect(changed).not.toBe(base)
    expect(fingerprint(resolve(changed).resolved)).not.toBe(fingerprint(resolve(base).resolved))
  })

  it('takes the figures of a profile', () => {
    const { resolved, problems } = resolve(base, profile('limit: 5'))
    expect(problems).toEqual([])
    expect(member(member(resolved['parameters'], 'limit'), 'value')).toBe(5)
  })

  it.each([
    ['limt: 5', '3:25 unknown-parameter', 'limit'],
    ['limit: many', '3:32 wrong-type', undefined],
    ['limit: 0', '3:32 wrong-value', undefined],
  ])('reports what a profile cannot set: %s', (value, mark, nearest) => {
    const { problems } = resolve(base, profile(value))
    expect(marksOf(problems)).toEqual([`shop.yaml:${mark}`])
    expect(problems[0]?.nearest).toBe(nearest)
  })

  it('takes other figures for one story, and only those that fit', () => {
    const { resolved } = resolve(base)
    const log = new ProblemLog()
    const changed = overrideParameters(resolved, { values: { limit: 7, limt: 1 }, log, path: [] })
    expect(member(member(changed['parameters'], 'limit'), 'value')).toBe(7)
    expect(log.problems.map(({ code, nearest }) => [code, nearest])).toEqual([['unknown-parameter', 'limit']])
  })
})

describe('shared types', () => {
  const types = (define: string) => `types: basics\ndefine:\n${define}`
  const check = (define: string, fields: string) =>
    checkFiles({
      'organisation.yaml': organisationFile,
      'repair.yaml': processFile({ parts: fields }),
      'types.yaml': types(define),
    })

  it('are put in their places; what the field says goes first', () => {
    const { processes } = check(
      '  serial: { type: text, maxLength: 9, search: true, label: { zh-CN: 编号, en: Serial } }\n',
      'fields: { own: { type: serial, label: { zh-CN: 自, en: Own } }, plain: serial }',
    )
    const fields = processes[0]?.fields
    expect(fields?.['own']?.label?.en).toBe('Own')
    expect(fields?.['plain']?.label?.en).toBe('Serial')
    expect(fields?.['plain']?.definition).toMatchObject({ type: 'text', maxLength: 9, shared: 'serial' })
    expect(fields?.['plain']?.searchPaths).toEqual([''])
  })

  it('may not contain themselves, and are reported in their own file only', () => {
    const { problems } = check(
      '  box: { type: object, label: { zh-CN: 箱, en: Box }, fields: { inner: lid } }\n  lid: { type: object, fields: { outer: box } }\n',
      'fields: { box: { type: box } }',
    )
    expect(marksOf(problems).map((mark) => mark.replace(/:\d+ /, ' '))).toEqual([
      'types.yaml:3 type-cycle',
      'types.yaml:4 type-cycle',
    ])
  })

  it('that multiply without end are bounded', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `  t${level}: { type: object, fields: { a: t${level + 1}, b: t${level + 1}, c: t${level + 1} } }\n`,
    )
    const { problems } = check(`${levels.join('')}  t12: { type: text }\n`, 'fields: { all: { type: t0 } }')
    expect(problems.some(({ code, place }) => code === 'wrong-value' && place?.file === 'types.yaml')).toBe(
      true,
    )
  })
})
