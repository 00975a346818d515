import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { explainDocument } from '../../engine/definition/explain-document.js'
import { marks, processWith, readOne } from './read-one.js'

interface LongState {
  readonly [key: string]: unknown
  readonly states: { readonly [name: string]: LongState }
  readonly task: { readonly notBy?: readonly string[] }
  readonly on: { readonly [event: string]: { readonly branches: readonly object[]; readonly form?: string } }
}
interface LongProcess {
  readonly states: { readonly [name: string]: LongState }
  readonly forms: {
    readonly [name: string]: { readonly also?: { readonly backTo?: { readonly of: object } } }
  }
  readonly events: { readonly [name: string]: unknown }
}

const others = `  paid: { type: final, outcome: paid }
  no: { type: final, outcome: no }
  asking: { type: final, outcome: asking }`

/** The long form of a process whose first state has these approvals. */
function unfolded(approvals: string, more = ''): LongProcess {
  const { document, problems } = readOne(
    `${processWith(`  open: { approvals: ${approvals} }\n${others}`)}${more}`,
  )
  expect(problems).toEqual([])
  return document?.value as unknown as LongProcess
}

const problemsOf = (state: string, more = ''): readonly string[] =>
  marks(readOne(`${processWith(`  open: ${state}\n${others}`)}${more}`).problems)

describe('approvals', () => {
  it('become a state for each step, which leads to the next one that is needed', () => {
    const { states } = unfolded(
      '{ steps: [a, { role: b, if: data.x }, { role: c, if: data.y }, { role: d, name: last }], approved: paid }',
    )

    const { open } = states
    expect([open?.['initial'], Object.keys(open?.states ?? {})]).toEqual(['a', ['a', 'b', 'c', 'last']])
    expect(open?.states['a']?.on['approve-a']?.branches).toEqual([
      { guard: 'data.x', target: 'b' },
      { guard: 'data.y', target: 'c' },
      { target: 'last' },
    ])
    expect(open?.states['last']?.on).toEqual({
      'approve-last': { branches: [{ target: 'paid' }] },
      return: expect.anything() as unknown,
    })
  })

  it('let a step send back to those before it and, where that leads somewhere, to the sender', () => {
    const backTo = (returned: string) => {
      const { forms, states } = unfolded(`{ steps: [a, b, c], approved: paid${returned} }`)
      const steps = Object.entries(states['open']?.states ?? {})
      return steps.map(([name, { on }]) => [
        name,
        Object.keys(forms[on['return']?.form ?? '']?.also?.backTo?.of ?? {}),
        on['return']?.branches,
      ])
    }

    expect(backTo(', returned: asking')).toEqual([
      ['a', [], [{ target: 'asking' }]],
      ['b', ['a', 'sender'], [{ guard: 'event.backTo == "a"', target: 'a' }, { target: 'asking' }]],
      [
        'c',
        ['a', 'b', 'sender'],
        [
          { guard: 'event.backTo == "a"', target: 'a' },
          { guard: 'event.backTo == "b"', target: 'b' },
          { target: 'asking' },
        ],
      ],
    ])
    expect(backTo('')).toEqual([
      ['a', [], undefined],
      ['b', [], [{ target: 'a' }]],
      ['c', ['a', 'b'], [{ guard: 'event.backTo == "a"', target: 'a' }, { target: 'b' }]],
    ])
  })

  it('keep everybody from approving two steps, unless they say otherwise', () => {
    const notBy = (more: string) =>
      Object.values(
        unfolded(`{ steps: [a, { role: b, approve: sign, notBy: x }], approved: paid${more} }`).states['open']
          ?.states ?? {},
      ).map(({ task }) => task.notBy)

    expect(notBy(', notBy: ask')).toEqual([
      ['ask', 'sign'],
      ['ask', 'x', 'approve-a'],
    ])
    expect(notBy(', fourEyes: false')).toEqual([undefined, ['x']])
  })

  it('mean the same targets inside as beside them', () => {
    const { document } = readOne(
      processWith(`  open:
    initial: gate
    states:
      gate: { approvals: { steps: a, approved: done, rejected: paid } }
      done: { type: final }
${others}`),
    )

    const open = (document?.value as unknown as LongProcess).states['open']
    expect(open?.states['gate']?.states['a']?.on['approve-a']?.branches).toEqual([{ target: 'open.done' }])
    expect(open?.states['gate']?.states['a']?.on['reject']?.branches).toEqual([{ target: 'paid' }])
  })

  it('leave the words of the process for its buttons, and names it gives to events', () => {
    const { events } = unfolded(
      '{ steps: a, approved: paid, rejected: no, returned: asking, events: { return: back } }',
      'events: { reject: { title: { zh-CN: 不同意, en: No } } }\n',
    )

    expect(events['reject']).toEqual({ title: { 'zh-CN': '不同意', en: 'No' } })
    expect(Object.keys(events).sort()).toEqual(['approve-a', 'back', 'reject'])
  })

  it('are the same when their long form is read again', () => {
    const text = processWith(
      `  open: { approvals: { steps: [a, b], approved: paid, rejected: no, maxReturns: 2 } }\n${others}`,
    )
    const long = explainDocument(readOne(text).document!)

    expect(readOne(long).problems).toEqual([])
    expect(parse(explainDocument(readOne(long).document!))).toEqual(parse(long))
    expect(long).not.toContain('approvals')
  })

  it.each([
    ['{ approvals: { steps: [a, a], approved: paid } }', '', ['7:35 duplicate-id']],
    ['{ approvals: { steps: sender, approved: paid } }', '', ['7:31 duplicate-id']],
    ['{ approvals: { steps: { role: a, if: data.x }, approved: paid } }', '', ['7:42 unknown-key']],
    ['{ task: x, approvals: { steps: a, approved: paid } }', '', ['7:11 unknown-key']],
    ['{ approvals: { steps: a } }', '', ['7:11 missing-key']],
    ['{ approvals: { steps: [], approved: paid } }', '', ['7:24 wrong-value']],
    ['{ approvals: { steps: { role: a, roles: [b] }, approved: paid } }', '', ['7:33 duplicate-key']],
    [
      '{ approvals: { steps: { role: a, within: 1 day, due: 2 days }, approved: paid } }',
      '',
      ['7:42 duplicate-key'],
    ],
    ['{ approvals: { steps: paid, approved: paid } }', '', ['7:47 duplicate-id']],
    [
      '{ approvals: { steps: a, approved: paid, rejected: no } }',
      'forms: { rejectOpen: {} }\n',
      ['7:11 duplicate-id'],
    ],
    ['{ approvals: { steps: a, approved: paid, maxReturns: many } }', '', ['7:62 wrong-value']],
  ])('%s is told where it stands', (state, more, expected) => {
    expect(problemsOf(state, more)).toEqual(expected)
  })
})

