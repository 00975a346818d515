import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../engine/errors/json.js'
import { marks, processWith, readOne } from './read-one.js'

/** A line (or lines) in a state of a process, what is told of it, and what is read in its place. */
interface Row {
  readonly typed: string
  readonly told: string
  readonly hint: RegExp
  readonly at?: readonly (string | number)[]
  readonly value?: unknown
}

const onState = ['states', 'open', 'on', 'go']
const rows: { readonly [title: string]: Row } = {
  "a target that begins with #, XState's way": {
    typed: 'on:\n  go:\n    target: #repair.intake\n    guard: data.paid',
    told: '10:17 comment-swallowed-value',
    hint: /without #/,
    at: onState,
    value: { branches: [{ guard: 'data.paid' }] },
  },
  'the same inside braces': {
    typed: 'on:\n  go: { guard: data.paid, target: #repair.intake }',
    told: '9:39 comment-swallowed-value',
    hint: /without #/,
    at: onState,
    value: { branches: [{ guard: 'data.paid' }] },
  },
  'a guard that begins with !': {
    typed: 'on:\n  go:\n    guard: !data.paid\n    target: open',
    told: '10:16 tag-swallowed-expression',
    hint: /not\(data\.paid\)/,
    at: [...onState, 'branches', 0, 'guard'],
    value: 'not(data.paid)',
  },
  'the same inside braces, with commas in a call': {
    typed: 'on:\n  go: { guard: !like(data.a, "b"), target: open }',
    told: '9:20 tag-swallowed-expression',
    hint: /not\(like\(data\.a, "b"\)\)/,
    at: [...onState, 'branches', 0],
    value: { guard: 'not(like(data.a, "b"))', target: 'open' },
  },
  'a ? : operator in an unquoted value': {
    typed: 'entry: { assign: { a: 1 } }\nexit:\n  assign:\n    amount: =data.big ? 1 : 2',
    told: '11:17 question-mark-operator',
    hint: /=pick\(data\.big, 1, 2\)/,
    at: ['states', 'open', 'exit', 0, 'assign', 'amount'],
    value: '=pick(data.big, 1, 2)',
  },
  'a call with a comma in braces': {
    typed: 'on:\n  go: { guard: data.items.exists(i, i.open), target: open }',
    told: '9:20 split-at-comma',
    hint: /"data\.items\.exists\(i, i\.open\)"/,
    at: [...onState, 'branches', 0],
    value: { guard: 'data.items.exists(i, i.open)', target: 'open' },
  },
  'an assigned call with a comma in braces': {
    typed: 'entry: { assign: { total: =sum(data.a, data.b) } }',
    told: '8:31 split-at-comma',
    hint: /"=sum\(data\.a, data\.b\)"/,
    at: ['states', 'open', 'entry', 0, 'assign'],
    value: { total: '=sum(data.a, data.b)' },
  },
  'a comma in an unquoted text in braces': {
    typed: 'title: { zh-CN: 维修, en: Repaired, then tested }',
    told: '8:29 split-at-comma',
    hint: /"Repaired, then tested"/,
    at: ['states', 'open', 'title', 'en'],
    value: 'Repaired, then tested',
  },
  '${…} in an unquoted flow map': {
    typed: 'title: { en: Due ${data.x}, zh-CN: 到期 }',
    told: '8:18 unquoted-expression',
    hint: /"Due \$\{data\.x\}"/,
    at: ['states', 'open', 'title'],
    value: { en: 'Due ${data.x}', 'zh-CN': '到期' },
  },
  'brackets and quotes in an unquoted expression in braces': {
    typed: 'on:\n  go: { guard: visits["a"] > 1, target: open }',
    told: '9:20 unquoted-expression',
    hint: /'visits\["a"\] > 1'/,
    at: [...onState, 'branches', 0, 'guard'],
    value: 'visits["a"] > 1',
  },
  'an expression that begins with a quote': {
    typed: 'on:\n  go:\n    guard: "us" == data.goodsAt\n    target: open',
    told: '10:16 unquoted-expression',
    hint: /'"us" == data\.goodsAt'/,
    at: [...onState, 'branches', 0, 'guard'],
    value: '"us" == data.goodsAt',
  },
  'a # inside a string of an expression': {
    typed: 'on:\n  go:\n    guard: data.note == "a #1"\n    target: open',
    told: '10:16 cut-at-comment',
    hint: /'data\.note == "a #1"'/,
    at: [...onState, 'branches', 0, 'guard'],
    value: 'data.note == "a #1"',
  },
  'a colon and a space inside a string of an expression': {
    typed: 'on:\n  go:\n    guard: data.note == "a: b"\n    target: open',
    told: '10:16 unquoted-expression',
    hint: /'data\.note == "a: b"'/,
    at: [...onState, 'branches', 0, 'guard'],
    value: 'data.note == "a: b"',
  },
  'a Chinese colon after a key': {
    typed: 'title：维修',
    told: '8:10 full-width-punctuation',
    hint: /Type ':' and a space/,
    at: ['states', 'open', 'title', 'en'],
    value: '维修',
  },
  'a Chinese comma between entries': {
    typed: 'title: { zh-CN: 维修， en: Repair }',
    told: '8:23 full-width-punctuation',
    hint: /Type ','/,
    at: ['states', 'open', 'title'],
    value: { 'zh-CN': '维修', en: 'Repair' },
  },
  'an ideographic space after a colon': {
    typed: 'title:　维修',
    told: '8:11 full-width-punctuation',
    hint: /plain space/,
    at: ['states', 'open', 'title', 'en'],
    value: '维修',
  },
  'Chinese quotes in an expression': {
    typed: 'on:\n  go:\n    guard: data.goodsAt == “us”\n    target: open',
    told: '10:32 full-width-punctuation',
    hint: /"/,
    at: [...onState, 'branches', 0, 'guard'],
    value: 'data.goodsAt == "us"',
  },
  'double braces': {
    typed: 'title: {{ data.name }}\ntags: [a]',
    told: '8:12 template-braces',
    hint: /\$\{…\}/,
    at: ['states', 'open'],
    value: { tags: ['a'] },
  },
  'double braces in quotes': {
    typed: 'title: "Repair of {{ data.name }}"\ntags: [a]',
    told: '8:12 template-braces',
    hint: /\$\{…\}/,
    at: ['states', 'open', 'tags'],
    value: ['a'],
  },
  "a key a tool for YAML 1.1 made of 'on'": {
    typed: 'true:\n  go: open',
    told: '8:5 yaml-1.1-boolean',
    hint: /Type 'on'/,
    at: onState,
    value: { branches: [{ target: 'open' }] },
  },
  'yes for true': {
    typed: 'on:\n  go: { target: open, reenter: yes }',
    told: '9:36 yaml-1.1-boolean',
    hint: /Type true/,
    at: onState,
    value: { branches: [{ target: 'open' }] },
  },
  'a merge key': {
    typed: 'tags: [a]\n<<: { title: x }',
    told: '9:5 merge-key',
    hint: /alias/,
    at: ['states', 'open', 'tags'],
    value: ['a'],
  },
  'a custom tag': {
    typed: 'title: !include title.txt\ntags: [a]',
    told: '8:12 custom-tag',
    hint: /Leave the tag out/,
    at: ['states', 'open'],
    value: { tags: ['a'] },
  },
  'a tab before a line': {
    typed: 'on:\n\tgo: open',
    told: '9:5 tab-indentation',
    hint: /two spaces/,
    at: onState,
    value: { branches: [{ target: 'open' }] },
  },
  'the same key twice': {
    typed: 'tags: [a]\ntags: [b]',
    told: '9:5 duplicate-key',
    hint: /another name/,
    at: ['states', 'open', 'tags'],
    value: ['a'],
  },
  'a key that programs reserve': {
    typed: '__proto__: { x: 1 }\ntags: [a]',
    told: '8:5 forbidden-key',
    hint: /another name/,
    at: ['states', 'open'],
    value: { tags: ['a'] },
  },
  'an alias without its anchor': {
    typed: 'title: *nothing\ntags: [a]',
    told: '8:12 tag-swallowed-expression',
    hint: /quotes/,
    at: ['states', 'open'],
    value: { tags: ['a'] },
  },
}

