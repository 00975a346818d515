import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'

const slip = `
paper: slip
title: { zh-CN: 收据, en: Slip }
series: S-{yyyy}-{seq:3}
fields:
  model: { type: text, required: true }
  remark: text
  owner: { type: text, value: "=data.customer.name" }
  copies: { type: integer, value: 2 }
`
const process = (issue: string, fields: string): string => `
dsl: '1'
process: keeping
version: 1.0.0
title: { zh-CN: 保管, en: Keeping }
start: { roles: [] }
fields: ${fields}
initial: here
states:
  here: { title: { zh-CN: 在, en: Here }, entry: [ ${issue} ], always: [ { target: gone } ] }
  gone: { type: final, title: { zh-CN: 走, en: Gone } }
`
const customer =
  'customer: { type: object, required: true, fields: { name: { type: text, required: true, personal: true } } }'
const model = 'model: { type: text, label: { zh-CN: 型号, en: Model } }'

function check(issue: string, fields: string, paper = slip) {
  return checkWorkflows(
    readSources([
      { file: 'keeping.yaml', text: process(issue, fields) },
      { file: 'papers/slip.yaml', text: paper },
    ]),
  )
}
const errors = (...args: Parameters<typeof check>) =>
  check(...args)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ code, place, found }) => [code, `${place?.file}:${place?.line}`, found])

describe('a paper in a process', () => {
  it('takes its own values and those of the case, and tells which are about people', () => {
    const [keeping] = check('{ issue: slip }', `{ ${model}, ${customer} }`).processes
    const paper = keeping?.papers.get('slip')

    expect(
      paper?.fields.map(({ name, value, personal, required }) => [name, value?.kind, personal, required]),
    ).toEqual([
      ['model', 'expression', false, true],
      ['remark', undefined, false, false],
      ['owner', 'expression', false, false],
      ['copies', 'literal', false, false],
    ])
    expect(paper?.fields[0]?.label).toEqual({ 'zh-CN': '型号', en: 'Model' })
  })

  it('is there in a process that only speaks of it, whatever that knows', () => {
    const spoken = check('{ assign: { model: "=vouchers.slip.state" } }', `{ ${model} }`)

    expect(spoken.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(spoken.processes[0]?.papers.has('slip')).toBe(true)
  })

  it.each<[string, string, string, unknown[]]>([
    [
      'a needed field that nothing fills',
      '{ issue: slip }',
      `{ ${customer} }`,
      ['paper-field-without-value', 'keeping.yaml:10', 'model'],
    ],
    [
      'a value of its own that does not fit',
      '{ issue: slip }',
      `{ ${model} }`,
      ['paper-field-without-value', 'keeping.yaml:10', 'owner'],
    ],
    [
      'a field of the case of another type',
      '{ issue: slip }',
      `{ ${model}, ${customer}, remark: boolean }`,
      ['paper-field-without-value', 'keeping.yaml:10', 'remark'],
    ],
    [
      'a value for a field it does not have',
      '{ issue: { paper: slip, with: { remarks: x } } }',
      `{ ${model}, ${customer} }`,
      ['unknown-field', 'keeping.yaml:10', 'remarks'],
    ],
    [
      'a literal of another type',
      '{ issue: { paper: slip, with: { copies: many } } }',
      `{ ${model}, ${customer} }`,
      ['wrong-type', 'keeping.yaml:10', "'many'"],
    ],
    [
      'a number that is no text',
      '{ issue: { paper: slip, number: =1 + 1 } }',
      `{ ${model}, ${customer} }`,
      ['expression-type', 'keeping.yaml:10', 'the expression gives an integer'],
    ],
    [
      'a number that is no expression',
      '{ issue: { paper: slip, number: S-1 } }',
      `{ ${model}, ${customer} }`,
      ['wrong-value', 'keeping.yaml:10', "'S-1'"],
    ],
    [
      'an act on a paper nobody wrote',
      '{ void: slipp }',
      `{ ${model}, ${customer} }`,
      ['unknown-paper', 'keeping.yaml:10', 'slipp'],
    ],
    [
      'a line the paper does not have, written on it later',
      '{ sign: { paper: slip, with: { remarc: x } } }',
      `{ ${model}, ${customer} }`,
      ['unknown-field', 'keeping.yaml:10', 'remarc'],
    ],
  ])('reports %s', (_what, issue, fields, expected) => {
    expect(errors(issue, fields)).toEqual([expected])
  })

  it('needs none of that where `with` gives it', () => {
    const given = '{ issue: { paper: slip, with: { model: B-3, owner: "=data.buyer", remark: yes } } }'

    expect(
      errors(given.replace('yes', '"yes"'), '{ buyer: { type: text, required: true }, remark: boolean }'),
    ).toEqual([])
  })
})

describe('the file of a paper', () => {
  it.each([
    ['two counters', slip.replace('{yyyy}', '{seq:2}'), 'wrong-value', 4],
    ['a type nobody knows', slip.replace('remark: text', 'remark: txt'), 'unknown-type', 7],
    [
      'a key of fields of a case',
      slip.replace('remark: text', 'remark: { type: text, default: x }'),
      'unknown-key',
      7,
    ],
    ['a size nobody prints', `${slip}size: A3\n`, 'wrong-value', 10],
  ])('is wrong with %s', (_what, paper, code, line) => {
    const given = '{ issue: { paper: slip, with: { remark: x } } }'

    expect(errors(given, `{ ${model}, ${customer} }`, paper).map(([found, at]) => [found, at])).toEqual([
      [code, `papers/slip.yaml:${line}`],
    ])
  })
})
