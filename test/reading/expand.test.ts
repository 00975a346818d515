import { describe, expect, it } from 'vitest'
import { explainDocument } from '../../engine/definition/explain-document.js'
import { readFileSync } from 'node:fs'
import { marks, processWith, readOne } from './read-one.js'

const stateOf = (yaml: string): unknown => {
  const { document, problems } = readOne(processWith(`  open: ${yaml}`))
  expect(problems).toEqual([])
  return (document?.value['states'] as { open: unknown }).open
}
const both = (text: string) => ({ 'zh-CN': text, en: text })

describe('titles alone', () => {
  const roles = (yaml: string): unknown =>
    readOne(`organisation: house\nroles: { staff: ${yaml} }\n`).document?.value['roles']
  const events = (yaml: string): unknown =>
    readOne(`${processWith('  open: { type: final }')}events: { finish: ${yaml} }\n`).document?.value[
      'events'
    ]

  it.each([
    ['售后', both('售后')],
    ['{ zh-CN: 售后, en: Staff }', { 'zh-CN': '售后', en: 'Staff' }],
  ])('%s is what a role and an event are called', (yaml, title) => {
    expect(roles(yaml)).toEqual({ staff: { title } })
    expect(events(yaml)).toEqual({ finish: { title } })
  })

  it('have the place of what was written', () => {
    const { problems } = readOne('organisation: house\nroles: { staff: { zh-CN: 售后, em: Staff } }\n')
    expect(marks(problems)).toEqual(['2:30 unknown-key'])
  })

  it('are no short form beside other keys', () => {
    const { problems } = readOne('organisation: house\nroles: { staff: { zh-CN: 售后, outside: true } }\n')
    expect(problems.map(({ code }) => code)).toEqual(['missing-key', 'unknown-key'])
  })
})

