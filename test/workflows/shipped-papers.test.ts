import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'
import { printPaper } from '../../engine/runtime/papers/print-paper.js'

const root = new URL('../../workflows/', import.meta.url)
const filesIn = (folder: string) =>
  readdirSync(new URL(`${folder}/`, root)).map((name) => ({
    file: `${folder}/${name}`,
    text: readFileSync(new URL(`${folder}/${name}`, root), 'utf8'),
  }))
const papers = filesIn('papers')
const ids = papers.map(({ file }) => file.replace(/^papers\/|\.yaml$/g, ''))

/** A process that knows a customer and a product, and gives what else the paper needs. */
const issuing = (id: string, given: string): string => `
dsl: '1'
process: issuing
version: 1.0.0
title: { zh-CN: 开单, en: Issuing }
start: { roles: [] }
fields: { customer: { type: customer, required: true }, product: { type: product, required: true } }
initial: here
states:
  here: { title: { zh-CN: 在, en: Here }, entry: [ { issue: { paper: ${id}, with: { ${given} } } } ], always: [ { target: gone } ] }
  gone: { type: final, title: { zh-CN: 走, en: Gone } }
`

/** What is given for a field that takes no words. */
const values: { readonly [field: string]: string } = { category: 'door', rating: 'satisfied' }

function check(id: string, given: string) {
  const process = { file: 'issuing.yaml', text: issuing(id, given) }
  return checkWorkflows(readSources([...filesIn('types'), ...papers, process]))
}

describe.each(ids)('the shipped paper %s', (id) => {
  const needed = check(id, '').problems.flatMap(({ code, found }) =>
    code === 'paper-field-without-value' && found !== undefined ? [found] : [],
  )
  const { processes, problems } = check(id, needed.map((name) => `${name}: ${values[name] ?? 'said'}`).join(', '))
  const paper = processes[0]?.papers.get(id)

  it('is issued by any process that knows the customer and the product, with a few words more', () => {
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(needed.length).toBeLessThan(3)
  })

  it('has a title, a label for each field and lines to sign on in both languages', () => {
    const texts = [paper?.title, ...(paper?.fields ?? []).map(({ label }) => label), ...(paper?.signatures ?? [])]

    expect(texts.length).toBeGreaterThan(3)
    for (const text of texts) {
      expect(text?.['zh-CN']).toMatch(/\p{Script=Han}/u)
      expect(text?.en).toMatch(/^[\x20-\x7e]+$/)
    }
  })

  it('says where it comes from, and counts in a series of its own', () => {
    const written = papers.find(({ file }) => file === `papers/${id}.yaml`)
    const prefixes = papers.map(({ text }) => /^series: (\S+?)-/m.exec(text)?.[1])

    expect(written?.text).toMatch(/^source: \[.+\]$/m)
    expect(new Set(prefixes).size).toBe(ids.length)
  })

  it('prints every field it has', () => {
    const page = printPaper({
      paper: paper!,
      voucher: { paper: id, number: 'X-1', state: 'issued', issuedAt: 0, values: {} },
      caseNumber: 'C-1',
      process: { 'zh-CN': '开单', en: 'Issuing' },
      words: { zone: 'Asia/Shanghai', nameOf: (person) => person, pictureOf: () => undefined },
    })

    for (const { label } of paper!.fields) expect(page).toContain(label['zh-CN'])
    expect(page.match(/<td><\/td>/g)).toHaveLength(paper!.fields.length)
  })
})

it('the papers are those the catalogue names for the shipped procedures', () => {
  expect(ids.sort()).toEqual([
    'exchange-order',
    'follow-up-record',
    'goods-receipt',
    'major-complaint-report',
    'opinion-card',
    'receipt-slip',
    'repair-card',
    'repair-order',
    'repair-report',
    'return-order',
    'satisfaction-form',
    'service-record',
    'service-report',
    'service-voucher',
    'settlement-agreement',
  ])
})