describe('members', () => {
  const regions = '{ one: { initial: a, states: { a: {} } }, two-words: { initial: a, states: { a: {} } } }'
  const regionsOf = (members: string) => {
    const { document, problems } = readOne(
      processWith(`  open: { type: parallel, members: ${members}, states: ${regions} }\n${others}`),
    )
    expect(problems).toEqual([])
    return (document?.value as unknown as LongProcess).states['open']?.states ?? {}
  }

  it('let a region begin by asking whether it takes part', () => {
    const { one, 'two-words': two } = regionsOf('decisions.group')

    expect([one?.['initial'], Object.keys(one?.states ?? {})]).toEqual([
      'joining',
      ['joining', 'a', 'not-concerned'],
    ])
    expect([one, two].map((region) => region?.states['joining']?.['always'])).toEqual(
      ['decisions.group.one', 'decisions.group.twoWords'].map((guard) => [
        { guard, target: 'a' },
        { target: 'not-concerned' },
      ]),
    )
  })

  it('take an answer of the data that is missing for no, and do not ask who always takes part', () => {
    const { one, 'two-words': two } = regionsOf('{ by: data.group, always: one }')

    expect([one?.['initial'], Object.keys(one?.states ?? {})]).toEqual(['a', ['a']])
    expect(two?.states['joining']?.['always']).toMatchObject([
      { guard: 'or(data.group.twoWords, false)' },
      {},
    ])
  })

  it.each([
    [`{ members: decisions.group, states: ${regions} }`, ['7:11 unknown-key']],
    ['{ type: parallel, members: decisions.group, states: { one: {} } }', ['7:63 missing-key']],
    [
      '{ type: parallel, members: decisions.group, states: { one: { initial: joining, states: { joining: {} } } } }',
      ['7:98 duplicate-id'],
    ],
    [
      `{ type: parallel, members: { by: decisions.group, always: three }, states: ${regions} }`,
      ['7:67 unknown-state'],
    ],
    [`{ type: parallel, members: group, states: ${regions} }`, ['7:36 wrong-value']],
  ])('%s is told where it stands', (state, expected) => {
    expect(problemsOf(state)).toEqual(expected)
  })
})