const decision = (cells: string): string => `dsl: "1"
process: repair
version: "1.0.0"
title: Repair
decisions:
  payer:
    in: { amount: data.amount, cause: data.cause }
    out: { payer: text }
    rules:
      - when:
${cells}
        then: { payer: us }
states: { closed: { type: final, outcome: closed } }
`
const cellRows: { readonly [title: string]: Row } = {
  'a comparison that begins with >': {
    typed: 'amount: >= 50000',
    told: '11:19 comparison-in-cell',
    hint: /at least 50000/,
    value: { amount: 'at least 50000' },
  },
  'a comparison that begins with <': {
    typed: 'amount: < 5',
    told: '11:19 comparison-in-cell',
    hint: /under 5/,
    value: { amount: 'under 5' },
  },
  'a cell that begins with !=': {
    typed: 'cause: != human',
    told: '11:18 comparison-in-cell',
    hint: /not human/,
    value: { cause: 'not human' },
  },
  'a bare dash': {
    typed: 'amount: 5\ncause: -',
    told: '12:18 bare-dash',
    hint: /leave the column out/,
    value: { amount: 5 },
  },
}

const indent = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by))

const valueAt = (value: JsonObject, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, step) => (inner as { [key: string]: unknown } | undefined)?.[step], value)

describe('what YAML silently turns into something else', () => {
  it.each(Object.entries(rows))('tells of %s, names the remedy and reads on', (_, row) => {
    const { document, problems } = readOne(processWith(`  open:\n${indent(row.typed, 4)}`))
    expect(marks(problems)).toEqual([row.told])
    expect(problems[0]?.hint).toMatch(row.hint)
    expect(document?.sound).toBe(false)
    expect(valueAt(document!.value, row.at!)).toEqual(row.value)
  })

  it.each(Object.entries(cellRows))('tells of %s in a decision cell', (_, row) => {
    const { document, problems } = readOne(decision(indent(row.typed, 10)))
    expect(marks(problems)).toEqual([row.told])
    expect(problems[0]?.hint).toMatch(row.hint)
    expect(valueAt(document!.value, ['decisions', 'payer', 'rules', 0, 'when'])).toEqual(row.value)
  })

  it('tells of the same in braces', () => {
    const { document, problems } = readOne(decision('          { amount: >= 5, cause: != human }'))
    expect(marks(problems)).toEqual(['11:21 comparison-in-cell', '11:34 comparison-in-cell'])
    expect(valueAt(document!.value, ['decisions', 'payer', 'rules', 0, 'when'])).toEqual({
      amount: 'at least 5',
      cause: 'not human',
    })
  })

  it.each(['013800138000', '12345678901234567890', '12E5', '0x1F'])('tells that %s is no text', (number) => {
    const text = `cast: all\nthings:\n  wang:\n    phone: ${number}\n`
    const { document, problems } = readOne(text)
    expect(marks(problems)).toEqual(['4:12 number-changed-text'])
    expect(problems[0]?.hint).toBe(`Put it in quotes: '${number}'.`)
    expect(document?.value['things']).toEqual({ wang: { phone: number } })
  })

  it('takes a number for a text where it comes back unchanged', () => {
    const { document, problems } = readOne('template: x\nbody: 2026\n')
    expect(problems).toEqual([])
    expect(document?.value['body']).toEqual({ 'zh-CN': '2026', en: '2026' })
  })

  it('tells that 1.0 as a version is read as 1', () => {
    const { problems } = readOne(processWith('  open: {}').replace('"1.0.0"', '1.0'))
    expect(marks(problems)).toEqual(['3:10 number-changed-text'])
  })

  it.each([
    ['a colon in a path', 'title: see http://example.org/a'],
    ['a comment with a space', 'tags: [a] # not: data.x ? 1 : 2'],
    ['an apostrophe in braces', "title: { zh-CN: 签名, en: Customer's signature }"],
    ['inches in braces', 'title: { zh-CN: 5" 屏, en: 6" screen }'],
    ['full-width punctuation in a text', 'title: { zh-CN: 维修（工费，材料）：完成, en: Repair }'],
    ['a text below |', 'title: |\n  a: b\n  #x\n  target: !y\n  \ttab'],
    ['a text in quotes over lines', 'title: "a: b\n  { c, d }"'],
    ['a plain text over lines', 'title: a\n  { b,\n  c'],
    ['comments above nested keys', 'on: # events\n  # here\n  go: open'],
    [
      'brackets and strings in a block guard',
      'on:\n  go:\n    guard: visits["a"] > 1 && data.x == "b, c"\n    target: open',
    ],
    ['braces over lines', 'title: {\n    zh-CN: 维修, # c\n    en: Repair\n  }'],
    [
      'an anchor and its alias',
      'tags: &t [a]\non: { go: { target: open } }\nentry: []\nexit: []\ndescription: &d Text\ntitle: *d',
    ],
  ])('leaves %s alone', (_, typed) => {
    const { document, problems } = readOne(processWith(`  open:\n${indent(typed, 4)}`))
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(document?.sound).toBe(true)
  })

  it('warns of a word that a # cuts off a text', () => {
    const { document, problems } = readOne(processWith('  open: { }\n  shut:\n    title: Unit #7'))
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['cut-at-comment', 'warning']])
    expect(document?.sound).toBe(true)
  })
})