describe('short forms', () => {
  it.each([
    ['a text for both languages', '{ title: 维修 }', { title: both('维修') }],
    ['an event and its target', '{ on: { go: open } }', { on: { go: { branches: [{ target: 'open' }] } } }],
    [
      'a handler with one branch',
      '{ on: { go: { form: a, guard: true, target: open, reenter: true, actions: { raise: x } } } }',
      {
        on: {
          go: {
            form: 'a',
            branches: [{ guard: 'true', target: 'open', reenter: true }],
            actions: [{ raise: 'x' }],
          },
        },
      },
    ],
    [
      'actions alone',
      '{ on: { go: { actions: [ { raise: x } ] } } }',
      { on: { go: { actions: [{ raise: 'x' }], branches: [{}] } } },
    ],
    [
      'a list of branches',
      '{ on: { go: [ { guard: a.b, target: x }, open ] } }',
      { on: { go: { branches: [{ guard: 'a.b', target: 'x' }, { target: 'open' }] } } },
    ],
    [
      'one branch without its list',
      '{ always: { target: open }, onDone: open }',
      { always: [{ target: 'open' }], onDone: [{ target: 'open' }] },
    ],
    ['a role as task', '{ task: leader }', { task: { roles: ['leader'] } }],
    ['several roles as task', '{ task: [leader, clerk] }', { task: { roles: ['leader', 'clerk'] } }],
    [
      'role for roles',
      '{ task: { role: leader, notBy: go } }',
      { task: { roles: ['leader'], notBy: ['go'] } },
    ],
    [
      'due',
      '{ due: { within: 3 days, warn: 2 hours before, escalate: leader } }',
      {
        deadlines: {
          due: { within: '3 days', warn: [{ at: '2 hours before' }], escalate: { to: ['leader'] } },
        },
      },
    ],
    [
      'due beside deadlines',
      '{ due: 3 days, deadlines: { pay: 5 days } }',
      { deadlines: { pay: { within: '5 days' }, due: { within: '3 days' } } },
    ],
    [
      'remind',
      '{ remind: { every: 1 day, to: leader, template: t } }',
      { reminders: [{ every: '1 day', to: ['leader'], template: 't' }] },
    ],
    [
      'breach',
      '{ due: { within: x, breach: { do: { raise: late } } } }',
      { deadlines: { due: { within: 'x', breach: [{ do: [{ raise: 'late' }] }] } } },
    ],
    [
      'several roles a breach is told',
      '{ due: { within: x, escalate: [leader, clerk] } }',
      { deadlines: { due: { within: 'x', escalate: { to: ['leader', 'clerk'] } } } },
    ],
    [
      'an escalation with a rung',
      '{ due: { within: x, escalate: { to: leader, ladder: { after: 1 day, to: clerk } } } }',
      {
        deadlines: {
          due: { within: 'x', escalate: { to: ['leader'], ladder: [{ after: '1 day', to: ['clerk'] }] } },
        },
      },
    ],
    [
      'a single mark and a chosen calendar',
      '{ due: { within: x, stopOn: event:go, pauseIn: tag:t, calendar: { choose: data.c, else: office } } }',
      {
        deadlines: {
          due: {
            within: 'x',
            stopOn: ['event:go'],
            pauseIn: ['tag:t'],
            calendar: 'office',
            chooseCalendar: 'data.c',
          },
        },
      },
    ],
    [
      'a notice and the name of a calendar as its window',
      '{ notices: { at: 1 day before, of: data.d, to: leader, template: t, window: phone } }',
      {
        notices: [
          { at: '1 day before', of: 'data.d', to: ['leader'], template: 't', window: { calendar: 'phone' } },
        ],
      },
    ],
    [
      'a period of a window',
      '{ task: { role: leader, window: { days: sat, hours: 09:00-18:00 } } }',
      { task: { roles: ['leader'], window: { days: ['sat'], hours: [['09:00', '18:00']] } } },
    ],
    ['after', '{ after: { 3 days: open } }', { after: { '3 days': { branches: [{ target: 'open' }] } } }],
    [
      'a single action',
      '{ entry: { raise: x }, exit: { clear: a } }',
      { entry: [{ raise: 'x' }], exit: [{ clear: ['a'] }] },
    ],
    [
      'an inquiry',
      '{ on: { go: { require: { if: true, else: No }, target: open } } }',
      { on: { go: { require: [{ if: 'true', else: both('No') }], branches: [{ target: 'open' }] } } },
    ],
    ['a source', '{ source: L71, tags: a }', { source: ['L71'], tags: ['a'] }],
  ])('expands %s', (_, yaml, long) => {
    expect(stateOf(yaml)).toEqual(long)
  })

  it('expands fields, options, results of decisions and invariants', () => {
    const { document, problems } = readOne(`${processWith('  open: {}')}
fields:
  name: text
  parts: { type: list, of: part }
  notes: { type: list, of: { type: object, fields: { text: text }, label: Note } }
  at: { type: choice, of: { us: With us } }
  kind: { type: choice, of: [a, b], label: Kind }
decisions:
  x: { in: { a: data.a }, out: { eligible: boolean }, rules: { then: { eligible: true } } }
invariants:
  i: { in: open, if: true, else: No }
`)
    expect(problems).toEqual([])
    expect(document?.value).toMatchObject({
      fields: {
        name: { type: 'text' },
        parts: { of: { type: 'part' } },
        notes: { of: { type: 'object', fields: { text: { type: 'text' } }, label: both('Note') } },
        at: { of: { us: both('With us') } },
        kind: { of: { a: both('a'), b: both('b') }, label: both('Kind') },
      },
      decisions: { x: { out: { eligible: { type: 'boolean' } }, rules: [{ then: { eligible: true } }] } },
      invariants: { i: { in: ['open'], if: 'true' } },
    })
  })

  it('expands weekdays; a day of its own goes before its range', () => {
    const { document, problems } = readOne(`calendar: c
title: C
zone: Asia/Shanghai
dayCounting: close-of-business
hours:
  wed: 09:00-12:00
  mon-fri: [09:00-12:00, 13:00-18:00]
`)
    const morning = ['09:00', '12:00']
    const day = [morning, ['13:00', '18:00']]
    expect(problems).toEqual([])
    expect(document?.value['hours']).toEqual({ mon: day, tue: day, wed: [morning], thu: day, fri: day })
  })

  it('expands periods, holidays and pairs that stand alone in a calendar', () => {
    const { document, problems } = readOne(`calendar: c
title: C
zone: Asia/Shanghai
dayCounting: close-of-business
hours: { mon: ['09:00', '18:00'], tue: [['09:00', '12:00'], 13:00-18:00] }
holidays: CN
dateHours: { 2026-12-31: 09:00-12:00, 2027-01-01: [] }
closures: [2026-03-01T10:00, 2026-03-01T11:00]
`)
    expect(problems).toEqual([])
    expect(document?.value).toMatchObject({
      hours: {
        mon: [['09:00', '18:00']],
        tue: [
          ['09:00', '12:00'],
          ['13:00', '18:00'],
        ],
      },
      holidays: ['CN'],
      dateHours: { '2026-12-31': [['09:00', '12:00']], '2027-01-01': [] },
      closures: [['2026-03-01T10:00', '2026-03-01T11:00']],
    })
  })

  it('expands cells of a replay', () => {
    const { document, problems } = readOne(`replay: r
process: p
columns: { case: c, time: t }
actor: { roles: { Tester: tester } }
rows:
  - { when: { a: Register, n: 1, ok: true }, create: { with: { channel: phone } } }
  - { when: { a: [x, ''] }, send: go, with: { fixed: { column: f, type: boolean } } }
`)
    expect(problems).toEqual([])
    expect(document?.value['rows']).toEqual([
      {
        when: { a: ['Register'], n: ['1'], ok: ['true'] },
        create: { with: { channel: { value: 'phone' } } },
      },
      { when: { a: ['x', ''] }, send: 'go', with: { fixed: { column: 'f', type: 'boolean' } } },
    ])
  })

  it('refuses a short form beside its long one', () => {
    const { problems } = readOne(
      processWith('  open: { task: { role: a, roles: [b] }, due: 1 day, deadlines: { due: 2 days } }'),
    )
    expect(marks(problems)).toEqual(['7:19 duplicate-key', '7:42 duplicate-key'])
  })

  it('keeps the places of what was written through the expansion', () => {
    const { document } = readOne(processWith('  open:\n    on:\n      go: shut\n    due: 3 days\n  shut: {}'))
    const place = (path: readonly (string | number)[], key = false) => {
      const { line, column, endColumn } = document!.locate(path, { key })
      return [line, column, endColumn]
    }
    const handler = ['states', 'open', 'on', 'go']
    expect(place([...handler, 'branches', 0, 'target'])).toEqual([9, 11, 15])
    expect(place(handler, true)).toEqual([9, 7, 9])
    expect(place(['states', 'open', 'deadlines', 'due', 'within'])).toEqual([10, 10, 16])
    expect(place(['states', 'open', 'deadlines', 'due'], true)).toEqual([10, 5, 8])
    expect(place([...handler, 'branches', 0, 'guard'])).toEqual([9, 11, 15])
    expect(place(['states', 'open', 'nowhere', 'at-all'])).toEqual([7, 3, 7])
    expect(place(['title', 'en'])).toEqual([4, 8, 14])
  })

  it('explains a document as the long form in YAML, which reads as the same', () => {
    const text = readFileSync(new URL('files/exchange.yaml', import.meta.url), 'utf8')
    const first = readOne(text)
    const again = readOne(explainDocument(first.document!))
    expect(first.problems).toEqual([])
    expect(again.problems).toEqual([])
    expect(again.document?.value).toEqual(first.document?.value)
  })
})
