import { describe, expect, it } from 'vitest'
import { compileProcess } from '../../engine/definition/index.js'
import { checkFiles, marksOf, processFile } from './check-files.js'

const list = (from: string, more = '') => `prices: shop
title: { zh-CN: 价目, en: Prices }
validFrom: "${from}"
${more}items:
  hour: { title: { zh-CN: 工时, en: Hour }, price: 80 }
`

const priced = processFile({
  parts: `prices: shop
fields:
  total: { type: money, label: { zh-CN: 合计, en: Total } }
  costs: { type: list, of: { type: object, fields: { amount: { type: money, required: true }, who: { type: text, required: true } } }, label: { zh-CN: 费用, en: Costs } }
  notes: { type: list, of: text, label: { zh-CN: 备注, en: Notes } }
`,
  open: 'entry: [ { assign: { total: "=prices.hour * 2" } } ]',
})

const errors = (files: Readonly<Record<string, string>>) =>
  marksOf(checkFiles(files).problems.filter(({ severity }) => severity === 'error'))

const withAction = (action: string) =>
  priced.replace('entry: [ { assign: { total: "=prices.hour * 2" } } ]', `entry: [ ${action} ]`)

describe('price lists', () => {
  it('hold one after another, and are none of the process: its version stays', () => {
    const one = checkFiles({ 'repair.yaml': priced, 'a.yaml': list('2026-01-01') })
    const two = checkFiles({
      'repair.yaml': priced,
      'b.yaml': list('2026-10-01'),
      'a.yaml': list('2026-01-01'),
    })

    expect(two.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(two.prices?.get('shop')).toMatchObject([
      { validFrom: '2026-01-01', validUntil: '2026-09-30', items: { hour: 80 } },
      { validFrom: '2026-10-01', items: { hour: 80 } },
    ])
    expect(two.processes[0]?.hash).toBe(one.processes[0]?.hash)
    expect(two.processes[0]?.priceList).toBe('shop')
  })

  it('need not be at hand when a stored version is compiled again', () => {
    const [process] = checkFiles({ 'repair.yaml': priced, 'a.yaml': list('2026-01-01') }).processes

    const again = compileProcess(process!.resolved)

    expect(again.problems).toEqual([])
    expect(again.process?.hash).toBe(process?.hash)
  })

  it.each([
    ['a list no file defines', { 'repair.yaml': priced }, 'repair.yaml:5:9 unknown-prices'],
    [
      'an item no table has',
      { 'repair.yaml': priced.replace('prices.hour', 'prices.hours'), 'a.yaml': list('2026-01-01') },
      'expression-unknown-name',
    ],
    ['a day that does not exist', { 'a.yaml': list('2026-02-30') }, 'a.yaml:3:12 wrong-value'],
    [
      'a last day before the first',
      { 'a.yaml': list('2026-02-01', 'validUntil: "2026-01-31"\n') },
      'a.yaml:4:13 wrong-value',
    ],
    ['a third decimal', { 'a.yaml': list('2026-01-01').replace('80', '80.005') }, 'a.yaml:5:50 wrong-value'],
    [
      'two tables for one day',
      {
        'a.yaml': list('2026-01-01', 'validUntil: "2026-10-01"\n'),
        'b.yaml': list('2026-10-01'),
      },
      'a.yaml:4:13 prices-overlap',
    ],
    [
      'two tables from one day on',
      { 'a.yaml': list('2026-01-01'), 'b.yaml': list('2026-01-01') },
      'duplicate-id',
    ],
  ])('are refused with %s', (_title, files, mark) => {
    expect(errors(files as Record<string, string>)).toEqual([expect.stringContaining(mark) as string])
  })
})

describe('allocate', () => {
  const shares = (...percents: readonly string[]) =>
    percents.map((percent) => `{ percent: ${percent}, set: { who: a } }`).join(', ')

  it.each([
    [
      'shares that are not 100',
      `{ allocate: { costs: { amount: 5, shares: [ ${shares('70', '20')} ] } } }`,
      'wrong-value',
    ],
    [
      'a share above 100',
      `{ allocate: { costs: { amount: 5, shares: [ ${shares('101')} ] } } }`,
      'wrong-value',
    ],
    [
      'a list whose items have no amount',
      `{ allocate: { notes: { amount: 5, shares: [ ${shares('100')} ] } } }`,
      'wrong-type',
    ],
    [
      'a field that is no list',
      `{ allocate: { total: { amount: 5, shares: [ ${shares('100')} ] } } }`,
      'wrong-type',
    ],
    [
      'a part that is missing',
      '{ allocate: { costs: { amount: 5, shares: [ { percent: 100, set: {} } ] } } }',
      'missing-key',
    ],
    [
      'an amount in set',
      '{ allocate: { costs: { amount: 5, shares: [ { percent: 100, set: { who: a, amount: 5 } } ] } } }',
      'unknown-field',
    ],
    [
      'an amount that is no money',
      `{ allocate: { costs: { amount: "=1 + 1", shares: [ ${shares('100')} ] } } }`,
      'expression-type',
    ],
  ])('is refused with %s', (_title, action, code) => {
    const found = errors({ 'repair.yaml': withAction(action), 'a.yaml': list('2026-01-01') })

    expect(found).toEqual([expect.stringContaining(code) as string])
  })

  it('is looked at by the rules: an answer that may be absent is told', () => {
    const action = `{ allocate: { costs: { amount: =data.total, shares: [ ${shares('100')} ] } } }`
    const { problems } = checkFiles({ 'repair.yaml': withAction(action), 'a.yaml': list('2026-01-01') })

    expect(problems.filter(({ code }) => code === 'field-not-tested')).toHaveLength(1)
  })
})

describe('registers', () => {
  const book = `register: book
title: { zh-CN: 簿, en: Book }
of: [repair]
columns:
  - { name: no, title: { zh-CN: 号, en: No }, value: instance.id }
  - { name: total, title: { zh-CN: 合计, en: Total }, value: data.total }
roles: [clerk]
`
  const check = (text: string) =>
    errors({ 'repair.yaml': priced, 'a.yaml': list('2026-01-01'), 'book.yaml': text })

  it('are compiled against the processes they are over', () => {
    expect(check(book)).toEqual([])
  })

  it.each([
    ['a process that is not there', book.replace('[repair]', '[repairs]'), '3:6 unknown-process'],
    ['a field a process lacks', book.replace('data.total', 'data.totals'), '6:65 expression-unknown-name'],
    ['a column that is an object', book.replace('data.total', 'data.costs'), '6:60 expression-type'],
    ['a condition that is none', `${book}where: data.total\n`, '8:8 expression-type'],
    ['a period that is no day', `${book}period: =data.total\n`, '8:10 expression-type'],
    ['a period that is no word', `${book}period: finished\n`, '8:9 wrong-value'],
    ['a paper nobody issues', `${book}rows: { vouchers: receipt }\n`, '8:19 unknown-paper'],
    ['a list that is none', `${book}rows: { items: total }\n`, '8:16 unknown-field'],
    ['two columns of one name', book.replace('name: total', 'name: no'), '6:13 duplicate-id'],
    ['nobody who may see it', book.replace('[clerk]', '[]'), '7:1 wrong-value'],
    [
      'prices, which belong to a step',
      book.replace('data.total', 'prices.hour'),
      '6:60 expression-unknown-name',
    ],
  ])('are refused with %s', (_title, text, mark) => {
    expect(check(text)).toEqual([`book.yaml:${mark}`])
  })

  it('may lack what an optional column names, but not what is wrongly written there', () => {
    const optional = book.replace('value: data.total', 'value: data.weight, optional: true')

    expect(check(optional)).toEqual([])
    expect(check(optional.replace('data.weight', '1 +'))).toEqual(['book.yaml:6:63 expression-syntax'])
  })

  it('tell which of several processes lacks something', () => {
    const other = priced
      .replace('process: repair', 'process: check')
      .replace(/ {2}total: .*\n/, '')
      .replace(/entry: .*\n/, '\n')
    const { problems } = checkFiles({
      'repair.yaml': priced,
      'check.yaml': other,
      'a.yaml': list('2026-01-01'),
      'book.yaml': book.replace('[repair]', '[repair, check]'),
    })

    const found = problems.filter(({ severity }) => severity === 'error')
    expect(found).toMatchObject([{ code: 'expression-unknown-name', place: { file: 'book.yaml' } }])
    expect(found[0]?.message).toMatch(/^In 'check': /)
    expect(found[0]?.hint).toContain('optional: true')
  })

  describe('over processes that say one thing under two names', () => {
    const other = priced
      .replace('process: repair', 'process: check')
      .replace('  total: { type: money', '  sum: { type: money')
      .replace(/entry: .*\n/, '\n')
    const checkBoth = (text: string) =>
      errors({
        'repair.yaml': priced,
        'check.yaml': other,
        'a.yaml': list('2026-01-01'),
        'book.yaml': text.replace('[repair]', '[repair, check]'),
      })
    const both =
      book.replace('value: data.total', 'value: data.total, valueIn: { check: data.sum }') +
      'where: present(data.total)\nwhereIn: { check: present(data.sum) }\n' +
      'struckOff: { when: present(data.total), whenIn: { check: present(data.sum) } }\n'

    it('are compiled with what each process has in place of the common expression', () => {
      expect(checkBoth(both)).toEqual([])
    })

    it.each([
      [
        'a name the process lacks',
        both.replace('data.sum }', 'data.total }'),
        '6:95 expression-unknown-name',
      ],
      ['a condition that is none', both.replace('present(data.sum)', 'data.sum'), '9:19 expression-type'],
      [
        'a column for a process it is not over',
        both.replace('{ check: data', '{ chek: data'),
        '6:83 unknown-process',
      ],
      [
        'a condition for a process it is not over',
        both.replace('{ check: p', '{ repaid: p'),
        '9:12 unknown-process',
      ],
      [
        'a line struck off for a process it is not over',
        both.replace('whenIn: { check', 'whenIn: { repaid'),
        '10:51 unknown-process',
      ],
      [
        'a name the process lacks in what strikes a line off',
        both.replace('whenIn: { check: present(data.sum)', 'whenIn: { check: present(data.total)'),
        '10:71 expression-unknown-name',
      ],
      ['an expression that is none', both.replace('data.sum }', '[1] }'), '6:83 wrong-type'],
    ])('are refused with %s', (_title, text, mark) => {
      expect(checkBoth(text)).toContainEqual(expect.stringContaining(mark) as string)
    })
  })
})
