import { describe, expect, it } from 'vitest'
import { readSources } from '../../engine/definition/read-source.js'
import { marks, processWith, readOne } from './read-one.js'

const told = (text: string) =>
  readOne(text).problems.map(({ code, place, nearest }) => [code, place?.line, place?.column, nearest])

describe('the shape of a document', () => {
  it.each([
    ['an unknown key, with the nearest', '  open: { titel: a }', [['unknown-key', 7, 11, 'title']]],
    ['an unknown action once', '  open: { entry: { asign: { a: 1 } } }', [['unknown-key', 7, 20, 'assign']]],
    ['two actions in one', '  open: { entry: { raise: a, issue: b } }', [['wrong-value', 7, 18, undefined]]],
    ['a missing key', '  open: { remind: { every: 1 day, to: a } }', [['missing-key', 7, 19, undefined]]],
    ['a wrong type', '  open: { tags: { a: b } }', [['wrong-type', 7, 17, undefined]]],
    ['a list where a map belongs', '  open: [a]', [['wrong-type', 7, 3, undefined]]],
    ['a value that is not known', '  open: { type: finel }', [['wrong-value', 7, 17, 'final']]],
    [
      'a wrong name, with the right spelling',
      '  WaitingFor_parts: {}',
      [['wrong-name', 7, 3, 'waiting-for-parts']],
    ],
    ['a wrong name as value', '  open: { outcome: Shut down }', [['wrong-value', 7, 20, 'shut-down']]],
    [
      'full-width characters in a name',
      '  open: { on: { go: ａ．ｂ } }',
      [['full-width-punctuation', 7, 21, 'a.b']],
    ],
    ['a key without a value', '  open:\n    title:\n    tags: [a]', [['wrong-type', 8, 11, undefined]]],
    [
      'a text in one language',
      '  open: { title: { zh-CN: 维修 } }',
      [['missing-translation', 7, 11, undefined]],
    ],
    [
      'a target beside branches',
      '  open: { on: { go: { target: a, branches: [b] } } }',
      [['unknown-key', 7, 23, undefined]],
    ],
    ['an event without a target', '  open: { on: { go: { form: a } } }', [['missing-key', 7, 17, undefined]]],
  ] as const)('tells of %s', (_, states, expected) => {
    expect(told(processWith(states))).toEqual(expected)
  })

  it('does not tell of a key as missing that is only misspelled', () => {
    const text = processWith('  open: {}').replace('version', 'versoin')
    expect(told(text)).toEqual([['unknown-key', 3, 1, 'version']])
  })

  it('takes exactly one of the keys that exclude each other', () => {
    const story = (step: string) =>
      `scenario: s\nprocess: p\nat: 2026-09-28T09:30+08:00\nstart: { by: clerk-1 }\nsteps: [ ${step} ]\n`
    expect(told(story('{ send: a, by: b }'))).toEqual([])
    expect(told(story('{ by: b }'))).toEqual([['missing-key', 5, 10, undefined]])
    expect(told(story('{ send: a, wait: 1 day }'))).toEqual([['unknown-key', 5, 10, undefined]])
  })

  it('leaves faulty parts out, so that the rest fits and can be checked', () => {
    const { document } = readOne(
      processWith(
        '  open: { titel: a, tags: [B, c], entry: [ { raise: x }, { riase: y } ], type: odd, on: { go: open } }',
      ),
    )
    expect(document?.sound).toBe(false)
    expect(document?.value['states']).toEqual({
      open: { tags: ['c'], entry: [{ raise: 'x' }], on: { go: { branches: [{ target: 'open' }] } } },
    })
  })

  it('keeps a process whose top is incomplete', () => {
    const { document, problems } = readOne('process: x\nstates: { open: {} }\n')
    expect(marks(problems)).toEqual(['1:1 missing-key', '1:1 missing-key', '1:1 missing-key'])
    expect(document).toMatchObject({ id: 'x', sound: false, value: { states: { open: {} } } })
  })

  it('tells eight mistakes of one file, each at its place, none hiding another', () => {
    const text = `dsl: "1"
process: repair
version: "1.0.0"
title: { zh-CN: 维修 }
initial: open
stats: {}
states:
  open:
    titel: 办理中
    on:
      finish: { guard: data.items.exists(i, i.open), target: closed }
      stop: #closed
      ask:
        guard: !data.paid
        target：open
  Closed:
    type: fnal
    outcome: 7x
    outcome: closed
  late:
    tags: { a: b }
    entry:
      - assign: { amount: =data.big ? 1 : 2 }
      - { raise: x, note: y }
`
    const { document, problems } = readOne(text)
    expect(marks(problems)).toEqual([
      '4:1 missing-translation',
      '6:1 unknown-key',
      '9:5 unknown-key',
      '11:24 split-at-comma',
      '12:13 comment-swallowed-value',
      '14:16 tag-swallowed-expression',
      '15:15 full-width-punctuation',
      '16:3 wrong-name',
      '17:11 wrong-value',
      '18:14 wrong-value',
      '19:5 duplicate-key',
      '21:11 wrong-type',
      '23:27 question-mark-operator',
      '24:21 unknown-key',
    ])
    expect(document?.value['states']).toMatchObject({
      open: { on: { ask: { branches: [{ guard: 'not(data.paid)', target: 'open' }] } } },
      late: { entry: [{ assign: { amount: '=pick(data.big, 1, 2)' } }, { raise: 'x' }] },
    })
  })
})

describe('kinds and ids', () => {
  it.each([
    ['proces: x', 'process'],
    ['scenarios: x', 'scenario'],
    ['constructor: x', undefined],
  ])('knows a file by its first key: %s', (text, nearest) => {
    const { document, problems } = readOne(text)
    expect(document).toBeUndefined()
    expect(problems.at(-1)).toMatchObject({ code: 'unknown-kind', ...(nearest && { nearest }) })
  })

  it('says that the kind belongs to the top', () => {
    const [problem] = readOne('version: "1"\nprocess: x\n').problems
    expect(problem).toMatchObject({
      code: 'unknown-kind',
      hint: expect.stringContaining("Move 'process' to the top"),
    })
  })

  it('wants one document of a kind and id, and names the other file', () => {
    const text = 'template: t\nbody: Hello\n'
    const { problems } = readSources([
      { file: 'a.yaml', text },
      { file: 'b.yaml', text },
      { file: 'c.yaml', text: 'cast: t\n' },
    ])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({
      code: 'duplicate-id',
      place: { file: 'b.yaml', line: 1, column: 11 },
    })
    expect(problems[0]?.message).toContain('a.yaml')
  })

  it('orders problems by file, line and column', () => {
    const { problems } = readSources([
      { file: 'b.yaml', text: 'template: t\nbody: a\nx: 1\ny: 2\n' },
      { file: 'a.yaml', text: 'template: u\nbodi: a\n' },
    ])
    expect(problems.map(({ place }) => `${place?.file}:${place?.line}`)).toEqual([
      'b.yaml:3',
      'b.yaml:4',
      'a.yaml:2',
    ])
  })
})
