import { describe, expect, it } from 'vitest'
import { checkFiles, compiled, organisationFile, processFile } from './check-files.js'

const organisation = `${organisationFile}skills:
  gas: { zh-CN: 燃气, en: Gas }
  power: { zh-CN: 电, en: Power }
`

/** A process whose one task has these keys beside its role. */
function withTask(task: string, parts = ''): string {
  return `dsl: "1"
process: repair
version: "1.0.0"
title: { zh-CN: 维修, en: Repair }
${parts}
fields:
  who: { type: text, default: ann, label: { zh-CN: 谁, en: Who } }
  count: { type: integer, default: 1, label: { zh-CN: 数, en: Count } }
  kind: { type: choice, of: { gas: { zh-CN: 燃气, en: Gas } }, default: gas, label: { zh-CN: 类, en: Kind } }
initial: open
states:
  open:
    title: { zh-CN: 办理中, en: Open }
    task:
      role: staff
${task
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => `      ${line}`)
  .join('\n')}
    due: { within: 3 days }
    on:
      finish: { title: { zh-CN: 结束, en: Finish }, target: closed }
      later: { roles: [], title: { zh-CN: 改日, en: Later }, target: waiting }
  waiting:
    title: { zh-CN: 等待, en: Waiting }
    task: leader
    due: { within: 3 days }
    on: { go-on: { title: { zh-CN: 继续, en: Go on }, target: open } }
  closed: { type: final, outcome: closed, title: { zh-CN: 已办结, en: Closed } }
`
}

const raising = 'assign: in-turn\nonNobody: later'
const taskOf = (text: string) => compiled(text).states.get('open')?.task
const problemsOf = (text: string) =>
  checkFiles({ 'repair.yaml': text, 'organisation.yaml': organisation })
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ code, place, nearest }) => ({
      code,
      line: place?.text?.trim(),
      ...(nearest === undefined ? {} : { nearest }),
    }))

describe('the task of a state', () => {
  it('waits to be claimed, for one person alone, where nothing else is written', () => {
    expect(compiled(processFile()).states.get('open')?.task).toEqual({
      roles: ['staff'],
      notBy: [],
      onlyBy: [],
      claim: 'exclusive',
      mayAssign: [],
      away: false,
    })
  })

  it('turns in a rotation of its own, or in one it names', () => {
    expect(taskOf(withTask(raising))?.assign).toEqual({
      rule: 'in-turn',
      rotation: 'repair/open',
      makeUp: false,
      onNobody: 'later',
    })
    expect(taskOf(withTask(`${raising}\nrotation: field\nmakeUp: true`))?.assign).toMatchObject({
      rotation: 'field',
      makeUp: true,
    })
  })

  it('takes skills as a name, a list, or an expression of either', () => {
    const sources = ['gas', '[gas, power]', '=data.kind', '=data.who'].map((skill) => {
      const { processes } = checkFiles({
        'repair.yaml': withTask(`${raising}\nskill: ${skill}`),
        'organisation.yaml': organisation,
      })
      const assign = processes[0]?.states.get('open')?.task?.assign
      return assign && 'skill' in assign ? assign.skill.source : undefined
    })

    expect(sources).toEqual(['["gas"]', '["gas","power"]', 'data.kind', 'data.who'])
  })

  it('takes the short form of one role that may give it away', () => {
    expect(taskOf(withTask(`${raising}\nmayAssign: leader\nclaim: open\naway: true`))).toMatchObject({
      mayAssign: ['leader'],
      claim: 'open',
      away: true,
    })
  })
})

describe('mistakes in the task of a state', () => {
  const mistakes: readonly (readonly [name: string, task: string, expected: object])[] = [
    ['a rule nobody knows', 'assign: by-lod\nonNobody: later', { code: 'wrong-value', nearest: 'by-load' }],
    ['a person that is no text', 'assign: =data.count\nonNobody: later', { code: 'expression-type' }],
    ['a field nobody has', 'assign: =data.whom\nonNobody: later', { code: 'expression-unknown-name' }],
    ['a skill nobody has', `${raising}\nskill: gass`, { code: 'unknown-skill', nearest: 'gas' }],
    ['a skill that is a number', `${raising}\nskill: 3`, { code: 'wrong-value' }],
    ['an expression among skills', `${raising}\nskill: [gas, =data.kind]`, { code: 'wrong-value' }],
    ['a skill that is computed as a number', `${raising}\nskill: =data.count`, { code: 'expression-type' }],
    ['a parameter nobody has', `${raising}\nmakeUp: =params.makeUpp`, { code: 'unknown-parameter' }],
    ['making up by an expression', `${raising}\nmakeUp: =data.count > 1`, { code: 'wrong-value' }],
    [
      'an event nobody handles',
      'assign: in-turn\nonNobody: latter',
      { code: 'unknown-event', nearest: 'later' },
    ],
    ['an event taken elsewhere', 'assign: in-turn\nonNobody: go-on', { code: 'raise-nobody-accepts' }],
    ['a role nobody has', `${raising}\nmayAssign: leeder`, { code: 'unknown-role', nearest: 'leader' }],
    ['a rotation by load', 'assign: by-load\nonNobody: later\nrotation: field', { code: 'unknown-key' }],
    ['a skill of a named person', 'assign: =data.who\nonNobody: later\nskill: gas', { code: 'unknown-key' }],
    ['nobody where nothing is assigned', 'onNobody: later', { code: 'unknown-key' }],
    ['a claim nobody knows', `${raising}\nclaim: shared`, { code: 'wrong-value' }],
  ]

  it.each(mistakes)('tells of %s', (_name, task, expected) => {
    const problems = problemsOf(withTask(task))

    // What was meant to raise `later` may be gone with the mistake.
    const [first, ...more] = problems.filter(({ code }) => code !== 'event-nobody-may-send')
    expect(first).toMatchObject(expected)
    expect(more).toEqual([])
  })

  it('tells of a parameter that is no boolean', () => {
    const parts = 'parameters: { often: { type: integer, default: 2, title: { zh-CN: 次, en: Times } } }'

    expect(problemsOf(withTask(`${raising}\nmakeUp: =params.often`, parts))).toMatchObject([
      { code: 'wrong-type' },
    ])
  })

  it('tells of a priority that is no integer', () => {
    expect(problemsOf(withTask(raising, 'priority: data.who'))).toMatchObject([{ code: 'expression-type' }])
    expect(problemsOf(withTask(raising, 'priority: data.count'))).toEqual([])
  })
})

it('warns of a person, a skill and a priority read from a field that may be absent', () => {
  const text = withTask(`${raising}\nskill: =data.other`, 'priority: data.rank').replace(
    'fields:',
    'fields:\n  other: { type: text, label: { zh-CN: 另, en: Other } }\n  rank: { type: integer, label: { zh-CN: 级, en: Rank } }',
  )

  const { problems } = checkFiles({ 'repair.yaml': text, 'organisation.yaml': organisation })

  const untested = problems.filter(({ code }) => code === 'field-not-tested').map(({ place }) => place?.path)
  expect(untested.sort()).toEqual(['priority', 'states.open.task.skill'])
})
